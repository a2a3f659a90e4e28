package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.array.PackedStrings;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.convert.ByteTexts;
import io.hyperslab.internal.convert.Elements;
import io.hyperslab.internal.convert.TextParts;
import io.hyperslab.internal.model.Parallelism;
import io.hyperslab.internal.number.NumberTarget;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What holds elements that can be read: a [Dataset], an [Attribute], or a [DataView] of one.
///
/// Every typed read gives the elements in C order, flat; `read(double[][].class)` and its like nest
/// them as the shape says. Values arrive exactly or not at all: a value that the asked type cannot
/// hold is a [io.hyperslab.error.DatatypeMismatchException] that names it, unless
/// [#with(Conversion)] asks for HDF5's clipping. An array datatype's dimensions follow those of the
/// dataspace. A null dataspace has no elements: it reads as an empty array.
///
/// Reading is safe from any number of threads, and needs the file to be open.
public sealed interface TypedData permits Dataset, Attribute, DataView {
  /// The datatype of one element.
  Datatype datatype();

  /// The extent of the elements.
  Dataspace dataspace();

  /// The bytes of all elements, before filters and without what is stored elsewhere; the largest
  /// `long` if they are more.
  default long byteSize() {
    return Saturated.multiply(dataspace().elementCount(), datatype().size());
  }

  /// The elements with their datatype.
  NdArray read();

  /// How values that do not fit are treated; [Conversion#EXACT] unless changed.
  Conversion conversion();

  /// A view of the selected elements, which reads them each time it is asked.
  ///
  /// @throws IndexOutOfBoundsException if the selection reaches beyond the shape
  /// @throws IllegalArgumentException if it has the wrong number of dimensions
  DataView select(Selection selection);

  /// The same elements, read with another rule for values that do not fit.
  default DataView with(Conversion conversion) {
    return select(Selection.all()).with(conversion);
  }

  /// One member of a compound datatype as elements of their own. A dataset's can be written
  /// ([DataView#write(Object)]); the other members stay.
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException if the datatype has no such member
  default DataView field(String name) {
    return select(Selection.all()).field(name);
  }

  /// Several members of a compound datatype as compounds of these alone, in this order. A dataset's
  /// can be written; the other members stay.
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException if the datatype lacks one
  /// @throws IllegalArgumentException if there are no names, or one is there twice
  default DataView fields(String... names) {
    return select(Selection.all()).fields(names);
  }

  /// The elements converted to another datatype when they are read, as h5py's `astype`: numbers to
  /// numbers, text to text of another form, compounds member by member. What is lost is refused
  /// when it is met, unless [#with(Conversion)] says otherwise.
  ///
  /// @param target of arrays, the datatype of the arrays or that of their elements
  /// @throws io.hyperslab.error.DatatypeMismatchException if there is no such conversion
  default DataView as(Datatype target) {
    return select(Selection.all()).as(target);
  }

  /// Texts in a character set that the file does not know of; bytes that are none of its characters
  /// are refused.
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException if the elements are no text
  default DataView strings(Charset charset) {
    return strings(charset, CodingErrorAction.REPORT);
  }

  /// Texts in a character set that the file does not know of.
  ///
  /// @param onError what happens to bytes that are none of its characters
  /// @throws io.hyperslab.error.DatatypeMismatchException if the elements are no text
  default DataView strings(Charset charset, CodingErrorAction onError) {
    return select(Selection.all()).strings(charset, onError);
  }

  /// The elements as `double`.
  default double[] readDoubles() {
    return numbers(double.class) instanceof NumberTarget.Doubles(double[] array)
        ? array
        : guarded(() -> Elements.doubles(read(), conversion()));
  }

  /// The elements as `float`.
  default float[] readFloats() {
    return numbers(float.class) instanceof NumberTarget.Floats(float[] array)
        ? array
        : guarded(() -> Elements.floats(read(), conversion()));
  }

  /// The elements as `long`.
  default long[] readLongs() {
    return numbers(long.class) instanceof NumberTarget.Longs(long[] array)
        ? array
        : guarded(() -> Elements.longs(read(), conversion()));
  }

  /// The elements as `int`.
  default int[] readInts() {
    return numbers(int.class) instanceof NumberTarget.Ints(int[] array)
        ? array
        : guarded(() -> Elements.ints(read(), conversion()));
  }

  /// The elements as `short`.
  default short[] readShorts() {
    return numbers(short.class) instanceof NumberTarget.Shorts(short[] array)
        ? array
        : guarded(() -> Elements.shorts(read(), conversion()));
  }

  /// The elements as `byte`.
  default byte[] readBytes() {
    return numbers(byte.class) instanceof NumberTarget.Bytes(byte[] array)
        ? array
        : guarded(() -> Elements.bytes(read(), conversion()));
  }

