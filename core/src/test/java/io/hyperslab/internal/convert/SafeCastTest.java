package io.hyperslab.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.VariableString;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafeCastTest {
  private static final List<Datatype> TYPES =
      List.of(
          Datatypes.INT8,
          Datatypes.UINT8,
          Datatypes.INT16,
          Datatypes.UINT16,
          Datatypes.INT32,
          Datatypes.UINT32,
          Datatypes.INT64,
          Datatypes.UINT64,
          Datatypes.FLOAT16,
          Datatypes.FLOAT32,
          Datatypes.FLOAT64,
          Datatypes.BOOLEAN);

  /// `numpy.can_cast(row, column)` for these types.
  private static final String[] NUMPY = {
    "101010101110",
    "011111111110",
    "001010100110",
    "000111110110",
    "000010100010",
    "000001110010",
    "000000100010",
    "000000010010",
    "000000001110",
    "000000000110",
    "000000000010",
    "111111111111"
  };

  @Test
  void numbersAreSafeWhereNumpySaysSo() {
    for (int from = 0; from < TYPES.size(); from++) {
      for (int to = 0; to < TYPES.size(); to++) {
        assertThat(SafeCast.isSafe(TYPES.get(from), TYPES.get(to)))
            .as("%s to %s", TYPES.get(from), TYPES.get(to))
            .isEqualTo(NUMPY[from].charAt(to) == '1');
      }
    }
  }

  @Test
  void textNeedsRoom() {
    assertThat(SafeCast.isSafe(Datatypes.fixedString(3), Datatypes.fixedString(4))).isTrue();
    assertThat(SafeCast.isSafe(Datatypes.fixedString(4), Datatypes.fixedString(3))).isFalse();
    assertThat(SafeCast.isSafe(Datatypes.fixedString(4), Datatypes.VARIABLE_STRING)).isTrue();
    assertThat(SafeCast.isSafe(Datatypes.VARIABLE_STRING, Datatypes.fixedString(4))).isFalse();
    assertThat(SafeCast.isSafe(Datatypes.VARIABLE_STRING, Datatypes.INT8)).isFalse();
  }

  @Test
  void compoundsAndArraysAreSafeByTheirParts() {
    Compound narrow = compound(Datatypes.INT16, "b");
    assertThat(SafeCast.isSafe(narrow, compound(Datatypes.INT32, "b"))).isTrue();
    assertThat(SafeCast.isSafe(narrow, compound(Datatypes.INT8, "b"))).isFalse();
    assertThat(SafeCast.isSafe(narrow, compound(Datatypes.INT16, "c"))).isFalse();
    assertThat(
            SafeCast.isSafe(
                Datatypes.array(Datatypes.INT8, 3), Datatypes.array(Datatypes.INT16, 3)))
        .isTrue();
    assertThat(
            SafeCast.isSafe(
                Datatypes.array(Datatypes.INT8, 3), Datatypes.array(Datatypes.INT16, 4)))
        .isFalse();
    assertThat(
            SafeCast.isSafe(
                Datatypes.variableLength(Datatypes.INT8),
                Datatypes.variableLength(Datatypes.FLOAT64)))
        .isTrue();
    assertThat(SafeCast.isSafe(Datatypes.opaque(3, "a"), Datatypes.opaque(3, "b"))).isTrue();
    assertThat(SafeCast.isSafe(Datatypes.OBJECT_REFERENCE, Datatypes.REGION_REFERENCE)).isFalse();
  }

  private static Compound compound(Datatype second, String name) {
    return Datatypes.compound().member("a", Datatypes.INT8).member(name, second).build();
  }

  @Test
  void descriptorsAreTheSameInFilesOfOtherSizes() {
    VariableString narrow =
        new VariableString(12, Datatypes.VARIABLE_STRING.padding(), CharacterSet.UTF8);
    assertThat(SafeCast.isSame(narrow, Datatypes.VARIABLE_STRING)).isTrue();
    assertThat(SafeCast.isSame(compound(narrow, "b"), compound(Datatypes.VARIABLE_STRING, "b")))
        .isTrue();
    assertThat(SafeCast.isSame(narrow, Datatypes.variableString(CharacterSet.ASCII))).isFalse();
    assertThat(SafeCast.isSame(Datatypes.INT32, Datatypes.INT32.bigEndian())).isFalse();
  }
}
