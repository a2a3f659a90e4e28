package io.hyperslab.internal.convert;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.number.HeapRoom;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Compounds to Java records. A plan is made once per call; per element it is one method handle.
public final class Records {
  private Records() {}

  /// All elements as records, in C order.
  ///
  /// Components take the member of their name: the same name, else the same but for case, else the
  /// same but for case, `_`, `-`, `.` and spaces (`windSpeed`, `wind_speed`). A component is a
  /// primitive or its box, [String], `enum`, record, [java.math.BigInteger],
  /// [java.math.BigDecimal], `byte[]` for opaque data, an array for array and variable-length
  /// members, or an [NdArray] for anything.
  ///
  /// @throws DatatypeMismatchException if the elements are no compounds, a component has no member,
  ///   or a value does not fit
  /// @throws IllegalArgumentException if the record's constructor is not accessible
  public static <R extends Record> R[] records(
      Class<R> recordClass, NdArray elements, Conversion conversion) {
    if (!(elements.datatype() instanceof Compound compound)) {
      throw new DatatypeMismatchException(
          "datatype",
          -1,
          "datatype",
          elements.datatype().toString(),
          "a compound for record " + recordClass.getName());
    }
    MethodHandle reader =
        new RecordPlan(elements.indirectData(), conversion)
            .reader(recordClass, compound)
            .asType(RecordPlan.READER);
    MemorySegment raw = elements.segment();
    int length = elements.arrayLength();
    long each = HeapRoom.REFERENCE + RecordSize.of(recordClass, compound);
    HeapRoom.beside(raw).take(length, each);
    R[] out = Memory.array(recordClass, length);
    for (int i = 0; i < length; i++) {
      out[i] = recordClass.cast(read(reader, raw, i * compound.size()));
    }
    return out;
  }

  private static Object read(MethodHandle reader, MemorySegment raw, long offset) {
    try {
      return (Object) reader.invokeExact(raw, offset);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      // A canonical constructor cannot declare checked exceptions, but code can throw them.
      throw new IllegalStateException("a record's constructor failed", e);
    }
  }
}
