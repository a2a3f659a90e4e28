package io.hyperslab.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainNumberTest {
  private static String hex(Object value, Datatype type) {
    byte[] element = PlainNumber.element(value, type);
    return element == null ? "none" : HexFormat.of().formatHex(element);
  }

  @Test
  void numbersAreStoredLittleEndian() {
    assertThat(hex(1.5, Datatypes.FLOAT64)).isEqualTo("000000000000f83f");
    assertThat(hex(-2f, Datatypes.FLOAT32)).isEqualTo("000000c0");
    assertThat(hex(0x0102_0304_0506_0708L, Datatypes.INT64)).isEqualTo("0807060504030201");
    assertThat(hex(-2, Datatypes.INT32)).isEqualTo("feffffff");
    assertThat(hex((short) 0x0102, Datatypes.INT16)).isEqualTo("0201");
    assertThat(hex((byte) -1, Datatypes.INT8)).isEqualTo("ff");
  }

  @Test
  void theElementIsWhatTheLongWayMakes() {
    List<Object> values =
        List.of(
            Math.PI,
            Double.NaN,
            -0.0,
            Float.MIN_VALUE,
            Float.NaN,
            Long.MIN_VALUE,
            7,
            (short) -3,
            (byte) 5);
    for (Object value : values) {
      Datatype type = Datatypes.of(value.getClass());
      byte[] expected =
          new ElementWriter(type, Conversion.EXACT, HeapSink.none())
              .elements(value)
              .toArray(ValueLayout.JAVA_BYTE);
      assertThat(PlainNumber.element(value, type)).as("%s", value).isEqualTo(expected);
    }
  }

  @Test
  void whatNeedsAConversionIsLeftToOthers() {
    assertThat(PlainNumber.element(1.5, Datatypes.FLOAT32)).isNull();
    assertThat(PlainNumber.element(1, Datatypes.INT64)).isNull();
    assertThat(PlainNumber.element(1, Datatypes.INT32.bigEndian())).isNull();
    assertThat(PlainNumber.element(true, Datatypes.BOOLEAN)).isNull();
    assertThat(PlainNumber.element(BigInteger.ONE, Datatypes.INT64)).isNull();
    assertThat(PlainNumber.element("1", Datatypes.INT32)).isNull();
    assertThat(PlainNumber.element(new double[1], Datatypes.FLOAT64)).isNull();
  }
}