  /// Integers of any size, signed as stored.
  default BigInteger[] readBigIntegers() {
    return guarded(() -> Elements.bigIntegers(read()));
  }

  /// Booleans: of a boolean enumeration, or of integers that are 0 or 1.
  default boolean[] readBooleans() {
    return guarded(() -> Elements.booleans(read()));
  }

  /// Text of fixed or variable length, or the names of an enumeration's values.
  default String[] readStrings() {
    Optional<ByteTexts> texts = texts();
    return texts.isPresent()
        ? guarded(() -> texts.get().strings(read()))
        : guarded(() ->
            TextParts.areTexts(datatype()) ? storedTexts().strings() : Elements.strings(stored()));
  }

  /// Text of fixed or variable length in two blocks of memory: no object for each. Much faster than
  /// [#readStrings()] where the texts go on as bytes.
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException if the elements are no text
  /// @throws io.hyperslab.error.LimitExceededException if the texts have 2 GiB or more together
  default PackedStrings readPackedStrings() {
    return guarded(() -> {
      if (!TextParts.areTexts(datatype())) {
        throw ByteTexts.noText(datatype());
      }
      return storedTexts().packed();
    });
  }

  /// The bytes of texts as stored, without padding or terminator.
  default byte[][] readByteStrings() {
    return guarded(() -> ByteTexts.bytes(read()));
  }

  /// References to objects, to selections of datasets, or to attributes.
  default StoredReference[] readReferences() {
    return guarded(() -> StoredReferences.of(owner().file(), read()));
  }

  /// Complex numbers, native or compounds of two floats, as real and imaginary parts in turn.
  default double[] readComplex() {
    return guarded(() -> Elements.complex(read(), conversion()));
  }

  /// The elements as an array of any kind: `double[][].class`, `String[].class`, `boolean[].class`,
  /// `int[][].class` for sequences of variable length, `byte[][].class` for opaque data, an array
  /// of a record class for compounds, or an array of a Java `enum` for enumerations.
  ///
  /// @param arrayType an array class whose dimensions are those of the elements (and of their array
  ///   datatype), or one dimension to have them flat
  default <T> T read(Class<T> arrayType) {
    Class<?> component = arrayType.getComponentType();
    NumberTarget flat = NumberTarget.exists(component) ? numbers(component) : null;
    if (flat != null) {
      return arrayType.cast(flat.memory().heapBase().orElseThrow());
    }
    Optional<ByteTexts> texts = texts();
    return guarded(() -> Elements.array(arrayType, read(), conversion(), texts));
  }

  /// Reads the elements into an array of the caller, converted to its datatype; `array.view(...)`
  /// takes them to a part of one. They are repeated to fill a larger array, by NumPy's rules.
  ///
  /// @param target memory that can be written; of any strides
  /// @throws IllegalArgumentException if the shapes do not go together
  /// @throws io.hyperslab.error.DatatypeMismatchException if there is no such conversion; or, when
  ///   part of the array may have been written, if a value does not fit
  default void readInto(NdArray target) {
    select(Selection.all()).readInto(target);
  }

  /// Reads the selected elements into an array of the caller; see [#readInto(NdArray)].
  default void readInto(NdArray target, Selection source) {
    select(source).readInto(target);
  }

  /// The selected elements with their datatype, in the selection's shape.
  ///
  /// @throws IndexOutOfBoundsException if the selection reaches beyond the shape
  /// @throws IllegalArgumentException if it has the wrong number of dimensions
  default NdArray read(Selection selection) {
    return select(selection).read();
  }

  /// The elements of several selections, each in its selection's shape: what [#read(Selection)]
  /// gives for each of them, but faster for many small ones. Of a dataset in chunks every chunk is
  /// read and decoded once, however many of the selections touch it, in the order of the file, and
  /// on all cores.
  ///
  /// ```java
  /// List<NdArray> tiles = dataset.readAll(corners.stream().map(at -> tile(at)).toList());
  /// ```
  ///
  /// @return as many arrays as there are selections, in their order
  /// @throws IndexOutOfBoundsException if one reaches beyond the shape
  /// @throws IllegalArgumentException if one has the wrong number of dimensions
  /// @throws io.hyperslab.error.LimitExceededException if they are together more than a read may
  ///   return
  default List<NdArray> readAll(List<Selection> selections) {
    return this instanceof Dataset dataset
        ? dataset.guarded(() -> dataset.reader().readAll(selections)).stream()
            .map(dataset::guarded)
            .toList()
        : selections.stream().map(this::read).toList();
  }

  /// The selected elements as an array of any kind; see [#read(Class)].
  default <T> T read(Class<T> arrayType, Selection selection) {
    return select(selection).read(arrayType);
  }

  /// The selected elements as `double`.
  default double[] readDoubles(Selection selection) {
    return select(selection).readDoubles();
  }

