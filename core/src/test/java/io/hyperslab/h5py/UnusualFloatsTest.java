package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.COMPLEX128;
import static io.hyperslab.datatype.Datatypes.COMPLEX64;
import static io.hyperslab.datatype.Datatypes.FLOAT16;
import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.complex;
import static io.hyperslab.datatype.Datatypes.nativeComplex;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.FloatingPoint.Normalization;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Floating-point numbers that Java has not, and complex numbers.
class UnusualFloatsTest extends FileTestCase {
  /// The 80 bits of an x87 in 16 bytes: C's `long double` on x86-64.
  private static final FloatingPoint LONG_DOUBLE =
      new FloatingPoint(
          16,
          ByteOrder.LITTLE_ENDIAN,
          80,
          0,
          BitPadding.ZERO,
          BitPadding.ZERO,
          BitPadding.ZERO,
          Normalization.MOST_SIGNIFICANT_BIT_SET,
          79,
          64,
          15,
          16383,
          0,
          64);

  private <T> Dataset stored(Datatype type, T values) throws IOException {
    f.createDataset("x").type(type).conversion(Conversion.CLIP).write(values);
    reopen();
    assertThat(f.dataset("x").datatype()).isEqualTo(type);
    return f.dataset("x");
  }

  @H5py("test_dtype::TestExplicitCast.test_f2_casting")
  @Test
  void numbersAreRoundedToHalfPrecision() throws IOException {
    Random random = new Random(1);
    float[] values = new float[30_000];
    float[] halves = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
      halves[i] = Float.float16ToFloat(Float.floatToFloat16(values[i]));
    }
    assertThat(stored(FLOAT16, values).readFloats()).containsExactly(halves);
  }

  static List<Datatype> floats() {
    return List.of(FLOAT16, FLOAT32, FLOAT64, LONG_DOUBLE);
  }

  @H5py("test_dtype::TestOffsets.test_float_round_tripping")
  @ParameterizedTest
  @MethodSource("floats")
  void numbersOfAnyPrecision(Datatype type) throws IOException {
    double[] values = IntStream.range(0, 10).asDoubleStream().toArray();
    assertThat(stored(type, values).readDoubles()).containsExactly(values);
  }

  static List<Datatype> complexNumbers() {
    return List.of(
        COMPLEX64,
        COMPLEX128,
        complex(FLOAT32.bigEndian()),
        complex(FLOAT64.bigEndian()),
        complex(LONG_DOUBLE),
        nativeComplex(FLOAT16),
        nativeComplex(FLOAT32),
        nativeComplex(FLOAT32.bigEndian()),
        nativeComplex(FLOAT64),
        nativeComplex(FLOAT64.bigEndian()),
        nativeComplex(LONG_DOUBLE));
  }

  @H5py({
    "test_dtype::TestOffsets.test_float_round_tripping",
    "test_dtype::test_complex_compat",
    "test_native_complex::test_default_create",
    "test_native_complex::test_explicit_create"
  })
  @ParameterizedTest
  @MethodSource("complexNumbers")
  void complexNumbersOfAnyPrecision(Datatype type) throws IOException {
    double[] values = new double[200];
    for (int i = 0; i < 100; i++) {
      values[2 * i] = i;
      values[2 * i + 1] = -i / 4.0;
    }
    NdArray one = f.createDataset("one").type(type).scalar().write(new double[] {1.5, 6}).read();
    f.createDataset("x").type(type).write(values).attributes().set("c", one, type);
    reopen();
    Dataset dataset = f.dataset("x");
    assertThat(dataset.datatype()).isEqualTo(type);
    assertThat(dataset.shape()).containsExactly(100);
    assertThat(dataset.readComplex()).containsExactly(values);
    Attribute attribute = dataset.attributes().get("c");
    assertThat(attribute.datatype()).isEqualTo(type);
    assertThat(attribute.dataspace().isScalar()).isTrue();
    assertThat(attribute.readComplex()).containsExactly(1.5, 6);
  }

  @H5py({"test_native_complex::test_dtype_cmpnd_cmplx", "test_dtype::test_complex_compat"})
  @ParameterizedTest
  @MethodSource("parts")
  void complexNumbersAreCompoundsUnlessSaidOtherwise(FloatingPoint part) throws IOException {
    Compound type = (Compound) stored(complex(part), new double[6]).datatype();
    assertThat(type.size()).isEqualTo(2 * part.size());
    assertThat(type.members())
        .containsExactly(
            new Compound.Member("r", 0, part), new Compound.Member("i", part.size(), part));
  }

  static List<FloatingPoint> parts() {
    return List.of(
        FLOAT16,
        FLOAT16.bigEndian(),
        FLOAT32,
        FLOAT32.bigEndian(),
        FLOAT64,
        FLOAT64.bigEndian(),
        LONG_DOUBLE);
  }

  @H5py({"test_native_complex::test_hdf5_dtype", "test_native_complex::test_cmplx_type_trnslt"})
  @ParameterizedTest
  @MethodSource("parts")
  void nativeComplexNumbersHaveTwoParts(FloatingPoint part) throws IOException {
    Dataset dataset = stored(nativeComplex(part), new double[] {1, 2, 3, 4});
    assertThat(dataset.datatype()).isInstanceOf(Complex.class);
    assertThat(dataset.datatype().size()).isEqualTo(2 * part.size());
    assertThat(((Complex) dataset.datatype()).base().order()).isEqualTo(part.order());
    NdArray read = dataset.read();
    assertThat(read.real().datatype()).isEqualTo(part);
    assertThat(read.real().toDoubles()).containsExactly(1, 3);
    assertThat(read.imaginary().toDoubles()).containsExactly(2, 4);
  }

  private static FloatingPoint sixteenBits(int sign, int exponentSize, int bias, int mantissa) {
    return new FloatingPoint(
        2,
        ByteOrder.LITTLE_ENDIAN,
        16,
        0,
        BitPadding.ZERO,
        BitPadding.ZERO,
        BitPadding.ZERO,
        Normalization.IMPLIED,
        sign,
        mantissa,
        exponentSize,
        bias,
        0,
        mantissa);
  }

  static List<FloatingPoint> smallNumbers() {
    return List.of(sixteenBits(14, 5, 53, 9), sixteenBits(15, 6, 53, 9));
  }

  /// h5py's values: floats that 9 bits of mantissa hold.
  @H5py("test_h5t::TestTypeFloatID.test_custom_float_promotion")
  @ParameterizedTest
  @MethodSource("smallNumbers")
  void numbersOfOtherExponentsAreFloats(FloatingPoint type) throws IOException {
    float[] values = {
      -1.5006663E-9f, 1.4006218E-9f, 1.8121682E-10f, 4.0108716E-10f, 4.2791726E-10f,
      -7.048584E-11f, 5.7480065E-10f, 4.8657967E-10f, 5.71276360e-11f, -1.0868462E-10f
    };
    assertThat(stored(type, values).readFloats()).containsExactly(values);
  }

  @H5py("test_h5t::TestTypeFloatID.test_custom_float_promotion")
  @Test
  void numbersBelowThoseOfFloatAreDoubles() throws IOException {
    double[] values = {0x1p-240, -0x1.8p-250};
    assertThat(stored(sixteenBits(15, 5, 258, 10), values).readDoubles()).containsExactly(values);
  }

  @H5py("test_h5t::TestTypeFloatID.test_custom_float_promotion")
  @Test
  void halfPrecisionIsKnownByItsFields() {
    assertThat(sixteenBits(15, 5, 15, 10)).isEqualTo(FLOAT16);
  }
}
