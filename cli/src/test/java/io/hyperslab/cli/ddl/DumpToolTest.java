package io.hyperslab.cli.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.cli.tool.ToolRun;
import io.hyperslab.cli.tool.UsageText;
import io.hyperslab.datatype.FixedPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is expected is what `h5dump` of release 1.10.8 does with the same files.
class DumpToolTest {
  @TempDir private Path folder;

  @BeforeEach
  void copyFixtures() throws IOException {
    for (String name : new String[] {"tree.h5", "types.h5", "storage.h5"}) {
      Files.write(folder.resolve(name), fixture(name));
    }
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in = DumpToolTest.class.getResourceAsStream("/fixtures/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private ToolRun run(String arguments) {
    return ToolRun.of(new DumpTool(), "h5dump", folder, arguments.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "-x tree.h5, tree.xml",
    "--use-dtd -H types.h5, types-dtd.xml",
    "-x -w 40 storage.h5, storage-narrow.xml"
  })
  void xmlIsPrintedByteForByte(String arguments, String expected) throws IOException {
    ToolRun run = run(arguments);

    assertThat(run.out()).isEqualTo(new String(fixture(expected), StandardCharsets.UTF_8));
    assertThat(run.status()).isZero();
  }

  @Test
  void helpAndVersionEndTheProgram() {
    String help = UsageText.of(DumpTool.class, "help.txt");

    assertThat(run("-h --nonsense")).isEqualTo(new ToolRun(0, help, ""));
    assertThat(run("-V tree.h5").out()).isEqualTo("h5dump: Version 1.10.8\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nonsense tree.h5",
        "-q size tree.h5",
        "-z up tree.h5",
        "-b middle -o x tree.h5",
        "--vds-gap-size=-1 tree.h5",
        "-d /compact -M 60,8 storage.h5",
        "-u -X a: tree.h5",
        "-H"
      })
  void argumentsThatMakeNoSenseShowTheUsage(String arguments) {
    ToolRun run = run(arguments);

    assertThat(run.out()).isEqualTo(UsageText.of(DumpTool.class, "help.txt"));
    assertThat(run.err()).startsWith("h5dump: ").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-s 0 storage.h5",
        "-d /compact -s 0 -p -c 2 storage.h5",
        "-M 0,1 storage.h5",
        "-x -d /compact storage.h5",
        "-x -B storage.h5",
        "-b LE storage.h5",
        "-f bogus storage.h5",
        "nothing.h5"
      })
  void optionsThatDoNotFitTogetherPrintNothing(String arguments) {
    ToolRun run = run(arguments);

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("h5dump: ").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-d /compact -o storage.h5 storage.h5",
        "-O ./storage.h5 tree.h5 storage.h5",
        "-A -o storage.h5 storage.h5",
        "-d /compact -b LE -o storage.h5 storage.h5",
        "-d /compact --output=alias.h5 storage.h5"
      })
  void anInputIsNotReplacedByTheOutput(String arguments) throws IOException {
    Files.createLink(folder.resolve("alias.h5"), folder.resolve("storage.h5"));

    ToolRun run = run(arguments);

    assertThat(run)
        .isEqualTo(new ToolRun(1, "", "h5dump: storage.h5: would be replaced by the output\n"));
    assertThat(folder.resolve("storage.h5")).hasBinaryContent(fixture("storage.h5"));
  }

  @Test
  void noInputIsReplacedEitherWhereArgumentsAreWrong() throws IOException {
    assertThat(run("-o storage.h5 --nonsense storage.h5").status()).isEqualTo(1);

    assertThat(folder.resolve("storage.h5")).hasBinaryContent(fixture("storage.h5"));
  }

  @ParameterizedTest
  @CsvSource({
    "LE, 0100000002010000",
    "BE, 0000000100000102",
    "FILE, 0000000100000102",
    "NATIVE, 0100000002010000"
  })
  void elementsAreWrittenInABinaryForm(String form, String hexadecimal) throws IOException {
    Files.write(folder.resolve("big.h5"), bigEndian());

    ToolRun run = run("-d /x -b " + form + " -o x.bin big.h5");

    assertThat(run.out())
        .isEqualTo(
            """
            HDF5 "big.h5" {
            DATASET "/x" {
               DATATYPE  H5T_STD_I32BE
               DATASPACE  SIMPLE { ( 2 ) / ( 2 ) }
               DATA {
               }
            }
            }
            """);
    assertThat(Files.readAllBytes(folder.resolve("x.bin")))
        .asHexString()
        .isEqualToIgnoringCase(hexadecimal);
  }

  private static byte[] bigEndian() throws IOException {
    try (Hdf5File file = Hdf5File.createInMemory()) {
      file.root()
          .createDataset("x")
          .type(FixedPoint.INT32.bigEndian())
          .shape(2)
          .create()
          .write(new int[] {1, 0x102});
      return file.toImage();
    }
  }

  @Test
  void anOptionActsOnThoseBehindIt() {
    assertThat(run("-H -A tree.h5").out()).isEqualTo(run("-A tree.h5").out());
    assertThat(run("-A -H tree.h5").out()).isEqualTo(run("-H tree.h5").out());
    assertThat(run("-C -d /compact[0] storage.h5").out()).isEqualTo("HDF5 \"storage.h5\" {\n}\n");
  }

  @Test
  void numbersOfSubsetsAreReadAsInC() {
    assertThat(run("-d /chunked[0,011] storage.h5").out()).contains("START ( 0, 9 );");
  }

  @ParameterizedTest
  @CsvSource({"ascending, b, a", "descending, a, b"})
  void aListHasAttributesAsTheyAreStoredWhereTheirOrderIsNotTracked(
      String order, String first, String last) throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("order.h5"))) {
      file.write("x", 1).attributes().set("b", 1).set("c", 2).set("a", 3);
    }

    ToolRun run = run("-n 1 -q creation_order -z " + order + " order.h5");

    assertThat(run.out())
        .contains(" attribute  /x/" + first + "\n attribute  /x/c\n attribute  /x/" + last + "\n");
    assertThat(run.status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "-d /x -o fam0.h5 fam%d.h5, fam0.h5",
    "-d /x -o fam2.h5 fam%d.h5, fam2.h5",
    "-d /x -o fam1.h5 -f family fam%d.h5, fam1.h5",
    "-O alias fam%d.h5, fam1.h5",
    "-A -o pair-m.h5 pair, pair-m.h5",
    "-d /x -o pair-r.h5 pair, pair-r.h5",
    "-d /x -o pair-r.h5 -f split pair, pair-r.h5",
    "-d /x -o pair-r.h5 --nonsense pair, pair-r.h5"
  })
  void noPartOfAnInputIsReplacedByTheOutput(String arguments, String part) throws IOException {
    int[] values = new int[2000];
    CreateOptions options = CreateOptions.defaults().earliest();
    try (Hdf5File file = Hdf5File.create(folder.resolve("fam%d.h5"), options.family(4000))) {
      file.write("x", values);
    }
    try (Hdf5File file = Hdf5File.create(folder.resolve("pair"), options.split())) {
      file.write("x", values);
    }
    Files.createLink(folder.resolve("alias"), folder.resolve("fam1.h5"));
    byte[] before = Files.readAllBytes(folder.resolve(part));

    ToolRun run = run(arguments);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).doesNotContain("DATASET");
    assertThat(run.err()).contains(": would be replaced by the output\n");
    assertThat(folder.resolve(part)).hasBinaryContent(before);
  }

  @Test
  void whatOnlyLooksLikeAPartOfAnInputIsReplaced() throws IOException {
    Files.writeString(folder.resolve("storage.h5.raw"), "old");

    assertThat(run("-d /compact -b LE -o storage.h5.raw storage.h5").status()).isZero();

    assertThat(folder.resolve("storage.h5.raw")).hasBinaryContent(new byte[] {1, 2, 3, 4});
  }
}
