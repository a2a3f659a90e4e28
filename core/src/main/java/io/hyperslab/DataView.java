package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.StringType;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.convert.ByteTexts;
import io.hyperslab.internal.convert.Projection;
import io.hyperslab.internal.transfer.AdjoiningRead;
import io.hyperslab.internal.transfer.Broadcast;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.internal.transfer.PieceReader;
import io.hyperslab.internal.transfer.Workers;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Elements of a dataset or attribute seen through a selection, as members of their compound, as
/// another datatype, or by another rule of conversion. A view reads each time it is asked; it keeps
/// nothing.
///
/// ```java
/// dataset.field("temperature").write(Selection.of("10:20"), celsius);   // other members stay
/// float[] means = dataset.as(FLOAT32).with(Conversion.CLIP).readFloats();
/// ```
///
/// Immutable; a handle like its dataset.
public final class DataView implements TypedData {
  private final TypedData whole;
  private final Selection selection;
  private final Dataspace dataspace;
  private final Projection projection;
  private final Conversion conversion;
  private final @Nullable ByteTexts texts;

  private DataView(
      TypedData whole,
      Selection selection,
      Dataspace dataspace,
      Projection projection,
      Conversion conversion,
      @Nullable ByteTexts texts) {
    this.whole = whole;
    this.selection = selection;
    this.dataspace = dataspace;
    this.projection = projection;
    this.conversion = conversion;
    this.texts = texts;
  }

  /// A part of a dataset or an attribute.
  ///
  /// @param dataspace the extent of what is selected
  static DataView of(TypedData whole, Selection selection, Dataspace dataspace) {
    return new DataView(
        whole, selection, dataspace, Projection.of(whole.datatype()), whole.conversion(), null);
  }

  @Override
  public Datatype datatype() {
    return projection.type();
  }

  @Override
  public Dataspace dataspace() {
    return dataspace;
  }

  @Override
  public NdArray read() {
    return guarded(() ->
        isChanged() && whole instanceof Dataset dataset && !dataspace.isNull()
            ? changed(dataset)
            : projection.apply(whole.read(selection), conversion));
  }

  /// What the view shows, its data of variable length not guarded: see [#read()].
  NdArray stored() {
    return whole instanceof Dataset dataset && !isChanged()
        ? projection.apply(dataset.reader().read(selection), conversion)
        : read();
  }

  /// Its texts, if they are those of a dataset as they are stored.
  Optional<TextRead> storedTexts() {
    return whole instanceof Dataset dataset && projection.isWhole()
        ? Optional.of(TextRead.of(dataset.reader(), selection))
        : Optional.empty();
  }

  /// Whether elements become others that need nothing of the file.
  private boolean isChanged() {
    return !projection.isWhole() && !datatype().hasIndirectData();
  }

  /// Elements that become others, piece by piece: not all of them are in memory twice.
  private NdArray changed(Dataset dataset) {
    long[] shape = dataspace.shape();
    Datatype type = datatype();
    MemorySegment memory = dataset.reader().allocate(dataspace.elementCount(), type);
    NdArray result = NdArray.of(memory, type, shape);
    readPieces(dataset, result);
    return result;
  }

  private void readPieces(Dataset dataset, NdArray target) {
    PieceReader pieces = new PieceReader(dataset.reader(), selection);
    PieceReader.Visitor visitor =
        (box, elements) ->
            target.view(box).copyFrom(projection.apply(elements, conversion), conversion);
    if (!target.isContiguous() || !Workers.canReach(target.segment())) {
      pieces.forEach(visitor);
      return;
    }
    try {
      DatasetReader reader = dataset.reader();
      // To resolve a selection of a virtual dataset may open its sources.
      if (reader.dataAddress().isEmpty()
          || !AdjoiningRead.read(
              reader, reader.resolve(selection), projection, conversion, target)) {
        pieces.forEachInAnyOrder(visitor);
      }
    } catch (DatatypeMismatchException _) {
      // To be refused for the first value that does not fit, wherever that is.
      pieces.forEach(visitor);
    }
  }

  /// Its numbers, read without reading its elements first, if it is one of a dataset.
  Optional<NumberRead> numbers() {
    return whole instanceof Dataset dataset
        ? Optional.of(new NumberRead(dataset.reader(), selection, projection, conversion))
        : Optional.empty();
  }

