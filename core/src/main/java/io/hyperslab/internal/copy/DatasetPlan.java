package io.hyperslab.internal.copy;

import io.hyperslab.dataspace.ChunkShapes;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.edit.DatasetForm;
import io.hyperslab.internal.edit.FormatVersion;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.format.selection.VirtualMappingList;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.pipeline.ChunkProfile;
import io.hyperslab.internal.pipeline.FilterPipeline;
import io.hyperslab.internal.pipeline.FilterSettings;
import io.hyperslab.internal.transfer.DatasetReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// How the elements of one dataset are to be stored in its copy.
///
/// @param space how many elements there are, and may be
/// @param storage where
/// @param filters passed by chunks
/// @param allocationTime when storage is allocated; 0 for what is usual
/// @param sameChunks whether stored chunks can be copied as they are, as long as elements stay the
///   same bytes
record DatasetPlan(
    Dataspace space,
    DatasetForm.StorageForm storage,
    List<FilterPipeline.Stage> filters,
    int allocationTime,
    boolean sameChunks) {
  /// Compact elements and what else is in their message, with some room to spare.
  private static final long LARGEST_COMPACT = 0xff00;

  private static final int SHUFFLE = 2;
  private static final int SZIP = 4;
  private static final int NBIT = 5;
  private static final int SCALE_OFFSET = 6;
  private static final int LZF = 32000;
  private static final int BITSHUFFLE = 32008;

  /// The plan for one dataset.
  ///
  /// @param elementType of the copy
  static DatasetPlan of(
      CopyContext context, DatasetModel source, Datatype elementType, String path) {
    StorageRule rule = context.rules().storage().of(source, path);
    return new Planner(context, source, rule, elementType, path, space(source, rule)).plan();
  }

  private static Dataspace space(DatasetModel source, StorageRule rule) {
    Dataspace space = rule.takesIn() ? new DatasetReader(source).dataspace() : source.dataspace();
    return rule.fixesExtent() && space.isResizable()
        ? Dataspace.simple(space.shape(), space.shape())
        : space;
  }

  private record Planner(
      CopyContext context,
      DatasetModel source,
      StorageRule rule,
      Datatype elementType,
      String path,
      Dataspace space) {
    DatasetPlan plan() {
      if (source.externalFiles().isPresent()) {
        return rule().takesIn()
            ? contiguous()
            : unchunked(new DatasetForm.External(source.externalFiles().get()), true);
      }
      return switch (source.layoutMessage()) {
        case DataLayoutMessage.Virtual message ->
            rule().takesIn()
                ? contiguous()
                : unchunked(new DatasetForm.Virtual(mappings(message)), true);
        case DataLayoutMessage.Compact _ -> compact();
        case DataLayoutMessage.Contiguous _ -> contiguous();
        case DataLayoutMessage.Chunked chunked -> chunked(chunked);
      };
    }

    private List<VirtualMappingList.VirtualMapping> mappings(DataLayoutMessage.Virtual message) {
      return Address.isDefined(message.heapAddress())
          ? VirtualMappingList.decode(
                  source.file().globalHeap().object(message.heapAddress(), message.heapIndex()))
              .mappings()
          : List.of();
    }

    private DatasetPlan unchunked(DatasetForm.StorageForm storage, boolean same) {
      int time =
          same
              ? source.allocationTime()
              : isEarly() && !(storage instanceof DatasetForm.Compact)
                  ? FillValueMessage.ALLOCATED_EARLY
                  : 0;
      return new DatasetPlan(space(), storage, List.of(), time, false);
    }

    /// Whether storage is allocated early because the creator wanted it; compact storage always is.
    private boolean isEarly() {
      return source.allocationTime() == FillValueMessage.ALLOCATED_EARLY
          && !(source.layoutMessage() instanceof DataLayoutMessage.Compact);
    }

    private DatasetPlan compact() {
      if (space().isResizable()) {
        return growing();
      }
      return switch (rule().layout()) {
        case KEEP, COMPACT -> unchunked(new DatasetForm.Compact(), true);
        case CONTIGUOUS -> unchunked(new DatasetForm.Contiguous(), false);
        case CHUNKED -> anew();
      };
    }

    private DatasetPlan contiguous() {
      if (space().isResizable()) {
        return growing();
      }
      boolean same = !(source.layoutMessage() instanceof DataLayoutMessage.Virtual);
      return switch (rule().layout()) {
        case KEEP -> wantsChunks() ? anew() : unchunked(new DatasetForm.Contiguous(), same);
        case CONTIGUOUS -> unchunked(new DatasetForm.Contiguous(), same);
        case COMPACT -> compactIfSmall(() -> unchunked(new DatasetForm.Contiguous(), same));
        case CHUNKED -> anew();
      };
    }

    /// Elements that were elsewhere, or that a broken file has in one piece: only chunks may grow.
    private DatasetPlan growing() {
      switch (rule().layout()) {
        case CONTIGUOUS, COMPACT -> tellGrowing();
        case KEEP, CHUNKED -> {
          // Chunks are as good as anything.
        }
      }
      return anew();
    }

    private void tellGrowing() {
      context.listener().kept(path, "an extent that may grow needs chunks");
    }

    /// Whether the rules for chunks and filters ask for chunks where there are none.
    private boolean wantsChunks() {
      boolean filtered =
          rule().filters().filter(specs -> !specs.isEmpty()).isPresent()
              && bytes() >= rule().leastFiltered();
      return filtered
          || switch (rule().chunks()) {
            case StorageRule.Chunks.Keep _ -> false;
            case StorageRule.Chunks.Guess _ -> true;
            case StorageRule.Chunks.Shape(long[] given) -> given.length == space().rank();
          };
    }

    private long bytes() {
      return Saturated.multiply(space().elementCount(), elementType.size());
    }

    private DatasetPlan compactIfSmall(Supplier<DatasetPlan> otherwise) {
      if (bytes() <= LARGEST_COMPACT) {
        return unchunked(new DatasetForm.Compact(), false);
      }
      context.listener().kept(path, "too large for compact storage");
      return otherwise.get();
    }

    /// Chunks that a filter hides which is not here can only be copied as they are.
    private boolean isReadable() {
      Optional<FilterPipeline.Stage> missing =
          source.pipeline().stages().stream()
              .filter(stage -> source.file().settings().filters().find(stage.id()).isEmpty())
              .findFirst();
      missing.ifPresent(stage ->
          context
              .listener()
              .kept(path, "there is no filter " + stage.id() + " " + stage.name() + " to read it"));
      return missing.isEmpty();
    }

    private DatasetPlan asStored(DataLayoutMessage.Chunked message) {
      boolean partial = message.partialChunksUnfiltered();
      FormatVersion high = context.editor().dialect().high();
      boolean fits = !partial || high.compareTo(FormatVersion.V110) >= 0;
      return new DatasetPlan(
          space(),
          new DatasetForm.Chunked(message.chunkDimensions(), partial && fits),
          source.pipeline().stages(),
          source.allocationTime(),
          fits);
    }

    private DatasetPlan chunked(DataLayoutMessage.Chunked message) {
      if (rule().keepsChunks() || !isReadable()) {
        return asStored(message);
      }
      boolean fixed = !space().isResizable();
      return switch (rule().layout()) {
        case KEEP, CHUNKED -> rechunked(message);
        case CONTIGUOUS -> {
          if (fixed) {
            yield unchunked(new DatasetForm.Contiguous(), false);
          }
          tellGrowing();
          yield rechunked(message);
        }
        case COMPACT -> {
          if (fixed) {
            yield compactIfSmall(() -> rechunked(message));
          }
          tellGrowing();
          yield rechunked(message);
        }
      };
    }

    private DatasetPlan rechunked(DataLayoutMessage.Chunked message) {
      long[] before = message.chunkDimensions();
      List<FilterPipeline.Stage> own = source.pipeline().stages();
      long[] shape = shape(before);
      Optional<List<FilterPipeline.Stage>> filters = askedFilters(shape);
      if (filters.isEmpty() && rule().wholly() && rule().filters().isPresent()) {
        return asStored(message);
      }
      if (filters.isEmpty()) {
        filters = Arrays.equals(shape, before) ? Optional.of(own) : reshaped(own, shape);
      }
      if (filters.isEmpty() || Arrays.equals(shape, before) && same(filters.get(), own)) {
        return asStored(message);
      }
      return new DatasetPlan(
          space(),
          new DatasetForm.Chunked(shape, false),
          filters.get(),
          source.allocationTime(),
          false);
    }

    /// The filters that the dataset has, for chunks of another shape; empty if there cannot be
    /// such.
    private Optional<List<FilterPipeline.Stage>> reshaped(
        List<FilterPipeline.Stage> own, long[] shape) {
      return tryStages(
          own.stream()
              .map(stage ->
                  new FilterSpec(
                      stage.id(),
                      stage.optional(),
                      Arrays.stream(creatorsOwn(stage)).boxed().toList()))
              .toList(),
          shape);
    }

    /// What the creator of a filter decides; the rest follows from datatype and chunks.
    private static int[] creatorsOwn(FilterPipeline.Stage stage) {
      int[] data = stage.clientData();
      return switch (stage.id()) {
        case SHUFFLE, NBIT, LZF -> new int[0];
        case SZIP, SCALE_OFFSET -> Arrays.copyOf(data, Math.min(2, data.length));
        case BITSHUFFLE -> Arrays.copyOfRange(data, Math.min(3, data.length), data.length);
        default -> data;
      };
    }

    /// Chunks for a dataset that has none.
    private DatasetPlan anew() {
      if (space().rank() == 0 || space().isNull()) {
        if (rule().layout() == StorageRule.Place.CHUNKED) {
          context.listener().kept(path, "what has no dimensions has no chunks");
        }
        return inOnePiece();
      }
      long[] shape = shape(guess());
      boolean filtered = bytes() >= rule().leastFiltered();
      Optional<List<FilterPipeline.Stage>> filters =
          filtered ? askedFilters(shape) : Optional.empty();
      boolean asItWas = filters.isEmpty() && rule().wholly() && rule().filters().isPresent();
      if (asItWas && !space().isResizable()) {
        return inOnePiece();
      }
      return new DatasetPlan(
          space(),
          new DatasetForm.Chunked(shape, false),
          filters.orElse(List.of()),
          isEarly() ? FillValueMessage.ALLOCATED_EARLY : 0,
          false);
    }

    private DatasetPlan inOnePiece() {
      return source.layoutMessage() instanceof DataLayoutMessage.Compact
          ? unchunked(new DatasetForm.Compact(), true)
          : unchunked(new DatasetForm.Contiguous(), true);
    }

    private long[] guess() {
      return fitting(ChunkShapes.guess(space().shape(), elementType.size()));
    }

    private long[] shape(long[] before) {
      return switch (rule().chunks()) {
        case StorageRule.Chunks.Keep _ -> before;
        case StorageRule.Chunks.Guess _ -> guess();
        case StorageRule.Chunks.Shape(long[] given) ->
            given.length == before.length ? fitting(given) : before;
      };
    }

    /// No chunk is larger than a dimension that cannot grow.
    private long[] fitting(long[] shape) {
      long[] fitting = shape.clone();
      long[] most = space().maxShape();
      for (int axis = 0; axis < fitting.length; axis++) {
        if (most[axis] != Dataspace.UNLIMITED) {
          fitting[axis] = Math.clamp(fitting[axis], 1, Math.max(1, most[axis]));
        }
      }
      return fitting;
    }

    private Optional<List<FilterPipeline.Stage>> askedFilters(long[] shape) {
      return rule().filters().flatMap(specs -> tryStages(specs, shape));
    }

    private Optional<List<FilterPipeline.Stage>> tryStages(List<FilterSpec> specs, long[] shape) {
      try {
        return Optional.of(stages(specs, shape));
      } catch (Hdf5Exception | IllegalArgumentException e) {
        context.listener().kept(path, String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    private List<FilterPipeline.Stage> stages(List<FilterSpec> specs, long[] shape) {
      return FilterSettings.stages(
          specs,
          new ChunkProfile(elementType, Arrays.stream(shape).boxed().toList(), fill()),
          context.target().settings().filters());
    }

    private Optional<byte[]> fill() {
      DatasetModel.Fill fill = source.fill();
      return switch (fill.state()) {
        case UNDEFINED -> Optional.empty();
        case DEFAULT -> Optional.of(new byte[Math.toIntExact(elementType.size())]);
        case USER_DEFINED ->
            fill.value().length == elementType.size()
                ? Optional.of(fill.value())
                : Optional.empty();
      };
    }

    private static boolean same(
        List<FilterPipeline.Stage> these, List<FilterPipeline.Stage> those) {
      if (these.size() != those.size()) {
        return false;
      }
      for (int i = 0; i < these.size(); i++) {
        if (these.get(i).id() != those.get(i).id()
            || !Arrays.equals(these.get(i).clientData(), those.get(i).clientData())) {
          return false;
        }
      }
      return true;
    }
  }
}
