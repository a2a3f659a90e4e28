package io.hyperslab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.ObjectReference;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The expected values are written by hand from what the script that makes the files puts into
/// them.
class GetCommandTest {
  @TempDir private Path directory;

  private static String get(String... arguments) {
    return Trial.of(new GetCommand(), arguments).out();
  }

  @Test
  void printsOneElementALine() {
    assertThat(get(Trial.fixture("types.h5") + "/grid[1, ::2]")).isEqualTo("6\n8\n10\n");
    assertThat(get(Trial.fixture("types.h5") + "/enumerations"))
        .isEqualTo("RED\nDARK BLUE\nGREEN\n7\n");
    assertThat(get(Trial.fixture("types.h5") + "/objects")).isEqualTo("/floats\n/bits\nnull\n");
  }

  @Test
  void membersOfCompoundsArePartedByTabs() {
    assertThat(get(Trial.fixture("types.h5") + "/compounds"))
        .isEqualTo("1\t2.5\tab\t[[1, 2], [3, 4]]\n2\t-1.0\tc\t[[5, 6], [7, 8]]\n");
  }

  @Test
  void jsonIsNestedAsTheShapeIs() {
    assertThat(get("--json", Trial.fixture("types.h5") + "/grid[:2, :3]"))
        .isEqualTo("[[0, 1, 2], [6, 7, 8]]\n");
    assertThat(get("-j", Trial.fixture("types.h5") + "/nested[0]"))
        .isEqualTo("{\"text\": \"one\", \"inner\": {\"a\": 1, \"b\": 2}}\n");
    assertThat(get("-j", Trial.fixture("storage.h5") + "/none")).isEqualTo("[]\n");
    assertThat(get("-j", Trial.fixture("storage.h5") + "/empty")).isEqualTo("null\n");
    assertThat(get("-j", Trial.fixture("types.h5") + "/booleans"))
        .matches("\\[(true|false), (true|false)]\n");
  }

  @Test
  void elementsOfArraysAreElements() {
    assertThat(get("-j", Trial.fixture("types.h5") + "/arrays"))
        .isEqualTo("[[[0, 1, 2], [3, 4, 5]], [[6, 7, 8], [9, 10, 11]]]\n");
    assertThat(get(Trial.fixture("types.h5") + "/arrays[0]")).isEqualTo("0\n1\n2\n3\n4\n5\n");
  }

  @Test
  void whatJsonHasNoWordForIsAText() {
    assertThat(get("-j", Trial.fixture("types.h5") + "/floats/le_f8"))
        .contains("\"NaN\"", "\"Infinity\"", "\"-Infinity\"");
  }

  @Test
  void aGroupHasNoValues() {
    Trial trial = Trial.of(new GetCommand(), Trial.fixture("types.h5") + "/floats");
    assertThat(trial.status()).isEqualTo(1);
    assertThat(trial.err()).endsWith(": /floats is a group, not a dataset\n");
  }

  @Test
  void ofLongAxesWithoutElementsLittleIsTold() throws IOException {
    Path path = directory.resolve("nothing.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createDataset("few").type(Datatypes.INT8).shape(2, 3, 0).create();
      file.createDataset("many").type(Datatypes.INT8).shape(1000, 1000, 0).create();
    }
    assertThat(get("-j", path + "/few")).isEqualTo("[[[], [], []], [[], [], []]]\n");
    assertThat(get("-j", path + "/many")).startsWith("[[], ").endsWith("[]]\n").hasSize(4001);
  }

  @Test
  void namesFromTheFileDoNotSteerTheTerminal() throws IOException {
    Path path = directory.resolve("names.h5");
    Enumeration type = Datatypes.enumeration(Datatypes.INT8, "A\u001b[2J\nB");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createDataset("e").type(type).shape(1).create();
      Dataset odd = file.write("odd\u001b\n", 1);
      file.createDataset("r")
          .type(Datatypes.OBJECT_REFERENCE)
          .shape(1)
          .create()
          .write(new ObjectReference[] {odd.reference()});
    }
    assertThat(get(path + "/e")).isEqualTo("A\\x1b[2J\\nB\n");
    assertThat(get(path + "/r")).isEqualTo("/odd\\x1b\\n\n");
  }
}
