package io.hyperslab.array;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.Opaque;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The expected texts are those of `str` of numpy 2.4.
class ArrayTextTest {
  private static NdArray doubles(double... values) {
    return NdArray.of(values);
  }

  private static NdArray complex(double... parts) {
    return NdArray.of(MemorySegment.ofArray(parts), Datatypes.COMPLEX128, parts.length / 2);
  }

  @Test
  void numbersOfAColumnAreAlignedAtThePoint() {
    assertThat(doubles(0.1, 1.0 / 3, 2.0 / 3)).hasToString("[0.1        0.33333333 0.66666667]");
    assertThat(NdArray.of(new double[] {1, 2.5, Double.NaN, Double.NEGATIVE_INFINITY}, 2, 2))
        .hasToString("[[ 1.   2.5]\n [ nan -inf]]");
    assertThat(doubles(Double.NaN, Double.POSITIVE_INFINITY)).hasToString("[nan inf]");
    assertThat(doubles(-0.0, 2)).hasToString("[-0.  2.]");
  }

  @Test
  void numbersThatAreVeryDifferentHavePowersOfTen() {
    assertThat(doubles(1e-5, 1)).hasToString("[1.e-05 1.e+00]");
    assertThat(doubles(1, -2.5, 1e8)).hasToString("[ 1.0e+00 -2.5e+00  1.0e+08]");
    assertThat(doubles(1e100, 1)).hasToString("[1.e+100 1.e+000]");
    assertThat(doubles(Double.MIN_VALUE, 1)).hasToString("[5.e-324 1.e+000]");
  }

  @Test
  void numbersOfLowPrecisionShowTheirOwnDigits() {
    assertThat(NdArray.of(new float[] {0.1f, 1e-5f, 2 / 3f}))
        .hasToString("[1.000000e-01 1.000000e-05 6.666667e-01]");
    assertThat(doubles(65504, 0.0999755859375).as(Datatypes.FLOAT16))
        .hasToString("[6.55e+04 1.00e-01]");
  }

  @Test
  void integersAreAlignedAtTheirEnds() {
    assertThat(NdArray.range(6).reshape(2, 3)).hasToString("[[0 1 2]\n [3 4 5]]");
    assertThat(NdArray.of(new byte[] {-5, 100})).hasToString("[ -5 100]");
    assertThat(NdArray.range(8).reshape(2, 2, 2))
        .hasToString("[[[0 1]\n  [2 3]]\n\n [[4 5]\n  [6 7]]]");
    assertThat(NdArray.of(new boolean[] {true, false})).hasToString("[ True False]");
    assertThat(NdArray.zeros(Datatypes.FLOAT64, 3, 0)).hasToString("[]");
  }

  @Test
  void ofLargeArraysOnlyTheEndsAreShown() {
    assertThat(NdArray.range(2000)).hasToString("[   0    1    2 ... 1997 1998 1999]");
    assertThat(NdArray.range(2400).reshape(2, 3, 400))
        .hasToString(
            """
            [[[   0    1    2 ...  397  398  399]
              [ 400  401  402 ...  797  798  799]
              [ 800  801  802 ... 1197 1198 1199]]

             [[1200 1201 1202 ... 1597 1598 1599]
              [1600 1601 1602 ... 1997 1998 1999]
              [2000 2001 2002 ... 2397 2398 2399]]]\
            """);
  }

  @Test
  void longRowsAreWrapped() {
    assertThat(NdArray.linspace(0, 1, 15))
        .hasToString(
            """
            [0.         0.07142857 0.14285714 0.21428571 0.28571429 0.35714286
             0.42857143 0.5        0.57142857 0.64285714 0.71428571 0.78571429
             0.85714286 0.92857143 1.        ]\
            """);
  }

  @Test
  void textsAreQuotedAsPythonDoes() {
    assertThat(NdArray.of(new String[] {"a", "it's", "x\ny"}))
        .hasToString("['a' \"it's\" 'x\\ny']");
  }

  @Test
  void complexNumbersHaveTwoColumns() {
    assertThat(complex(1, 2, 3, -4.5)).hasToString("[1.+2.j  3.-4.5j]");
  }

  @Test
  void membersOfCompoundsAreColumns() {
    Compound type =
        Datatypes.compound().member("a", Datatypes.INT32).member("b", Datatypes.FLOAT64).build();
    NdArray array = NdArray.zeros(type, 2);
    array.field("a").copyFrom(NdArray.of(new int[] {1, -20}));
    array.field("b").copyFrom(doubles(2.5, 1e-7));
    assertThat(array).hasToString("[(  1, 2.5e+00) (-20, 1.0e-07)]");
    Compound nested =
        Datatypes.compound()
            .member("id", Datatypes.INT16)
            .member("xy", Datatypes.array(Datatypes.FLOAT32, 2))
            .build();
    NdArray one = NdArray.zeros(nested, 1);
    one.field("id").fill(1);
    one.field("xy").copyFrom(doubles(1.5, 2.25));
    assertThat(one).hasToString("[(1, [1.5 , 2.25])]");
  }

  @Test
  void singleElementsAreScalars() {
    assertThat(NdArray.full(Datatypes.FLOAT64, 1.5)).hasToString("1.5");
    assertThat(NdArray.full(Datatypes.FLOAT64, 1e16)).hasToString("1e+16");
    assertThat(NdArray.full(Datatypes.FLOAT64, 3)).hasToString("3.0");
    assertThat(NdArray.full(Datatypes.FLOAT32, 1e6)).hasToString("1e+06");
    assertThat(NdArray.full(Datatypes.BOOLEAN, 1)).hasToString("True");
    assertThat(NdArray.zeros(Datatypes.fixedString(3)).fill("abc")).hasToString("abc");
    assertThat(complex(1, 2).reshape()).hasToString("(1+2j)");
  }

  @Test
  void hugeRanksAndElementsMakeNoHugeTexts() {
    long[] shape = new long[20];
    Arrays.fill(shape, 2);
    assertThat(NdArray.zeros(FixedPoint.INT8, shape).toString()).startsWith("[...] of shape [2, ");
    NdArray blob = NdArray.of(MemorySegment.ofArray(new byte[1 << 20]), new Opaque(1 << 20, ""), 1);
    assertThat(blob.toString()).hasSizeLessThan(100);
    NdArray text = NdArray.zeros(Datatypes.fixedString(1 << 20), 1);
    text.setString("x".repeat(1 << 20), 0);
    assertThat(text.toString()).hasSizeLessThan(5000).endsWith("...]");
  }
}
