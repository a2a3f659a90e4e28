package io.hyperslab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Attributes;
import io.hyperslab.FileCheck;
import io.hyperslab.Hdf5File;
import io.hyperslab.Link;
import io.hyperslab.datatype.Datatypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The commands that change files.
class EditCommandsTest {
  @TempDir private Path directory;

  private static void good(Command command, String... arguments) {
    assertThat(Trial.of(command, arguments)).isEqualTo(new Trial(0, "", ""));
  }

  private static String get(String place) {
    return Trial.of(new GetCommand(), "-j", place).out().strip();
  }

  @Test
  void setWritesAPartAndNothingElse() {
    Path file = Trial.copy("storage.h5", directory);
    good(new SetCommand(), file + "/chunked[1, 2:5]", "7", "8", "-9");
    assertThat(get(file + "/chunked[1]")).isEqualTo("[10, 11, 7, 8, -9, 15, 16, 17, 18, 19]");
    good(new SetCommand(), file + "/chunked[:2, :2]", "[[1, 2], [3, 4]]");
    assertThat(get(file + "/chunked[:2, :3]")).isEqualTo("[[1, 2, 2], [3, 4, 7]]");
    good(new SetCommand(), file + "/cube", "3");
    assertThat(get(file + "/cube[2, 3, 3:]")).isEqualTo("[3, 3]");
  }

  @Test
  void setKnowsCompoundsNamesAndTexts() {
    Path file = Trial.copy("types.h5", directory);
    good(new SetCommand(), file + "/compounds[1]", "(5, 0.1, 'xyz', [[1, 2], [3, 4]])");
    assertThat(get(file + "/compounds[1]"))
        .isEqualTo("{\"id\": 5, \"value\": 0.1, \"name\": \"xyz\", \"flags\": [[1, 2], [3, 4]]}");
    good(new SetCommand(), file + "/compounds[\"id\"]", "8", "9");
    assertThat(get(file + "/compounds[\"id\"]")).isEqualTo("[8, 9]");
    good(new SetCommand(), file + "/nested", "[('a', (1, 2)), ('längër', (3, 4))]");
    assertThat(get(file + "/nested[\"text\"]")).isEqualTo("[\"a\", \"längër\"]");
    good(new SetCommand(), file + "/enumerations[:2]", "GREEN", "42");
    assertThat(get(file + "/enumerations[:2]")).isEqualTo("[\"GREEN\", \"DARK BLUE\"]");
    good(new SetCommand(), file + "/texts/variable", "1", "two", "'3'", "\"f o u r\"");
    assertThat(get(file + "/texts/variable")).isEqualTo("[\"1\", \"two\", \"3\", \"f o u r\"]");
  }

  @Test
  void attributesKeepTheirDatatypeUnlessToldOtherwise() throws IOException {
    Path file = directory.resolve("a.h5");
    try (Hdf5File made = Hdf5File.create(file)) {
      made.write("x", 1).attributes().set("scale", 2.5f);
    }
    good(new SetCommand(), file + "/x@scale", "3");
    good(new AttrCommand(), "set", file + "/x", "n=1", "words=[a, 'b c']", "yes=True");
    good(new SetCommand(), "-t", "<i2", file + "/x@small", "7");
    try (Hdf5File open = Hdf5File.open(file)) {
      Attributes attributes = open.dataset("x").attributes();
      assertThat(attributes.get("scale").datatype()).isEqualTo(Datatypes.FLOAT32);
      assertThat(attributes.get("n").datatype()).isEqualTo(Datatypes.INT64);
      assertThat(attributes.get("small").datatype()).isEqualTo(Datatypes.INT16);
      assertThat(attributes.get("words").readStrings()).containsExactly("a", "b c");
      assertThat(attributes.get("yes").readBoolean()).isTrue();
    }
    good(new SetCommand(), "-t", "int8", file + "/x@scale", "3");
    good(new AttrCommand(), "rename", file + "/x", "scale", "factor");
    good(new AttrCommand(), "rm", file + "/x", "n", "words", "yes", "small");
    assertThat(Trial.of(new AttrCommand(), "--json", file + "/x").out())
        .isEqualTo("{\"factor\": 3}\n");
  }

