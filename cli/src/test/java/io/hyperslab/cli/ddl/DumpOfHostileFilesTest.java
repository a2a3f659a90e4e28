package io.hyperslab.cli.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.RegionReference;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.cli.tool.ToolRun;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.ObjectReference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are damaged, or made to be dumped without end. Where `h5dump` of release 1.10.8 gets
/// through, what is expected is what it prints.
class DumpOfHostileFilesTest {
  @TempDir private Path folder;

  private ToolRun run(String... arguments) {
    return ToolRun.of(new DumpTool(), "h5dump", folder, arguments);
  }

  private ToolRun runStrictly(String... arguments) {
    return ToolRun.of(DumpTool.strict(), "hyperslab", folder, arguments);
  }

  /// A file with a dataset whose datatype cannot be read, and one behind it.
  private void makeDamaged(String file, String name) throws IOException {
    byte[] image;
    int header;
    try (Hdf5File made = Hdf5File.createInMemory(CreateOptions.defaults().earliest())) {
      header = (int) made.write(name, new int[] {1}).address();
      made.write("good", 2);
      image = made.toImage();
    }
    byte[] datatype = {0x10, 8, 0, 0, 4, 0, 0, 0};
    while (!Arrays.equals(image, header, header + 8, datatype, 0, 8)) {
      header++;
    }
    image[header] = 0x1d; // a class that there is not
    Files.write(folder.resolve(file), image);
  }

  @Test
  void aDamagedObjectOfAnotherFileDoesNotEndTheDump() throws IOException {
    makeDamaged("b.h5", "bad");
    try (Hdf5File file = Hdf5File.create(folder.resolve("a.h5"))) {
      file.root().linkExternal("1", "b.h5", "/bad");
      file.write("2", 3);
    }

    assertThat(run("a.h5"))
        .isEqualTo(
            new ToolRun(
                0,
                """
                HDF5 "a.h5" {
                GROUP "/" {
                   EXTERNAL_LINK "1" {
                      TARGETFILE "b.h5"
                      TARGETPATH "/bad"
                         DATASET "/bad" {
                         }
                   }
                   DATASET "2" {
                      DATATYPE  H5T_STD_I32LE
                      DATASPACE  SCALAR
                      DATA {
                      (0): 3
                      }
                   }
                }
                }
                """,
                ""));
    ToolRun strict = runStrictly("a.h5");
    assertThat(strict.err()).contains("unable to dump object \"/bad\": ").hasLineCount(1);
    assertThat(strict.status()).isEqualTo(1);
  }

  @Test
  void aDamagedObjectIsCalledByItsNameAndItsBracesAreClosed() throws IOException {
    makeDamaged("b.h5", "b\u00e4d");

    ToolRun run = run("b.h5");

    assertThat(run.out())
        .contains("b\u00e4d\" {\n   }\n   DATASET \"good\" {")
        .endsWith("\n}\n}\n");
    assertThat(run.err()).contains("unable to dump object \"b\u00e4d\": ").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--contents=1", "--any_path=/wanted"})
  void attributesThatCannotBeReadDoNotEndASearch(String option) throws IOException {
    byte[] image;
    try (Hdf5File made = Hdf5File.createInMemory(CreateOptions.defaults().earliest())) {
      made.write("a", 1).attributes().set("harmful!", 1);
      made.write("b", 2);
      made.write("wanted", 3);
      image = made.toImage();
    }
    byte[] name = "harmful!".getBytes(StandardCharsets.US_ASCII);
    int at = 0;
    while (!Arrays.equals(image, at, at + name.length, name, 0, name.length)) {
      at++;
    }
    image[at - 8] = 99; // the version of the message
    Files.write(folder.resolve("a.h5"), image);

    ToolRun run = run(option, "a.h5");

    assertThat(run.out()).contains("wanted").endsWith("\n}\n");
    assertThat(run.err()).contains("\"/a\": ").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void aRegionOfAScalarDatasetIsItsName() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("a.h5"))) {
      RegionReference region = file.write("s", 5).regionReference(Selection.all());
      file.createDataset("r")
          .type(Datatypes.REGION_REFERENCE)
          .shape(1)
          .create()
          .write(new RegionReference[] {region});
    }

