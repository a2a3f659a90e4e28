package io.hyperslab.testkit;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The reference implementations outside of this build: h5dump, and h5py for Python. Tests against
/// them are skipped where they are missing, unless the environment variable
/// `HYPERSLAB_REQUIRE_ORACLES` is 1: then that is a failure.
public final class Oracles {
  private static final String REQUIRE = "HYPERSLAB_REQUIRE_ORACLES";
  private static final long SECONDS = 30;

  private Oracles() {}

  /// Why h5py cannot be used here, if it cannot.
  ///
  /// @throws IllegalStateException if it has to be there
  public static Optional<String> missingH5py() {
    return missing("h5py", "/usr/bin/python3", "-c", "import h5py");
  }

  /// Why h5dump cannot be used here, if it cannot.
  ///
  /// @throws IllegalStateException if it has to be there
  public static Optional<String> missingH5dump() {
    return missing("h5dump", "h5dump", "--version");
  }

  private static Optional<String> missing(String name, String... command) {
    if (runs(command)) {
      return Optional.empty();
    }
    String message = name + " is not installed: '" + String.join(" ", command) + "' fails";
    if ("1".equals(System.getenv(REQUIRE))) {
      throw new IllegalStateException(message + ", and " + REQUIRE + " is 1");
    }
    return Optional.of(message);
  }

  private static boolean runs(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
