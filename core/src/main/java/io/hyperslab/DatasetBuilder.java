package io.hyperslab;

import io.hyperslab.Dataset.AllocationTime;
import io.hyperslab.dataspace.ChunkShapes;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.convert.Inference;
import io.hyperslab.internal.edit.DatasetForm;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.edit.HeapStore;
import io.hyperslab.internal.edit.ObjectForm;
import io.hyperslab.internal.format.header.ObjectTimes;
import io.hyperslab.internal.format.message.ExternalFileListMessage;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.pipeline.ChunkProfile;
import io.hyperslab.internal.pipeline.FilterPipeline;
import io.hyperslab.internal.pipeline.FilterSettings;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.internal.transfer.DatasetWriter;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Describes a dataset that is to be made.
///
/// ```java
/// file.createDataset("/images").type(INT8).shape(100, 480, 640).chunks(1, 64, 64).shuffle().gzip(4)
///     .create();
/// ```
///
/// Filters and extents that may grow need chunks; where none are given, their shape is chosen.
/// Belongs to one thread; [#create()] and [#write(Object)] may be called once.
public final class DatasetBuilder {
  /// Bytes of a chunk before its filters, as its size is stored in 4 bytes.
  private static final long LARGEST_CHUNK = 0xffff_ffffL;

  private enum Kind {
    UNSAID,
    COMPACT,
    CONTIGUOUS,
    CHUNKED,
    EXTERNAL,
    VIRTUAL
  }

  private final Group parent;
  private final String path;
  private @Nullable Datatype type;
  private @Nullable NamedDatatype committedType;
  private long @Nullable [] shape;
  private long @Nullable [] maxShape;
  private boolean empty;
  private Kind kind = Kind.UNSAID;
  private long @Nullable [] chunks;
  private boolean partialUnfiltered;
  private final List<FilterSpec> filters = new ArrayList<>();
  private final List<DatasetModel.ExternalFile> external = new ArrayList<>();
  private final List<VirtualSource> sources = new ArrayList<>();
  private @Nullable Values fill;
  private boolean undefinedFill;
  private FillValue.WriteTime fillTime = FillValue.WriteTime.IF_USER_DEFINED;
  private int allocation;
  private ObjectForm object = ObjectForm.PLAIN;
  private Conversion conversion = Conversion.EXACT;

  DatasetBuilder(Group parent, String path) {
    this.parent = parent;
    this.path = path;
  }

  static ObjectTimes now() {
    long seconds = Instant.now().getEpochSecond();
    return new ObjectTimes(seconds, seconds, seconds, seconds);
  }

  /// The datatype of the elements.
  public DatasetBuilder type(Datatype type) {
    this.type = type;
    this.committedType = null;
    return this;
  }

  /// The datatype of the elements: one of the same file that was committed, which the dataset
  /// shares.
  ///
  /// @throws IllegalArgumentException if it is in another file
  public DatasetBuilder type(NamedDatatype type) {
    if (type.file().model() != parent.file().model()) {
      throw new IllegalArgumentException("datatype of another file, " + type.file().name());
    }
    this.type = type.datatype();
    this.committedType = type;
    return this;
  }

  /// The size of each dimension, slowest first; none for a single element.
  public DatasetBuilder shape(long... shape) {
    this.shape = shape.clone();
    return this;
  }

  /// A single element, without dimensions.
  public DatasetBuilder scalar() {
    return shape();
  }

  /// No element at all, only a datatype (h5py's `Empty`).
  public DatasetBuilder empty() {
    this.empty = true;
    return this;
  }

  /// What the dimensions may grow to; [Dataspace#UNLIMITED] for any size. As large as they are
  /// unless set.
  public DatasetBuilder maxShape(long... maxShape) {
    this.maxShape = maxShape.clone();
    return this;
  }

  /// Stores the elements in chunks.
  ///
  /// @param chunkShape the size of a chunk in each dimension, at least 1
  public DatasetBuilder chunks(long... chunkShape) {
    this.kind = Kind.CHUNKED;
    this.chunks = chunkShape.clone();
    return this;
  }

  /// Stores the elements in chunks of a shape that is chosen from the dataset's, as h5py chooses
  /// it.
  public DatasetBuilder autoChunks() {
    this.kind = Kind.CHUNKED;
    this.chunks = null;
    return this;
  }