  @Test
  void newDatasetsAreMadeOnlyWhenAskedFor() {
    Path file = directory.resolve("new.h5");
    assertThat(Trial.of(new SetCommand(), file + "/a/b", "1").status()).isEqualTo(1);
    assertThat(file).doesNotExist();
    good(new SetCommand(), "--create", "-t", "float32", file + "/a/b", "[[1, 2.5], [3, 4]]");
    assertThat(get(file + "/a/b")).isEqualTo("[[1.0, 2.5], [3.0, 4.0]]");
  }

  @Test
  void textsKeepWhatLooksLikeANumber() throws IOException {
    Path file = directory.resolve("a.h5");
    try (Hdf5File made = Hdf5File.create(file)) {
      made.root().attributes().set("serial", "abcde", Datatypes.fixedString(5));
    }
    good(new AttrCommand(), "set", file.toString(), "serial=00123", "new=007", "type=0x10");
    assertThat(get(file + "@serial")).isEqualTo("\"00123\"");
    assertThat(get(file + "@new")).isEqualTo("\"007\"");
    assertThat(get(file + "@type")).isEqualTo("16");
  }

  @Test
  void anAttributeIsNotMadeADataset() {
    Path file = directory.resolve("new.h5");
    good(new SetCommand(), "--create", file + "/x", "1");
    good(new SetCommand(), "--create", file + "/x@units", "K");
    assertThat(get(file + "/x@units")).isEqualTo("\"K\"");
    assertThat(Trial.of(new FindCommand(), file.toString()).out()).doesNotContain("@");
    Trial trial = Trial.of(new SetCommand(), "--create", file + "/y@units", "K");
    assertThat(trial.status()).isEqualTo(1);
    assertThat(trial.err()).contains("there is no 'y@units' in /");
  }