  /// The selected elements as `float`.
  default float[] readFloats(Selection selection) {
    return select(selection).readFloats();
  }

  /// The selected elements as `long`.
  default long[] readLongs(Selection selection) {
    return select(selection).readLongs();
  }

  /// The selected elements as `int`.
  default int[] readInts(Selection selection) {
    return select(selection).readInts();
  }

  /// The selected elements as `short`.
  default short[] readShorts(Selection selection) {
    return select(selection).readShorts();
  }

  /// The selected elements as `byte`.
  default byte[] readBytes(Selection selection) {
    return select(selection).readBytes();
  }

  /// The selected elements as `boolean`.
  default boolean[] readBooleans(Selection selection) {
    return select(selection).readBooleans();
  }

  /// The selected elements as text.
  default String[] readStrings(Selection selection) {
    return select(selection).readStrings();
  }

  /// The only element, as `double`.
  ///
  /// @throws IllegalStateException if there is not exactly one element; likewise below
  default double readDouble() {
    requireOne();
    return readDoubles()[0];
  }

  /// The only element, as `long`.
  default long readLong() {
    requireOne();
    return readLongs()[0];
  }

  /// The only element, as `int`.
  default int readInt() {
    requireOne();
    return readInts()[0];
  }

  /// The only element, as `boolean`.
  default boolean readBoolean() {
    requireOne();
    return readBooleans()[0];
  }

  /// The only element, as text.
  default String readString() {
    requireOne();
    return readStrings()[0];
  }

  /// One element, as `double`.
  ///
  /// @param index one for each dimension; negative ones count from the end
  /// @throws IndexOutOfBoundsException if it lies outside of the shape; likewise below
  /// @throws IllegalStateException if there are too few indices
  default double getDouble(long... index) {
    Optional<NumberElement> element = NumberElement.of(this, index);
    return element.isPresent() && element.get().isDouble()
        ? element.get().toDouble()
        : select(Selection.at(index)).readDouble();
  }

  /// One element, as `long`.
  default long getLong(long... index) {
    Optional<NumberElement> element = NumberElement.of(this, index);
    return element.isPresent() && element.get().isLong()
        ? element.get().toLong()
        : select(Selection.at(index)).readLong();
  }

  /// One element, as `int`.
  default int getInt(long... index) {
    Optional<NumberElement> element = NumberElement.of(this, index);
    return element.isPresent() && element.get().isInt()
        ? (int) element.get().toLong()
        : select(Selection.at(index)).readInt();
  }

  /// One element, as `boolean`.
  default boolean getBoolean(long... index) {
    return select(Selection.at(index)).readBoolean();
  }

  /// One element, as text.
  default String getString(long... index) {
    return select(Selection.at(index)).readString();
  }

  /// The elements, their data of variable length to be asked for only inside this read: by any
  /// thread, none of which has to wait for a change of the file.
  private NdArray stored() {
    return switch (this) {
      case Dataset dataset -> dataset.reader().read(Selection.all());
      case DataView view -> view.stored();
      case Attribute attribute -> attribute.read();
    };
  }

  /// The texts that the elements are.
  private TextRead storedTexts() {
    return switch (this) {
      case Dataset dataset -> TextRead.of(dataset.reader(), Selection.all());
      case DataView view ->
          view.storedTexts().orElseGet(() -> TextRead.of(stored(), parallelism()));
      case Attribute _ -> TextRead.of(stored(), parallelism());
    };
  }

  private Parallelism parallelism() {
    return this instanceof Attribute
        ? new Parallelism(1, Optional.empty())
        : owner().file().model().settings().parallelism();
  }

  /// The elements as an array of numbers, unless they have to be read as they are first.
  private @Nullable NumberTarget numbers(Class<?> component) {
    if (this instanceof Attribute attribute) {
      return attribute.numbers(component);
    }
    Optional<NumberRead> read =
        switch (this) {
          case Dataset dataset -> Optional.of(dataset.numbers());
          case DataView view -> view.numbers();
          case Attribute _ -> Optional.empty();
        };
    return read.flatMap(some -> guarded(() -> some.read(component))).orElse(null);
  }

  /// Runs a conversion so that a refusal names the file and the object.
  private <T> T guarded(Supplier<T> conversion) {
    return owner().guarded(conversion);
  }

  private Hdf5Object owner() {
    return switch (this) {
      case Dataset dataset -> dataset;
      case Attribute attribute -> attribute.owner();
      case DataView view -> view.owner();
    };
  }

  private Optional<ByteTexts> texts() {
    return this instanceof DataView view ? view.decoding() : Optional.empty();
  }

  private void requireOne() {
    long count = dataspace().elementCount();
    if (count != 1) {
      throw new IllegalStateException("has " + count + " elements, expected exactly 1");
    }
  }
}
