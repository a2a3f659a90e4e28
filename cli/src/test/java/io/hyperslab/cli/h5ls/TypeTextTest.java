package io.hyperslab.cli.h5ls;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.VariableLength;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypeTextTest {
  private static String text(Datatype type, boolean simple) {
    StringBuilder out = new StringBuilder();
    new TypeText(out, simple).append(type, 2);
    return out.toString();
  }

  @Test
  void typesOfCHaveTheirNames() {
    assertThat(text(FixedPoint.INT32, false)).isEqualTo("native int");
    assertThat(text(FixedPoint.INT32, true)).isEqualTo("32-bit little-endian integer");
    assertThat(text(FixedPoint.UINT16.bigEndian(), false))
        .isEqualTo("16-bit big-endian unsigned integer");
    assertThat(text(FloatingPoint.FLOAT64, false)).isEqualTo("native double");
    assertThat(text(FloatingPoint.FLOAT64, true)).isEqualTo("IEEE 64-bit little-endian float");
  }

  @Test
  void bitsThatDoNotCountAreTold() {
    FixedPoint odd =
        new FixedPoint(4, ByteOrder.LITTLE_ENDIAN, false, 17, 3, BitPadding.ZERO, BitPadding.ONE);
    assertThat(text(odd, false))
        .isEqualTo(
            """
            32-bit little-endian unsigned integer
              (17 bits of precision beginning at bit 3)
              (3 zero bits at bit 0, 12 one bits at bit 20)\
            """);
  }

  @Test
  void halfPrecisionIsDescribedByItsFields() {
    assertThat(text(FloatingPoint.FLOAT16, false))
        .isEqualTo(
            """
            16-bit little-endian floating-point
              (significant for 10 bits at bit 0, msb implied)
              (exponent for 5 bits at bit 10, bias is 0xf)
              (sign bit at 15)\
            """);
  }

  @Test
  void partsStandInLinesOfTheirOwn() {
    Enumeration colors =
        new Enumeration(
            FixedPoint.INT8, List.of(new Enumeration.Member("RED", BigInteger.valueOf(-1))));
    Compound type =
        new Compound(
            24,
            List.of(
                new Compound.Member("a\"", 0, colors),
                new Compound.Member("list", 8, new VariableLength(16, FixedPoint.INT16))));
    assertThat(text(type, false))
        .isEqualTo(
            """
            struct {
                  "a\\""              +0    enum native signed char {
                      RED              = -1
                  }
                  "list"             +8    variable length of
                      native short
              } 24 bytes\
            """);
    assertThat(text(new ArrayType(List.of(2L, 3L), new Opaque(1, "x y")), false))
        .isEqualTo("[2,3] 1-byte opaque type\n      (tag = \"x y\")");
  }
}
