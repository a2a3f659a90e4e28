package io.hyperslab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/// h5py as the reader of files that a SWMR writer changes, and as that writer.
final class H5pySwmr implements AutoCloseable {
  /// Which Python it is, of those that have h5py.
  private static final String PYTHON =
      System.getProperty("hyperslab.swmr.python", "/usr/bin/python3");

  private static final String READER =
      """
      import h5py, select, sys, time
      import numpy as np

      def check(f, seen):
          for name in f:
              d = f[name] if name not in seen else seen[name][0]
              before = seen[name][1] if name in seen else 0
              if f.swmr_mode:
                  d.refresh()
              n = d.shape[0]
              assert n >= before, "%s: %d rows after %d" % (name, n, before)
              columns = np.arange(d.shape[1]) if len(d.shape) > 1 else 0
              rows = np.arange(n, dtype="i8") * 1000003
              expected = rows if len(d.shape) == 1 else rows[:, None] + columns[None, :]
              a = d[...]
              assert np.array_equal(a, expected), "%s: %d rows: %r" % (
                  name, n, np.argwhere(a != expected)[:3])
              seen[name] = (d, n)

      def follow(path):
          seen = {}
          polls = 0
          with h5py.File(path, "r", libver="latest", swmr=True) as f:
              while True:
                  last = select.select([sys.stdin], [], [], 0)[0]
                  check(f, seen)
                  time.sleep(0.001)
                  polls += 1
                  if last:
                      sys.stdin.readline()
                      check(f, seen)
                      return str(polls) + " " + text(seen)

      def look(path):
          seen = {}
          with h5py.File(path, "r") as f:
              check(f, seen)
          return text(seen)

      def text(seen):
          return " ".join("%s=%d" % (name, seen[name][1]) for name in sorted(seen))

      print(h5py.version.hdf5_version, flush=True)
      while True:
          line = sys.stdin.readline()
          if not line:
              break
          what, path = line.rstrip("\\n").split(" ", 1)
          try:
              answer = globals()[what](path)
          except Exception as e:
              answer = "wrong: " + repr(e).replace("\\n", " ")
          print(answer, flush=True)
      """;

  private static final String WRITER =
      """
      import h5py, random, sys, time
      import numpy as np

      path, seed = sys.argv[1:]
      random.seed(int(seed))
      pages = {} if int(seed) % 4 < 2 else {"fs_strategy": "page", "fs_page_size": 512}
      with h5py.File(path, "w", libver="latest", **pages) as f:
          def make(name, **options):
              return f.create_dataset(name, dtype="i8", **options)
          sets = [
              make("EXTENSIBLE", shape=(0,), maxshape=(None,), chunks=(1,)),
              make("EXTENSIBLE_GZIP", shape=(0,), maxshape=(None,), chunks=(16,), compression=1),
              make("TREE", shape=(0, 4), maxshape=(None, None), chunks=(2, 2)),
              make("TREE_GZIP", shape=(0, 4), maxshape=(None, None), chunks=(8, 2), compression=1),
              make("FIXED", shape=(0,), maxshape=(5000,), chunks=(1,)),
              make("FIXED_GZIP", shape=(0,), maxshape=(5000,), chunks=(32,), compression=1),
              make("SINGLE", shape=(0,), maxshape=(2048,), chunks=(2048,)),
              make("SINGLE_GZIP", shape=(0,), maxshape=(2048,), chunks=(2048,), compression=1),
          ]
          f.swmr_mode = True
          print(0, flush=True)
          count = 0
          while count < 1200:
              after = min(1200, count + random.randint(1, 30))
              rows = np.arange(count, after, dtype="i8") * 1000003
              for d in sets:
                  if len(d.shape) == 1:
                      d.resize((after,))
                      d[count:] = rows
                  else:
                      d.resize((after, 4))
                      d[count:] = rows[:, None] + np.arange(4)[None, :]
                  d.flush()
              count = after
              print(count, flush=True)
              time.sleep(random.random() * 0.003)
          sys.stdin.read()
      print("closed", flush=True)
      """;

  private final Process python;
  private final Writer questions;
  private final BufferedReader answers;
  private final String version;

  H5pySwmr() throws IOException {
    python =
        new ProcessBuilder(PYTHON, "-c", READER)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    questions = python.outputWriter(UTF_8);
    answers = python.inputReader(UTF_8);
    version = answer();
  }

  /// A program that writes a file like [SwmrWriter], and closes it when its input ends.
  static ProcessBuilder writer(Path file, long seed) {
    return new ProcessBuilder(PYTHON, "-c", WRITER, file.toString(), String.valueOf(seed));
  }

  /// The version of its libhdf5.
  String version() {
    return version;
  }

  /// Begins to read a file again and again.
  void follow(Path file) throws IOException {
    ask("follow " + file);
  }

  /// Ends what [#follow(Path)] began.
  ///
  /// @return how often everything was read, and the rows seen at last; or what was wrong
  String stop() throws IOException {
    ask("stop");
    return answer();
  }

  /// The rows of a file that nobody writes; or what is wrong.
  String look(Path file) throws IOException {
    ask("look " + file);
    return answer();
  }

  private void ask(String question) throws IOException {
    questions.write(question + "\n");
    questions.flush();
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("h5py has died");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    questions.close();
    python.destroy();
  }
}
