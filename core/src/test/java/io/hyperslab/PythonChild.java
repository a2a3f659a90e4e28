package io.hyperslab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Another program that has a file open through h5py until it is told to close it, or dies.
final class PythonChild implements AutoCloseable {
  private static final String OPEN =
      """
      import sys, h5py, numpy
      mode, path = sys.argv[1:]
      try:
          if mode == "swmr":
              f = h5py.File(path, "r+", libver="latest")
              f.swmr_mode = True
              f["x"][0] += 1
              f.flush()
          elif mode == "latest":
              f = h5py.File(path, "r+", libver="latest")
              f.flush()
          else:
              f = h5py.File(path, mode)
      except OSError as e:
          print("refused", flush=True)
          sys.exit()
      print("open", flush=True)
      sys.stdin.readline()
      f.close()
      print("closed", flush=True)
      """;

  private final Process process;
  private final BufferedReader output;
  private final String answer;

  private PythonChild(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader(UTF_8);
    this.answer = String.valueOf(output.readLine());
  }

  /// Opens a file, if it can.
  ///
  /// @param mode one of h5py's, or `latest` for `r+` with the newest format, or `swmr`
  /// @param locking the environment's `HDF5_USE_FILE_LOCKING`
  static PythonChild open(Path file, String mode, String locking) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("/usr/bin/python3", "-c", OPEN, mode, file.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("HDF5_USE_FILE_LOCKING", locking);
    return new PythonChild(builder.start());
  }

  /// Whether it has the file open.
  boolean hasOpened() {
    return answer.equals("open");
  }

  long processId() {
    return process.pid();
  }

  /// Ends it in the midst of its work.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Makes it close the file.
  @Override
  public void close() throws IOException {
    if (hasOpened() && process.isAlive()) {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      output.readLine();
    }
    kill();
  }
}
