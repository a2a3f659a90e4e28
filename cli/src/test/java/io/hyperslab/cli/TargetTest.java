package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {
  @TempDir private Path directory;

  @Test
  void whatFollowsTheFileIsThePathInIt() throws IOException {
    Path file = Files.createFile(directory.resolve("a.h5"));
    assertThat(Target.of(file.toString())).isEqualTo(new Target(file, "/"));
    assertThat(Target.of(file + "/")).isEqualTo(new Target(file, "/"));
    assertThat(Target.of(file + "/b/c/")).isEqualTo(new Target(file, "/b/c"));
  }

  @Test
  void whatIsNoFileIsKeptWholeForTheErrorThatFollows() throws IOException {
    String none = directory.resolve("none.h5") + "/x";
    assertThat(Target.of(none)).isEqualTo(new Target(Path.of(none), "/"));
  }
}
