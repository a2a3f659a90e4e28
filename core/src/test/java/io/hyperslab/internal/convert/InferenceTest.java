package io.hyperslab.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.ObjectReference;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class InferenceTest {
  private enum Color {
    RED {},
    GREEN
  }

  private record Position(double x, float[] trail) {}

  private static void assertInferred(Object value, Datatype type, Long... shape) {
    assertThat(Inference.of(value).type()).isEqualTo(type);
    assertThat(Inference.of(value).shape()).containsExactly(shape);
  }

  @Test
  void valuesAreWhatH5pyWouldMakeOfThem() {
    assertInferred(1, Datatypes.INT32);
    assertInferred(1.5, Datatypes.FLOAT64);
    assertInferred(true, Datatypes.BOOLEAN);
    assertInferred("text", Datatypes.VARIABLE_STRING);
    assertInferred(new byte[] {1, 2}, Datatypes.INT8, 2L);
    assertInferred(new short[3][4], Datatypes.INT16, 3L, 4L);
    assertInferred(new float[0][2][1], Datatypes.FLOAT32, 0L, 0L, 0L);
    assertInferred(new long[2][0], Datatypes.INT64, 2L, 0L);
    assertInferred(new String[][] {{"a"}, {"b"}}, Datatypes.VARIABLE_STRING, 2L, 1L);
    assertInferred(new boolean[1], Datatypes.BOOLEAN, 1L);
    assertInferred(new Double[] {1.0}, Datatypes.FLOAT64, 1L);
    assertInferred(Color.RED, Datatypes.enumeration(Datatypes.INT8, "RED", "GREEN"));
    assertInferred(
        new Position[2],
        Datatypes.compound()
            .member("x", Datatypes.FLOAT64)
            .member("trail", Datatypes.variableLength(Datatypes.FLOAT32))
            .build(),
        2L);
    assertInferred(new ObjectReference(7), Datatypes.OBJECT_REFERENCE);
    assertInferred(NdArray.of(new int[6], 2, 3), Datatypes.INT32, 2L, 3L);
  }

  @Test
  void largeIntegersAreUnsignedUnlessOneIsNegative() {
    BigInteger large = BigInteger.TWO.pow(63);
    assertInferred(large, Datatypes.UINT64);
    assertInferred(large.negate(), Datatypes.INT64);
    assertInferred(new BigInteger[][] {{large}, {BigInteger.ONE}}, Datatypes.UINT64, 2L, 1L);
    assertInferred(new BigInteger[] {large, large.negate()}, Datatypes.INT64, 2L);
  }

  @Test
  void arraysOfDifferentLengthsAreSequencesOnlyWhenAskedFor() {
    int[][] ragged = {{1}, {2, 3}};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Inference.of(ragged))
        .withMessageContaining("variable-length");
    Inference sequences = Inference.ofSequences(ragged);
    assertThat(sequences.type()).isEqualTo(Datatypes.variableLength(Datatypes.INT32));
    assertThat(sequences.shape()).containsExactly(2L);
    assertThatIllegalArgumentException().isThrownBy(() -> Inference.ofSequences(ragged[0]));
  }

  @Test
  void whatHasNoDatatypeIsRefused() {
    for (Object value :
        new Object[] {'c', new char[1], new Object(), BigDecimal.ONE, new Number[] {1}}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Inference.of(value));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Inference.of(new int[1][]));
  }
}
