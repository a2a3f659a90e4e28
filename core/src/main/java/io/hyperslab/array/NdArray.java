package io.hyperslab.array;

import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.number.NumberCodec;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Elements of any datatype in memory, of any rank and any size, in the bytes in which they are
/// stored; decoded when asked for.
///
/// ```java
/// NdArray images = file.dataset("/images").read();        // uint8, [100, 480, 640]
/// long pixel = images.getLong(7, 120, 200);
/// double[] row = images.view(Selection.of("7, 120, ::2")).toDoubles();
/// float[][][] all = images.toNested(float[][][].class);
/// NdArray means = images.mean(0);                         // float64, [480, 640]
/// images.view(Selection.of("..., 0")).fill(255);          // changes `images`
/// ```
///
/// The dimensions of an array datatype are appended to the shape, so [#datatype()] never is one.
/// [#view], [#transpose], [#field], [#real], [#broadcast] and, without gaps, [#reshape] share the
/// memory: what is changed through one is seen through all. What reads attributes and sequences may
/// give read-only arrays; [#copy()] is not one.
///
/// `of` wraps memory and Java arrays of numbers without copying; elements can so be read into an
/// array that exists. The other factories copy or make something new. Single elements are the
/// business of [ElementAccess], all of them that of [BulkAccess], calculations that of
/// [Arithmetic].
///
/// Two arrays are `equals` only if they are the same object; elements are compared by
/// [#contentEquals] and [#closeTo].
///
/// May be used by any thread that may access the memory; threads that change elements that others
/// use must take turns, as for a Java array.
public final class NdArray implements ElementAccess, BulkAccess, Arithmetic {
  private final MemorySegment memory;
  private final Datatype datatype;
  private final Strides strides;
  private final IndirectData indirect;

  /// Made on first use; making it twice does no harm.
  private @Nullable NumberCodec codec;

  private @Nullable NumberCell cell;

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

  /// Texts in C order, as UTF-8 of one size that is enough for all.
  ///
  /// @param values are copied
  /// @throws io.hyperslab.error.DatatypeMismatchException if one ends with a NUL, which would be
  ///   lost, or is no valid text
  public static NdArray of(String[] values, long... shape) {
    return NewArrays.texts(values, shape);
  }

  /// The primitives or texts of arrays of arrays, such as a `double[][]`; copied.
  ///
  /// @throws IllegalArgumentException if it is no array of [String] or a primitive class but
  ///   `char`, or arrays of one dimension differ in length
  public static <T> NdArray ofNested(T arrays) {
    return Nesting.flatten(arrays);
  }

  /// New elements of which all bytes are 0: numbers are 0, texts are empty.
  ///
  /// @param shape slowest axis first; none for a single element
  /// @throws IllegalArgumentException if the shape is negative
  /// @throws io.hyperslab.error.LimitExceededException if there is no memory for them
  public static NdArray zeros(Datatype type, long... shape) {
    return of(NewArrays.memory(type, shape), type, shape);
  }

  /// New elements that are all the same number; see [#fill(double)].
  public static NdArray full(Datatype type, double value, long... shape) {
    return zeros(type, shape).fill(value);
  }

  /// New elements that are all the same integer; see [#fill(long)].
  public static NdArray full(Datatype type, long value, long... shape) {
    return zeros(type, shape).fill(value);
  }

  /// The integers from 0 up to one, exclusive; int64.
  public static NdArray range(long stop) {
    return range(0, stop, 1);
  }

  /// Every `step`-th integer from `start` to `stop`, exclusive; int64. Empty when there is none.
  ///
  /// @param step may be negative
  /// @throws IllegalArgumentException if the step is 0
  public static NdArray range(long start, long stop, long step) {
    return NewArrays.range(start, stop, step);
  }