  /// Goes through the elements in slabs: as many rows at a time, that is indices of the first
  /// dimension, as are asked for; fewer in the last. While the visitor has one slab, the next one
  /// is read by another thread; so a program that computes as long as it reads takes half the time.
  ///
  /// ```java
  /// double[] peak = {0};
  /// dataset.forEachSlab(10_000, (first, rows) -> peak[0] = Math.max(peak[0], rows.max()));
  /// ```
  ///
  /// The slabs of one call share two buffers: what is to outlive the visit has to be copied
  /// ([NdArray#copy()], [NdArray#toDoubles()]). Numbers that are stored as Java stores them are in
  /// a Java array of their class, which [MemorySegment#heapBase()] of [NdArray#segment()] gives.
  /// The visitor is called by this thread alone, and may read and change the file. In a file that
  /// is open for writing, or read while a SWMR writer changes it, nothing is read ahead.
  ///
  /// @param rows of a slab, at least 1
  /// @throws IllegalStateException if the elements have no dimensions
  /// @throws IllegalArgumentException if `rows` is less than 1
  /// @throws io.hyperslab.error.LimitExceededException if a slab is more than a read may return
  public void forEachSlab(long rows, SlabVisitor visitor) {
    if (rows < 1) {
      throw new IllegalArgumentException("slabs of " + rows + " rows");
    }
    if (dataspace.rank() == 0) {
      throw new IllegalStateException("there are no dimensions, and so no rows");
    }
    new SlabRead(this, rows).forEach(visitor);
  }

  /// Goes through the elements in slabs, which are read into two buffers of the caller in turn, and
  /// converted to their datatype; otherwise as [#forEachSlab(long, SlabVisitor)] does. Reading into
  /// memory outside the heap is the fastest.
  ///
  /// ```java
  /// double[] one = new double[1000 * columns];
  /// double[] two = new double[1000 * columns];
  /// view.forEachSlab(NdArray.of(one, 1000, columns), NdArray.of(two, 1000, columns), visitor);
  /// ```
  ///
  /// @param one as many rows as a slab has, each of the shape of the rows that are read
  /// @param two the same shape, other memory
  /// @throws IllegalArgumentException if the buffers have another shape
  /// @throws io.hyperslab.error.DatatypeMismatchException if there is no such conversion, or, when
  ///   slabs before it have been visited, if a value does not fit
  public void forEachSlab(NdArray one, NdArray two, SlabVisitor visitor) {
    long[] shape = projection.resultShape(dataspace.shape());
    long[] slab = one.shape();
    if (dataspace.rank() == 0) {
      throw new IllegalStateException("there are no dimensions, and so no rows");
    }
    shape[0] = slab.length == 0 ? 0 : slab[0];
    if (shape[0] == 0 || !Arrays.equals(slab, shape) || !Arrays.equals(slab, two.shape())) {
      throw new IllegalArgumentException(
          "buffers of shapes %s and %s for rows of shape %s"
              .formatted(
                  Arrays.toString(slab), Arrays.toString(two.shape()), Arrays.toString(shape)));
    }
    new SlabRead(this, slab[0]).forEach(visitor, one, two);
  }

  /// Goes through the elements in blocks, on all cores: each thread reads a block and calls the
  /// visitor with it while it is still in the processor's cache. For sums, histograms, extremes and
  /// whatever else can be put together from parts in any order; what needs the rows in order is for
  /// [#forEachSlab(long, SlabVisitor)].
  ///
  /// ```java
  /// DoubleAdder total = new DoubleAdder();
  /// view.forEachBlock((box, elements) -> total.add(elements.sum()));
  /// ```
  ///
  /// Blocks have about half a megabyte, or are one chunk or some; each element is in one of them.
  /// They come in any order and several at a time, so the visitor has to be safe for use by several
  /// threads, and the order in which floating-point numbers are added up is another each time. The
  /// memory of a block, mostly outside the heap, is used again: what is to outlive the visit has to
  /// be copied. What a visitor throws ends the visits and is thrown, when those that have begun are
  /// over. In a file that is open for writing, or read while a SWMR writer changes it, the visitor
  /// is called by this thread alone.
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException if a value does not convert to what the
  ///   view shows
  public void forEachBlock(BlockVisitor visitor) {
    if (dataspace.isNull()) {
      return;
    }
    if (whole instanceof Dataset dataset) {
      new BlockRead(this, guarded(new PieceReader(dataset.reader(), selection)::smallBoxes))
          .forEach(visitor);
    } else {
      visitor.block(Selection.all(), read());
    }
  }

