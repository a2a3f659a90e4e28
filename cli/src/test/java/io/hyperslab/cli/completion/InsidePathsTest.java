package io.hyperslab.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InsidePathsTest {
  @TempDir Path folder;
  private String file = "";

  @BeforeEach
  void aFile() throws IOException {
    Path path = folder.resolve("run.h5");
    try (Hdf5File made = Hdf5File.createNew(path)) {
      made.createGroup("group/inner");
      made.write("group/data", 1);
      made.write("gain", 2);
      made.write("two\nlines", 3);
      made.root().linkSoft("ghost", "/nowhere");
    }
    file = path.toString();
  }

  @Test
  void groupsHaveASlashAtTheirEnd() {
    assertThat(InsidePaths.startingWith(file + "/g"))
        .containsExactly(file + "/gain", file + "/ghost", file + "/group/");
    assertThat(InsidePaths.startingWith(file + "/group/"))
        .containsExactly(file + "/group/data", file + "/group/inner/");
  }

  @Test
  void namesThatWouldBeTwoLinesAreLeftOut() {
    assertThat(InsidePaths.startingWith(file + "/t")).isEmpty();
  }

  @Test
  void whatIsNotThereHasNothingInside() throws IOException {
    assertThat(InsidePaths.startingWith(file + "/nowhere/x")).isEmpty();
    assertThat(InsidePaths.startingWith(file + "/gain/x")).isEmpty();
    assertThat(InsidePaths.startingWith(folder.resolve("none.h5") + "/x")).isEmpty();
    Path text = Files.writeString(folder.resolve("text"), "no HDF5");
    assertThat(InsidePaths.startingWith(text + "/x")).isEmpty();
    assertThat(InsidePaths.startingWith(file)).isEmpty();
  }
}
