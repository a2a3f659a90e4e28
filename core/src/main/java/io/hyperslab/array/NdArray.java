package io.hyperslab.array;

import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.number.NumberCodec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Elements of any datatype in memory, of any rank and any size, in the bytes in which they are
/// stored; decoded when asked for.
///
/// ```java
/// NdArray images = file.dataset("/images").read();        // uint8, [100, 480, 640]
/// long pixel = images.getLong(7, 120, 200);
/// double[] row = images.view(Selection.of("7, 120, ::2")).toDoubles();
/// float[][][] all = images.toNested(float[][][].class);
/// ```
///
/// The dimensions of an array datatype are appended to the shape, so [#datatype()] never is one.
/// [#view], [#transpose], [#field], [#real] and, without gaps, [#reshape] share the memory; nothing
/// here writes to it.
///
/// Reading values is exact: a value that the Java type cannot hold is a
/// [DatatypeMismatchException], unless [Conversion#CLIP] is asked for. What becomes one Java array
/// is limited to about 2^31 elements ([io.hyperslab.error.LimitExceededException]). An index
/// outside is an [IndexOutOfBoundsException].
///
/// Immutable, as far as its memory is; for any thread that may access the memory.
public final class NdArray {
  private final MemorySegment memory;
  private final Datatype datatype;
  private final Strides strides;
  private final IndirectData indirect;

  /// Made on first use; making it twice does no harm.
  private @Nullable NumberCodec codec;

  private NdArray(MemorySegment memory, Datatype type, Strides outer, IndirectData indirect) {
    Datatype element = type;
    Strides all = outer;
    while (element instanceof ArrayType array) {
      long[] inner = array.dimensions().stream().mapToLong(Long::longValue).toArray();
      all = all.appended(Strides.packed(inner, array.base().size(), array.size()));
      element = array.base();
    }
    this.memory = memory;
    this.datatype = element;
    this.strides = all;
    this.indirect = indirect;
  }

  /// Elements that lie one after the other in C order.
  ///
  /// @param memory not copied; may be longer than the elements
  /// @param shape slowest axis first; empty for a single element
  /// @param indirect where data of variable length lies
  /// @throws IllegalArgumentException if the elements do not lie in the memory
  public static NdArray of(
      MemorySegment memory, Datatype type, long[] shape, IndirectData indirect) {
    return new NdArray(
        memory, type, Strides.packed(shape, type.size(), memory.byteSize()), indirect);
  }

  /// Elements without indirect data that lie one after the other in C order.
  public static NdArray of(MemorySegment memory, Datatype type, long... shape) {
    return of(memory, type, shape, IndirectData.none());
  }

  /// Numbers in C order.
  ///
  /// @param values not copied
  /// @param shape slowest axis first; none for one axis
  /// @throws IllegalArgumentException if it is not the shape of that many numbers; likewise below
  public static NdArray of(double[] values, long... shape) {
    return java(MemorySegment.ofArray(values), Datatypes.FLOAT64, shape, values.length);
  }

  /// Numbers in C order.
  public static NdArray of(float[] values, long... shape) {
    return java(MemorySegment.ofArray(values), Datatypes.FLOAT32, shape, values.length);
  }

  /// Numbers in C order.
  public static NdArray of(long[] values, long... shape) {
    return java(MemorySegment.ofArray(values), Datatypes.INT64, shape, values.length);
  }

  /// Numbers in C order.
  public static NdArray of(int[] values, long... shape) {
    return java(MemorySegment.ofArray(values), Datatypes.INT32, shape, values.length);
  }

  /// Numbers in C order.
  public static NdArray of(short[] values, long... shape) {
    return java(MemorySegment.ofArray(values), Datatypes.INT16, shape, values.length);
  }

  /// Numbers in C order.
  public static NdArray of(byte[] values, long... shape) {
    return java(MemorySegment.ofArray(values), Datatypes.INT8, shape, values.length);
  }