  /// Checks that a read may return so many of its elements.
  ///
  /// @throws io.hyperslab.error.LimitExceededException if they are too many
  void requireAllowed(long elements) {
    if (whole instanceof Dataset dataset) {
      guarded(() -> {
        dataset.reader().requireAllowed(elements, datatype());
        return elements;
      });
    }
  }

  /// Memory for so many of its elements.
  MemorySegment allocate(long elements) {
    return switch (whole) {
      case Dataset dataset -> guarded(() -> dataset.reader().allocate(elements, datatype()));
      default -> Memory.allocate(Saturated.multiply(elements, datatype().size()), "elements", -1);
    };
  }

  @Override
  public void readInto(NdArray target) {
    guarded(() -> {
      boolean sameShape = Arrays.equals(target.shape(), projection.resultShape(dataspace.shape()));
      if (whole instanceof Dataset dataset && !dataspace.isNull() && sameShape) {
        if (isStoredAlike(target)) {
          dataset.reader().readInto(target.segment(), selection);
        } else {
          readPieces(dataset, target);
        }
        return target;
      }
      NdArray all = read();
      boolean sameElements = Broadcast.isReshaped(all.shape(), target.shape());
      return target.copyFrom(sameElements ? all.reshape(target.shape()) : all, conversion);
    });
  }

  /// Whether elements need only be read to the array's own memory.
  private boolean isStoredAlike(NdArray target) {
    return projection.isWhole()
        && target.isContiguous()
        && target.datatype().equals(projection.base())
        && !target.datatype().hasIndirectData();
  }

  /// What `inner` selects of the result of this.
  @Override
  public DataView select(Selection inner) {
    Dataspace space = dataspace.select(inner);
    return new DataView(whole, selection.then(inner), space, projection, conversion, texts);
  }

  @Override
  public Conversion conversion() {
    return conversion;
  }

  @Override
  public DataView with(Conversion other) {
    return new DataView(whole, selection, dataspace, projection, other, texts);
  }

  @Override
  public DataView field(String name) {
    return projected(projection -> projection.member(name));
  }

  @Override
  public DataView fields(String... names) {
    return projected(projection -> projection.members(names));
  }

  @Override
  public DataView as(Datatype target) {
    return projected(projection -> projection.as(target));
  }

  private DataView projected(UnaryOperator<Projection> change) {
    Projection changed = guarded(() -> change.apply(projection));
    return new DataView(whole, selection, dataspace, changed, conversion, texts);
  }

  @Override
  public DataView strings(Charset charset, CodingErrorAction onError) {
    if (!(projection.base() instanceof StringType)) {
      throw named(ByteTexts.noText(datatype()));
    }
    ByteTexts decoded = new ByteTexts(charset, onError);
    return new DataView(whole, selection, dataspace, projection, conversion, decoded);
  }

  /// How texts are decoded, if not as the file says.
  Optional<ByteTexts> decoding() {
    return Optional.ofNullable(texts);
  }

  /// Writes all elements of the view; of compounds only the members that it shows.
  ///
  /// @param values as [Dataset#write(Selection, Object)] takes them, of the view's datatype
  /// @throws UnsupportedFeatureException if this is a view of an attribute (see
  ///   [Attributes#modify(String, Object)]), of elements in another datatype, or of texts in
  ///   another character set
  /// @throws io.hyperslab.error.DatatypeMismatchException if a value does not fit the datatype
  /// @throws io.hyperslab.error.ReadOnlyFileException if the file is open for reading only
  public <T> void write(T values) {
    write(Selection.all(), values);
  }

  /// Writes some elements of the view; see [#write(Object)].
  ///
  /// @param inner selects of what the view shows
  /// @throws IndexOutOfBoundsException if it reaches beyond that
  public <T> void write(Selection inner, T values) {
    if (!(whole instanceof Dataset dataset) || texts != null) {
      throw named(
          new UnsupportedFeatureException(
              null,
              -1,
              "view to write through",
              texts == null ? "one of an attribute" : "one of texts in " + texts.charset(),
              "one of a dataset's own elements"));
    }
    dataset.write(selection.then(inner), Values.of(values), conversion, _ -> projection);
  }

  private <E extends Hdf5Exception> E named(E refusal) {
    refusal.atObject(owner().path()).inFile(owner().file().name());
    return refusal;
  }

  /// The object that the elements belong to.
  Hdf5Object owner() {
    return whole instanceof Attribute attribute ? attribute.owner() : (Dataset) whole;
  }

  private <T> T guarded(Supplier<T> read) {
    return owner().guarded(read);
  }
}
