package io.hyperslab.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.text.Output;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.FixedPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileDifferenceTest {
  private final Hdf5File one = Hdf5File.createInMemory();
  private final Hdf5File other = Hdf5File.createInMemory();
  private final List<Difference> found = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    one.close();
    other.close();
  }

  private FileDifference.Result compare(DifferenceOptions options) {
    return FileDifference.of(one, other, options, found::add);
  }

  private FileDifference.Result compare() {
    return compare(DifferenceOptions.defaults());
  }

  @Test
  void equalFilesDoNotDiffer() {
    for (Hdf5File file : List.of(one, other)) {
      file.root().write("g/values", new double[] {1, Double.NaN, 3});
      file.root().write("text", "a text").attributes().set("unit", "m");
      file.root().linkSoft("soft", "/text");
      file.root().linkHard("again", file.root().get("g"));
    }
    assertThat(compare()).isEqualTo(new FileDifference.Result(0, 0));
    assertThat(found).isEmpty();
  }

  @Test
  void whatOnlyOneFileHasIsTold() {
    one.root().createGroup("a");
    other.root().write("b", 1).attributes().set("x", 1.5f);
    one.root().linkSoft("s", "/a");
    other.root().linkSoft("s", "/b");

    assertThat(compare().status()).isEqualTo(1);

    assertThat(found)
        .containsExactly(
            new Difference.OnlyIn("/a", Optional.empty(), Difference.Side.ONE, "group"),
            new Difference.OnlyIn("/b", Optional.empty(), Difference.Side.OTHER, "dataset"),
            new Difference.Kind("/s", "soft link to /a", "soft link to /b"));
  }

  @Test
  void aHardLinkToAnotherObjectIsADifference() {
    for (Hdf5File file : List.of(one, other)) {
      file.root().createGroup("a");
      file.root().createGroup("b");
      file.root().linkHard("c", file.root().get(file == one ? "a" : "b"));
    }
    assertThat(compare().differences()).isEqualTo(1);
    assertThat(found)
        .containsExactly(new Difference.Kind("/c", "the object of /a", "the object of /b"));
  }

  @Test
  void valuesAreToldWithTheirPlacesAndCounted() {
    one.root().write("d", new int[][] {{1, 2, 3}, {4, 5, 6}});
    other.root().write("d", new int[][] {{1, 2, 9}, {4, 7, 6}});

    assertThat(compare().differences()).isEqualTo(2);

    assertThat(found)
        .containsExactly(
            value("/d", List.of(0L, 2L), "3", "9", 6),
            value("/d", List.of(1L, 1L), "5", "7", 2),
            new Difference.Values("/d", Optional.empty(), 2, 6, OptionalDouble.of(6)));
  }

  private static Difference value(
      String path, List<Long> position, String one, String other, double distance) {
    return new Difference.Value(
        path, Optional.empty(), position, "", one, other, OptionalDouble.of(distance));
  }

  @Test
  void tolerancesAreInclusiveAndSymmetric() {
    one.root().write("d", new double[] {100, 0, 1});
    other.root().write("d", new double[] {101, 0.5, 1});

    assertThat(compare(DifferenceOptions.defaults().within(1, 0)).differences()).isZero();
    assertThat(compare(DifferenceOptions.defaults().within(0.5, 0)).differences()).isEqualTo(1);
    assertThat(compare(DifferenceOptions.defaults().within(0, 0.01)).differences()).isEqualTo(1);
    assertThat(
            FileDifference.of(other, one, DifferenceOptions.defaults().within(0, 0.01), found::add)
                .differences())
        .isEqualTo(1);
  }

  @Test
  void largeIntegersWithoutSignKeepTheirDistance() {
    for (Hdf5File file : List.of(one, other)) {
      long[] values = {file == one ? -1 : 0, 0};
      file.root()
          .createDataset("d")
          .type(FixedPoint.UINT64)
          .shape(2)
          .create()
          .writeFrom(MemorySegment.ofArray(values).asReadOnly(), Selection.all());
    }

    compare();

    assertThat(found.getFirst())
        .isEqualTo(value("/d", List.of(0L), "18446744073709551615", "0", 0x1p64));
  }

  @Test
  void onlySoManyValuesAreToldButAllAreCounted() {
    one.root().write("d", new int[100]);
    int[] ones = new int[100];
    Arrays.fill(ones, 1);
    other.root().write("d", ones);

    assertThat(compare().differences()).isEqualTo(100);
    assertThat(found).hasSize(11);
  }

  @Test
  void theSameValuesInAnotherDatatypeDifferByTheirDatatypeOnly() {
    one.root().write("d", new int[] {1, 2});
    other.root().write("d", new short[] {1, 2});

    assertThat(compare().differences()).isEqualTo(1);
    assertThat(found.getFirst()).isInstanceOf(Difference.Type.class);

    DifferenceOptions valuesOnly = new DifferenceOptions(0, 0, true, true, false, true, 10);
    assertThat(compare(valuesOnly).differences()).isZero();
  }

  @Test
  void shapesAndAttributesAreCompared() {
    one.root().write("d", new int[3]).attributes().set("a", "x").set("b", 1);
    other.root().write("d", new int[4]).attributes().set("a", "y");

    assertThat(compare().differences()).isEqualTo(3);

    assertThat(found)
        .contains(new Difference.Shape("/d", Optional.empty(), "(3)", "(4)"))
        .contains(
            new Difference.OnlyIn(
                "/d", Optional.of("b"), Difference.Side.ONE, "attribute of int32"))
        .contains(
            new Difference.Value(
                "/d", Optional.of("a"), List.of(), "", "\"x\"", "\"y\"", OptionalDouble.empty()));
  }

  @Test
  void groupsOfOneFileAreComparedByWhatIsBelowThem() {
    one.root().write("a/d", 1);
    one.root().write("b/d", 2);

    FileDifference.Result result =
        FileDifference.of(
            one.root().get("a"), one.root().get("b"), DifferenceOptions.defaults(), found::add);

    assertThat(result.differences()).isEqualTo(1);
    assertThat(found.getFirst().path()).isEqualTo("/a/d");
  }

  @Test
  void printsLinesAndColumns() {
    one.root().write("d", new float[] {1, 2.5f}).attributes().set("unit", "m");
    other.root().write("d", new float[] {1, 3.5f});

    assertThat(printed(DifferencePrinter.Style.LINES))
        .containsExactly(
            "/d[1]: 2.5, in the other 3.5 (differs by 1.0)",
            "/d: 1 value differs in 2 elements, by at most 1.0",
            "/d@unit: only in a.h5: attribute of string",
            "2 differences");
    assertThat(printed(DifferencePrinter.Style.SIDE_BY_SIDE))
        .contains(
            "                                a.h5                        b.h5",
            "/d[1]                           2.5                         3.5                       "
                + "  differs by 1.0");
  }

  private List<String> printed(DifferencePrinter.Style style) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes);
    DifferencePrinter printer = new DifferencePrinter(out, style, "a.h5", "b.h5");
    printer.summary(FileDifference.of(one, other, DifferenceOptions.defaults(), printer));
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void negativeTolerancesAreRefused() {
    assertThatThrownBy(() -> DifferenceOptions.defaults().within(-1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
