package io.hyperslab.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Measures the library by the corpus and writes the report.
public final class Main {
  private static final String USAGE = "usage: java -jar hyperslab-conformance.jar CORPUS REPORT.md";

  private Main() {}

  /// Ends the process with 0 when every file is equal or explained, with 1 otherwise, and with 2
  /// when the corpus is not there.
  ///
  /// @param arguments the folder of the corpus, and the file to write, usually
  ///   `docs/CONFORMANCE.md`
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Optional<Corpus> corpus =
        arguments.length == 2 ? Corpus.in(Path.of(arguments[0])) : Optional.empty();
    if (corpus.isEmpty()) {
      System.err.println(USAGE);
      System.exit(2);
      return;
    }
    Reasons reasons = Reasons.load();
    List<FileResult> results = CorpusRun.of(corpus.get());
    Files.writeString(Path.of(arguments[1]), Report.of(results, reasons, versions()));
    List<FileResult> unexplained =
        results.stream()
            .filter(FileResult::needsReason)
            .filter(result -> reasons.of(result).isEmpty())
            .toList();
    unexplained.forEach(
        r -> System.err.println(r.kind() + "\t" + r.entry().name() + "\t" + r.detail()));
    System.exit(unexplained.isEmpty() ? 0 : 1);
  }

  private static String versions() {
    return "Date: "
        + LocalDate.now(ZoneOffset.UTC)
        + ". Library: "
        + Optional.ofNullable(io.hyperslab.Hdf5File.class.getPackage().getImplementationVersion())
            .orElse("not packaged")
        + ". Java: "
        + Runtime.version()
        + ". References: HDF5 1.10.8, 1.14.5 and 2.0.0, as the corpus says for each file.";
  }
}
