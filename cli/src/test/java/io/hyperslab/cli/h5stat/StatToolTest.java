package io.hyperslab.cli.h5stat;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.tool.Invocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the program prints is as in the sources of h5stat (HDF5 1.10.8). The cases of the
/// conformance module compare it with the program itself.
class StatToolTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void makeFile() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("some.h5"))) {
      for (int i = 0; i < 12; i++) {
        file.root().createGroup("group" + i).attributes().set("number", i);
      }
      file.root().write("group3/line", new int[7]);
      file.root().createDataset("plane").shape(4, 25).chunks(2, 5).gzip(1).write(new int[4][25]);
      file.root().linkSoft("soft", "/nowhere");
    }
  }

  private int run(String... arguments) {
    Output output = new Output(out);
    Output errors = new Output(err);
    int status =
        new StatTool()
            .run(new Invocation("h5stat", List.of(arguments), folder, output, errors, false));
    output.flush();
    errors.flush();
    return status;
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void objectsAreCounted() {
    assertThat(run("-f", "some.h5")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            Filename: some.h5
            File information
            \t# of unique groups: 13
            \t# of unique datasets: 2
            \t# of unique named datatypes: 0
            \t# of unique links: 1
            \t# of unique other: 0
            \tMax. # of links to object: 1
            \tMax. # of objects in group: 14
            """);
    assertThat(err()).isEmpty();
  }

  @Test
  void groupsAreCountedBySize() {
    assertThat(run("-g", "-l", "2", "some.h5")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            Filename: some.h5
            Small groups (with 0 to 1 links):
            \t# of groups with 0 link(s): 11
            \t# of groups with 1 link(s): 1
            \tTotal # of small groups: 12
            Group bins:
            \t# of groups with 0 link: 11
            \t# of groups with 1 - 9 links: 1
            \t# of groups with 10 - 99 links: 1
            \tTotal # of groups: 13
            """);
  }

  @Test
  void datasetsAreDescribed() {
    assertThat(run("-d", "some.h5")).isZero();
    assertThat(out())
        .contains("\tMax. rank of datasets: 2\n")
        .contains("\t\t# of dataset with rank 1: 1\n\t\t# of dataset with rank 2: 1\n")
        .contains("\t\t# of datasets with dimension sizes 7: 1\n")
        .contains("\tDataset layout counts[CONTIG]: 1\n\tDataset layout counts[CHUNKED]: 1\n")
        .contains("\tNumber of external files : 0\n")
        .contains("\t\tNO filter: 1\n\t\tGZIP filter: 1\n\t\tSHUFFLE filter: 0\n");
  }

  @Test
  void attributesAreCountedByObject() {
    assertThat(run("-A", "some.h5")).isZero();
    assertThat(out())
        .contains("Small # of attributes (objects with 1 to 10 attributes):\n")
        .contains("\t# of objects with 1 attributes: 12\n")
        .endsWith("\tMax. # of attributes to objects: 1\n");
  }

  @Test
  void theSummaryAccountsForTheWholeFile() throws IOException {
    assertThat(run("-S", "some.h5")).isZero();
    long size = Files.size(folder.resolve("some.h5"));
    assertThat(out())
        .contains("File space management strategy: H5F_FSPACE_STRATEGY_FSM_AGGR\n")
        .contains("  Amount/Percent of tracked free space: 0 bytes/0.0%\n")
        .endsWith("Total space: " + size + " bytes\n");
  }

  @Test
  void groupAndDatasetMetadataAreNotPrintedUnlessTheyAreAskedFor() {
    assertThat(run("some.h5")).isZero();
    assertThat(out())
        .contains("File space information for file metadata (in bytes):\n")
        .doesNotContain("groups' metadata")
        .doesNotContain("datasets' metadata");
    out.reset();
    assertThat(run("-GD", "some.h5")).isZero();
    assertThat(out()).contains("groups' metadata").contains("datasets' metadata");
  }

  @Test
  void aFileThatIsNotThereIsNamedAndFails() {
    assertThat(run("none.h5")).isEqualTo(1);
    assertThat(out()).isEqualTo("Filename: none.h5\n");
    assertThat(err()).startsWith("h5stat: ").contains("none.h5: no such file").hasLineCount(1);
  }

  @Test
  void thresholdsAreAtLeastOne() {
    for (String option : List.of("-l", "-m", "-a")) {
      err.reset();
      assertThat(run(option, "0", "some.h5")).isEqualTo(1);
      assertThat(out()).isEmpty();
      assertThat(err()).contains("'" + option + "'").contains("at least 1");
    }
  }

  @Test
  void anUnknownOptionIsAnsweredWithTheUsage() {
    assertThat(run("-Z", "some.h5")).isEqualTo(1);
    assertThat(out()).startsWith("Usage: h5stat [OPTIONS] file\n");
    assertThat(err()).contains("'-Z'");
  }

  @Test
  void helpGoesOnWithWhatFollowsIt() {
    assertThat(run("-h")).isZero();
    String usage = out();
    assertThat(usage).startsWith("Usage: h5stat [OPTIONS] file\n");
    out.reset();
    assertThat(run("-f", "--help", "some.h5", "-g")).isZero();
    assertThat(out()).startsWith(usage + "Filename: some.h5\nFile information\n");
    assertThat(out()).doesNotContain("Group bins");
  }

  @Test
  void anObjectIsNamedOnceForEachArgument() {
    assertThat(run("-O", "/group3", "some.h5")).isZero();
    assertThat(out()).isEqualTo("Filename: some.h5\n" + "Object name /group3\n".repeat(4));
    out.reset();
    assertThat(run("-O", "/none", "some.h5")).isEqualTo(1);
    assertThat(out()).isEqualTo("Filename: some.h5\n");
  }
}
