package io.hyperslab.conformance;

import io.hyperslab.cli.digest.FileDigest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Edits copies of the corpus's files, takes the edits back, and looks whether anything else
/// changed; see [EditedFile]. That is done in processes of their own, since libhdf5 may end them.
final class EditedCorpus {
  /// Some files of a few kilobytes have chunks of a gigabyte.
  private static final long SECONDS_A_FILE = 240;

  private static final List<String> JVM =
      List.of(
          "-Xmx1g",
          "-XX:+UseSerialGC",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:+DisplayVMOutputToStderr",
          "--enable-native-access=ALL-UNNAMED");

  private final Corpus corpus;
  private final Path scratch;

  /// @param scratch an empty folder, for two copies of the corpus and some logs
  EditedCorpus(Corpus corpus, Path scratch) {
    this.corpus = corpus;
    this.scratch = scratch;
  }

  /// The entries that are edited: single files without damage.
  static List<Corpus.Entry> candidates(Corpus corpus) throws IOException {
    return corpus.entries().stream()
        .filter(entry -> entry.driver() == FileDigest.Driver.SEC2 && !entry.isHostile())
        .toList();
  }

  /// A part of the candidates: every `stride`th, and all with a tag that few of them have.
  ///
  /// @param rare how many have it at the most
  static List<Corpus.Entry> sample(List<Corpus.Entry> candidates, int stride, int rare) {
    Map<String, Integer> counts = new HashMap<>();
    for (Corpus.Entry entry : candidates) {
      entry.tags().forEach(tag -> counts.merge(tag, 1, Integer::sum));
    }
    List<Corpus.Entry> sample = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Corpus.Entry entry = candidates.get(i);
      boolean isRare = entry.tags().stream().anyMatch(tag -> counts.getOrDefault(tag, 0) <= rare);
      if (isRare || i % stride == 0) {
        sample.add(entry);
      }
    }
    return sample;
  }

  /// Where an edited file is after [#run(List)], with the edits taken back. The files next to it
  /// are edited or as they were.
  Path result(Corpus.Entry entry) {
    return corpus.copyOf(entry, edited());
  }

  /// Where the copy is that was edited, as it was before.
  Path copy(Corpus.Entry entry) {
    return corpus.copyOf(entry, copies());
  }

  private Path edited() {
    return scratch.resolve("edited");
  }

  private Path copies() {
    return scratch.resolve("copies");
  }

  /// Edits files.
  ///
  /// @return the results, ordered by name
  List<EditResult> run(List<Corpus.Entry> chosen) throws IOException, InterruptedException {
    corpus.copyTo(copies());
    corpus.copyTo(edited());
    Queue<List<Corpus.Entry>> folders = folders(chosen);
    int processes = Runtime.getRuntime().availableProcessors();
    List<EditResult> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(processes)) {
      List<Future<List<EditResult>>> shares = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        Path errors = scratch.resolve("process" + i + ".log");
        shares.add(threads.submit(() -> workOff(folders, errors)));
      }
      for (Future<List<EditResult>> share : shares) {
        results.addAll(share.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("a file of the corpus could not be edited", e.getCause());
    }
    results.sort(Comparator.comparing(EditResult::name));
    return results;
  }

  /// The files by their folders, those with most first: files of one folder may lead to each other,
  /// and are edited one after the other.
  private static Queue<List<Corpus.Entry>> folders(List<Corpus.Entry> chosen) {
    Map<Path, List<Corpus.Entry>> folders = new TreeMap<>();
    for (Corpus.Entry entry : chosen) {
      folders
          .computeIfAbsent(entry.location().resolveSibling(""), _ -> new ArrayList<>())
          .add(entry);
    }
    List<List<Corpus.Entry>> all = new ArrayList<>(folders.values());
    all.sort(Comparator.comparingInt(entries -> -entries.size()));
    return new ConcurrentLinkedQueue<>(all);
  }

  private List<EditResult> workOff(Queue<List<Corpus.Entry>> folders, Path errors)
      throws IOException, InterruptedException {
    List<EditResult> results = new ArrayList<>();
    List<String> options = new ArrayList<>(JVM);
    options.add("-XX:ErrorFile=" + errors + ".%p");
    List<String> command = AskedProcess.java(EditChild.class, options);
    try (AskedProcess process = new AskedProcess(command, errors, SECONDS_A_FILE)) {
      for (List<Corpus.Entry> next = folders.poll(); next != null; next = folders.poll()) {
        for (Corpus.Entry entry : next) {
          results.add(edit(entry, process));
        }
      }
    }
    return results;
  }

  private EditResult edit(Corpus.Entry entry, AskedProcess process)
      throws IOException, InterruptedException {
    EditTask task = new EditTask(EditTask.What.EDIT, entry.name(), copy(entry), result(entry));
    Optional<EditResult> result = process.ask(task.line()).map(EditResult::parse);
    return result.isPresent() ? result.get() : editAlone(entry, task, process);
  }

  /// The result of a file over which the process died. If it dies over the untouched file, too, the
  /// file is edited without libhdf5.
  private EditResult editAlone(Corpus.Entry entry, EditTask task, AskedProcess process)
      throws IOException, InterruptedException {
    String death = process.death();
    restore(entry);
    if (process.ask(task.withWhat(EditTask.What.SHOW).line()).isPresent()) {
      return EditResult.failed(entry.name(), "the process with libhdf5 died: " + death);
    }
    restore(entry);
    return process
        .ask(task.withWhat(EditTask.What.EDIT_ALONE).line())
        .map(EditResult::parse)
        .orElseGet(() -> EditResult.failed(entry.name(), "the process died: " + process.death()));
  }

  /// Makes the copies of a file, and of those next to it, again.
  private void restore(Corpus.Entry entry) throws IOException {
    Path copies = copy(entry).resolveSibling("");
    Path originals = entry.location().resolveSibling("");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(originals)) {
      for (Path file : files) {
        if (Files.isRegularFile(file)) {
          Corpus.copyFile(file, copies.resolve(file.getFileName().toString()));
        }
      }
    }
  }
}