  /// Stores the elements in one piece.
  public DatasetBuilder contiguous() {
    this.kind = Kind.CONTIGUOUS;
    return this;
  }

  /// Stores the elements in the object header: less than 64 KiB.
  public DatasetBuilder compact() {
    this.kind = Kind.COMPACT;
    return this;
  }

  /// Stores elements in a file of raw data; each call adds a part behind the last.
  ///
  /// @param fileName as it is to be stored, best relative to this file
  /// @param offset where the part starts, in bytes
  /// @param size its bytes; [Dataspace#UNLIMITED] for as many as there are
  public DatasetBuilder external(String fileName, long offset, long size) {
    if (offset < 0 || size < 0 && size != Dataspace.UNLIMITED) {
      throw new IllegalArgumentException("part of " + size + " bytes at " + offset);
    }
    this.kind = Kind.EXTERNAL;
    this.external.add(
        new DatasetModel.ExternalFile(
            fileName,
            offset,
            size == Dataspace.UNLIMITED ? ExternalFileListMessage.UNLIMITED : size));
    return this;
  }

  /// Makes elements of the dataset those of another one; each call maps more of them. Needs
  /// [LibraryVersion#V110].
  ///
  /// @param source which elements of which dataset they are, as many as `target` takes and in the
  ///   same order. A selection that depends on the source's shape, such as one with negative
  ///   indices, is not possible, except for all elements; nor is one that ends nowhere unless it is
  ///   a [io.hyperslab.dataspace.Hyperslab]
  public DatasetBuilder map(VirtualSource source) {
    this.kind = Kind.VIRTUAL;
    this.sources.add(source);
    return this;
  }

  /// Adds a filter, which chunks pass after those added before.
  public DatasetBuilder filter(FilterSpec filter) {
    filters.add(filter);
    return this;
  }

  /// Sorts the bytes of elements by their place, which makes compression more effective.
  public DatasetBuilder shuffle() {
    return filter(FilterSpec.shuffle());
  }

  /// Compresses with zlib.
  ///
  /// @param level 0 (none) to 9 (most)
  public DatasetBuilder gzip(int level) {
    return filter(FilterSpec.deflate(level));
  }

  /// Compresses with LZF: faster than zlib, and less.
  public DatasetBuilder lzf() {
    return filter(FilterSpec.lzf());
  }

  /// Adds a checksum to each chunk.
  public DatasetBuilder fletcher32() {
    return filter(FilterSpec.fletcher32());
  }

  /// Stores chunks that reach beyond the dataset's edge without filters. Needs
  /// [LibraryVersion#V110].
  public DatasetBuilder partialChunksUnfiltered() {
    this.partialUnfiltered = true;
    return this;
  }

  /// What elements read as that were never written; zeros unless set.
  ///
  /// @param value a single value
  public <T> DatasetBuilder fill(T value) {
    this.fill = Values.of(value);
    this.undefinedFill = false;
    return this;
  }

  /// Elements that were never written may hold anything.
  public DatasetBuilder undefinedFill() {
    this.fill = null;
    this.undefinedFill = true;
    return this;
  }

  /// When the fill value is written; if there is one, when storage is allocated, unless set.
  public DatasetBuilder fillTime(FillValue.WriteTime time) {
    this.fillTime = time;
    return this;
  }

  /// When storage is allocated. Unless set: when the dataset is made if it is compact, chunk by
  /// chunk if it is chunked, else when elements are first written.
  public DatasetBuilder allocation(AllocationTime time) {
    this.allocation =
        switch (time) {
          case EARLY -> FillValueMessage.ALLOCATED_EARLY;
          case LATE -> FillValueMessage.ALLOCATED_LATE;
          case INCREMENTAL -> FillValueMessage.ALLOCATED_INCREMENTALLY;
        };
    return this;
  }

  /// Attributes know the order in which they are made, and can be listed by it. Needs
  /// [LibraryVersion#V18].
  public DatasetBuilder trackOrder() {
    this.object =
        new ObjectForm(true, true, object.maximumCompact(), object.minimumDense(), object.times());
    return this;
  }

