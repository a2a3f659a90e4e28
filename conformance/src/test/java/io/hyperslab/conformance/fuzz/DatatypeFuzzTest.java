package io.hyperslab.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.datatype.DatatypeCodec;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;

class DatatypeFuzzTest {
  private static final int LARGEST = 1 << 16;
  private static final FormatContext CONTEXT =
      new FormatContext(8, 8, Long.MAX_VALUE, Limits.defaults());

  /// Decodes a datatype message; the message's own bytes are then read as elements of that type.
  @FuzzTest
  void decodesTypeAndElements(byte[] input) {
    try {
      Datatype type = DatatypeCodec.decode(Cursor.over(input, 0, "Datatype Message", CONTEXT));
      String _ = type.toString();
      if (!type.hasIndirectData() && type.size() > 0 && type.size() <= LARGEST) {
        byte[] elements = new byte[(int) type.size() * 2];
        System.arraycopy(input, 0, elements, 0, Math.min(input.length, elements.length));
        read(NdArray.of(MemorySegment.ofArray(elements), type, 2));
      }
    } catch (Hdf5Exception _) {
      // Refused.
    }
  }

  private static void read(NdArray elements) {
    List<Function<NdArray, Object>> reads =
        List.of(
            NdArray::toString,
            e -> e.toDoubles(Conversion.CLIP),
            e -> e.toFloats(Conversion.EXACT),
            e -> e.toLongs(Conversion.CLIP),
            NdArray::toBigIntegers,
            NdArray::toBigDecimals,
            NdArray::toBooleans,
            NdArray::toStrings);
    for (Function<NdArray, Object> read : reads) {
      try {
        Object _ = read.apply(elements);
      } catch (Hdf5Exception _) {
        // Not every type has every form.
      }
    }
  }
}
