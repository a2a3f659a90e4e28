package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that die as one with libhdf5 in it may.
class AskedProcessTest {
  @TempDir private Path folder;

  private AskedProcess shell(String program, long seconds) {
    return new AskedProcess(List.of("sh", "-c", program), folder.resolve("errors.log"), seconds);
  }

  @Test
  void answersAreToldFromOtherLines() throws IOException, InterruptedException {
    try (AskedProcess echo = shell("while read q; do echo noise; echo \"= $q\"; done", 30)) {
      assertThat(echo.ask("first")).contains("first");
      assertThat(echo.ask("second")).contains("second");
    }
  }

  @Test
  void theNextQuestionAfterADeathGoesToANewProcess() throws IOException, InterruptedException {
    try (AskedProcess dying = shell("read q; echo \"= $q\"; read q; kill -SEGV $$", 30)) {
      assertThat(dying.ask("first")).contains("first");
      assertThat(dying.ask("second")).isEmpty();
      assertThat(dying.death()).isEqualTo("exit status 139");
      assertThat(dying.ask("third")).contains("third");
    }
  }

  @Test
  void aProcessThatHangsIsKilled() throws IOException, InterruptedException {
    try (AskedProcess hanging = shell("read q; exec sleep 60", 1)) {
      assertThat(hanging.ask("first")).isEmpty();
      assertThat(hanging.death()).isEqualTo("no answer in 1 s");
    }
  }

  @Test
  void howAProcessEndsAfterItsLastAnswerDoesNotCount() throws IOException, InterruptedException {
    try (AskedProcess dying = shell("read q; echo \"= $q\"; read q || kill -SEGV $$", 30)) {
      assertThat(dying.ask("first")).contains("first");
    }
  }
}