  /// Booleans in C order.
  ///
  /// @param values are copied
  public static NdArray of(boolean[] values, long... shape) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    NdArray flags = java(MemorySegment.ofArray(bytes), Datatypes.INT8, shape, values.length);
    return flags.with(Datatypes.BOOLEAN, flags.strides);
  }

  /// The primitives of arrays of arrays, such as a `double[][]`; copied.
  ///
  /// @throws IllegalArgumentException if it is no array of a primitive class but `char`, or arrays
  ///   of one dimension differ in length
  public static <T> NdArray ofNested(T arrays) {
    return Nesting.flatten(arrays);
  }

  private static NdArray java(MemorySegment values, NumericType type, long[] shape, int count) {
    boolean big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    long[] found = shape.length == 0 ? new long[] {count} : shape;
    NdArray array = of(values, big ? type.bigEndian() : type.littleEndian(), found);
    if (array.size() != count) {
      throw new IllegalArgumentException(
          count + " values do not have the shape " + Arrays.toString(found));
    }
    return array;
  }

  private NdArray with(Datatype type, Strides other) {
    return new NdArray(memory, type, other, indirect);
  }

  /// The datatype of the elements; never an array datatype.
  public Datatype datatype() {
    return datatype;
  }

  /// A copy of the shape, slowest axis first; empty for a single element.
  public long[] shape() {
    return strides.shape.clone();
  }

  /// The number of axes.
  public int rank() {
    return strides.rank();
  }

  /// The number of elements.
  public long size() {
    return strides.size;
  }

  /// Whether the elements lie in memory in C order without gaps.
  public boolean isContiguous() {
    return strides.isPacked(datatype.size());
  }

  /// The elements' bytes in C order without gaps: this array's own memory when it is contiguous,
  /// otherwise a copy.
  public MemorySegment segment() {
    return isContiguous()
        ? size() == 0
            ? memory.asSlice(0, 0)
            : memory.asSlice(strides.offset, size() * datatype.size())
        : Packing.pack(memory, strides, datatype.size());
  }

  /// The same elements, their data of variable length taken from elsewhere.
  public NdArray withIndirectData(IndirectData other) {
    return new NdArray(memory, datatype, strides, other);
  }

  /// Where data of variable length lies.
  public IndirectData indirectData() {
    return indirect;
  }

  /// The number of elements as the length of a Java array.
  ///
  /// @throws io.hyperslab.error.LimitExceededException if it is too large for one
  public int arrayLength() {
    return NumberArrays.arrayLength(memory, size(), size() == 0 ? 0 : 1);
  }

  /// The same elements in another shape; copies them when they do not lie without gaps.
  ///
  /// @throws IllegalArgumentException if the number of elements differs
  public NdArray reshape(long... shape) {
    MemorySegment elements = segment();
    Strides other = Strides.packed(shape, datatype.size(), elements.byteSize());
    if (other.size != size()) {
      throw new IllegalArgumentException(
          size() + " elements do not have the shape " + Arrays.toString(shape));
    }
    return new NdArray(elements, datatype, other, indirect);
  }

  /// The axes in reverse order.
  public NdArray transpose() {
    int[] axes = new int[rank()];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = axes.length - 1 - axis;
    }
    return transpose(axes);
  }

  /// The axes in the given order: axis `i` of the result is axis `axes[i]` of this.
  ///
  /// @throws IllegalArgumentException if `axes` does not name each axis once
  public NdArray transpose(int... axes) {
    return with(datatype, strides.permuted(axes));
  }

  /// The selected elements, without copying.
  ///
  /// @throws IllegalArgumentException if the selection is not made of indices and slices alone
  /// @throws IndexOutOfBoundsException if it reaches outside
  public NdArray view(Selection selection) {
    return view(selection.resolve(strides.shape.clone()));
  }

  /// The selected elements, without copying; a selection already applied to this shape.
  ///
  /// @throws IllegalArgumentException if it is not made of indices and slices alone
  public NdArray view(ResolvedSelection selection) {
    return with(datatype, Views.of(strides, selection));
  }

  /// One member of all compound elements.
  ///
  /// @throws DatatypeMismatchException if the elements are no compounds or have no such member
  public NdArray field(String name) {
    if (datatype instanceof Compound compound) {
      Compound.Member member =
          compound
              .member(name)
              .orElseThrow(() -> mismatch("a compound with a member named " + name));
      Objects.checkFromIndexSize(member.offset(), member.type().size(), compound.size());
      return with(member.type(), strides.shifted(member.offset()));
    }
    throw mismatch("a compound with a member named " + name);
  }

  /// The real parts of complex elements.
  ///
  /// @throws DatatypeMismatchException if the elements are no complex numbers
  public NdArray real() {
    return with(NumberArrays.complexPart(datatype), strides);
  }

  /// The imaginary parts of complex elements.
  ///
  /// @throws DatatypeMismatchException if the elements are no complex numbers
  public NdArray imaginary() {
    Datatype part = NumberArrays.complexPart(datatype);
    return with(part, strides.shifted(part.size()));
  }

  private DatatypeMismatchException mismatch(String expected) {
    return new DatatypeMismatchException("datatype", -1, "datatype", datatype.toString(), expected);
  }

  private NumberCodec codec() {
    NumberCodec made = codec;
    if (made == null) {
      made = NumberCodec.of(datatype);
      codec = made;
    }
    return made;
  }

  /// One number as `double`.
  public double getDouble(long... index) {
    return NumberArrays.exactDouble(codec(), memory, strides.offsetOf(index), datatype);
  }

  /// One number as `long`.
  public long getLong(long... index) {
    return NumberArrays.exactLong(codec(), memory, strides.offsetOf(index), datatype);
  }

  /// One number as `int`.
  public int getInt(long... index) {
    return NumberArrays.exactInt(codec(), memory, strides.offsetOf(index), datatype);
  }

  /// One integer of any size.
  public BigInteger getBigInteger(long... index) {
    return NumberArrays.bigIntegers(segmentAt(index), datatype, 1)[0];
  }

  /// One finite number.
  public BigDecimal getBigDecimal(long... index) {
    return codec().bigDecimalAt(memory, strides.offsetOf(index));
  }

  /// One boolean: a boolean enumeration's, or an integer that is 0 or 1.
  public boolean getBoolean(long... index) {
    return NumberArrays.booleans(segmentAt(index), datatype, 1)[0];
  }

  /// One text of fixed or variable length, or the name of one enumeration value.
  public String getString(long... index) {
    return TextElements.strings(segmentAt(index), datatype, 1, indirect)[0];
  }

  /// The stored bytes of one element of any datatype.
  public byte[] getBytes(long... index) {
    return segmentAt(index).toArray(ValueLayout.JAVA_BYTE);
  }

  MemorySegment segmentAt(long... index) {
    return memory.asSlice(strides.offsetOf(index), datatype.size());
  }

  /// One sequence of variable length, as an array of rank 1 (more when its elements are arrays). A
  /// null sequence is empty.
  public NdArray sequence(long... index) {
    Datatype base = TextElements.sequenceBase(datatype);
    MemorySegment descriptor = segmentAt(index);
    long[] length = {TextElements.claimedCount(descriptor)};
    return of(TextElements.sequence(descriptor, base, indirect), base, length, indirect);
  }

  /// Whether one sequence of variable length is null rather than of some length.
  public boolean isNullSequence(long... index) {
    TextElements.sequenceBase(datatype);
    return TextElements.isNull(segmentAt(index));
  }

  /// All numbers in C order.
  public double[] toDoubles() {
    return toDoubles(Conversion.EXACT);
  }

  /// All numbers in C order.
  public double[] toDoubles(Conversion conversion) {
    return NumberArrays.doubles(segment(), datatype, size(), conversion);
  }

  /// All numbers in C order.
  public float[] toFloats() {
    return toFloats(Conversion.EXACT);
  }

  /// All numbers in C order.
  public float[] toFloats(Conversion conversion) {
    return NumberArrays.floats(segment(), datatype, size(), conversion);
  }

  /// All numbers in C order.
  public long[] toLongs() {
    return toLongs(Conversion.EXACT);
  }

  /// All numbers in C order.
  public long[] toLongs(Conversion conversion) {
    return NumberArrays.longs(segment(), datatype, size(), conversion);
  }

  /// All numbers in C order.
  public int[] toInts() {
    return toInts(Conversion.EXACT);
  }

  /// All numbers in C order.
  public int[] toInts(Conversion conversion) {
    return NumberArrays.ints(segment(), datatype, size(), conversion);
  }

  /// All numbers in C order.
  public short[] toShorts() {
    return toShorts(Conversion.EXACT);
  }

  /// All numbers in C order.
  public short[] toShorts(Conversion conversion) {
    return NumberArrays.shorts(segment(), datatype, size(), conversion);
  }

  /// All numbers in C order; of opaque elements their bytes.
  public byte[] toBytes() {
    return toBytes(Conversion.EXACT);
  }

  /// All numbers in C order; of opaque elements their bytes.
  public byte[] toBytes(Conversion conversion) {
    MemorySegment elements = segment();
    if (datatype instanceof Opaque) {
      NumberArrays.arrayLength(elements, elements.byteSize(), 1);
      return elements.toArray(ValueLayout.JAVA_BYTE);
    }
    return NumberArrays.bytes(elements, datatype, size(), conversion);
  }

  /// All booleans in C order: boolean enumerations, or integers that are 0 or 1.
  public boolean[] toBooleans() {
    return NumberArrays.booleans(segment(), datatype, size());
  }

  /// All texts or names of enumeration values in C order; a value without a name is its number.
  public String[] toStrings() {
    return TextElements.strings(segment(), datatype, size(), indirect);
  }

  /// All integers, of any size, in C order.
  public BigInteger[] toBigIntegers() {
    return NumberArrays.bigIntegers(segment(), datatype, size());
  }

  /// All finite numbers, exactly, in C order.
  public BigDecimal[] toBigDecimals() {
    return NumberArrays.bigDecimals(segment(), datatype, size());
  }

  /// All complex numbers in C order, real and imaginary parts in turn.
  public double[] toComplex(Conversion conversion) {
    return NumberArrays.complex(segment(), datatype, size(), conversion);
  }

  /// The elements as arrays of arrays, such as `double[][].class` for rank 2.
  ///
  /// The innermost class is a primitive but `char`, [String], [BigInteger] or [BigDecimal].
  /// Sequences of variable length take one dimension more, the bytes of opaque elements (`byte[]`)
  /// too. One dimension for all axes gives the elements flat.
  ///
  /// @throws DatatypeMismatchException if class and elements do not go together
  public <T> T toNested(Class<T> arrayClass) {
    return toNested(arrayClass, Conversion.EXACT);
  }

  /// The elements as arrays of arrays; see [#toNested(Class)].
  public <T> T toNested(Class<T> arrayClass, Conversion conversion) {
    return arrayClass.cast(
        Nesting.nest(arrayClass, this, (component, a) -> FlatArrays.of(component, a, conversion)));
  }

  /// The elements as arrays of arrays of any class.
  ///
  /// @param arrayClass such as `Station[][].class`
  /// @param flat makes a flat array of the innermost class; called for all elements at once, or for
  ///   the elements of each sequence of variable length
  public <T, E> T toNested(Class<T> arrayClass, Function<NdArray, E[]> flat) {
    return arrayClass.cast(Nesting.nest(arrayClass, this, (_, elements) -> flat.apply(elements)));
  }

  /// The sum of all numbers, as `double` with compensated rounding; 0 when there are none.
  public double sum() {
    return Reductions.of(this).getSum();
  }

  /// The arithmetic mean of all numbers.
  ///
  /// @throws java.util.NoSuchElementException if there are none; likewise below
  public double mean() {
    return Reductions.ofSome(this).getAverage();
  }

  /// The smallest number; NaN if any is.
  public double min() {
    return Reductions.ofSome(this).getMin();
  }

  /// The largest number; NaN if any is.
  public double max() {
    return Reductions.ofSome(this).getMax();
  }

  /// The elements in brackets, the inner ones of long axes left out, as numpy prints them.
  @Override
  public String toString() {
    return ArrayText.of(this);
  }
}
