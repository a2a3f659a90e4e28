package io.hyperslab.conformance;

import io.hyperslab.cli.digest.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Digests every file of the corpus and compares it with its golden.
final class CorpusRun {
  /// The goldens were made with this bound.
  private static final long MOST_BYTES = 256L << 20;

  private CorpusRun() {}

  static List<FileResult> of(Corpus corpus) throws IOException, InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    List<FileResult> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<FileResult>> pending = new ArrayList<>();
      for (Corpus.Entry entry : corpus.entries()) {
        pending.add(pool.submit(() -> compare(entry)));
      }
      for (Future<FileResult> result : pending) {
        results.add(result.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("a file of the corpus could not be compared", e.getCause());
    }
    return results;
  }

  static FileResult compare(Corpus.Entry entry) throws IOException {
    FileDigest digest = new FileDigest(entry.driver(), MOST_BYTES);
    String document = digest.of(entry.location().toString()).json();
    return compare(entry, JsonValue.parse(withoutFolder(entry, document)));
  }

  /// The report must not tell where the corpus was when it was made.
  private static String withoutFolder(Corpus.Entry entry, String document) {
    return Optional.ofNullable(entry.location().getParent())
        .map(folder -> document.replace(folder.toString(), "..."))
        .orElse(document);
  }

  private static FileResult compare(Corpus.Entry entry, JsonValue ours) throws IOException {
    if (!(ours instanceof JsonValue.Members digest)) {
      throw new IllegalStateException("the digest of " + entry.name() + " is no JSON object");
    }
    if (digest.has("untyped")) {
      return new FileResult(entry, FileResult.Kind.UNTYPED, error(digest), List.of());
    }
    if (entry.golden().isEmpty() || entry.isHostile()) {
      return new FileResult(entry, FileResult.Kind.HOSTILE, "", List.of());
    }
    JsonValue golden = JsonValue.parse(Files.readString(entry.golden().get()));
    if (golden instanceof JsonValue.Members members && members.has("error")) {
      return new FileResult(entry, FileResult.Kind.HOSTILE, "", List.of());
    }
    if (digest.has("error")) {
      return new FileResult(entry, FileResult.Kind.REFUSED, error(digest), List.of());
    }
    DigestComparison.Result result = DigestComparison.compare(golden, digest);
    FileResult.Kind kind =
        result.difference().isPresent()
            ? FileResult.Kind.DIFFERS
            : result.more().isEmpty() ? FileResult.Kind.EQUAL : FileResult.Kind.MORE;
    return new FileResult(entry, kind, result.difference().orElse(""), result.more());
  }

  private static String error(JsonValue.Members digest) {
    return digest.find("error").map(JsonValue::toString).orElse("");
  }
}