    ToolRun run = run("-d", "/r", "-R", "a.h5");

    assertThat(run.out()).endsWith("   DATA {\n      DATASET \"/s\"\n   }\n}\n}\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void aRegionOfTooManyBlocksIsNotShownAsAnotherOne() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("a.h5"))) {
      Dataset sparse =
          file.createDataset("s").type(FixedPoint.INT8).shape(5_000_000).chunks(1000).create();
      Selection evenOnes =
          Hyperslab.of(new long[] {0}, new long[] {2}, new long[] {2_000_000}, new long[] {1});
      RegionReference[] regions = {
        sparse.regionReference(evenOnes), sparse.regionReference(Selection.of("3:5"))
      };
      file.createDataset("r").type(Datatypes.REGION_REFERENCE).shape(2).create().write(regions);
    }

    ToolRun run = run("-d", "/r", "a.h5");

    assertThat(run.out())
        .contains("      DATASET \"/s\"\n      DATASET \"/s\"  {\n")
        .contains("         REGION_TYPE BLOCK  (3)-(4)\n")
        .endsWith("      }\n   }\n}\n}\n");
    assertThat(run.err()).contains("number of rows of a selection").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-s 0,0 -S 0,1 -c 1,1",
        "-s 9223372036854775807,0 -c 2,1",
        "-s 0,0 -c 4294967296,1 -S 4294967296,1 -k 4294967296,1"
      })
  void aSubsetThatNoDatasetHasIsOneBeyondTheDataset(String subset) throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("a.h5"))) {
      file.write("x", new int[][] {{1, 2}, {3, 4}});
    }
    String[] arguments = ("-d /x " + subset + " a.h5").split(" ");

    ToolRun run = run(arguments);

    assertThat(run.out()).endsWith("      DATA {\n      }\n   }\n}\n}\n");
    assertThat(run.status()).isZero();
    ToolRun strict = runStrictly(arguments);
    assertThat(strict.err()).contains("unable to print data: axis 0 cannot be").hasLineCount(1);
    assertThat(strict.status()).isEqualTo(1);
  }

  @Test
  void planesBeyondTheLargestIndexAreNotForgotten() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("a.h5"))) {
      file.write("x", new int[][][] {{{1}}, {{2}}});
    }

    ToolRun run = runStrictly("-d", "/x", "-S", "4611686018427387904,1,1", "-c", "2,1,1", "a.h5");

    assertThat(run.out()).contains("(0,0,0): 1\n");
    assertThat(run.err()).contains("index 4611686018427387904 is out of bounds");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void referencesThatLeadToEachOtherAreFollowedForAWhile() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("a.h5"))) {
      Dataset all = file.createDataset("r").type(Datatypes.OBJECT_REFERENCE).shape(20).create();
      ObjectReference[] references = new ObjectReference[20];
      Arrays.fill(references, all.reference());
      all.write(references);
    }
    Counter out = new Counter();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Output standard = new Output(out);

    int status =
        new DumpTool()
            .run(
                new Invocation(
                    "h5dump", List.of("a.h5"), folder, standard, new Output(err), false));
    standard.flush();

    assertThat(status).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("references are no longer followed to references")
        .hasLineCount(1);
    // Each 20 of them have two lines of braces. Those that were begun are brought to their end: 20
    // on each of 8 levels.
    long lines = (1L << 20) * 22 / 20;
    assertThat(out.lines).isBetween(lines, lines + 200);
  }

  private static final class Counter extends OutputStream {
    long lines;

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] values, int offset, int length) throws IOException {
      for (int i = offset; i < offset + length; i++) {
        lines += values[i] == '\n' ? 1 : 0;
      }
      if (lines > 1L << 24) {
        throw new IOException("it does not end");
      }
    }
  }
}
