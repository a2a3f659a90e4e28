package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT128;
import static io.hyperslab.datatype.Datatypes.FLOAT16;
import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.INT8;
import static io.hyperslab.datatype.Datatypes.UINT64;
import static io.hyperslab.datatype.Datatypes.UINT8;
import static io.hyperslab.datatype.Datatypes.array;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.enumeration;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.DataView;
import io.hyperslab.Dataset;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Elements of all datatypes, in datasets.
class DatasetElementsTest extends FileTestCase {
  record Task(
      double weight,
      double cputime,
      double walltime,
      long parentsOffset,
      int status,
      boolean done) {}

  record Weighted(double[] weight, int endpoint) {}

  record Point(double x, double y, double z) {}

  record Plane(double x, double y) {}

  private Dataset made(Datatype type, long... shape) {
    return f.createDataset("x").type(type).shape(shape).create();
  }

  private Dataset reread() throws IOException {
    reopen();
    return f.dataset("x");
  }

  @H5py("test_dataset::TestCompound.test_rt")
  @Test
  void compounds() throws IOException {
    Task[] tasks = {new Task(0.5, 1.5, 2.5, 3, 4, true), new Task(5.5, 6, 7, 8, 9, false)};
    f.write("x", tasks);
    assertThat(reread().read(Task[].class)).containsExactly(tasks);
    assertThat(f.dataset("x").datatype()).isEqualTo(Datatypes.of(Task.class));
  }

  @H5py("test_dataset::TestCompound.test_assign")
  @Test
  void membersAreWrittenOneByOne() throws IOException {
    Dataset dataset =
        made(compound().member("weight", array(FLOAT64, 3)).member("endpoint", UINT8).build(), 2);
    dataset.field("weight").write(new double[][] {{1, 2, 3}, {4, 5, 6}});
    dataset.field("endpoint").write(new int[] {7, 8});
    Weighted[] read = reread().read(Weighted[].class);
    assertThat(read[1].weight()).containsExactly(4, 5, 6);
    assertThat(read[1].endpoint()).isEqualTo(8);
  }

  @H5py("test_dataset::TestCompound.test_fields")
  @Test
  void someMembersOfACompound() throws IOException {
    f.write("x", new Point[] {new Point(1, 2, 3), new Point(4, 5, 6)});
    Dataset dataset = reread();
    assertThat(dataset.fields("x", "y").read(Plane[].class))
        .containsExactly(new Plane(1, 2), new Plane(4, 5));
    assertThat(dataset.field("x").readDoubles()).containsExactly(1, 4);
    assertThat(dataset.field("x").as(INT32).readInts()).containsExactly(1, 4);
    assertThat(dataset.field("x").dataspace().shape()).containsExactly(2);
  }

  record Sequences(int[] a, int[] b) {}

  record Nested(Sequences[] f1, long f2) {}

  @H5py("test_dataset::TestCompound.test_nested_compound_vlen")
  @Test
  void sequencesOfCompoundsOfSequences() throws IOException {
    Sequences first = new Sequences(new int[] {1, 2}, new int[] {6, 7, 8});
    Sequences second = new Sequences(new int[] {10, 11, 12, 13}, new int[] {16, 17});
    f.write(
        "x",
        new Nested[] {
          new Nested(new Sequences[] {first, second}, 2), new Nested(new Sequences[] {first}, 3)
        });
    Nested[] read = reread().read(Nested[].class);
    assertThat(read[0].f1()[1].a()).containsExactly(10, 11, 12, 13);
    assertThat(read[1].f1()).hasSize(1);
    assertThat(read[1].f1()[0].b()).containsExactly(6, 7, 8);
    assertThat(read[1].f2()).isEqualTo(3);
  }

  @H5py("test_dataset::TestScalarCompound.test_scalar_compound")
  @Test
  void aMemberOfAScalarIsOfItsOwnDatatype() {
    record A(int a) {}
    Dataset dataset = f.createDataset("x").type(Datatypes.of(A.class)).scalar().create();
    assertThat(dataset.field("a").datatype()).isEqualTo(INT32);
  }

