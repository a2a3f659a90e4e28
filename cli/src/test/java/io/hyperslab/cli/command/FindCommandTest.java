package io.hyperslab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.datatype.Datatypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindCommandTest {
  @TempDir private Path directory;

  private static Trial find(String... arguments) {
    return Trial.of(new FindCommand(), arguments);
  }

  private static String[] paths(String... arguments) {
    return find(arguments)
        .out()
        .lines()
        .map(line -> line.replaceFirst("^.*?\\.h5", ""))
        .toArray(String[]::new);
  }

  @Test
  void namesArePatternsOfTheLastNameOrOfThePath() {
    String tree = Trial.fixture("tree.h5");
    assertThat(paths("-n", "*a", tree))
        .containsExactly("/a_name_for_data", "/b/data", "/ordered/zebra");
    assertThat(paths("-n", "/b/*", tree)).containsExactly("/b/again", "/b/data", "/b/empty");
    assertThat(paths("--regex", "^/.*nt$", tree)).containsExactly("/ordered/ant");
  }

  @Test
  void typesAreNamesOrClasses() {
    String types = Trial.fixture("types.h5");
    assertThat(paths("-t", "compound", types))
        .containsExactly("/committed", "/compounds", "/nested", "/uses_committed");
    assertThat(paths("-t", "compound", "-k", "datatype", types)).containsExactly("/committed");
    assertThat(paths("-t", "float64", types)).containsExactly("/floats/be_f8", "/floats/le_f8");
  }

  @Test
  void shapesFiltersAndAttributes() {
    String storage = Trial.fixture("storage.h5");
    assertThat(paths("-s", "3,*,5", storage)).containsExactly("/cube");
    assertThat(paths("-s", "3d", storage)).containsExactly("/cube");
    assertThat(paths("-f", "gzip", storage)).containsExactly("/filtered");
    String tree = Trial.fixture("tree.h5");
    assertThat(paths("-a", "units=k?", tree)).containsExactly("/a_name_for_data");
    assertThat(paths("-a", "units=mm", tree)).isEmpty();
  }

  @Test
  void elementsAreFoundWithTheirPlaces() {
    assertThat(find("-w", "> 3 and < 6 or == 20", "-n", "grid", Trial.fixture("types.h5")).out())
        .endsWith("/grid: 3 of 24 elements\n  [0, 4] = 4\n  [0, 5] = 5\n  [3, 2] = 20\n");
    assertThat(find("-w", "== nan", "-n", "be_f8", Trial.fixture("types.h5")).out())
        .contains("1 of 12 elements\n", " = nan\n");
    assertThat(find("-w", "inner.a > 1 and text != one", Trial.fixture("types.h5")).out())
        .endsWith("/nested: 1 of 2 elements\n  [1] = (\"two\", (3, 4))\n");
    assertThat(find("-w", "== 'DARK BLUE'", Trial.fixture("types.h5")).out())
        .endsWith("/enumerations: 1 of 4 elements\n  [1] = DARK BLUE\n");
  }

  @Test
  void fractionsMeanTheNumbersThatAreWrittenSo() throws IOException {
    Path path = directory.resolve("fractions.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.write("f", new float[] {0.1f, 0.2f, 0.3f});
      file.write("d", new double[] {0.1, 0.2, 0.3});
      file.write("l", new long[] {(1L << 53) + 1, 1L << 53, 0});
    }
    String name = path.toString();
    assertThat(find("-j", "-w", "== 0.1", name).out().lines())
        .hasSize(2)
        .allMatch(
            line -> line.contains("\"count\": 1, \"matches\": [{\"index\": [0], \"value\": 0.1}]"));
    assertThat(find("-w", "> 0.1", "-n", "?", name).out()).contains("/d: 2 of 3", "/f: 2 of 3");
    assertThat(find("-w", "== 9007199254740993", name).out()).contains("/l: 1 of 3", "[0] = ");
  }

  @Test
  void theExitStatusTellsWhetherAnythingWasFound() {
    String tree = Trial.fixture("tree.h5");
    assertThat(find("-q", "-n", "data", tree)).isEqualTo(new Trial(0, "", ""));
    assertThat(find("-q", "-n", "nothing", tree)).isEqualTo(new Trial(1, "", ""));
    assertThat(find("-n", "data", "none.h5", tree).status()).isEqualTo(2);
    assertThat(find("-c", "-n", "ant", tree)).isEqualTo(new Trial(0, "1\n", ""));
  }

  @Test
  void aConditionThatMakesNoSenseIsAUsageError() {
    Trial trial = find("-w", "> ", "x.h5");
    assertThat(trial.status()).isEqualTo(2);
    assertThat(trial.err())
        .isEqualTo("hyperslab: condition \"> \": found the end, expected a value\n");
  }

  @Test
  void whatWasNeverWrittenIsNotReadElementByElement() throws IOException {
    Path path = directory.resolve("huge.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createDataset("huge")
          .type(Datatypes.INT32)
          .shape(1L << 40, 1L << 20)
          .chunks(64, 64)
          .fill(7)
          .create();
    }
    assertThat(find("-w", "> 7", path.toString()).status()).isEqualTo(1);
    assertThat(find("-w", "== 7", "-m", "1", path.toString()).out())
        .isEqualTo(
            path
                + "/huge: 1152921504606846976 of 1152921504606846976 elements\n"
                + "  [0, 0] = 7\n  ...\n");
  }

  @Test
  void anAttributeThatCannotBeReadIsTroubleUnlessAnotherOneMatches() throws IOException {
    Path path = directory.resolve("damaged.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.write("x", 1)
          .attributes()
          .set("unit", "K", Datatypes.VARIABLE_STRING)
          .set("unit_2", "m", Datatypes.fixedString(1));
    }
    byte[] image = Files.readAllBytes(path);
    int heap = new String(image, StandardCharsets.ISO_8859_1).indexOf("GCOL");
    image[heap] = 'X';
    Files.write(path, image);
    Trial trouble = find("-a", "unit=K", path.toString());
    assertThat(trouble.status()).isEqualTo(2);
    assertThat(trouble.out()).isEmpty();
    assertThat(trouble.err()).startsWith("hyperslab: " + path).hasLineCount(1);
    assertThat(find("-a", "unit*=m", path.toString())).isEqualTo(new Trial(0, path + "/x\n", ""));
  }

  @Test
  void numbersOfAnyExponentAreNumbers() {
    Trial trial = find("-q", "-w", "< 1e2147483647", Trial.fixture("types.h5"));
    assertThat(trial.err()).isEmpty();
    assertThat(trial.status()).isZero();
  }
}