  /// Every `step`-th number from `start` to `stop`, exclusive: `start + i * step`; float64. How
  /// many there are depends on how `(stop - start) / step` is rounded; [#linspace] is clearer.
  ///
  /// @param step may be negative
  /// @throws IllegalArgumentException if the step is 0, or a number is not finite
  public static NdArray range(double start, double stop, double step) {
    return NewArrays.range(start, stop, step);
  }

  /// Numbers at equal distances, the last being `stop`; float64.
  ///
  /// @throws IllegalArgumentException if the count is negative
  public static NdArray linspace(double start, double stop, long count) {
    return NewArrays.linspace(start, stop, count);
  }

  private static NdArray java(MemorySegment values, NumericType type, long[] shape, int count) {
    boolean big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    return of(values, big ? type.bigEndian() : type.littleEndian(), shapeOf(count, shape));
  }

  /// The shape of that many values.
  ///
  /// @param shape empty for one axis
  static long[] shapeOf(int count, long[] shape) {
    long[] found = shape.length == 0 ? new long[] {count} : shape;
    if (Strides.packed(found, 1, count).size != count) {
      throw new IllegalArgumentException(
          count + " values do not have the shape " + Arrays.toString(found));
    }
    return found;
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

  /// A copy of the distances from one element to the next along each axis, in bytes; negative where
  /// a view goes backwards, 0 where elements are repeated.
  public long[] strides() {
    return strides.strides.clone();
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
        : StrideCursor.packed(memory, strides, datatype.size());
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
    return NumberArrays.arrayLength(size());
  }

  /// Whether the elements cannot be changed through this array.
  public boolean isReadOnly() {
    return memory.isReadOnly();
  }

  /// The same elements, not to be changed through what is returned.
  public NdArray asReadOnly() {
    return new NdArray(memory.asReadOnly(), datatype, strides, indirect);
  }

  MemorySegment memory() {
    return memory;
  }

  /// The memory, to be changed.
  ///
  /// @throws UnsupportedOperationException if it must not be
  MemorySegment writableMemory() {
    if (memory.isReadOnly()) {
      throw new UnsupportedOperationException("the array is read-only; change a copy() of it");
    }
    return memory;
  }

  Strides places() {
    return strides;
  }

  /// Other elements of the same memory.
  NdArray at(Strides other) {
    return with(datatype, other);
  }

  StrideCursor cursor() {
    return new StrideCursor(memory, strides, datatype.size());
  }

  /// A copy of this array's elements with the same data of variable length.
  NdArray packed() {
    return of(
        StrideCursor.packed(memory, strides, datatype.size()), datatype, strides.shape, indirect);
  }

  /// The elements repeated to another shape, as numpy does it: axes of extent 1 are repeated, and
  /// missing ones in front. Shares the memory; read-only, since elements are in several places.
  ///
  /// @throws IllegalArgumentException if the shapes do not go together, or an extent is negative
  /// @throws io.hyperslab.error.LimitExceededException if a `long` cannot count the elements
  public NdArray broadcast(long... shape) {
    Strides repeated = strides.broadcast(shape);
    return new NdArray(memory.asReadOnly(), datatype, repeated, indirect);
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

  DatatypeMismatchException mismatch(String expected) {
    return new DatatypeMismatchException("datatype", -1, "datatype", datatype.toString(), expected);
  }

  NumberCodec codec() {
    NumberCodec made = codec;
    if (made == null) {
      made = NumberCodec.of(datatype);
      codec = made;
    }
    return made;
  }

  NumberCell cell() {
    NumberCell made = cell;
    if (made == null) {
      made = new NumberCell(datatype);
      cell = made;
    }
    return made;
  }

  long offsetOf(long... index) {
    return strides.offsetOf(index);
  }

  MemorySegment segmentAt(long... index) {
    return memory.asSlice(strides.offsetOf(index), datatype.size());
  }

  /// The elements in brackets, the inner ones of long axes left out, as numpy prints them.
  @Override
  public String toString() {
    return ArrayText.of(this);
  }
}
