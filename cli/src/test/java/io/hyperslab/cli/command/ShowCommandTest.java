package io.hyperslab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.datatype.Datatypes;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The expected tables are written by hand.
class ShowCommandTest {
  @TempDir private Path directory;

  private static String show(String... arguments) {
    return Trial.of(new ShowCommand(), arguments).out();
  }

  private Path weather() throws IOException {
    Path path = directory.resolve("weather.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      Dataset hours = file.write("hours", new double[] {0, 0.5, 1});
      hours.attributes().set("units", "h");
      hours.makeScale("hours");
      Dataset wind = file.write("wind", new double[][] {{1.25, -3}, {1e-7, 250}, {0, -9999}});
      wind.attributes().set("units", "m/s").set("long_name", "wind").set("_FillValue", -9999.0);
      wind.dimension(0).attach(hours);
      Dataset packed = file.write("packed", new short[] {100, -1, 250});
      packed.attributes().set("scale_factor", 0.5).set("add_offset", 10).set("_FillValue", -1);
      file.write("many", IntStream.range(0, 1000).toArray());
    }
    return path;
  }

  @Test
  void aMatrixHasTheValuesOfItsScalesAndPointsBelowEachOther() throws IOException {
    assertThat(show(weather() + "/wind"))
        .isEqualTo(
            """
            /wind  (3, 2) float64  wind [m/s]
              @_FillValue  -9999.0
              @long_name   "wind"
              @units       "m/s"
                   hours [h]    [0]      [1]
              [0]        0.0  1.25      -3.0
              [1]        0.5  1e-07    250.0
              [2]        1.0  0.0    -9999.0
            """);
  }

  @Test
  void aPartKeepsTheCoordinatesOfItsElements() throws IOException {
    assertThat(show("--no-attributes", weather() + "/wind[1:, 0]"))
        .contains("hours [h]")
        .containsPattern("\\[0]\\s+0\\.5\\s+1e-07")
        .containsPattern("\\[1]\\s+1\\.0\\s+0\\.0");
  }

  @Test
  void statisticsLeaveOutMissingNumbers() throws IOException {
    assertThat(show("-s", weather() + "/wind"))
        .contains("5 numbers, min -3.0, max 250.0, mean 49.65,", "0 NaN, 1 missing (-9999.0)");
  }

  @Test
  void packedNumbersAreUnpackedWhenAskedFor() throws IOException {
    String packed = weather() + "/packed";
    assertThat(show("--no-attributes", packed))
        .contains("(packed: numbers are stored * 0.5 + 10;", "[0]  100\n");
    assertThat(show("-u", "--no-attributes", packed))
        .isEqualTo(
            """
            /packed  (3) int16
              [0]   60.0
              [1]   --
              [2]  135.0
            """);
  }

  @Test
  void onlyTheFirstAndTheLastRowsAreShown() throws IOException {
    assertThat(show("--rows", "3", weather() + "/many"))
        .isEqualTo(
            """
            /many  (1000) int32
              [0]      0
              [1]      1
              ...
              [999]  999
              (1000 rows; --rows N or --all shows more)
            """);
    assertThat(show("--all", directory.resolve("weather.h5") + "/many").lines()).hasSize(1001);
  }

  @Test
  void membersOfCompoundsAreColumns() {
    assertThat(show(Trial.fixture("types.h5") + "/nested"))
        .isEqualTo(
            """
            /nested  (2) compound{text: string, inner: compound{a: int16, b: int16}}
                   text  inner.a  inner.b
              [0]  one         1        2
              [1]  two         3        4
            """);
  }

  @Test
  void moreDimensionsAreShownAsSlices() {
    assertThat(show(Trial.fixture("storage.h5") + "/cube"))
        .contains("  [0, :, :]\n", "  [1, :, :]\n", "  ... (3 slices;")
        .doesNotContain("[2, :, :]");
  }

  @Test
  void aGroupShowsItsAttributesAndMembers() {
    assertThat(show(Trial.fixture("tree.h5") + "/b"))
        .startsWith("/b  group, 3 members\n  @")
        .containsPattern("data +dataset +\\(3\\) +int32 +12 B\n");
  }

  @Test
  void numbersCanBeShownInBase16AndWithFewerDigits() throws IOException {
    assertThat(show("--hex", weather() + "/many[255]")).endsWith("  0xff\n");
    assertThat(show("-p", "2", "--no-attributes", directory.resolve("weather.h5") + "/wind[0]"))
        .containsPattern("\\[0]\\s+1\\.2\n"); // half to even
  }

