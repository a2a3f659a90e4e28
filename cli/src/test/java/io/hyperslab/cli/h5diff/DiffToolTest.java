package io.hyperslab.cli.h5diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.RegionReference;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.FixedPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `h5diff` 1.10.8 prints of the same files; the module `conformance` runs the program itself.
class DiffToolTest {
  @TempDir private Path folder;
  private int status;
  private String messages = "";

  @BeforeEach
  void makeFiles() throws IOException {
    try (Hdf5File one = Hdf5File.create(folder.resolve("a.h5"));
        Hdf5File other = Hdf5File.create(folder.resolve("b.h5"))) {
      one.root().write("d", new int[][] {{1, 2}, {3, 4}});
      other.root().write("d", new int[][] {{1, 2}, {5, 4}});
      one.root().write("only", 1);
    }
  }

  private List<String> run(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes);
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Output err = new Output(told);
    status =
        new DiffTool().run(new Invocation("h5diff", List.of(arguments), folder, out, err, false));
    out.flush();
    err.flush();
    messages = told.toString(StandardCharsets.UTF_8);
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void saysWhereDifferencesAre() {
    assertThat(run("a.h5", "b.h5"))
        .containsExactly("dataset: </d> and </d>", "1 differences found");
    assertThat(status).isEqualTo(1);
  }

  @Test
  void showsValuesInATable() {
    assertThat(run("-r", "a.h5", "b.h5", "d"))
        .containsExactly(
            "dataset: </d> and </d>",
            "size:           [2x2]           [2x2]",
            "position        d               d               difference          ",
            "------------------------------------------------------------",
            "[ 1 0 ]          3               5               2              ",
            "1 differences found");
  }

  @Test
  void listsObjectsWhenVerbose() {
    assertThat(run("-v", "a.h5", "b.h5"))
        .startsWith(
            "",
            "file1     file2",
            "---------------------------------------",
            "    x      x    /              ",
            "    x      x    /d             ",
            "    x           /only          ",
            "",
            "group  : </> and </>");
  }

  @Test
  void oneFileEqualsItself() {
    assertThat(run("a.h5", "a.h5")).isEmpty();
    assertThat(status).isZero();
  }

  @Test
  void anObjectThatIsMissingInOneFileIsADifference() {
    run("-d", "10", "a.h5", "b.h5");
    assertThat(status).isEqualTo(1);
  }

  @Test
  void whatIsNoFileIsAnError() throws IOException {
    Files.writeString(folder.resolve("text"), "no HDF5 file");
    assertThat(run("text", "b.h5")).containsExactly("h5diff: <text>: unable to open file");
    assertThat(status).isEqualTo(2);
    assertThat(run("a.h5", "none.h5")).containsExactly("h5diff: <none.h5>: unable to open file");
  }

  @Test
  void wrongArgumentsShowTheHelp() {
    assertThat(run("-d", "-4", "a.h5", "b.h5"))
        .startsWith("<-d -4> is not a valid option")
        .contains("usage: h5diff [OPTIONS] file1 file2 [obj1[ obj2]]");
    assertThat(status).isEqualTo(1);
    assertThat(run("--bogus")).first().asString().startsWith("usage: h5diff");
    assertThat(run("-h")).first().asString().startsWith("usage: h5diff");
    assertThat(status).isZero();
  }

  @Test
  void contradictionsAreErrors() {
    run("-q", "-v", "a.h5", "b.h5");
    assertThat(status).isEqualTo(2);
    run("--no-dangling-links", "a.h5", "b.h5");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void aNameThatIsNoneOfAFamilyIsNoFile() {
    assertThat(run("x%q.h5", "a.h5")).containsExactly("h5diff: <x%q.h5>: unable to open file");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void regionsOfTooManyBlocksAreNotTakenForEqual() throws IOException {
    for (int start = 0; start < 2; start++) {
      try (Hdf5File file = Hdf5File.create(folder.resolve("r" + start + ".h5"))) {
        Dataset sparse =
            file.createDataset("s").type(FixedPoint.INT8).shape(5_000_000).chunks(1000).create();
        Selection some =
            Hyperslab.of(
                new long[] {start}, new long[] {2}, new long[] {2_000_000}, new long[] {1});
        RegionReference region = sparse.regionReference(some);
        file.write("r", new RegionReference[] {region, region});
      }
    }

    run("r0.h5", "r1.h5", "r");

    assertThat(messages)
        .startsWith("h5diff: r0.h5, r1.h5: ")
        .contains("number of rows of a selection")
        .hasLineCount(1);
    assertThat(status).isEqualTo(2);
  }
}