  @Test
  void whatIsMovedStaysInItsFile() throws IOException {
    Path file = Trial.copy("storage.h5", directory);
    byte[] before = Files.readAllBytes(file);
    String typo = directory.resolve("typo.h5") + "/y";
    assertThat(Trial.of(new MvCommand(), file + "/cube", typo))
        .isEqualTo(new Trial(1, "", "hyperslab: " + typo + ": no such file\n"));
    assertThat(Trial.of(new MvCommand(), typo, file + "/cube").status()).isEqualTo(1);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aMissingFolderIsNotMadeAFile() {
    Path folder = directory.resolve("nodir");
    assertThat(Trial.of(new CpCommand(), Trial.fixture("types.h5") + "/grid", folder + "/n.h5/y"))
        .extracting(Trial::status)
        .isEqualTo(1);
    assertThat(folder).doesNotExist();
  }

  @Test
  void groupsLinksAndCopies() {
    Path file = Trial.copy("storage.h5", directory);
    good(new MkdirCommand(), "-p", file + "/g/h");
    good(new MvCommand(), file + "/cube", file + "/scalar", file + "/g");
    good(new LnCommand(), file + "/g/cube", file + "/hard");
    good(new LnCommand(), "-s", "g/cube", file + "/soft");
    good(new CpCommand(), file + "/g", file + "/copy");
    good(new CpCommand(), Trial.fixture("types.h5") + "/grid", file + "/copy");
    good(new RmCommand(), "-r", file + "/g/h", file + "/compact");
    String names = Trial.of(new FindCommand(), file + "/copy").out();
    assertThat(names.replace(file.toString(), "").lines())
        .containsExactly("/copy", "/copy/cube", "/copy/grid", "/copy/h", "/copy/scalar");
    assertThat(get(file + "/soft[0, 0]")).isEqualTo(get(file + "/hard[0, 0]"));
    assertThat(Trial.of(new LsCommand(), file.toString()).out())
        .doesNotContain("compact", "cube ")
        .contains("soft link", "copy ");
  }

  @Test
  void anExternalLinkIsRelativeToItsFile() {
    Path file = Trial.copy("storage.h5", directory);
    Path other = Trial.copy("types.h5", directory);
    good(new LnCommand(), "--external", other + "/grid", file + "/far");
    assertThat(get(file + "/far[0]")).isEqualTo("[0, 1, 2, 3, 4, 5]");
    assertThat(Trial.of(new LsCommand(), "-l", file.toString()).out())
        .contains("-> types.h5 /grid (dataset)");
  }

  @Test
  void anExternalLinkMayLeadToAFileThatIsMissing() throws IOException {
    Path file = Trial.copy("storage.h5", directory);
    good(new LnCommand(), "-e", directory + "/archive.h5/2024/may", file + "/far");
    try (Hdf5File open = Hdf5File.open(file)) {
      assertThat(open.root().findLink("far").orElseThrow())
          .isInstanceOfSatisfying(
              Link.External.class,
              link -> {
                assertThat(link.file()).isEqualTo("archive.h5");
                assertThat(link.target()).isEqualTo("/2024/may");
              });
    }
    Trial trial = Trial.of(new LnCommand(), "-e", directory + "/archive/2024", file + "/other");
    assertThat(trial.status()).isEqualTo(1);
    assertThat(trial.err()).contains("there is no file at the beginning of");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(new SetCommand(), "/compact", new String[] {"300"}, "300 is no value of int8"),
        Arguments.of(new SetCommand(), "/compact", new String[] {"1.5"}, "no fractions"),
        Arguments.of(new SetCommand(), "/compact", new String[] {"x"}, "'x' is no value of int8"),
        Arguments.of(new SetCommand(), "/compact[9]", new String[] {"1"}, "out of bounds"),
        Arguments.of(new SetCommand(), "/compact", new String[] {"1", "2"}, "shape"),
        Arguments.of(new SetCommand(), "/compct", new String[] {"1"}, "did you mean 'compact'?"),
        Arguments.of(new MkdirCommand(), "/a/b", new String[0], "there is no 'a' in /"),
        Arguments.of(new MkdirCommand(), "/cube", new String[0], "/cube is there already"),
        Arguments.of(new AttrCommand(), "", new String[0], "is no object"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsRefusedLeavesTheFileAsItWas(
      Command command, String place, String[] values, String message) throws IOException {
    Path file = Trial.copy("storage.h5", directory);
    byte[] before = Files.readAllBytes(file);
    Stream<String> arguments =
        command instanceof AttrCommand
            ? Stream.of("set", file + "/compact[0]", "a=1")
            : Stream.concat(Stream.of(file + place), Stream.of(values));
    Trial trial = Trial.of(command, arguments.toArray(String[]::new));
    assertThat(trial.status()).isEqualTo(1);
    assertThat(trial.err()).startsWith("hyperslab: " + file).contains(message);
    assertThat(trial.err().lines()).hasSize(1);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void severalChangesAreMadeTogetherOrNotAtAll() throws IOException {
    Path file = Trial.copy("storage.h5", directory);
    byte[] before = Files.readAllBytes(file);
    Trial trial = Trial.of(new RmCommand(), file + "/cube", file + "/scalar", file + "/nothing");
    assertThat(trial.status()).isEqualTo(1);
    assertThat(trial.err()).contains("there is no 'nothing' in /");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(Trial.of(new CpCommand(), file + "/cube", file + "/nothing", file + "/virtual"))
        .extracting(Trial::status)
        .isEqualTo(1);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndChangesNothing() throws IOException {
    Path file = Trial.copy("storage.h5", directory);
    byte[] before = Files.readAllBytes(file);
    assertThat(Trial.of(new RmCommand(), "-n", file + "/cube").out())
        .isEqualTo("would remove " + file + "/cube\n");
    assertThat(Trial.of(new SetCommand(), "-n", file + "/cube", "1").out())
        .isEqualTo("would set " + file + "/cube\n");
    assertThat(Trial.of(new CpCommand(), "-n", file + "/cube", directory.resolve("c.h5") + "/x"))
        .extracting(Trial::status)
        .isEqualTo(0);
    assertThat(directory.resolve("c.h5")).doesNotExist();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void groupsThatAreNotEmptyAreRemovedOnlyRecursively() {
    Path file = Trial.copy("types.h5", directory);
    Trial trial = Trial.of(new RmCommand(), file + "/floats");
    assertThat(trial.status()).isEqualTo(1);
    assertThat(trial.err()).contains("-r removes it");
    good(new RmCommand(), "-r", file + "/floats");
    assertThat(Trial.of(new RmCommand(), file + "/floats").status()).isEqualTo(1);
    good(new RmCommand(), "-f", file + "/floats");
  }

  private Path tree() throws IOException {
    Path file = directory.resolve("tree.h5");
    try (Hdf5File made = Hdf5File.create(file)) {
      made.write("g/x", 1);
      made.write("g/n/n", 2);
      made.write("g/n/m", 3);
      made.write("d", 4);
      made.root().linkHard("same", made.dataset("d"));
      made.root().linkSoft("soft", "/g/n");
      made.root().linkSoft("pointer", "/d");
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "/d, /d, is what it would replace",
    "/same, /d, is what it would replace",
    "/g/x, /g, is what it would replace",
    "/g/n/n, /g, is in what it would replace",
    "/soft/n, /g, is in what it would replace"
  })
  void aForcedCopyDoesNotReplaceItsSource(String from, String to, String message)
      throws IOException {
    Path file = tree();
    byte[] before = Files.readAllBytes(file);
    Trial trial = Trial.of(new CpCommand(), "-f", file + from, file + to);
    assertThat(trial.status()).isEqualTo(1);
    assertThat(trial.err()).startsWith("hyperslab: " + file + from).contains(message);
    assertThat(trial.err().lines()).hasSize(1);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aForcedCopyReplacesWhatItMay() throws IOException {
    Path file = tree();
    good(new CpCommand(), "-f", file + "/g/n/m", file + "/d");
    assertThat(get(file + "/d")).isEqualTo("3");
    assertThat(get(file + "/same")).isEqualTo("4");
    good(new CpCommand(), "-f", file + "/g/x", file + "/pointer");
    assertThat(get(file + "/pointer")).isEqualTo("1");
    assertThat(get(file + "/d")).isEqualTo("3");
    try (Hdf5File open = Hdf5File.open(file)) {
      assertThat(open.root().names()).containsExactly("d", "g", "pointer", "same", "soft");
      assertThat(open.group("g/n").names()).containsExactly("m", "n");
    }
  }

  @ParameterizedTest
  @CsvSource({"/g, /g", "/g, /g/new", "/g, /g/n", "/g, /g/n/new", "/g, /soft/new", "/d, /d"})
  void whatIsMovedIntoItselfStays(String from, String to) throws IOException {
    Path file = tree();
    byte[] before = Files.readAllBytes(file);
    Trial trial = Trial.of(new MvCommand(), file + from, file + to);
    assertThat(trial.status()).isEqualTo(1);
    assertThat(trial.err())
        .startsWith("hyperslab: " + file)
        .contains(from.equals("/d") ? "/d is there already" : "itself");
    assertThat(trial.err().lines()).hasSize(1);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  /// As `h5copy` does it: the copy holds what was there before.
  @ParameterizedTest
  @CsvSource({
    "/g, /g, /g/g",
    "/g, /g/new, /g/new",
    "/g, /g/n, /g/n/g",
    "/g, /soft/new, /g/n/new",
    "/g, /d, /d",
    "/g, /g/x, /g/x",
    "/g, /g/n/n, /g/n/n"
  })
  void aCopyOfAGroupInItselfIsWhatWasThere(String from, String to, String place)
      throws IOException {
    Path file = tree();
    good(new CpCommand(), "-f", file + from, file + to);
    try (Hdf5File open = Hdf5File.open(file)) {
      assertThat(open.group(place).names()).containsExactly("n", "x");
      assertThat(open.group(place + "/n").names()).containsExactly("m", "n");
      assertThat(open.dataset(place + "/x").readInt()).isEqualTo(1);
      assertThat(open.dataset(place + "/n/n").readInt()).isEqualTo(2);
      assertThat(FileCheck.of(open).isSound()).isTrue();
    }
  }
}