  @Test
  void aDatasetOfAnySizeIsShownAtOnce() throws IOException {
    Path path = directory.resolve("huge.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createDataset("huge")
          .type(Datatypes.INT32)
          .shape(1L << 40, 1L << 20)
          .chunks(64, 64)
          .create();
    }
    assertThat(show("-n", "2", "--columns", "2", path + "/huge"))
        .isEqualTo(
            """
            /huge  (1099511627776, 1048576) int32
                               [0]  [1048575]
              [0]                0          0
              ...
              [1099511627775]    0          0
            """);
  }

  @Test
  void manyRowsAreSetInPartsThatFollowEachOther() throws IOException {
    Path path = directory.resolve("long.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.write("long", IntStream.range(0, 10_000).toArray());
    }
    String[] lines = show("--all", path + "/long").lines().toArray(String[]::new);
    assertThat(lines).hasSize(10_001);
    assertThat(lines[5001]).matches("  \\[5000] +5000");
    assertThat(show("-n", "9998", path + "/long").lines())
        .hasSize(1 + 9998 + 2)
        .contains("  ...")
        .doesNotContain("  [4999]  4999", "  [5000]  5000");
  }

  @Test
  void charactersOfMatlabAreTexts() throws IOException {
    Path path = directory.resolve("m.mat");
    try (Hdf5File file = Hdf5File.create(path)) {
      Dataset text = file.write("t", new short[][] {{'a', 'x'}, {'b', 'y'}});
      text.attributes().set("MATLAB_class", "char");
      file.createDataset("u")
          .type(Datatypes.UINT16)
          .write(new int[][] {{104}, {8364}})
          .attributes()
          .set("MATLAB_class", "char");
    }
    assertThat(show("--no-attributes", path + "/t")).endsWith("  \"ab\"\n  \"xy\"\n");
    assertThat(show("--no-attributes", path + "/u")).endsWith("  \"h€\"\n");
  }

  @Test
  void axesOfNexusAreCoordinates() throws IOException {
    Path path = directory.resolve("n.nxs");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.write("entry/counts", new int[] {5, 7});
      file.write("entry/angle", new double[] {0.25, 12.5}).attributes().set("units", "deg");
      file.group("entry").attributes().set("signal", "counts").set("axes", new String[] {"angle"});
    }
    assertThat(show("--no-attributes", path + "/entry/counts"))
        .isEqualTo(
            """
            /entry/counts  (2) int32
                   angle [deg]  counts
              [0]         0.25       5
              [1]        12.5        7
            """);
  }

  @Test
  void statisticsTellIntegersFromMissingOnesByAllTheirDigits() throws IOException {
    Path path = directory.resolve("fill.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.write("long", new long[] {1L << 53, (1L << 53) + 1, 7, -1})
          .attributes()
          .set("_FillValue", (1L << 53) + 1)
          .set("missing_value", -1L);
      file.createDataset("unsigned")
          .type(Datatypes.UINT64)
          .write(new BigInteger[] {BigInteger.TWO.pow(64).subtract(BigInteger.ONE), BigInteger.TWO})
          .attributes()
          .set("_FillValue", BigInteger.TWO.pow(64).subtract(BigInteger.ONE), Datatypes.UINT64);
      file.write("single", new float[] {0.1f, 2}).attributes().set("_FillValue", 0.1);
    }
    assertThat(show("-s", path + "/long"))
        .contains("2 numbers, min 7, max 9007199254740992,", ", 2 missing (-1, 9007199254740993)");
    assertThat(show("-s", path + "/unsigned"))
        .contains("1 number, min 2, max 2,", ", 1 missing (18446744073709551615)");
    assertThat(show("-s", path + "/single"))
        .contains("1 number, min 2.0, max 2.0,", "0 NaN, 1 missing (0.1)");
  }

  @Test
  void packingIsThatOfTheConventionsOfNetcdf() throws IOException {
    Path path = directory.resolve("netcdf.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.write("x", new byte[] {-1, -2, 5, 7, 100})
          .attributes()
          .set("_Unsigned", "true")
          .set("missing_value", new byte[] {5, 7})
          .set("scale_factor", 0.5);
      file.write("y", new long[] {-1, 1}).attributes().set("_Unsigned", "true");
      file.write("z", new int[] {7})
          .attributes()
          .set("scale_factor", new double[] {2, 3})
          .set("add_offset", new double[] {10, 20});
    }
    assertThat(show("-u", "-s", "--no-attributes", path + "/x"))
        .startsWith(
            """
            /x  (5) int8
              [0]  127.5
              [1]  127.0
              [2]   --
              [3]   --
              [4]   50.0
            """)
        .contains("3 numbers, min 50.0, max 127.5, mean 101.5,", ", 2 missing (5, 7)");
    assertThat(show("-u", "-s", "--no-attributes", path + "/y"))
        .contains("[0]  18446744073709551615\n")
        .contains("2 numbers, min 1.0, max 1.8446744e+19,");
    assertThat(show("-u", "--no-attributes", path + "/z")).endsWith("  [0]  7\n");
  }
}
