package io.hyperslab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import java.math.BigInteger;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Expected numbers are those of numpy 2.4.
class ArithmeticTest {
  /// `(arange(24) * 7 % 11 - 3.5).reshape(2, 3, 4)`.
  private static NdArray cube() {
    return NdArray.range(24).map(i -> i * 7 % 11 - 3.5).reshape(2, 3, 4);
  }

  @Test
  void reductionsSeeEveryElement() {
    NdArray array = NdArray.range(300_000).as(Datatypes.INT32).reshape(300, 1000);
    assertThat(array.sum()).isEqualTo(299_999.0 * 300_000 / 2);
    assertThat(array.sumAsLong()).isEqualTo(299_999L * 300_000 / 2);
    assertThat(array.mean()).isEqualTo(149_999.5);
    assertThat(array.min()).isZero();
    assertThat(array.transpose().max()).isEqualTo(299_999);
    assertThat(array.transpose().argMax()).isEqualTo(299_999);
    assertThat(cube().sum()).isEqualTo(33);
    assertThat(cube().mean()).isEqualTo(1.375);
    assertThat(cube().std()).isCloseTo(3.2185982973959333, within(1e-15));
    assertThat(cube().argMin()).isZero();
    assertThat(cube().argMax()).isEqualTo(3);
    assertThat(NdArray.range(1, 1001, 1).map(i -> i / 7).std())
        .isCloseTo(41.2392843224585, within(1e-13));
  }

