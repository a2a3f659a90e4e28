package io.hyperslab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.datatype.Datatypes;
import org.junit.jupiter.api.Test;

class NdArrayFactoriesTest {
  @Test
  void javaArraysAreWrappedInTheirShape() {
    double[] values = {1, 2, 3, 4, 5, 6};
    NdArray array = NdArray.of(values, 2, 3);
    assertThat(array.datatype()).isEqualTo(Datatypes.FLOAT64);
    assertThat(array.getDouble(1, 0)).isEqualTo(4);
    values[3] = 7;
    assertThat(array.getDouble(1, 0)).isEqualTo(7);
    assertThat(NdArray.of(new float[] {1.5f}).shape()).containsExactly(1);
    assertThat(NdArray.of(new long[] {-1, Long.MIN_VALUE}).toLongs())
        .containsExactly(-1, Long.MIN_VALUE);
    assertThat(NdArray.of(new int[] {1, -2}, 2, 1).transpose().toInts()).containsExactly(1, -2);
    assertThat(NdArray.of(new short[] {300}).datatype()).isEqualTo(Datatypes.INT16);
    assertThat(NdArray.of(new byte[] {-1}).toNested(long[].class)).containsExactly(-1);
    assertThat(NdArray.of(new boolean[] {true, false}).toBooleans()).containsExactly(true, false);
    assertThat(NdArray.of(new boolean[1]).datatype()).isEqualTo(Datatypes.BOOLEAN);
    assertThat(NdArray.of(new int[0], 0, 5).shape()).containsExactly(0, 5);
  }

  @Test
  void theShapeIsThatOfAllValues() {
    for (long[] shape : new long[][] {{2}, {4}, {-3}, {1L << 62, 4}, {3, 0}}) {
      assertThatIllegalArgumentException().isThrownBy(() -> NdArray.of(new int[3], shape));
    }
  }

  @Test
  void nestedArraysAreCopied() {
    int[][][] nested = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}, {{9, 10}, {11, 12}}};
    NdArray array = NdArray.ofNested(nested);
    assertThat(array.shape()).containsExactly(3, 2, 2);
    assertThat(array.datatype()).isEqualTo(Datatypes.INT32);
    assertThat(array.toNested(int[][][].class)).isDeepEqualTo(nested);
    assertThat(NdArray.ofNested(new boolean[][] {{true}}).getBoolean(0, 0)).isTrue();
    nested[1][1] = new int[3];
    assertThatIllegalArgumentException().isThrownBy(() -> NdArray.ofNested(nested));
    assertThatIllegalArgumentException().isThrownBy(() -> NdArray.ofNested(new String[1]));
    assertThatIllegalArgumentException().isThrownBy(() -> NdArray.ofNested(5));
  }
}
