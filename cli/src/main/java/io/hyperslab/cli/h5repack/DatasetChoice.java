package io.hyperslab.cli.h5repack;

import io.hyperslab.Dataset;
import io.hyperslab.FileCopy;
import io.hyperslab.cli.h5repack.LayoutRequest.Kind;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Reference;
import io.hyperslab.filter.FilterSpec;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Decides how each dataset is stored, by the rules of `h5repack`.
final class DatasetChoice {
  /// What becomes of a dataset.
  ///
  /// @param read whether its elements pass the program, rather than being copied with the object
  /// @param filtered whether it had filters, and was looked at for others
  /// @param large whether it is large enough for filters
  /// @param applied whether what was asked for is possible
  /// @param reference whether it consists of references, which are stored as they were
  /// @param size bytes that its elements took, if that is to be told
  record Outcome(
      boolean read,
      boolean filtered,
      boolean large,
      boolean applied,
      boolean reference,
      long size) {}

  /// A request that ends the whole work.
  static final class ImpossibleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImpossibleException(String message) {
      super(message);
    }
  }

  /// Bytes of the chunks of a dataset that is put into chunks for a filter.
  private static final long CHUNK_BYTES = 32L << 20;

  private static final long LARGEST_CHUNK = 0xffff_ffffL;
  private static final long MOST_FIXED_FOR_COMPACT = 64512;
  private static final long LARGEST_COMPACT = 0xff00;

  private final RepackOptions options;
  private final StorageTable table;
  private final Map<String, Outcome> outcomes = new TreeMap<>();
  private boolean metReference;
  private boolean metNamed;

  DatasetChoice(RepackOptions options) {
    this.options = options;
    this.table = options.table();
  }

  /// What became of a dataset; empty if there was none of that path.
  Optional<Outcome> outcome(String path) {
    return Optional.ofNullable(outcomes.get(path));
  }

  /// Says that a dataset could not be stored as asked.
  void refused(String path) {
    outcomes.computeIfPresent(
        path,
        (_, outcome) ->
            new Outcome(
                outcome.read(),
                outcome.filtered(),
                outcome.large(),
                false,
                outcome.reference(),
                outcome.size()));
  }

  /// How a dataset is stored.
  ///
  /// @throws ImpossibleException if the program gives up
  FileCopy of(Dataset dataset) {
    String path = dataset.path();
    boolean reference = dataset.datatype() instanceof Reference;
    metReference |= reference;
    metNamed |= table.names(path);
    boolean read = !table.isEmpty() || metReference || dataset.committedDatatype().isPresent();
    if (!read || reference) {
      outcomes.put(path, new Outcome(read, false, true, true, reference, 0));
      return FileCopy.defaults();
    }
    Chosen chosen = new Chosen(dataset, table.wish(path));
    Optional<FileCopy> copy = chosen.copy();
    outcomes.put(
        path,
        new Outcome(
            true,
            chosen.filtered,
            chosen.large,
            copy.isPresent(),
            false,
            options.verbose() ? dataset.storageSize() : 0));
    return copy.orElseGet(chosen::asItWas);
  }

  private final class Chosen {
    private final Dataset dataset;
    private final Dataspace space;
    private final long bytes;
    private final boolean large;
    private final boolean fixed;
    private final boolean filtered;
    private final List<FilterRequest> filters;
    private final @Nullable LayoutRequest layout;

    Chosen(Dataset dataset, StorageTable.Wish wish) {
      this.dataset = dataset;
      this.space = dataset.dataspace();
      this.bytes = saturated(dataset.datatype().size(), asList(space.shape()));
      LayoutRequest last = table.lastLayout();
      boolean toCompact = last != null && last.kind() == Kind.COMPACT;
      this.large = toCompact || bytes >= options.minimum();
      boolean applies = large && space.rank() > 0;
      this.filters = applies ? wish.filters() : List.of();
      this.layout = applies ? wish.layout() : null;
      this.filtered = applies && !dataset.filters().isEmpty();
      this.fixed = isFixed(last);
    }

    /// Whether the dataset cannot grow any more.
    private boolean isFixed(@Nullable LayoutRequest last) {
      boolean relevant = table.layoutOfAll() != null || metNamed;
      if (last == null || !relevant || last.kind() == Kind.CHUNKED) {
        return false;
      }
      boolean meant = table.entries().isEmpty() || table.names(dataset.path());
      return meant && (last.kind() != Kind.COMPACT || bytes <= MOST_FIXED_FOR_COMPACT);
    }

    private FileCopy asItWas() {
      return fixed ? FileCopy.defaults().fixingExtents() : FileCopy.defaults();
    }

    /// Empty if a dataset cannot be as asked.
    ///
    /// @throws ImpossibleException if nothing can
    Optional<FileCopy> copy() {
      FileCopy copy = asItWas().exactly();
      List<FilterRequest> wanted =
          filters.stream().filter(filter -> filter.id() != FilterRequest.NONE).toList();
      List<Long> chunk = chunk(wanted);
      if (!wanted.isEmpty() && chunk.isEmpty()) {
        throw new ImpossibleException(dataset.path() + ": filters need chunks");
      }
      boolean chunked = !chunk.isEmpty();
      if (layout != null || !wanted.isEmpty() || !dataset.externalSegments().isEmpty()) {
        copy = copy.takingIn();
      }
      if (chunked && !fits(chunk) || !chunked && !fits()) {
        return Optional.empty();
      }
      return filtered(placed(copy, chunk), wanted, chunked);
    }

    private FileCopy placed(FileCopy copy, List<Long> chunk) {
      if (!chunk.isEmpty()) {
        boolean kept =
            layout == null
                && dataset
                    .chunkShape()
                    .filter(shape -> Arrays.equals(shape, asArray(chunk)))
                    .isPresent();
        return kept ? copy : copy.chunked().chunks(asArray(chunk));
      }
      return switch (layout == null ? null : layout.kind()) {
        case COMPACT -> copy.compact();
        case CONTIGUOUS -> copy.contiguous();
        case CHUNKED -> throw new ImpossibleException(dataset.path() + ": chunks of no shape");
        case null -> copy;
      };
    }

    private Optional<FileCopy> filtered(
        FileCopy copy, List<FilterRequest> wanted, boolean chunked) {
      if (filters.isEmpty()) {
        return Optional.of(copy);
      }
      boolean inChunks = chunked || layout == null && dataset.chunkShape().isPresent();
      FilterSpec[] specs;
      try {
        specs = wanted.stream().map(FilterRequest::spec).toArray(FilterSpec[]::new);
      } catch (IllegalArgumentException e) {
        throw new ImpossibleException(dataset.path() + ": " + e.getMessage());
      }
      return Optional.of(inChunks ? copy.filters(specs) : copy);
    }

    /// The chunks that the dataset is to have; empty if none.
    private List<Long> chunk(List<FilterRequest> wanted) {
      if (layout != null) {
        return layout.chunk();
      }
      return dataset
          .chunkShape()
          .map(DatasetChoice::asList)
          .orElseGet(() -> wanted.isEmpty() || space.rank() == 0 ? List.of() : strip());
    }

    /// Chunks of whole rows, as many as there is room for.
    private List<Long> strip() {
      long[] shape = space.shape();
      long held = dataset.datatype().size();
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        shape[axis] = Math.max(1, Math.min(shape[axis], Math.max(1, CHUNK_BYTES / held)));
        held *= shape[axis];
      }
      return asList(shape);
    }

    private boolean fits(List<Long> chunk) {
      long[] most = fixed ? space.shape() : space.maxShape();
      boolean fits = chunk.size() == most.length;
      for (int axis = 0; fits && axis < most.length; axis++) {
        fits =
            most[axis] == Dataspace.UNLIMITED
                || space.shape()[axis] == 0
                || chunk.get(axis) <= most[axis];
      }
      return fits && saturated(dataset.datatype().size(), chunk) <= LARGEST_CHUNK;
    }

    /// Whether the dataset can be in one piece, if it is to be.
    private boolean fits() {
      if (layout == null) {
        return true;
      }
      boolean grows = !fixed && space.isResizable();
      return !grows && (layout.kind() != Kind.COMPACT || bytes <= LARGEST_COMPACT);
    }
  }

  private static List<Long> asList(long[] sizes) {
    return Arrays.stream(sizes).boxed().toList();
  }

  private static long[] asArray(List<Long> sizes) {
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private static long saturated(long first, Collection<Long> factors) {
    try {
      long product = first;
      for (long factor : factors) {
        product = Math.multiplyExact(product, factor);
      }
      return product;
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