  @Test
  void reductionsAlongAnAxisLoseIt() {
    NdArray cube = cube();
    assertThat(cube.sum(0).toNested(double[][].class))
        .isDeepEqualTo(new double[][] {{0, 3, 6, 9}, {1, 4, 7, -1}, {2, 5, -3, 0}});
    assertThat(cube.mean(-1).toNested(double[][].class))
        .isDeepEqualTo(new double[][] {{1.5, 2, -0.25}, {3, 0.75, 1.25}});
    assertThat(cube.min(1).toNested(double[][].class))
        .isDeepEqualTo(new double[][] {{-3.5, -1.5, -0.5, -3.5}, {-1.5, -0.5, -3.5, -2.5}});
    assertThat(cube.max(2).toNested(double[][].class))
        .isDeepEqualTo(new double[][] {{6.5, 5.5, 4.5}, {6.5, 5.5, 4.5}});
    assertThat(cube.std(0).toNested(double[][].class))
        .isDeepEqualTo(new double[][] {{3.5, 2, 3.5, 2}, {2, 3.5, 2, 2}, {3.5, 2, 2, 3.5}});
    assertThat(cube.argMin(2).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{0, 1, 3}, {1, 3, 2}});
    assertThat(cube.argMax(1).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{1, 2, 1, 0}, {2, 1, 0, 2}});
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> cube.sum(3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> cube.max(-4));
  }

  /// Rows longer and more numerous than what is taken in at a time, in every order of memory.
  @Test
  void longAxesAreReducedWhole() {
    NdArray array = NdArray.range(3 * 700 * 90).reshape(3, 700, 90);
    for (int[] axes : new int[][] {{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {2, 0, 1}}) {
      NdArray turned = array.transpose(axes);
      for (int axis = 0; axis < 3; axis++) {
        NdArray sums = turned.sum(axis);
        NdArray means = turned.map(v -> v + 0.25).mean(axis);
        long[] shape = turned.shape();
        long first = shape[0] - 1;
        long second = shape[1] - 1;
        Axis row = new Axis(turned, axis);
        long last = row.at(first, second).sumAsLong();
        assertThat(sums.getLong(row.index(first, second))).isEqualTo(last);
        assertThat(means.getDouble(row.index(first, second)))
            .isEqualTo((double) last / shape[axis] + 0.25);
        assertThat(sums.sumAsLong()).isEqualTo(array.sumAsLong());
      }
    }
    assertThat(NdArray.range(5).sum(0)).hasToString("10");
    assertThat(array.view(Selection.of("0, ::-1, 3")).argMin(0).getLong()).isEqualTo(699);
  }

  /// One row along an axis, near the end of the others.
  private record Axis(NdArray array, int axis) {
    long[] index(long first, long second) {
      long third = array.shape()[2] - 1;
      return switch (axis) {
        case 0 -> new long[] {second, third};
        case 1 -> new long[] {first, third};
        default -> new long[] {first, second};
      };
    }

    NdArray at(long first, long second) {
      long third = array.shape()[2] - 1;
      return switch (axis) {
        case 0 -> array.view(Selection.of(":, " + second + ", " + third));
        case 1 -> array.view(Selection.of(first + ", :, " + third));
        default -> array.view(Selection.of(first + ", " + second + ", :"));
      };
    }
  }

  @Test
  void integersAreAddedAndComparedExactly() {
    long odd = (1L << 53) + 1;
    NdArray wide = NdArray.of(new long[] {odd, 1, odd - 1, -2}, 2, 2);
    assertThat(wide.sumAsLong()).isEqualTo(2 * odd - 2);
    assertThat(wide.max(1).toLongs()).containsExactly(odd, odd - 1);
    assertThat(wide.argMax()).isZero();
    NdArray largest = NdArray.of(new long[] {Long.MAX_VALUE, Long.MAX_VALUE, -5});
    assertThat(largest.sum()).isEqualTo(0x1p64);
    assertThatThrownBy(largest::sumAsLong).isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(() -> largest.sum(0)).isInstanceOf(DatatypeMismatchException.class);
    assertThat(NdArray.of(new byte[] {-1, 127}).sum(0).datatype()).isEqualTo(Datatypes.INT64);
  }

  @Test
  void unsignedIntegersOf64BitsAreExact() {
    NdArray array = NdArray.zeros(Datatypes.UINT64, 3);
    array.setBigInteger(new BigInteger("18446744073709551614"), 0);
    array.setLong(1, 1);
    assertThat(array.sum(0).getBigInteger()).isEqualTo("18446744073709551615");
    assertThat(array.max(0).getBigInteger()).isEqualTo("18446744073709551614");
    assertThat(array.max(0).datatype()).isEqualTo(Datatypes.UINT64);
    assertThat(array.min()).isZero();
    assertThat(array.max()).isEqualTo(0x1p64);
    assertThat(array.sum()).isEqualTo(0x1p64);
    assertThat(array.argMin()).isEqualTo(2);
    array.setLong(9, 2);
    assertThatThrownBy(() -> array.sum(0)).isInstanceOf(DatatypeMismatchException.class);
  }

  @Test
  void aNaNGoesThroughAllReductions() {
    NdArray array = NdArray.of(new double[] {1, Double.NaN, -3, Double.NaN});
    List<Function<NdArray, Double>> reductions =
        List.of(NdArray::sum, NdArray::mean, NdArray::min, NdArray::max, NdArray::std);
    assertThat(reductions).allSatisfy(r -> assertThat(r.apply(array)).isNaN());
    assertThat(array.argMin()).isEqualTo(1);
    assertThat(array.argMax()).isEqualTo(1);
    assertThat(array.max(0).getDouble()).isNaN();
  }

  @Test
  void emptyArraysHaveASumButNoExtremes() {
    NdArray none = NdArray.zeros(Datatypes.FLOAT32, 0, 3);
    assertThat(none.sum()).isZero();
    assertThat(none.mean()).isNaN();
    assertThat(none.std()).isNaN();
    assertThat(none.sum(0).toDoubles()).containsExactly(0, 0, 0);
    assertThat(none.mean(0).getDouble(1)).isNaN();
    assertThat(none.max(1).shape()).containsExactly(0);
    assertThatThrownBy(none::min).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(none::argMax).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> none.min(0)).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void sumsDoNotDriftAway() {
    assertThat(NdArray.full(Datatypes.FLOAT64, 0.1, 10).sum()).isEqualTo(1);
    assertThat(NdArray.full(Datatypes.FLOAT32, 0.1f, 1_000_000).sum())
        .isCloseTo(100000.00149011612, within(1e-9));
    NdArray thirds = NdArray.range(1_000_000).map(i -> i % 1000 / 3);
    assertThat(thirds.sum()).isCloseTo(166_500_000, within(1e-6));
    assertThat(thirds.std()).isCloseTo(96.22499675240317, within(1e-11));
  }

  @Test
  void onlyNumbersAreReduced() {
    assertThatThrownBy(() -> NdArray.zeros(Datatypes.fixedString(3), 2).sum())
        .isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(() -> NdArray.zeros(Datatypes.COMPLEX128, 2).mean())
        .isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(() -> cube().sumAsLong()).isInstanceOf(DatatypeMismatchException.class);
    NdArray flags = NdArray.of(new boolean[] {true, false, true});
    assertThat(flags.sumAsLong()).isEqualTo(2);
    assertThat(flags.min(0).datatype()).isEqualTo(Datatypes.BOOLEAN);
  }

  @Test
  void operatorsSeeEachNumberInItsPlace() {
    NdArray array = NdArray.of(new short[] {1, 2, 3, 4, 5, 6}, 2, 3);
    NdArray halves = array.transpose().map(v -> v / 2);
    assertThat(halves.datatype()).isEqualTo(Datatypes.FLOAT64);
    assertThat(halves.toNested(double[][].class))
        .isDeepEqualTo(new double[][] {{0.5, 2}, {1, 2.5}, {1.5, 3}});
    assertThat(array.view(Selection.of(":, ::2")).mapInPlace(v -> -v).toInts())
        .containsExactly(-1, -3, -4, -6);
    assertThat(array.toInts()).containsExactly(-1, 2, -3, -4, 5, -6);
    assertThatThrownBy(() -> array.mapInPlace(v -> v / 2))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("-0.5");
    assertThatThrownBy(() -> array.asReadOnly().mapInPlace(v -> v))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void combinedArraysAreBroadcast() {
    NdArray rows = NdArray.of(new int[] {1, 2, 3}, 3, 1);
    NdArray columns = NdArray.of(new double[] {10, 20});
    assertThat(rows.combine(columns, Double::sum).toNested(double[][].class))
        .isDeepEqualTo(new double[][] {{11, 21}, {12, 22}, {13, 23}});
    NdArray long1 = NdArray.range(5000);
    assertThat(long1.combine(long1, (a, b) -> a - b).count(v -> v == 0)).isEqualTo(5000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> columns.combine(NdArray.range(3), Double::sum))
        .withMessageContaining("[2]")
        .withMessageContaining("[3]");
  }

  @Test
  void masksSelect() {
    NdArray array = NdArray.range(6).reshape(2, 3);
    assertThat(array.mask(v -> v % 2 == 1)).containsExactly(false, true, false, true, false, true);
    Selection odd = array.where(v -> v % 2 == 1);
    assertThat(array.select(odd).toInts()).containsExactly(1, 3, 5);
    array.set(odd, NdArray.full(Datatypes.INT64, -1));
    assertThat(array.toInts()).containsExactly(0, -1, 2, -1, 4, -1);
    assertThat(array.count(v -> v < 0)).isEqualTo(3);
  }

  @Test
  void closenessIsThatOfNumpy() {
    NdArray one = NdArray.of(new double[] {1, Double.POSITIVE_INFINITY});
    assertThat(one.closeTo(NdArray.of(new double[] {1 + 1e-6, Double.POSITIVE_INFINITY}))).isTrue();
    assertThat(one.closeTo(NdArray.of(new double[] {1 + 1e-4, Double.POSITIVE_INFINITY})))
        .isFalse();
    assertThat(one.closeTo(NdArray.of(new double[] {1, Double.NEGATIVE_INFINITY}))).isFalse();
    assertThat(one.closeTo(NdArray.of(new double[] {1, 1e300}))).isFalse();
    NdArray notANumber = NdArray.full(Datatypes.FLOAT64, Double.NaN, 2);
    assertThat(notANumber.closeTo(notANumber)).isFalse();
    assertThat(NdArray.range(3).closeTo(NdArray.of(new double[] {0, 1.5, 2}), 0, 0.5)).isTrue();
    assertThat(NdArray.range(3).closeTo(NdArray.full(Datatypes.INT8, 1), 0, 1)).isTrue();
  }

  @Test
  void contentIsComparedByValue() {
    assertThat(NdArray.of(new int[] {1, 2}).contentEquals(NdArray.of(new double[] {1, 2})))
        .isTrue();
    assertThat(NdArray.of(new int[] {1, 2}).contentEquals(NdArray.of(new int[] {1, 2}, 2, 1)))
        .isFalse();
    NdArray turned = NdArray.range(6).reshape(3, 2).transpose();
    assertThat(turned.contentEquals(NdArray.of(new byte[] {0, 2, 4, 1, 3, 5}, 2, 3))).isTrue();
    long odd = (1L << 53) + 1;
    assertThat(NdArray.of(new long[] {odd}).contentEquals(NdArray.of(new double[] {odd})))
        .isFalse();
    assertThat(NdArray.of(new long[] {odd - 1}).contentEquals(NdArray.of(new double[] {odd - 1})))
        .isTrue();
    assertThat(
            NdArray.of(new double[] {Double.NaN, -0.0})
                .contentEquals(NdArray.of(new float[] {Float.NaN, 0})))
        .isTrue();
    assertThat(NdArray.of(new String[] {"a", "bc"}).contentEquals(NdArray.of(new String[] {"a"})))
        .isFalse();
    Datatype wide = Datatypes.fixedString(9);
    NdArray texts = NdArray.of(new String[] {"a", "bc"});
    assertThat(texts.contentEquals(texts.as(wide))).isTrue();
    assertThat(texts.contentEquals(NdArray.range(2))).isFalse();
  }

  @Test
  void contentOfCompoundsIsComparedByMember() {
    Compound xy = Datatypes.compound().member("x", Datatypes.INT8).member("y", wide()).build();
    Compound yx =
        Datatypes.compound().member("y", Datatypes.FLOAT32).member("x", Datatypes.INT32, 8).build();
    NdArray a = NdArray.zeros(xy, 2);
    a.field("x").setLong(5, 1);
    NdArray b = NdArray.zeros(yx, 2);
    assertThat(a.contentEquals(b)).isFalse();
    b.field("x").setLong(5, 1);
    assertThat(a.contentEquals(b)).isTrue();
    NdArray complex = NdArray.zeros(Datatypes.COMPLEX128, 2);
    NdArray other = NdArray.zeros(Datatypes.nativeComplex(Datatypes.FLOAT32), 2);
    other.imaginary().setDouble(1, 0);
    assertThat(complex.contentEquals(other)).isFalse();
    complex.imaginary().setDouble(1, 0);
    assertThat(complex.contentEquals(other)).isTrue();
  }

  private static Datatype wide() {
    return Datatypes.FLOAT64.bigEndian();
  }
}
