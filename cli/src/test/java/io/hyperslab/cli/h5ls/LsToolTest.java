package io.hyperslab.cli.h5ls;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.RegionReference;
import io.hyperslab.cli.tool.ToolRun;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.ObjectReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is expected is what `h5ls` of release 1.10.8 prints of the same files.
class LsToolTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeFile() throws IOException {
    try (Hdf5File file =
        Hdf5File.create(folder.resolve("a.h5"), CreateOptions.defaults().earliest())) {
      Group group = file.root().createGroup("g 1");
      Dataset numbers = file.root().write("numbers", new int[] {1, 2, 3});
      group.linkHard("again", numbers);
      group.linkSoft("soft", "/numbers");
      group.linkSoft("nowhere", "/none");
      group.linkExternal("outside", "b.h5", "there");
      group.linkHard("up", file.root());
    }
    try (Hdf5File file =
        Hdf5File.create(folder.resolve("b.h5"), CreateOptions.defaults().earliest())) {
      file.root().write("there", 2.5);
    }
  }

  private ToolRun run(String... arguments) {
    return ToolRun.of(new LsTool(), "h5ls", folder, arguments);
  }

  @Test
  void oneLineTellsAnObject() {
    ToolRun run = run("a.h5");

    assertThat(run.out())
        .isEqualTo(
            """
            g\\ 1                     Group
            numbers                  Dataset {3}
            """);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void recursionNamesWhatWasMetBefore() {
    assertThat(run("-r", "a.h5").out())
        .isEqualTo(
            """
            /                        Group
            /g\\ 1                    Group
            /g\\ 1/again              Dataset {3}
            /g\\ 1/nowhere            Soft Link {/none}
            /g\\ 1/outside            External Link {b.h5//there}
            /g\\ 1/soft               Soft Link {/numbers}
            /g\\ 1/up                 Group, same as /
            /numbers                 Dataset, same as /g\\ 1/again
            """);
  }

  @Test
  void linksAreFollowedOnRequest() {
    ToolRun run = run("--follow-symlinks", "--no-dangling-links", "a.h5/g 1");

    assertThat(run.out())
        .isEqualTo(
            """
            again                    Dataset {3}
            nowhere                  Soft Link {/none} {**NOT FOUND**}
            outside                  External Link {b.h5//there} {Dataset {SCALAR}}
            soft                     Soft Link {/numbers} {Dataset {3}}
            up                       Group
            """);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void dataFollowsWhatIsKnownOfADataset() {
    ToolRun run = run("-vd", "b.h5/there");

    assertThat(run.out())
        .matches(
            """
            Opened "b\\.h5" with sec2 driver\\.
            there                    Dataset \\{SCALAR\\}
                Location:  1:\\d+
                Links:     1
                Storage:   8 logical bytes, 8 allocated bytes, 100\\.00% utilization
                Type:      native double
                Data:
                     2\\.5
            """);
  }

  @Test
  void elementsAreSetIntoLines() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("c.h5"))) {
      file.root().write("d", new double[] {1, 0.1, 1e300, 1 / 3.0, 100000});
      file.root().write("s", new String[] {"a\"b", "----------", ""});
    }
    assertThat(run("-d", "-w", "40", "c.h5").out())
        .isEqualTo(
            """
            d                        Dataset {5}
                Data:
                     1, 0.1, 1e+300,
                     0.333333333333333, 100000
            s                        Dataset {3}
                Data:
                     "a\\"b", '-' repeats 9 times, ""
            """);
    assertThat(run("-dS", "c.h5/s").out())
        .isEqualTo(
            """
            s                        Dataset {3}
                Data:
                    "a"b"\s
                    "----------"\s
                    ""
            """);
  }

  @Test
  void referencesShowWhatTheyLeadTo() throws IOException {
    long address;
    try (Hdf5File file = Hdf5File.create(folder.resolve("r.h5"))) {
      Dataset target = file.root().write("target", new int[] {7, 8});
      address = target.address();
      file.root().write("refs", new ObjectReference[] {target.reference()});
    }
    assertThat(run("-d", "r.h5/refs").out())
        .isEqualTo(
            """
            refs                     Dataset {1}
                Data:
                     DATASET-1:%d ""
                        DATA {
                           7, 8
                        }

            """
                .formatted(address));
  }

  @Test
  void whatIsNotThereEndsTheProgram() {
    ToolRun run = run("a.h5/none", "b.h5");

    assertThat(run.out()).isEqualTo("none       **NOT FOUND** ");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void aFileThatCannotBeOpenedIsPassedOver() throws IOException {
    Files.writeString(folder.resolve("text"), "no HDF5 at all");

    ToolRun run = run("text", "b.h5");

    assertThat(run.out()).isEqualTo("there                    Dataset {SCALAR}\n");
    assertThat(run.err()).startsWith("h5ls: ").contains("text").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void argumentsWithoutSenseAreAnsweredWithTheUsage() {
    assertThat(run("-q", "a.h5").status()).isEqualTo(1);
    assertThat(run("-rg", "a.h5").out()).startsWith("usage: h5ls [OPTIONS]");
    assertThat(run("--no-dangling-links", "a.h5").status()).isEqualTo(1);
    assertThat(run().status()).isEqualTo(1);
    assertThat(run("-h").status()).isZero();
    assertThat(run("-V").out()).isEqualTo("h5ls: Version 1.10.8\n");
  }

  @Test
  void aRegionOfAScalarDatasetIsItsName() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("r.h5"))) {
      RegionReference region = file.write("s", 5).regionReference(Selection.all());
      file.write("r", new RegionReference[] {region});
    }

    ToolRun run = run("-d", "r.h5/r");

    assertThat(run.out())
        .isEqualTo(
            """
            r                        Dataset {1}
                Data:
                     DATASET "/s"

            """);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void referencesBehindManyThatCannotBeReadArePrinted() throws IOException {
    Path path = folder.resolve("references.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      Dataset target = file.write("target", 1);
      for (int i = 0; i < 10; i++) {
        file.createDataset("r" + i)
            .type(Datatypes.OBJECT_REFERENCE)
            .shape(1)
            .chunks(1)
            .fletcher32()
            .create()
            .write(new ObjectReference[] {target.reference()});
      }
    }
    byte[] image = Files.readAllBytes(path);
    try (Hdf5File file = Hdf5File.open(image)) {
      for (int i = 0; i < 9; i++) {
        image[(int) file.dataset("r" + i).storedChunks().getFirst().address()] ^= 1;
      }
    }
    Files.write(path, image);

    ToolRun run = run("-d", "references.h5");

    assertThat(run.out().split("Unable to print data", -1)).hasSize(10);
    assertThat(run.out()).containsPattern("r9 +Dataset \\{1}\n    Data:\n +DATASET-1:");
  }
}
