package io.hyperslab.internal.convert;

import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.PartRunner;

/// What every writer of one call needs to know.
///
/// @param conversion what happens to values that do not fit
/// @param heap where data of variable length goes
/// @param runner runs what can be done at the same time
/// @param place where in an element the writer is, for messages: `, member x`, or empty
record WriteContext(Conversion conversion, HeapSink heap, PartRunner runner, String place) {

  boolean exact() {
    return conversion == Conversion.EXACT;
  }

  WriteContext inMember(String name) {
    String member = place + (place.isEmpty() ? ", member " : ".") + name;
    return new WriteContext(conversion, heap, runner, member);
  }

  /// The refusal of one value.
  ///
  /// @param index the element's
  DatatypeMismatchException refused(long index, String value, String expected) {
    return new DatatypeMismatchException(
        null, -1, "value of element " + index + place, value, expected);
  }

  /// The refusal of a Java class.
  DatatypeMismatchException noWay(Class<?> javaClass, Datatype type) {
    return new DatatypeMismatchException(
        null,
        -1,
        "class of values" + place,
        javaClass.getTypeName(),
        "a class that converts to " + type);
  }

  /// A value that is there.
  ///
  /// @throws IllegalArgumentException if it is not
  <T> T present(@org.jspecify.annotations.Nullable T value, long index) {
    if (value == null) {
      throw new IllegalArgumentException("element " + index + place + " is null");
    }
    return value;
  }
}
