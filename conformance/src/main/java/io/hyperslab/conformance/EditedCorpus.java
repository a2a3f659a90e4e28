package io.hyperslab.conformance;

import io.hyperslab.cli.digest.FileDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/// Edits copies of the corpus's files, takes the edits back, and looks whether anything else
/// changed; see [EditedFile].
final class EditedCorpus {
  private EditedCorpus() {}

  /// Edits the single files that hold no damage and can be read.
  ///
  /// @param copies an empty folder, for a copy of the corpus
  /// @param chosen which files are edited
  static List<EditResult> run(Corpus corpus, Path copies, Predicate<Corpus.Entry> chosen)
      throws IOException, InterruptedException {
    Map<Path, List<Corpus.Entry>> folders = new TreeMap<>();
    for (Corpus.Entry entry : corpus.copyTo(copies)) {
      if (entry.driver() == FileDigest.Driver.SEC2 && !entry.isHostile() && chosen.test(entry)) {
        Path folder = entry.location().resolveSibling("");
        folders.computeIfAbsent(folder, f -> new ArrayList<>()).add(entry);
      }
    }
    List<EditResult> results = new ArrayList<>();
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<List<EditResult>>> pending = new ArrayList<>();
      for (List<Corpus.Entry> folder : folders.values()) {
        pending.add(pool.submit(() -> edit(folder)));
      }
      for (Future<List<EditResult>> folder : pending) {
        results.addAll(folder.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("a file of the corpus could not be edited", e.getCause());
    }
    return results;
  }

  /// One file after the other: those of one folder may lead to each other.
  private static List<EditResult> edit(List<Corpus.Entry> folder) throws IOException {
    List<EditResult> results = new ArrayList<>();
    for (Corpus.Entry entry : folder) {
      EditedFile.of(entry).ifPresent(results::add);
    }
    return results;
  }
}