  @H5py({
    "test_dataset::TestSubarray.test_write_list",
    "test_dataset::TestSubarray.test_write_array"
  })
  @Test
  void elementsThatAreArrays() throws IOException {
    Dataset dataset = made(array(INT8, 3), 1);
    dataset.write(Selection.of("0"), new int[] {1, 2, 3});
    assertThat(dataset.read(int[][].class)).isDeepEqualTo(new int[][] {{1, 2, 3}});
    dataset.write(Selection.of(":"), new int[][] {{4, 5, 6}});
    assertThat(reread().readInts()).containsExactly(4, 5, 6);
  }

  private static Enumeration colors() {
    return enumeration(INT32, Map.of("RED", 0L, "GREEN", 1L, "BLUE", 42L));
  }

  @H5py({"test_dataset::TestEnum.test_create", "test_dataset::TestEnum.test_readwrite"})
  @Test
  void enumerationsAreWrittenAndReadAsIntegersToo() throws IOException {
    Dataset dataset = made(colors(), 100, 100);
    dataset.write(Selection.of("35, 37"), 42);
    dataset.write(Selection.of("1, :"), 1);
    reread();
    assertThat(f.dataset("x").datatype()).isEqualTo(colors());
    assertThat(f.dataset("x").getInt(35, 37)).isEqualTo(42);
    assertThat(f.dataset("x").getString(35, 37)).isEqualTo("BLUE");
    assertThat(f.dataset("x").readInts(Selection.of("1, :"))).hasSize(100).containsOnly(1);
  }

  @H5py({"test_dataset::TestFloats.test_mini", "test_dataset::TestFloats.test_mini_mapping"})
  @Test
  void halfPrecision() throws IOException {
    float[] ones = new float[100];
    Arrays.fill(ones, 1);
    made(FLOAT16, 100).write(ones);
    assertThat(reread().datatype()).isEqualTo(FLOAT16);
    assertThat(f.dataset("x").readFloats()).containsExactly(ones);
  }

  @H5py("test_dataset::TestTrackTimes.test_disable_track_times")
  @Test
  void noTimesUnlessAskedFor() throws IOException {
    made(FLOAT32, 4);
    assertThat(reread().modificationTime()).isEmpty();
  }

  @H5py({
    "test_dataset::TestZeroShape.test_array_conversion",
    "test_dataset::TestZeroShape.test_reading"
  })
  @Test
  void datasetsWithAxesOfLengthZero() {
    Dataset one =
        f.createDataset("one").type(Datatypes.of(Point.class)).shape(0).maxShape(-1).create();
    Dataset two = f.createDataset("two").type(FLOAT32).shape(0, 0).maxShape(-1, -1).create();
    assertThat(one.read().shape()).containsExactly(0);
    assertThat(one.read(Selection.of("()")).datatype()).isEqualTo(one.datatype());
    assertThat(two.read().shape()).containsExactly(0, 0);
  }

  @H5py({
    "test_dataset::TestAstype.test_astype_wrapper",
    "test_dataset::TestAstype.test_astype_wrapper_len",
    "test_dataset::TestAstype.test_astype_wrapper_asarray"
  })
  @Test
  void elementsAreReadAsAnotherDatatype() {
    made(INT16, 100).write(IntStream.range(0, 100).toArray());
    DataView view = f.dataset("x").as(FLOAT32);
    assertThat(view.datatype()).isEqualTo(FLOAT32);
    assertThat(view.dataspace().shape()).containsExactly(100);
    assertThat(view.read(Selection.of(":3")).datatype()).isEqualTo(FLOAT32);
    assertThat(view.readInts()).containsExactly(IntStream.range(0, 100).toArray());
  }

  @H5py("test_dataset::TestVlen.test_int")
  @Test
  void sequencesAreReplaced() throws IOException {
    Dataset dataset = made(variableLength(INT64), 4);
    dataset.write(Selection.of("0"), new long[] {0, 1, 2});
    dataset.write(Selection.of("1"), new long[0]);
    dataset.write(Selection.of("2"), new long[] {1, 2, 3});
    dataset.write(Selection.of("3"), new long[] {0});
    dataset.write(Selection.of("0:2"), new long[][] {{0, 1, 2, 3, 4}, {0, 1, 2, 3}});
    assertThat(reread().read(long[][].class))
        .isDeepEqualTo(new long[][] {{0, 1, 2, 3, 4}, {0, 1, 2, 3}, {1, 2, 3}, {0}});
  }