  /// When attributes go to dense storage and come back; 8 and 6 unless set. Needs
  /// [LibraryVersion#V18].
  public DatasetBuilder attributePhaseChange(int maximumCompact, int minimumDense) {
    this.object =
        new ObjectForm(
            object.tracksOrder(),
            object.indexesOrder(),
            maximumCompact,
            minimumDense,
            object.times());
    return this;
  }

  /// Records when the dataset is made. Without this, equal work makes equal files.
  public DatasetBuilder trackTimes() {
    this.object =
        new ObjectForm(
            object.tracksOrder(),
            object.indexesOrder(),
            object.maximumCompact(),
            object.minimumDense(),
            Optional.of(now()));
    return this;
  }

  /// What happens to values that the datatype does not hold; they are refused unless set.
  public DatasetBuilder conversion(Conversion conversion) {
    this.conversion = conversion;
    return this;
  }

  /// Makes the dataset.
  ///
  /// @throws io.hyperslab.error.NameExistsException if the name is taken
  /// @throws IllegalStateException if datatype or shape were not given
  /// @throws IllegalArgumentException if what was given does not go together
  /// @throws io.hyperslab.error.Hdf5Exception if the file cannot have such a dataset
  public Dataset create() {
    return parent.edited("dataset " + path, editor -> editor.editAside(() -> create(editor)));
  }

  private Dataset create(FileEditor editor) {
    Datatype datatype = type;
    if (datatype == null) {
      throw new IllegalStateException("dataset " + path + " was given no datatype");
    }
    if (shape == null && !empty) {
      throw new IllegalStateException("dataset " + path + " was given no shape");
    }
    Dataspace space = space();
    FileEditor.Location place = parent.locate(editor, path, true);
    DatasetModel made =
        editor.createDataset(
            place.group(), place.name(), heap -> form(editor.inFile(datatype), space, heap));
    DatasetReader reader = new DatasetReader(made);
    if (made.allocationTime() == FillValueMessage.ALLOCATED_EARLY || kind == Kind.COMPACT) {
      new DatasetWriter(editor, reader).allocate();
    }
    return new Dataset(parent.file(), reader, place.fullPath());
  }

  private Dataspace space() {
    if (empty) {
      return Dataspace.ofNull();
    }
    long[] extent = shape == null ? new long[0] : shape;
    return extent.length == 0 && maxShape == null
        ? Dataspace.scalar()
        : Dataspace.simple(extent, maxShape == null ? extent : maxShape);
  }

  /// Makes the dataset and writes all its elements. Without a datatype `values` say which: numbers
  /// have their own, `boolean` is an enumeration of `FALSE` and `TRUE`, text is UTF-8 of variable
  /// length, records are compounds, `enum` constants enumerations; without a shape it is theirs.
  ///
  /// @param values a single value, an array, arrays of arrays, or an [io.hyperslab.array.NdArray]
  /// @throws io.hyperslab.error.Hdf5Exception as for [#create()], or if a value does not fit the
  ///   datatype; then there is no dataset
  public <T> Dataset write(T values) {
    Values given = Values.of(values);
    if (type == null) {
      Inference inferred = given.inferred();
      type = inferred.type();
    }
    if (shape == null) {
      shape = given.shape(type);
    }
    return parent.edited(
        "dataset " + path,
        editor ->
            editor.editAside(() -> {
              Dataset made = create(editor);
              made.write(Selection.all(), given, conversion);
              return made;
            }));
  }

  private DatasetForm form(Datatype datatype, Dataspace space, HeapStore heap) {
    DatasetModel.Fill value = fillValue(datatype, heap);
    DatasetForm.StorageForm storage = storage(datatype, space);
    List<FilterPipeline.Stage> stages = List.of();
    if (storage instanceof DatasetForm.Chunked(long[] chunkShape, boolean _)) {
      stages =
          FilterSettings.stages(
              filters,
              new ChunkProfile(
                  datatype,
                  Arrays.stream(chunkShape).boxed().toList(),
                  profileFill(datatype, value)),
              parent.file().model().settings().filters());
    }
    return new DatasetForm(
        datatype,
        committedType == null ? OptionalLong.empty() : OptionalLong.of(committedType.use()),
        space,
        storage,
        value,
        switch (fillTime) {
          case ON_ALLOCATION -> FillValueMessage.WRITTEN_ON_ALLOCATION;
          case NEVER -> FillValueMessage.NEVER_WRITTEN;
          case IF_USER_DEFINED -> FillValueMessage.WRITTEN_IF_SET;
        },
        allocation,
        stages,
        object);
  }

