package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.FillValue;
import io.hyperslab.Hdf5File;
import io.hyperslab.datatype.Opaque;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DumpCommandTest {
  static Stream<List<String>> dumps() {
    return CommandRun.text("dumps.txt").lines().map(line -> List.of(line.split("\t")));
  }

  @ParameterizedTest
  @MethodSource("dumps")
  void printsByteForByteWhatH5dumpPrints(List<String> dump) {
    String file = dump.getLast();
    List<String> arguments = new ArrayList<>(List.of("dump"));
    arguments.addAll(dump.subList(1, dump.size() - 1));
    arguments.add(CommandRun.fixture(file));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.out().replaceFirst("HDF5 \"[^\"]*\"", "HDF5 \"" + file + '"'))
        .isEqualTo(CommandRun.text(dump.getFirst() + ".ddl"));
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void everyFileIsDumpedInTurn() {
    String tree = CommandRun.fixture("tree.h5");
    String storage = CommandRun.fixture("storage.h5");
    CommandRun both = CommandRun.of("dump", tree, storage);
    String one = CommandRun.of("dump", tree).out();
    assertThat(both.out()).isEqualTo(one + CommandRun.of("dump", storage).out());
  }

  @Test
  void dataAndTheRestGoWhereTheyAreSent(@TempDir Path directory) throws IOException {
    Path data = directory.resolve("data.txt");
    Path ddl = directory.resolve("ddl.txt");
    CommandRun run =
        CommandRun.of(
            "dump",
            "--output=" + data,
            "--ddl=" + ddl,
            "-d",
            "/compact",
            CommandRun.fixture("storage.h5"));
    assertThat(run.out()).isEmpty();
    assertThat(Files.readString(data, StandardCharsets.ISO_8859_1))
        .isEqualTo("\n      (0): 1, 2, 3, 4".replace("      ", "   "));
    assertThat(Files.readString(ddl, StandardCharsets.ISO_8859_1))
        .contains("DATASET \"/compact\" {", "DATA {")
        .doesNotContain("1, 2, 3, 4");
  }

  @Test
  void aPathThatLeadsNowhereIsAnErrorAndTheRestIsPrinted() {
    CommandRun run =
        CommandRun.of("dump", "-d", "/no", "-d", "/scalar", CommandRun.fixture("storage.h5"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("unable to open link \"/no\"");
    assertThat(run.out()).contains("DATASET \"/scalar\" {", "(0): 2.5");
  }

  @Test
  void aSelectionBeyondTheDatasetIsAnError() {
    CommandRun run =
        CommandRun.of(
            "dump", "-d", "/compact", "-s", "3", "-c", "2", CommandRun.fixture("storage.h5"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("unable to print data");
  }

  @Test
  void aSelectionNeedsADataset() {
    CommandRun run = CommandRun.of("dump", "-s", "0", CommandRun.fixture("storage.h5"));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("option '-s' has no option '-d' before it");
  }

  @Test
  void whereInTheProgramAnErrorCameFromIsShownOnDemand(@TempDir Path directory) {
    String path = directory.resolve("none.h5").toString();
    CommandRun run = CommandRun.of("dump", "-H", "--debug", path);
    assertThat(run.err()).startsWith("hyperslab: " + path + ": no such file\n").contains("\tat ");
    assertThat(run.out()).isEmpty();
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void aFileThatTakesNoMoreIsCalledByItsName() {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    CommandRun run =
        CommandRun.of(
            "dump", "-d", "/compact", "-o", "/dev/full", CommandRun.fixture("storage.h5"));
    assertThat(run.err()).startsWith("hyperslab: /dev/full: ").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void bitsBeyondTheIntegerAreRefused() {
    CommandRun run =
        CommandRun.of("dump", "-d", "/chunked", "-M", "60,8", CommandRun.fixture("storage.h5"));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("not within 64");
  }

  @Test
  void dataThatCannotBeReadAreTroubleInXmlAsWell(@TempDir Path directory) throws IOException {
    String path = CommandRun.damaged(directory);
    CommandRun run = CommandRun.of("dump", "--xml", path);
    assertThat(run.out()).contains("Unable to print data.").endsWith("</hdf5:HDF5-File>\n");
    assertThat(run.err())
        .startsWith("hyperslab: " + path + ": unable to print data: ")
        .hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
    CommandRun model = CommandRun.of("h5dump", "--xml", path);
    assertThat(model).isEqualTo(new CommandRun(0, run.out(), "")); // as h5dump of release 1.10.8
  }

  @Test
  void aFileOfJsonIsThereWhenItIsWhole(@TempDir Path directory) throws IOException {
    String tree = CommandRun.fixture("tree.h5");
    String damaged = CommandRun.damaged(directory);
    Path out = Files.writeString(directory.resolve("out.json"), "before");

    CommandRun failed = CommandRun.of("dump", "--json", "-o", out.toString(), tree, damaged);

    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).startsWith("hyperslab: " + damaged + ": /filtered").hasLineCount(1);
    assertThat(failed.status()).isEqualTo(1);
    assertThat(out).hasContent("before");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
    assertThat(CommandRun.of("dump", "--json", "-o", out.toString(), tree, tree))
        .isEqualTo(new CommandRun(0, "", ""));
    assertThat(Files.readString(out)).isEqualTo(CommandRun.of("dump", "--json", tree, tree).out());
  }

  @Test
  void aFileOfJsonReplacesNothingThatItIsMadeOf(@TempDir Path directory) throws IOException {
    Path tree = Files.copy(Path.of(CommandRun.fixture("tree.h5")), directory.resolve("tree.h5"));
    byte[] before = Files.readAllBytes(tree);
    CommandRun run = CommandRun.of("dump", "--json", "-o", tree.toString(), tree.toString());
    assertThat(run.err()).contains(tree + ": is the file that is read").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
    assertThat(tree).hasBinaryContent(before);
  }

  @Test
  void aFileThatTakesNoJsonIsCalledByItsName() {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    CommandRun run =
        CommandRun.of("dump", "--json", "-o", "/dev/full", CommandRun.fixture("tree.h5"));
    assertThat(run.err()).startsWith("hyperslab: /dev/full: ").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void behindJsonThatIsCutOffTheNextBeginsOnALineOfItsOwn(@TempDir Path directory)
      throws IOException {
    String tree = CommandRun.fixture("tree.h5");
    CommandRun run = CommandRun.of("dump", "--json", CommandRun.damaged(directory), tree);
    assertThat(run.out())
        .hasLineCount(2)
        .endsWith("\n" + CommandRun.of("dump", "--json", tree).out());
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void aFillValueIsNoLongerThanWhatAnybodyReads(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("opaque.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createDataset("x")
          .type(new Opaque(1L << 28, "t"))
          .shape(0)
          .fillTime(FillValue.WriteTime.ON_ALLOCATION)
          .create();
    }
    CommandRun run = CommandRun.of("dump", "--xml", path.toString());
    assertThat(run.out()).contains("0 4 8 c 10 ").endsWith("</hdf5:HDF5-File>\n");
    assertThat(run.out().length()).isLessThan(1 << 20);
    assertThat(run.status()).isZero();
  }
}
