package io.hyperslab.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Has the corpus's reference program, which reads through h5py, digest files that were edited, and
/// compares that with the goldens of the files as they were.
final class GoldenCheck {
  private static final long SECONDS_A_FILE = 120;

  private static final String PROGRAM =
      """
      import sys
      from h5py import h5f
      sys.path.insert(0, sys.argv[1])
      import digest
      digest.load_plugins()
      for line in sys.stdin:
          mode, path = line[:-1].split(" ", 1)
          access = h5f.ACC_RDWR if mode == "r+" else h5f.ACC_RDONLY
          digest.open_file = lambda name, driver: h5f.open(digest.raw(name), access)
          print("= " + digest.dumps(digest.digest(path)).replace("\\n", ""), flush=True)
      """;

  /// libhdf5 copies a fill value of variable length into the file for every element that it reads
  /// of it, once any chunk is stored; it does so with a file of its own, too.
  private static final String NEEDS_WRITE_ACCESS = "no write intent on file";

  private final EditedCorpus edited;
  private final Map<String, Corpus.Entry> entries;
  private final Path corpus;
  private final Path scratch;

  /// @param chosen the entries that were edited
  /// @param corpus the corpus's folder
  /// @param scratch a folder for logs
  GoldenCheck(EditedCorpus edited, List<Corpus.Entry> chosen, Path corpus, Path scratch) {
    this.edited = edited;
    this.entries =
        chosen.stream().collect(Collectors.toMap(Corpus.Entry::name, Function.identity()));
    this.corpus = corpus;
    this.scratch = scratch;
  }

  /// How one file compares.
  enum Kind {
    /// As its golden says.
    GOLDEN,
    /// Other than its golden says, as the untouched file is with this version of the reference.
    ORIGINAL,
    /// The reference does not open the untouched file, or dies over it.
    UNKNOWN,
    /// None of these.
    DIFFERS
  }

  /// What came out for one file.
  ///
  /// @param detail the difference; empty if there is none
  record Outcome(String name, Kind kind, String detail) {}

  List<Outcome> run(List<EditResult> results) throws IOException, InterruptedException {
    Queue<EditResult> left = new ConcurrentLinkedQueue<>(results);
    int processes = Runtime.getRuntime().availableProcessors();
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(processes)) {
      List<Future<List<Outcome>>> shares = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        Path errors = scratch.resolve("h5py" + i + ".log");
        shares.add(threads.submit(() -> workOff(left, errors)));
      }
      for (Future<List<Outcome>> share : shares) {
        outcomes.addAll(share.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("a file could not be compared", e.getCause());
    }
    return outcomes;
  }

  private List<Outcome> workOff(Queue<EditResult> left, Path errors)
      throws IOException, InterruptedException {
    // Compiled modules would be written into the corpus.
    List<String> command =
        List.of("/usr/bin/python3", "-B", "-X", "utf8", "-c", PROGRAM, corpus.toString());
    List<Outcome> outcomes = new ArrayList<>();
    try (AskedProcess h5py = new AskedProcess(command, errors, SECONDS_A_FILE)) {
      for (EditResult next = left.poll(); next != null; next = left.poll()) {
        outcomes.add(check(next, h5py));
      }
    }
    return outcomes;
  }

  private Outcome check(EditResult result, AskedProcess h5py)
      throws IOException, InterruptedException {
    Corpus.Entry entry = entries.get(result.name());
    Set<String> reallocated = Set.copyOf(result.changes().reallocated());
    Optional<FileDocument> now = digestOfCopy(edited.result(entry), h5py);
    String death = h5py.death();
    if (now.isPresent() && isEqual(golden(entry), now.get(), reallocated)) {
      return new Outcome(entry.name(), Kind.GOLDEN, "");
    }
    Optional<FileDocument> original = digest(entry.location(), h5py);
    if (original.isEmpty() || original.get().isRefusal()) {
      return new Outcome(entry.name(), Kind.UNKNOWN, "");
    }
    return now.map(document -> original.get().difference(document, reallocated))
        .orElse(Optional.of("h5py died: " + death))
        .map(difference -> new Outcome(entry.name(), Kind.DIFFERS, difference))
        .orElse(new Outcome(entry.name(), Kind.ORIGINAL, ""));
  }

  private static boolean isEqual(
      Optional<FileDocument> golden, FileDocument now, Set<String> reallocated) {
    return golden.isPresent() && golden.get().difference(now, reallocated).isEmpty();
  }

  /// The reference's digest of a file; empty if it died over it.
  private static Optional<FileDocument> digest(Path file, AskedProcess h5py)
      throws IOException, InterruptedException {
    return ask("r " + file, h5py).map(FileDocument::parse);
  }

  /// The same of a copy, which the reference may change if it does not read it otherwise.
  private static Optional<FileDocument> digestOfCopy(Path copy, AskedProcess h5py)
      throws IOException, InterruptedException {
    Optional<String> answer = ask("r " + copy, h5py);
    boolean again = answer.isPresent() && answer.get().contains(NEEDS_WRITE_ACCESS);
    return (again ? ask("r+ " + copy, h5py) : answer).map(FileDocument::parse);
  }

  /// An answer, of a second process if the first died. HDF5 1.10.8 closes attributes that it could
  /// not open; whether it survives that depends on what it has read before.
  private static Optional<String> ask(String question, AskedProcess h5py)
      throws IOException, InterruptedException {
    Optional<String> answer = h5py.ask(question);
    return answer.isPresent() ? answer : h5py.ask(question);
  }

  /// What the reference says of the untouched file; empty if it did not open it.
  private static Optional<FileDocument> golden(Corpus.Entry entry) throws IOException {
    if (entry.golden().isEmpty()) {
      return Optional.empty();
    }
    FileDocument golden = FileDocument.parse(Files.readString(entry.golden().get()));
    return golden.isRefusal() ? Optional.empty() : Optional.of(golden);
  }
}
