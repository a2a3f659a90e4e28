package io.hyperslab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/// h5py, asked what a [KilledProgram] has left in a file.
final class H5pyCheck implements AutoCloseable {
  /// What it says of a file that it does not open.
  static final String REFUSED = "refused";

  private static final String PROGRAM =
      """
      import h5py, sys
      import numpy as np

      def often(f, n):
          g = f["groups"]
          assert len(g) == n, "groups"
          assert all(g[str(i)].attrs["n"] == i for i in range(1, n + 1)), "group"
          assert all(f.attrs["a%d" % (i % 30)] == i for i in range(max(1, n - 29), n + 1)), "a"

      def rare(f, n):
          for i in range(1, n + 1):
              g = f["g%d" % i]
              assert len(g) == 41 and g["39"].attrs["n"] == i, "group"
              assert g["data"].shape == (3000,) and (g["data"][...] == i).all(), "data"

      def append(f, n):
          assert np.array_equal(f["rows"][...], np.arange(100 * n)), "rows"

      def reuse(f, n):
          for i in range(max(1, n - 4), n + 1):
              d = f["d%d" % (i % 5)][...]
              assert len(d) == 50 + i * 37 % 900 and (d == i).all(), "d"

      def text(f, n):
          t = f["text"][...]
          for i in range(max(1, n - 19), n + 1):
              expected = "text %d%s" % (i, "x" * (i % 50))
              assert t[i % 20] == expected.encode(), "text"

      def contiguous(f, n):
          assert f["all"].shape == (5000,) and (f["all"][...] == n).all(), "all"

      print(h5py.version.hdf5_version, flush=True)
      for line in sys.stdin:
          program, path = line.rstrip("\\n").split(" ", 1)
          try:
              f = h5py.File(path, "r")
          except OSError as e:
              print("refused", flush=True)
              continue
          try:
              n = int(f.attrs["commit"])
              globals()[program.lower()](f, n)
              answer = n
          except Exception as e:
              answer = "wrong: " + repr(e).replace("\\n", " ")
          f.close()
          print(answer, flush=True)
      """;

  private final Process python;
  private final Writer questions;
  private final BufferedReader answers;
  private final String version;

  H5pyCheck() throws IOException {
    python =
        new ProcessBuilder("/usr/bin/python3", "-c", PROGRAM)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    questions = python.outputWriter(UTF_8);
    answers = python.inputReader(UTF_8);
    version = answer();
  }

  /// The version of its libhdf5.
  String version() {
    return version;
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("h5py has died");
    }
    return line;
  }

  /// The number of the commit that a file is at, if everything in it is what it is after that;
  /// [#REFUSED]; or what is wrong with it.
  String ask(KilledProgram program, Path file) throws IOException {
    questions.write(program + " " + file + "\n");
    questions.flush();
    return answer();
  }

  @Override
  public void close() throws IOException {
    questions.close();
    python.destroy();
  }
}
