package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @Test
  void helpNamesTheCommandsOnStandardOutput() {
    CommandRun run = CommandRun.of("--help");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("Usage: hyperslab")
        .contains("  ls ", "  dump", "  digest", "  repack", "  recover", "  tour");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void withoutACommandItFailsAndSaysWhereHelpIs() {
    CommandRun run = CommandRun.of();
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("hyperslab: a command is missing\nTry 'hyperslab --help'.\n");
  }

  @Test
  void aMisspeltNameIsGuessed() {
    CommandRun run = CommandRun.of("shwo", "x.h5");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("hyperslab: no command 'shwo': did you mean 'show'?\n");
    assertThat(CommandRun.of("ls", "--recursve").err())
        .startsWith("hyperslab: unknown option '--recursve': did you mean '--recursive'?\n");
  }

  @Test
  void everyStandInIsFoundByTheNameOfItsProgram() {
    for (String name : Tools.NAMES) {
      assertThat(Tools.find(name)).as(name).isPresent();
      CommandRun run = CommandRun.of(name, "-h");
      assertThat(run.out() + run.err()).as(name).containsIgnoringCase("usage");
    }
  }

  @Test
  void theCommandsThatAreRehearsedSucceed(@TempDir Path directory) {
    assertThat(Rehearsal.run(directory)).isZero();
    assertThat(Rehearsal.runBrief(directory)).isZero();
  }

  @Test
  void theVersionIsOneLine() {
    assertThat(CommandRun.of("--version").out()).matches("hyperslab \\S.*\n");
  }

  static List<String> commands() {
    return Commands.names();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfWithExamples(String command) {
    CommandRun run = CommandRun.of(command, "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("Usage: hyperslab " + command)
        .contains("Examples:\n  hyperslab " + command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls", "show", "stat", "diff", "digest", "recover"})
  void anUnknownOptionIsAUsageErrorInTwoLines(String command) {
    CommandRun run = CommandRun.of(command, "--no-such-option", "x.h5");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "hyperslab: unknown option '--no-such-option'\nTry 'hyperslab "
                + command
                + " --help'.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls", "dump", "digest"})
  void aMissingFileIsOneLineAndOthersAreStillRead(String command) {
    CommandRun run = CommandRun.of(command, "no_such_file.h5", CommandRun.fixture("tree.h5"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("hyperslab: no_such_file.h5: no such file\n");
    assertThat(run.out()).contains("ordered");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls", "dump", "digest"})
  void aFileThatIsNotHdf5IsOneLine(String command, @TempDir Path directory) throws IOException {
    Path text = Files.writeString(directory.resolve("text.h5"), "no signature");
    CommandRun run = CommandRun.of(command, text.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines().toList()).hasSize(1);
    assertThat(run.err()).startsWith("hyperslab: " + text + ": ").contains("signature");
  }

  @Test
  void aStackTraceIsShownOnlyWhenAskedFor() {
    assertThat(CommandRun.of("ls", "none.h5").err()).doesNotContain("\tat ");
    assertThat(CommandRun.of("ls", "--debug", "none.h5").err()).contains("\tat ");
  }

  @Test
  void aReaderThatGoesAwayEndsTheCommandQuietly() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(failing("Broken pipe"), err, "dump", CommandRun.fixture("types.h5"));
    assertThat(status).isZero();
    assertThat(err.size()).isZero();
  }

  @Test
  void outputThatCannotBeWrittenIsAnError() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(failing("No space left on device"), err, "dump", CommandRun.fixture("types.h5"));
    assertThat(status).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("hyperslab: standard output: No space left on device\n");
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"rehearse", "rehearse-brief"})
  void aRehearsalWithoutAFolderIsAUsageError(String name) {
    CommandRun run = CommandRun.of(name);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("hyperslab: " + name + " takes one folder\n");
  }

  @ParameterizedTest
  @ValueSource(classes = {StackOverflowError.class, OutOfMemoryError.class})
  void aWantOfMemoryIsOneLine(Class<? extends Error> kind) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream out =
        new OutputStream() {
          private boolean failed;

          @Override
          public void write(int b) {
            if (!failed) {
              failed = true;
              throw kind == OutOfMemoryError.class
                  ? new OutOfMemoryError("heap")
                  : new StackOverflowError("heap");
            }
          }
        };
    assertThat(Main.run(out, err, "ls", CommandRun.fixture("tree.h5"), "none.h5")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("hyperslab: not enough memory: " + kind.getName() + ": heap\n");
  }

  @Test
  void aStandardErrorThatFailsIsNoReasonToCrash() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    assertThat(Main.run(OutputStream.nullOutputStream(), full, "ls", "nothing.h5")).isEqualTo(1);
    assertThat(Main.run(full, full, "--version")).isEqualTo(1);
  }
}
