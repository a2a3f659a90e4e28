package io.hyperslab.array;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.number.NumberArrays;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Function;

/// All elements of an [NdArray] at once: as Java arrays, copied, converted, replaced.
///
/// Values are exact unless [Conversion#CLIP] is asked for: the first one that does not fit is a
/// [DatatypeMismatchException]. What becomes one Java array is limited to about 2^31 elements
/// ([io.hyperslab.error.LimitExceededException]). Changing a read-only array is an
/// [UnsupportedOperationException]; where a change is refused for a value, elements before it may
/// have been changed.
public sealed interface BulkAccess permits NdArray {
  private NdArray array() {
    return (NdArray) this;
  }

  /// All numbers in C order.
  default double[] toDoubles() {
    return toDoubles(Conversion.EXACT);
  }

  /// All numbers in C order.
  default double[] toDoubles(Conversion conversion) {
    return NumberArrays.doubles(array().segment(), array().datatype(), array().size(), conversion);
  }

  /// All numbers in C order.
  default float[] toFloats() {
    return toFloats(Conversion.EXACT);
  }

  /// All numbers in C order.
  default float[] toFloats(Conversion conversion) {
    return NumberArrays.floats(array().segment(), array().datatype(), array().size(), conversion);
  }

  /// All numbers in C order.
  default long[] toLongs() {
    return toLongs(Conversion.EXACT);
  }

  /// All numbers in C order.
  default long[] toLongs(Conversion conversion) {
    return NumberArrays.longs(array().segment(), array().datatype(), array().size(), conversion);
  }

  /// All numbers in C order.
  default int[] toInts() {
    return toInts(Conversion.EXACT);
  }

  /// All numbers in C order.
  default int[] toInts(Conversion conversion) {
    return NumberArrays.ints(array().segment(), array().datatype(), array().size(), conversion);
  }

  /// All numbers in C order.
  default short[] toShorts() {
    return toShorts(Conversion.EXACT);
  }

  /// All numbers in C order.
  default short[] toShorts(Conversion conversion) {
    return NumberArrays.shorts(array().segment(), array().datatype(), array().size(), conversion);
  }

  /// All numbers in C order; of opaque elements their bytes.
  default byte[] toBytes() {
    return toBytes(Conversion.EXACT);
  }

  /// All numbers in C order; of opaque elements their bytes.
  default byte[] toBytes(Conversion conversion) {
    MemorySegment elements = array().segment();
    if (array().datatype() instanceof Opaque) {
      NumberArrays.arrayLength(elements, elements.byteSize(), 1);
      return Memory.guarded(
          () -> elements.toArray(ValueLayout.JAVA_BYTE), elements.byteSize(), "elements", -1);
    }
    return NumberArrays.bytes(elements, array().datatype(), array().size(), conversion);
  }

  /// All booleans in C order: boolean enumerations, or integers that are 0 or 1.
  default boolean[] toBooleans() {
    return NumberArrays.booleans(array().segment(), array().datatype(), array().size());
  }

  /// All texts or names of enumeration values in C order; a value without a name is its number.
  default String[] toStrings() {
    NdArray array = array();
    return TextElements.strings(
        array.segment(), array.datatype(), array.size(), array.indirectData());
  }

  /// All integers, of any size, in C order.
  default BigInteger[] toBigIntegers() {
    return NumberArrays.bigIntegers(array().segment(), array().datatype(), array().size());
  }

  /// All finite numbers, exactly, in C order.
  default BigDecimal[] toBigDecimals() {
    return NumberArrays.bigDecimals(array().segment(), array().datatype(), array().size());
  }

  /// All complex numbers in C order, real and imaginary parts in turn.
  default double[] toComplex(Conversion conversion) {
    return NumberArrays.complex(array().segment(), array().datatype(), array().size(), conversion);
  }

  /// The elements as arrays of arrays, such as `double[][].class` for rank 2.
  ///
  /// The innermost class is a primitive but `char`, [String], [BigInteger] or [BigDecimal].
  /// Sequences of variable length take one dimension more, the bytes of opaque elements (`byte[]`)
  /// too. One dimension for all axes gives the elements flat.
  ///
  /// @throws DatatypeMismatchException if class and elements do not go together
  default <T> T toNested(Class<T> arrayClass) {
    return toNested(arrayClass, Conversion.EXACT);
  }

