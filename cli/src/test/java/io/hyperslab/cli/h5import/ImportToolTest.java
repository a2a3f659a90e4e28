package io.hyperslab.cli.h5import;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.datatype.Datatypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportToolTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    Output output = new Output(out);
    Output errors = new Output(err);
    int status =
        new ImportTool()
            .run(new Invocation("h5import", List.of(arguments), folder, output, errors, false));
    output.flush();
    errors.flush();
    return status;
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private Hdf5File result() throws IOException {
    return Hdf5File.open(folder.resolve("out.h5"));
  }

  @Test
  void textBecomesTheDatasetOfAConfiguration() throws IOException {
    write("in.txt", "1 2 3\n4 5 -6\n");
    write(
        "in.conf",
        """
        PATH /g/numbers
        INPUT-CLASS TEXTIN
        INPUT-SIZE 32
        RANK 2
        DIMENSION-SIZES 2 3
        OUTPUT-CLASS FP
        OUTPUT-SIZE 64
        OUTPUT-ARCHITECTURE IEEE
        CHUNKED-DIMENSION-SIZES 1 2
        COMPRESSION-TYPE GZIP
        MAXIMUM-DIMENSIONS -1 6
        """);
    assertThat(run("in.txt", "-c", "in.conf", "-o", "out.h5")).isZero();
    assertThat(out.size()).isZero();
    try (Hdf5File file = result()) {
      Dataset made = file.root().dataset("/g/numbers");
      assertThat(made.datatype()).isEqualTo(Datatypes.FLOAT64.bigEndian());
      assertThat(made.maxShape()).containsExactly(-1, 6);
      assertThat(made.filters()).extracting(filter -> filter.id()).containsExactly(1);
      assertThat(made.readDoubles()).containsExactly(1, 2, 3, 4, 5, -6);
    }
  }

  @Test
  void whatDumpsSayIsUnderstood() throws IOException {
    Files.write(folder.resolve("in.bin"), new byte[] {1, 0, 2, 0});
    write(
        "in.dmp",
        """
        HDF5 "x.h5" {
        DATASET "/g/d" {
           DATATYPE  H5T_STD_U16BE
           DATASPACE  SIMPLE { ( 2 ) / ( H5S_UNLIMITED ) }
           STORAGE_LAYOUT {
              CHUNKED ( 2 )
              SIZE 4
           }
           FILTERS {
              NONE
           }
           DATA {
           }
        }
        }
        """);
    assertThat(run("in.bin", "-config", "in.dmp", "-outfile", "out.h5")).isZero();
    try (Hdf5File file = result()) {
      Dataset made = file.root().dataset("/g/d");
      assertThat(made.datatype()).isEqualTo(Datatypes.UINT16.bigEndian());
      assertThat(made.readInts()).containsExactly(1, 2);
      assertThat(made.maxShape()).containsExactly(-1);
    }
  }

  @Test
  void linesBecomeTexts() throws IOException {
    write("in.txt", "one\n\ntwo words\nno end");
    assertThat(run("in.txt", "-d", "1", "-p", "t", "-t", "STR", "-o", "out.h5")).isZero();
    try (Hdf5File file = result()) {
      assertThat(file.root().dataset("t").readStrings()).containsExactly("one", "", "two words");
    }
  }

  @Test
  void severalFilesBecomeSeveralDatasetsOrNone() throws IOException {
    write("a.txt", "1 2");
    write("b.txt", "0.5 x");
    assertThat(
            run(
                "a.txt", "-d", "2", "-t", "TEXTIN", "b.txt", "-d", "2", "-t", "TEXTFP", "-o",
                "out.h5"))
        .isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("b.txt");
    assertThat(folder.resolve("out.h5")).doesNotExist();
    assertThat(run("a.txt", "-d", "2", "-t", "TEXTIN", "-o", "out.h5")).isZero();
    assertThat(run("a.txt", "-d", "1", "-p", "x", "-t", "TEXTIN", "-o", "out.h5")).isZero();
    try (Hdf5File file = result()) {
      assertThat(file.root().names()).containsExactly("dataset0", "x");
    }
  }

  @Test
  void aFileThatIsNoHdf5FileIsNotOverwritten() throws IOException {
    write("in.txt", "1");
    write("out.h5", "precious");
    assertThat(run("in.txt", "-d", "1", "-t", "TEXTIN", "-o", "out.h5")).isEqualTo(1);
    assertThat(folder.resolve("out.h5")).hasContent("precious");
  }

  @Test
  void helpAndVersionArePrinted() {
    assertThat(run("-V")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("h5import: Version 1.10.8\n");
    out.reset();
    assertThat(run("-h")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Name:\n\n\th5import\n\n");
    out.reset();
    assertThat(run("-x")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("\nUsage:\th5import -h[elp], OR\n");
  }

  @Test
  void sizesThatNoMachineHasAreRefused() throws IOException {
    write("in.txt", "1");
    assertThat(
            run(
                "in.txt",
                "-d",
                "9223372036854775807,9223372036854775807",
                "-t",
                "TEXTIN",
                "-o",
                "out.h5"))
        .isEqualTo(1);
    assertThat(run("in.txt", "-d", "1000000000000", "-t", "TEXTIN", "-o", "out.h5")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("internal error");
  }

  @Test
  void anExternalFileStaysOnlyIfTheDatasetIsMade() throws IOException {
    write(
        "in.conf",
        """
        PATH d
        INPUT-CLASS TEXTIN
        INPUT-SIZE 32
        RANK 1
        DIMENSION-SIZES 2
        OUTPUT-CLASS IN
        OUTPUT-SIZE 32
        EXTERNAL-STORAGE raw.bin
        """);
    write("in.txt", "1 x");
    assertThat(run("in.txt", "-c", "in.conf", "-o", "out.h5")).isEqualTo(1);
    assertThat(folder.resolve("raw.bin")).doesNotExist();
    assertThat(folder.resolve("out.h5")).doesNotExist();
    write("in.txt", "1 2");
    assertThat(run("in.txt", "-c", "in.conf", "-o", "out.h5")).isZero();
    assertThat(folder.resolve("raw.bin")).hasSize(8);
  }
}
