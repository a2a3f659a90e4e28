package io.hyperslab.datatype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatatypesTest {
  private enum Level {
    LOW,
    HIGH
  }

  private record Reading(String name, Level level, boolean valid, short[][] samples, Cell cell) {}

  private record Cell(byte row, Long column) {}

  private record Endless(int i, Endless next) {}

  @Test
  void numbersAreLittleEndianUnlessAskedOtherwise() {
    assertThat(Datatypes.INT32.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(Datatypes.INT32.bigEndian()).isEqualTo(FixedPoint.of(4, ByteOrder.BIG_ENDIAN, true));
    assertThat(Datatypes.FLOAT16.bigEndian())
        .isEqualTo(FloatingPoint.ieee(2, ByteOrder.BIG_ENDIAN, 5))
        .hasToString("float16 big-endian");
    assertThat(Datatypes.BFLOAT16.bigEndian().littleEndian()).isEqualTo(Datatypes.BFLOAT16);
    Bitfield bits = new Bitfield(2, ByteOrder.LITTLE_ENDIAN, 3, 4, BitPadding.ONE, BitPadding.ZERO);
    assertThat(bits.bigEndian())
        .isEqualTo(new Bitfield(2, ByteOrder.BIG_ENDIAN, 3, 4, BitPadding.ONE, BitPadding.ZERO));
  }

  @Test
  void namedTypesAreThoseOfH5py() {
    assertThat(Datatypes.BOOLEAN.isBoolean()).isTrue();
    assertThat(Datatypes.BOOLEAN.base()).isEqualTo(Datatypes.INT8);
    assertThat(Datatypes.VARIABLE_STRING)
        .isEqualTo(new VariableString(16, Padding.NULL_TERMINATED, CharacterSet.UTF8));
    assertThat(Datatypes.fixedString(5))
        .isEqualTo(new FixedString(5, Padding.NULL_PADDED, CharacterSet.UTF8));
    assertThat(Datatypes.COMPLEX64.members())
        .containsExactly(
            new Compound.Member("r", 0, Datatypes.FLOAT32),
            new Compound.Member("i", 4, Datatypes.FLOAT32));
    assertThat(Datatypes.nativeComplex(Datatypes.FLOAT64).size()).isEqualTo(16);
    assertThat(Datatypes.array(Datatypes.INT16, 2, 3).size()).isEqualTo(12);
  }

  @Test
  void enumerationsCountFromZeroOrHaveGivenValues() {
    assertThat(Datatypes.enumeration(Datatypes.INT8, "A", "B").valueOf("B"))
        .contains(BigInteger.ONE);
    assertThat(
            Datatypes.enumeration(Datatypes.INT32, Map.of("X", -7L)).nameOf(BigInteger.valueOf(-7)))
        .contains("X");
  }

  @Test
  void membersFollowEachOtherOrHaveOffsets() {
    Compound packed =
        Datatypes.compound().member("a", Datatypes.INT8).member("b", Datatypes.INT32).build();
    assertThat(packed.size()).isEqualTo(5);
    assertThat(packed.members()).extracting(Compound.Member::offset).containsExactly(0L, 1L);
    Compound spaced =
        Datatypes.compound()
            .member("late", Datatypes.INT8, 10)
            .member("early", Datatypes.INT32, 4)
            .member("last", Datatypes.INT8)
            .build(16);
    assertThat(spaced.size()).isEqualTo(16);
    assertThat(spaced.members()).extracting(Compound.Member::offset).containsExactly(10L, 4L, 11L);
  }

  @Test
  void impossibleTypesAreRefused() {
    List<Runnable> mistakes =
        List.of(
            () -> Datatypes.compound().build(),
            () -> Datatypes.compound().member("", Datatypes.INT8),
            () -> Datatypes.compound().member("a", Datatypes.INT8, -1),
            () -> Datatypes.compound().member("a", Datatypes.INT8).member("a", Datatypes.INT8),
            () -> Datatypes.compound().member("a", Datatypes.INT32).member("b", Datatypes.INT8, 3),
            () -> Datatypes.compound().member("a", Datatypes.INT32).build(3),
            () -> Datatypes.fixedString(0),
            () -> Datatypes.opaque(0, "none"),
            () -> Datatypes.array(Datatypes.INT8),
            () -> Datatypes.array(Datatypes.INT8, 2, 0),
            () -> Datatypes.of(Object.class),
            () -> Datatypes.of(char.class),
            () -> Datatypes.of(Endless.class));
    for (Runnable mistake : mistakes) {
      assertThatIllegalArgumentException().isThrownBy(mistake::run);
    }
  }

  @Test
  void javaClassesHaveDatatypes() {
    Compound cell =
        Datatypes.compound()
            .member("row", Datatypes.INT8)
            .member("column", Datatypes.INT64)
            .build();
    assertThat(Datatypes.of(Reading.class))
        .isEqualTo(
            Datatypes.compound()
                .member("name", Datatypes.VARIABLE_STRING)
                .member("level", Datatypes.enumeration(Datatypes.INT8, "LOW", "HIGH"))
                .member("valid", Datatypes.BOOLEAN)
                .member(
                    "samples", Datatypes.variableLength(Datatypes.variableLength(Datatypes.INT16)))
                .member("cell", cell)
                .build());
    assertThat(Datatypes.of(float.class)).isEqualTo(Datatypes.FLOAT32);
  }
}