  /// The elements as arrays of arrays; see [#toNested(Class)].
  default <T> T toNested(Class<T> arrayClass, Conversion conversion) {
    return arrayClass.cast(
        Nesting.nest(
            arrayClass, array(), (component, a) -> FlatArrays.of(component, a, conversion)));
  }

  /// The elements as arrays of arrays of any class.
  ///
  /// @param arrayClass such as `Station[][].class`
  /// @param flat makes a flat array of the innermost class; called for all elements at once, or for
  ///   the elements of each sequence of variable length
  default <T, E> T toNested(Class<T> arrayClass, Function<NdArray, E[]> flat) {
    return arrayClass.cast(
        Nesting.nest(arrayClass, array(), (_, elements) -> flat.apply(elements)));
  }

  /// A copy that shares nothing, in C order without gaps; data of variable length stays where it
  /// is.
  default NdArray copy() {
    return array().packed();
  }

  /// A converted copy; see [#as(Datatype, Conversion)].
  default NdArray as(Datatype type) {
    return as(type, Conversion.EXACT);
  }

  /// A converted copy: `astype` of numpy, but exact unless asked otherwise.
  ///
  /// | from | to |
  /// | --- | --- |
  /// | number, enumeration | number; boolean enumeration for 0 and 1 |
  /// | enumeration | enumeration with all its names, by name |
  /// | text, enumeration | text of fixed size |
  /// | complex, number | complex |
  /// | compound | compound, members by name |
  ///
  /// @param type an array datatype stands for the last axes
  /// @throws DatatypeMismatchException also if there is no conversion
  default NdArray as(Datatype type, Conversion conversion) {
    return NdArray.zeros(ElementCopy.elementType(type, array()), array().shape())
        .copyFrom(array(), conversion);
  }

  /// Replaces all elements; see [#copyFrom(NdArray, Conversion)].
  default NdArray copyFrom(NdArray values) {
    return copyFrom(values, Conversion.EXACT);
  }

  /// Replaces all elements by those of an array, converted as [#as(Datatype, Conversion)] does.
  ///
  /// @param values of the same shape, or one that numpy would broadcast to it: axes of extent 1 and
  ///   missing ones in front are repeated; may share memory with this array
  /// @return this array
  /// @throws IllegalArgumentException if the shapes do not go together
  default NdArray copyFrom(NdArray values, Conversion conversion) {
    ElementCopy.copy(values, array(), conversion);
    return array();
  }

  /// Replaces the selected elements; see [#set(Selection, NdArray, Conversion)].
  default NdArray set(Selection selection, NdArray values) {
    return set(selection, values, Conversion.EXACT);
  }

  /// Replaces the selected elements, of any selection: slices, lists, masks, points. Of an element
  /// that is selected more than once the last value stays.
  ///
  /// @param values as for [#copyFrom(NdArray, Conversion)], for the selection's shape
  /// @return this array
  /// @throws IndexOutOfBoundsException if the selection reaches outside
  default NdArray set(Selection selection, NdArray values, Conversion conversion) {
    SelectedElements.set(array(), selection.resolve(array().shape()), values, conversion);
    return array();
  }

  /// A copy of the selected elements, of any selection: slices, lists, masks, points. Slices alone
  /// need no copy: see [NdArray#view(Selection)].
  ///
  /// @throws IndexOutOfBoundsException if it reaches outside
  default NdArray select(Selection selection) {
    return SelectedElements.copy(array(), selection.resolve(array().shape()));
  }

  /// Sets all numbers to one.
  ///
  /// @return this array
  default NdArray fill(double value) {
    NdArray element = NdArray.zeros(array().datatype());
    element.setDouble(value);
    return copyFrom(element);
  }

  /// Sets all integers to one; also for `int`, `short` and `byte`.
  ///
  /// @return this array
  default NdArray fill(long value) {
    NdArray element = NdArray.zeros(array().datatype());
    element.setLong(value);
    return copyFrom(element);
  }

  /// Sets all texts of fixed size, or enumeration values by name.
  ///
  /// @return this array
  default NdArray fill(String value) {
    NdArray element = NdArray.zeros(array().datatype());
    element.setString(value);
    return copyFrom(element);
  }
}