  private static Optional<byte[]> profileFill(Datatype datatype, DatasetModel.Fill fill) {
    return switch (fill.state()) {
      case UNDEFINED -> Optional.empty();
      case DEFAULT -> Optional.of(new byte[Math.toIntExact(datatype.size())]);
      case USER_DEFINED -> Optional.of(fill.value());
    };
  }

  private DatasetModel.Fill fillValue(Datatype datatype, HeapStore heap) {
    if (fill == null) {
      return new DatasetModel.Fill(
          undefinedFill ? FillValueMessage.State.UNDEFINED : FillValueMessage.State.DEFAULT,
          new byte[0]);
    }
    if (fill.shape(datatype).length != 0) {
      throw new IllegalArgumentException("fill value of dataset " + path + " is an array");
    }
    byte[] element = fill.elements(datatype, conversion, heap).toArray(ValueLayout.JAVA_BYTE);
    return new DatasetModel.Fill(FillValueMessage.State.USER_DEFINED, element);
  }

  private DatasetForm.StorageForm storage(Datatype datatype, Dataspace space) {
    boolean needsChunks = !filters.isEmpty() || space.isResizable();
    if (kind == Kind.UNSAID && needsChunks) {
      kind = Kind.CHUNKED;
    }
    if (needsChunks && kind != Kind.CHUNKED && kind != Kind.EXTERNAL && kind != Kind.VIRTUAL) {
      throw new IllegalArgumentException(
          "dataset " + path + ": filters and extents that may grow need chunks");
    }
    return switch (kind) {
      case COMPACT -> new DatasetForm.Compact();
      case UNSAID, CONTIGUOUS -> new DatasetForm.Contiguous();
      case CHUNKED -> new DatasetForm.Chunked(chunkShape(datatype, space), partialUnfiltered);
      case EXTERNAL -> external(datatype, space);
      case VIRTUAL ->
          new DatasetForm.Virtual(
              sources.stream().map(source -> source.stored(space.shape())).toList());
    };
  }

  private DatasetForm.External external(Datatype datatype, Dataspace space) {
    if (!filters.isEmpty()) {
      throw new IllegalArgumentException("dataset " + path + ": external data pass no filters");
    }
    long room = 0;
    for (DatasetModel.ExternalFile part : external) {
      room =
          part.size() == ExternalFileListMessage.UNLIMITED
              ? Long.MAX_VALUE
              : room + Math.min(part.size(), Long.MAX_VALUE - room);
    }
    if (space.elementCount() > room / datatype.size()) {
      throw new IllegalArgumentException(
          "dataset " + path + ": external files have room for " + room + " bytes");
    }
    return new DatasetForm.External(external);
  }

  private long[] chunkShape(Datatype datatype, Dataspace space) {
    if (space.rank() == 0) {
      throw new IllegalArgumentException(
          "dataset " + path + ": what has no dimensions has no chunks");
    }
    if (chunks == null) {
      return ChunkShapes.guess(space.shape(), datatype.size());
    }
    boolean sound = chunks.length == space.rank();
    long[] most = space.maxShape();
    for (int axis = 0; sound && axis < most.length; axis++) {
      // A chunk may not be larger than a dimension that cannot grow.
      sound =
          chunks[axis] > 0
              && chunks[axis] <= LARGEST_CHUNK
              && (most[axis] == Dataspace.UNLIMITED || chunks[axis] <= Math.max(1, most[axis]));
    }
    long bytes = datatype.size();
    for (long size : chunks) {
      bytes = sound ? Saturated.multiply(bytes, size) : 0;
    }
    if (!sound || bytes > LARGEST_CHUNK) {
      throw new IllegalArgumentException(
          "dataset "
              + path
              + ": chunks of shape "
              + Arrays.toString(chunks)
              + " for a dataset of "
              + space);
    }
    return chunks;
  }
}
