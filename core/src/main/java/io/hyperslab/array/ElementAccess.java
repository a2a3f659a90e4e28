package io.hyperslab.array;

import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.number.StoredNumbers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Single elements of an [NdArray], by one index for each axis; none for an array of rank 0.
///
/// Both directions are exact: a value that the Java type or the datatype cannot hold is a
/// [DatatypeMismatchException]. An index outside is an [IndexOutOfBoundsException]; negative ones
/// are outside. Setting an element of a read-only array is an [UnsupportedOperationException].
public sealed interface ElementAccess permits NdArray {
  private NdArray array() {
    return (NdArray) this;
  }

  /// One number as `double`.
  default double getDouble(long... index) {
    NdArray array = array();
    return NumberArrays.exactDouble(
        array.codec(), array.memory(), array.offsetOf(index), array.datatype());
  }

  /// One number as `long`.
  default long getLong(long... index) {
    NdArray array = array();
    return NumberArrays.exactLong(
        array.codec(), array.memory(), array.offsetOf(index), array.datatype());
  }

  /// One number as `int`.
  default int getInt(long... index) {
    NdArray array = array();
    return NumberArrays.exactInt(
        array.codec(), array.memory(), array.offsetOf(index), array.datatype());
  }

  /// One integer of any size.
  default BigInteger getBigInteger(long... index) {
    return NumberArrays.bigIntegers(array().segmentAt(index), array().datatype(), 1)[0];
  }

  /// One finite number.
  default BigDecimal getBigDecimal(long... index) {
    return array().codec().bigDecimalAt(array().memory(), array().offsetOf(index));
  }

  /// One boolean: a boolean enumeration's, or an integer that is 0 or 1.
  default boolean getBoolean(long... index) {
    return NumberArrays.booleans(array().segmentAt(index), array().datatype(), 1)[0];
  }

  /// One text of fixed or variable length, or the name of one enumeration value.
  default String getString(long... index) {
    NdArray array = array();
    return TextElements.strings(array.segmentAt(index), array.datatype(), 1, array.indirectData())[
        0];
  }

  /// The stored bytes of one element of any datatype.
  default byte[] getBytes(long... index) {
    return array().segmentAt(index).toArray(ValueLayout.JAVA_BYTE);
  }

  /// One sequence of variable length, as a read-only array of rank 1 (more when its elements are
  /// arrays). A null sequence is empty.
  default NdArray sequence(long... index) {
    NdArray array = array();
    Datatype base = TextElements.sequenceBase(array.datatype());
    MemorySegment descriptor = array.segmentAt(index);
    long[] length = {TextElements.claimedCount(descriptor)};
    MemorySegment elements = TextElements.sequence(descriptor, base, array.indirectData());
    return NdArray.of(elements.asReadOnly(), base, length, array.indirectData());
  }

  /// Whether one sequence of variable length is null rather than of some length.
  default boolean isNullSequence(long... index) {
    TextElements.sequenceBase(array().datatype());
    return TextElements.isNull(array().segmentAt(index));
  }

  /// Sets one number.
  default void setDouble(double value, long... index) {
    NdArray array = array();
    array.cell().put(value, array.writableMemory(), array.offsetOf(index));
  }

  /// Sets one integer; also for `int`, `short` and `byte`.
  default void setLong(long value, long... index) {
    NdArray array = array();
    array.cell().put(value, array.writableMemory(), array.offsetOf(index));
  }

  /// Sets one integer of any size.
  default void setBigInteger(BigInteger value, long... index) {
    NdArray array = array();
    StoredNumbers.of(array.datatype(), Conversion.EXACT, "")
        .put(value, array.writableMemory(), array.offsetOf(index), 0);
  }

  /// Sets one number.
  ///
  /// @throws IllegalArgumentException if the value's scale is beyond 2^16
  default void setBigDecimal(BigDecimal value, long... index) {
    NdArray array = array();
    StoredNumbers.of(array.datatype(), Conversion.EXACT, "")
        .put(value, array.writableMemory(), array.offsetOf(index), 0);
  }

  /// Sets one boolean, or an integer to 0 or 1.
  ///
  /// @throws DatatypeMismatchException if the elements are no integers
  default void setBoolean(boolean value, long... index) {
    NdArray array = array();
    if (!array.codec().isInteger()) {
      throw array.mismatch("an integer or a boolean enumeration");
    }
    array.cell().put(value ? 1 : 0, array.writableMemory(), array.offsetOf(index));
  }

  /// Sets one text of fixed size, or one enumeration value by its name.
  ///
  /// @throws DatatypeMismatchException also if the elements are texts of variable length, whose
  ///   data is not this array's
  default void setString(String value, long... index) {
    NdArray array = array();
    TextElements.put(value, array.datatype(), array.writableMemory(), array.offsetOf(index));
  }

  /// Sets the stored bytes of one element of any datatype.
  ///
  /// @throws IllegalArgumentException if there are more or fewer bytes than an element has
  default void setBytes(byte[] value, long... index) {
    NdArray array = array();
    if (value.length != array.datatype().size()) {
      throw new IllegalArgumentException(
          value.length + " bytes are no element of " + array.datatype().size() + " bytes");
    }
    long offset = array.offsetOf(index);
    MemorySegment.copy(
        value, 0, array.writableMemory(), ValueLayout.JAVA_BYTE, offset, value.length);
  }
}
