package io.hyperslab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    assertThat(Target.of(file + "/b[0, :3]")).isEqualTo(new Target(file, "/b[0, :3]"));
    assertThat(Target.of(file + "@title")).isEqualTo(new Target(file, "/@title"));
  }

  @Test
  void whatIsNoFileIsKeptWholeForTheErrorThatFollows() throws IOException {
    String none = directory.resolve("none.h5") + "/x";
    assertThat(Target.of(none)).isEqualTo(new Target(Path.of(none), "/"));
  }

  @Test
  void aFileThatIsToBeMadeIsTheFirstNameThatIsNotThere() throws IOException {
    String none = directory.resolve("none.h5") + "/x/y";
    assertThat(Target.ofNew(none)).isEqualTo(new Target(directory.resolve("none.h5"), "/x/y"));
    String unusual = directory.resolve("none") + "/x/y";
    assertThat(Target.ofNew(unusual)).isEqualTo(new Target(directory.resolve("none"), "/x/y"));
  }

  @Test
  void aFolderThatIsMissingIsNotMadeAFile() throws IOException {
    Path folder = directory.resolve("nodir");
    assertThatThrownBy(() -> Target.ofNew(folder + "/new.h5/y"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(folder.toString());
    Path inner = Files.createDirectories(directory.resolve("runs.h5/a")).resolve("b.NC");
    assertThat(Target.ofNew(inner + "/y")).isEqualTo(new Target(inner, "/y"));
    assertThat(Target.ofNew(inner + "@title")).isEqualTo(new Target(inner, "/@title"));
  }

  @Test
  void aLinkMayLeadToAFileThatIsMissing() throws IOException {
    assertThat(Target.ofLinked("nodir/archive.h5/2024"))
        .isEqualTo(new Target(Path.of("nodir/archive.h5"), "/2024"));
    assertThatIllegalArgumentException().isThrownBy(() -> Target.ofLinked("nodir/archive/2024"));
  }
}
