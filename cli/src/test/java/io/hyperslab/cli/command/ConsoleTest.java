package io.hyperslab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.cli.text.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What names in files do to the terminal of who reads about them: nothing.
class ConsoleTest {
  private static final String EVIL = "x\u001b[2Jy\nz";
  private static final String HARMLESS = "x\\x1b[2Jy\\nz";

  @Test
  void messagesDoNotSteerTheTerminal() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(new Output(new ByteArrayOutputStream()), new Output(err));
    console.note(EVIL);
    console.report(EVIL);
    console.invocation("h5ls", List.of()).report(EVIL);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("hyperslab: note: %1$s\nhyperslab: %1$s\nh5ls: %1$s\n".formatted(HARMLESS));
  }

  @Test
  void neitherDoesWhatIsSaidAboutRecovery(@TempDir Path directory) throws IOException {
    Path file = Trial.copy("tree.h5", directory);
    Path evil = Files.move(file, directory.resolve("x\u001b[2Jy.h5"));
    assertThat(Trial.of(new RecoverCommand(), evil.toString()).out())
        .isEqualTo(directory.resolve("x\\x1b[2Jy.h5") + ": no commit was cut off, nothing to do\n");
    assertThat(Trial.of(new RecoverCommand(), "--check", evil.toString()).out())
        .contains("x\\x1b[2Jy.h5")
        .doesNotContain("\u001b");
  }
}