  record WithSequence(int a, int[] b) {}

  @H5py({
    "test_dataset::TestVlen.test_reuse_from_other",
    "test_dataset::TestVlen.test_reuse_struct_from_other"
  })
  @Test
  void aDatatypeOfAnotherDatasetIsUsed() throws IOException {
    f.write("x", new WithSequence[] {new WithSequence(1, new int[] {2})});
    Dataset other = reread();
    f.createDataset("y").type(other.datatype()).shape(1).create();
    f.createDataset("z").type(other.field("b").datatype()).shape(1).create();
    assertThat(f.dataset("y").datatype()).isEqualTo(other.datatype());
    assertThat(f.dataset("z").datatype()).isEqualTo(variableLength(INT32));
  }

  @H5py(
      value = "test_dataset::TestVlen.test_convert",
      differs = "decimals are cut off only with Conversion.CLIP")
  @Test
  void sequencesAreConverted() {
    Dataset dataset = made(variableLength(INT64), 2);
    double[][] values = {{1.4, 1.2}, {1.2}};
    assertThatThrownBy(() -> dataset.write(values)).isInstanceOf(DatatypeMismatchException.class);
    dataset.write(Selection.all(), values, Conversion.CLIP);
    assertThat(dataset.read(long[][].class)).isDeepEqualTo(new long[][] {{1, 1}, {1}});
  }

  @H5py("test_dataset::TestVlen.test_multidim")
  @Test
  void sequencesInTwoAxes() {
    Dataset dataset = made(variableLength(INT64), 2, 2);
    long[][][] values = {{{0, 1, 2}, {0, 1}}, {{0}, {0, 1}}};
    dataset.write(values);
    assertThat(dataset.read(long[][][].class)).isDeepEqualTo(values);
  }

  static List<FloatingPoint> floats() {
    return List.of(FLOAT16, FLOAT32, FLOAT64);
  }

  @H5py({
    "test_dataset::TestVlen.test_numpy_float16",
    "test_dataset::TestVlen.test_numpy_float32",
    "test_dataset::TestVlen.test_numpy_float64_from_dtype",
    "test_dataset::TestVlen.test_numpy_float64_2"
  })
  @ParameterizedTest
  @MethodSource("floats")
  void sequencesOfFloats(FloatingPoint type) throws IOException {
    Dataset dataset = made(variableLength(type), 3);
    dataset.write(new double[][] {{1, 2, 30}, {900, 0, -0.5}, {-1, -100}});
    dataset.write(Selection.of("2"), new int[] {1, 2, 8});
    assertThat(reread().read(double[][].class))
        .isDeepEqualTo(new double[][] {{1, 2, 30}, {900, 0, -0.5}, {1, 2, 8}});
  }

  @H5py({
    "test_dataset::TestVlen.test_non_contiguous_arrays_bool",
    "test_dataset::TestVlen.test_non_contiguous_arrays_int"
  })
  @Test
  void aSequenceFromAViewWithSteps() {
    Dataset dataset = made(variableLength(INT8), 10);
    NdArray every = NdArray.of(new byte[] {2, 4, 1, 5, -1, 3, 7}, 7).view(Selection.of("::2"));
    dataset.write(Selection.of("0"), every.toBytes());
    assertThat(dataset.read(byte[][].class)[0]).containsExactly(2, 1, -1, 7);
  }

  @H5py("test_dataset::test_python_int_uint64")
  @Test
  void unsignedIntegersAboveTheSignedOnes() throws IOException {
    BigInteger largest = BigInteger.valueOf(Long.MAX_VALUE);
    BigInteger[] values = {largest, largest.add(BigInteger.ONE)};
    f.createDataset("x").type(UINT64).write(values);
    f.dataset("x").write(values);
    assertThat(reread().readBigIntegers()).containsExactly(values);
  }

  @H5py("test_dataset::TestCreateShape.test_long_double")
  @Test
  void quadruplePrecision() throws IOException {
    made(FLOAT128, 63).write(Selection.of("1"), 1.5);
    assertThat(reread().datatype()).isEqualTo(FLOAT128);
    assertThat(f.dataset("x").getDouble(1)).isEqualTo(1.5);
  }
}
