package io.hyperslab.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.error.FileLockedException;
import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.FileLocking;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may open a file that somebody has open: libhdf5's programs and this library's, in all
/// combinations, are to answer as libhdf5 does among its own.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@DisabledOnOs(OS.WINDOWS) // where the oracle is not installed
final class FileLockMatrixTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final String VARIABLE = "HDF5_USE_FILE_LOCKING";

  private static final String CREATE =
      """
      import h5py, sys
      with h5py.File(sys.argv[1], "w", libver="latest") as f:
          f.create_dataset("x", (3,), maxshape=(None,), chunks=(2,))
      print("created")
      """;

  private static final String HOLD =
      """
      import h5py, sys
      f = h5py.File(sys.argv[1], sys.argv[2].replace("swmr", "r+"), libver="latest")
      if sys.argv[2] == "swmr":
          f.swmr_mode = True
      print("holds", flush=True)
      sys.stdin.read()
      f.close()
      """;

  private static final String SEEK =
      """
      import h5py, sys
      try:
          h5py.File(sys.argv[1], sys.argv[2]).close()
          print("opens")
      except OSError:
          print("refused")
      """;

  @TempDir Path directory;
  private Path file;

  @BeforeAll
  static void requireH5py() {
    Optional<String> missing = Oracles.missingH5py();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
  }

  @BeforeEach
  void createFile() throws IOException {
    file = directory.resolve("shared.h5");
    assertThat(answer(python(CREATE))).isEqualTo("created");
  }

  private Process python(String program, String... arguments) throws IOException {
    return python(Optional.empty(), program, arguments);
  }

  private Process python(Optional<String> locking, String program, String... arguments)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(PYTHON, "-c", program, file.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().remove(VARIABLE);
    locking.ifPresent(value -> builder.environment().put(VARIABLE, value));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String answer(Process process) throws IOException {
    BufferedReader output = process.inputReader(UTF_8);
    return String.valueOf(output.readLine());
  }

  /// Has the file open until it is closed.
  private Closeable hold(String holder) throws IOException {
    return switch (holder) {
      case "java r" -> guard(false)::close;
      case "java r+" -> guard(true)::close;
      default -> holdInPython(holder.substring("h5py ".length()));
    };
  }

  private FileGuard guard(boolean writing) throws IOException {
    return writing
        ? FileGuard.exclusive(file, FileLocking.REQUIRED, Duration.ZERO)
        : FileGuard.shared(file, FileLocking.REQUIRED, Duration.ZERO);
  }

  private Closeable holdInPython(String mode) throws IOException {
    Process process = python(HOLD, mode);
    assertThat(answer(process)).isEqualTo("holds");
    return () -> {
      process.getOutputStream().close();
      process.onExit().join();
    };
  }

  private String seek(String seeker) throws IOException {
    return switch (seeker) {
      case "java r" -> seekInJava(false);
      case "java r+" -> seekInJava(true);
      case "h5py r+ unlocked" -> answer(python(Optional.of("FALSE"), SEEK, "r+"));
      default -> answer(python(SEEK, seeker.substring("h5py ".length())));
    };
  }

  private String seekInJava(boolean writing) throws IOException {
    try (FileGuard guard = guard(writing)) {
      return guard.isLocked() ? "opens" : "opens without a lock";
    } catch (FileLockedException _) {
      return "refused";
    }
  }

  @ParameterizedTest
  @CsvSource({
    "h5py r,  h5py r,  opens",
    "h5py r,  h5py r+, refused",
    "h5py r+, h5py r,  refused",
    "h5py r+, h5py r+, refused",
    "java r,  h5py r,  opens",
    "java r,  h5py r+, refused",
    "java r+, h5py r,  refused",
    "java r+, h5py r+, refused",
    "h5py r,  java r,  opens",
    "h5py r,  java r+, refused",
    "h5py r+, java r,  refused",
    "h5py r+, java r+, refused",
    "java r,  java r,  opens",
    "java r,  java r+, refused",
    "java r+, java r,  refused",
    "java r+, java r+, refused",
    // without a lock nobody is kept out; and who writes for concurrent readers has none
    "java r,  h5py r+ unlocked, opens",
    "java r+, h5py r+ unlocked, opens",
    "h5py swmr, java r,  opens",
    "h5py swmr, java r+, opens"
  })
  void answersAsLibhdf5Does(String holder, String seeker, String expected) throws IOException {
    try (Closeable _ = hold(holder)) {
      assertThat(seek(seeker)).as("%s while %s", seeker, holder).isEqualTo(expected);
    }
    assertThat(seek("java r+")).as("afterwards").isEqualTo("opens");
  }

  @Test
  void waitsForLibhdf5ToClose() throws Exception {
    Closeable held = hold("h5py r+");
    Thread closer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Thread.sleep(100);
                held.close();
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    FileGuard.exclusive(file, FileLocking.REQUIRED, Duration.ofSeconds(60)).close();
    closer.join();
  }
}
