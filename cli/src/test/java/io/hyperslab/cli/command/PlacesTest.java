package io.hyperslab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `FILE/PATH[...]@...` means.
class PlacesTest {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = directory.resolve("places.h5");
    try (Hdf5File made = Hdf5File.create(file)) {
      made.write("a", new int[] {10, 11, 12});
      made.write("a[0]", 20);
      made.write("at@home", 30);
      made.dataset("a").attributes().set("units", new String[] {"km", "m"});
    }
  }

  private Trial get(String place) {
    return Trial.of(new GetCommand(), file + place);
  }

  @Test
  void bracketsSelectAsInPython() {
    assertThat(get("/a[1:]").out()).isEqualTo("11\n12\n");
    assertThat(get("/a[::-1][0]").out()).isEqualTo("12\n");
    assertThat(get("/a[-1]").out()).isEqualTo("12\n");
  }

  @Test
  void aNameWinsOverBracketsAndAttributes() {
    assertThat(get("/a[0]").out()).isEqualTo("20\n");
    assertThat(get("/at@home").out()).isEqualTo("30\n");
  }

  @Test
  void anAttributeMayHaveBracketsToo() {
    assertThat(get("/a@units").out()).isEqualTo("km\nm\n");
    assertThat(get("/a@units[1]").out()).isEqualTo("m\n");
  }

  @Test
  void membersOfCompoundsAreNamedInQuotes() {
    String types = Trial.fixture("types.h5");
    assertThat(Trial.of(new GetCommand(), types + "/compounds[\"value\"]").out())
        .isEqualTo("2.5\n-1.0\n");
    assertThat(Trial.of(new GetCommand(), types + "/compounds[1]['id']").out()).isEqualTo("2\n");
    assertThat(Trial.of(new GetCommand(), types + "/compounds[['name', 'id']][0]").out())
        .isEqualTo("ab\t1\n");
  }

  @Test
  void aMisspeltNameIsToldWithTheOneThatWasMeant() {
    assertThat(get("/a@unit"))
        .isEqualTo(
            new Trial(
                1,
                "",
                "hyperslab: "
                    + file
                    + "/a@unit: /a has no attribute 'unit': did you mean 'units'?\n"));
    assertThat(get("/at@hom").err())
        .endsWith(": there is no 'at@hom' in /: did you mean 'at@home'?\n");
  }

  @Test
  void aPartThatIsNotThereIsOneLineThatNamesTheShape() {
    Trial trial = get("/a[7]");
    assertThat(trial.status()).isEqualTo(1);
    assertThat(trial.err())
        .isEqualTo(
            "hyperslab: " + file + ": /a: index 7 is out of bounds for axis 0 with size 3\n");
  }

  @Test
  void bracketsThatMakeNoSenseAreToldWithTheirPlace() {
    assertThat(get("/a[1:x]").err()).contains("selection \"1:x\", position 2");
  }
}
