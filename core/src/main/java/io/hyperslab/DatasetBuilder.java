package io.hyperslab;

import io.hyperslab.Dataset.AllocationTime;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.convert.Inference;
import io.hyperslab.internal.convert.RawConverter;
import io.hyperslab.internal.convert.SafeCast;
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
import io.hyperslab.internal.transfer.Broadcast;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.internal.transfer.DatasetWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
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
  /// Bytes of elements that are written together with the header.
  private static final long MOST_AT_ONCE = 1 << 16;

  private final Group parent;
  private final String path;
  private @Nullable Datatype type;
  private @Nullable NamedDatatype committedType;
  private long @Nullable [] shape;
  private long @Nullable [] maxShape;
  private boolean empty;
  private final StorageChoice storage;
  private @Nullable Values fill;
  private boolean undefinedFill;
  private FillValue.WriteTime fillTime = FillValue.WriteTime.IF_USER_DEFINED;
  private int allocation;
  private ObjectForm object = ObjectForm.PLAIN;
  private Conversion conversion = Conversion.EXACT;

  DatasetBuilder(Group parent, String path) {
    this.parent = parent;
    this.path = path;
    this.storage = new StorageChoice(path);
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
    storage.chunked(chunkShape.clone());
    return this;
  }

  /// Stores the elements in chunks of a shape that is chosen from the dataset's, as h5py chooses
  /// it.
  public DatasetBuilder autoChunks() {
    storage.chunked(null);
    return this;
  }

  /// Stores the elements in one piece.
  public DatasetBuilder contiguous() {
    storage.contiguous();
    return this;
  }

  /// Stores the elements in the object header: less than 64 KiB.
  public DatasetBuilder compact() {
    storage.compact();
    return this;
  }

  /// Stores elements in a file of raw data; each call adds a part behind the last.
  ///
  /// @param fileName as it is to be stored, best relative to this file
  /// @param offset where the part starts, in bytes
  /// @param size its bytes; [Dataspace#UNLIMITED] for as many as there are
  /// @throws IllegalArgumentException for no name, or a part that begins or ends before the file
  public DatasetBuilder external(String fileName, long offset, long size) {
    if (fileName.isEmpty() || fileName.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("file name " + Text.quote(fileName));
    }
    if (offset < 0 || size < 0 && size != Dataspace.UNLIMITED) {
      throw new IllegalArgumentException("part of " + size + " bytes at " + offset);
    }
    storage.external(
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
  ///   indices, needs `VirtualSource.of`, except for all elements; one that ends nowhere is a
  ///   [io.hyperslab.dataspace.Hyperslab]
  public DatasetBuilder map(VirtualSource source) {
    storage.map(source);
    return this;
  }

  /// A virtual dataset even if nothing is mapped: all of its elements are fill values then. Needs
  /// [LibraryVersion#V110].
  public DatasetBuilder virtual() {
    storage.virtual();
    return this;
  }

  /// Adds a filter, which chunks pass after those added before.
  public DatasetBuilder filter(FilterSpec filter) {
    storage.filter(filter);
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
    storage.partialChunksUnfiltered();
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
  /// Elements of variable length are always filled.
  ///
  /// (`NEVER` for those is refused when the dataset is made: [IllegalArgumentException].)
  public DatasetBuilder fillTime(FillValue.WriteTime time) {
    this.fillTime = time;
    return this;
  }

  /// When storage is allocated. Unless set: when the dataset is made if it is compact, chunk by
  /// chunk if it is chunked, else when elements are first written.
  public DatasetBuilder allocation(AllocationTime time) {
    this.allocation = time.stored();
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
    return parent.edited("dataset " + path, editor -> editor.editAside(() -> create(editor, null)));
  }

  /// The dataset at the path if there is one, else a new one (h5py's `require_dataset`). Of one
  /// that is there, shape and datatype must do; its storage is what it is.
  ///
  /// @throws DatatypeMismatchException if there is something else; or a dataset of another shape,
  ///   unless a largest shape was given and is the same; or of a datatype that does not take all
  ///   values of the one that was given (`FLOAT32` those of `INT16`, but not of `INT32`)
  /// @throws IllegalStateException if datatype or shape were not given
  public Dataset require() {
    return require(SafeCast::isSafe, "a datatype that takes all values of ");
  }

  /// The dataset at the path if there is one of just that datatype, else a new one; see
  /// [#require()].
  public Dataset requireExact() {
    return require(SafeCast::isSame, "");
  }

  private Dataset require(BiPredicate<Datatype, Datatype> fits, String expected) {
    Datatype wanted = type;
    if (wanted == null || shape == null && !empty) {
      throw new IllegalStateException("dataset " + path + " was given no datatype or no shape");
    }
    // Nobody is to make it between the look-up and the making.
    return parent.file().isWritable()
        ? parent.edited(
            "dataset " + path,
            editor -> editor.editAside(() -> findOrCreate(wanted, fits, expected)))
        : findOrCreate(wanted, fits, expected);
  }

  private Dataset findOrCreate(
      Datatype wanted, BiPredicate<Datatype, Datatype> fits, String expected) {
    if (!parent.contains(path)) {
      return create();
    }
    Dataset found = parent.dataset(path);
    Dataspace space = found.dataspace();
    boolean sameShape =
        Arrays.equals(space.shape(), shape == null ? new long[0] : shape)
            || maxShape != null && Arrays.equals(space.maxShape(), maxShape);
    if (space.isNull() != empty || !sameShape) {
      throw mismatch(found, "shape", space.toString(), space().toString());
    }
    if (!fits.test(wanted, found.datatype())) {
      throw mismatch(found, "datatype", found.datatype().toString(), expected + wanted);
    }
    return found;
  }

  private static RuntimeException mismatch(
      Dataset found, String item, String actual, String expected) {
    return new DatatypeMismatchException("dataset", found.address(), item, actual, expected)
        .atObject(found.path())
        .inFile(found.file().name());
  }

  /// @param values to be written; null for none
  private Dataset create(FileEditor editor, @Nullable Values values) {
    Datatype datatype = type;
    if (datatype == null) {
      throw new IllegalStateException("dataset " + path + " was given no datatype");
    }
    if (shape == null && !empty) {
      throw new IllegalStateException("dataset " + path + " was given no shape");
    }
    FileEditor.Location place = parent.locate(editor, path, true);
    try {
      Dataspace space = space();
      storage.requireSources(editor.model());
      Datatype stored = editor.inFile(datatype);
      if (values != null
          && editor.holdsLinks(place.group())
          && isWrittenAtOnce(stored, space, values)) {
        return write(editor, place, stored, space, values);
      }
      DatasetModel made =
          editor.createDataset(place.group(), place.name(), heap -> form(stored, space, heap));
      DatasetReader reader = new DatasetReader(made);
      if (made.allocationTime() == FillValueMessage.ALLOCATED_EARLY || storage.isCompact()) {
        new DatasetWriter(editor, reader).allocate();
      }
      Dataset dataset = new Dataset(parent.file(), reader, place.fullPath());
      if (values != null) {
        dataset.write(Selection.all(), values, conversion);
      }
      return dataset;
    } catch (Hdf5Exception e) {
      throw e.atObject(place.fullPath());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw RefusedArgument.named(e, parent.file().name(), place.fullPath());
    }
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
      shape = shape == null ? inferred.extent() : shape;
    }
    if (shape == null) {
      shape = given.shape(type);
    }
    return parent.edited("dataset ", path, editor -> editor.editAside(() -> create(editor, given)));
  }

  /// Whether elements are few and known before: the header is written once, with their place.
  private boolean isWrittenAtOnce(Datatype datatype, Dataspace space, Values values) {
    long count = space.elementCount();
    boolean few = count > 0 && count <= MOST_AT_ONCE / datatype.size();
    boolean plain = few && values.isPlain() && !datatype.hasIndirectData();
    return plain && storage.isContiguous(space, maxShape != null);
  }

  private Dataset write(
      FileEditor editor,
      FileEditor.Location place,
      Datatype datatype,
      Dataspace space,
      Values values) {
    DatasetForm form = form(datatype, space, editor.heap());
    MemorySegment elements = values.fitted(datatype, conversion, editor.heap(), space.shape());
    MemorySegment all = Broadcast.repeated(elements, space.elementCount() * datatype.size());
    DatasetModel made = editor.createDataset(place.group(), place.name(), form, all);
    return new Dataset(parent.file(), new DatasetReader(made), place.fullPath());
  }

  private DatasetForm form(Datatype datatype, Dataspace space, HeapStore heap) {
    DatasetModel.Fill value = fillValue(datatype, heap);
    if (fillTime == FillValue.WriteTime.NEVER && RawConverter.hasSequences(datatype)) {
      throw new IllegalArgumentException(
          "fill value never written, but elements of variable length must be defined");
    }
    DatasetForm.StorageForm place = storage.form(datatype, space, maxShape != null);
    List<FilterPipeline.Stage> stages = List.of();
    if (place instanceof DatasetForm.Chunked(long[] chunkShape, boolean _)) {
      stages =
          FilterSettings.stages(
              storage.filters(),
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
        place,
        value,
        fillTime.stored(),
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
}
