package io.hyperslab.conformance;

import io.hyperslab.testkit.SampleFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The valid files that tests damage: those that libhdf5 writes here and now, and with the corpus
/// its small ones.
final class Seeds {
  private static final long LARGEST = 64 << 10;

  private Seeds() {}

  /// @param folder where to write files
  static List<Path> of(Path folder) throws IOException {
    List<Path> seeds = new ArrayList<>(SampleFiles.write(folder));
    Optional<Corpus> corpus = Corpus.find();
    if (corpus.isPresent()) {
      seeds.addAll(corpus.get().wellFormed(LARGEST));
    } else {
      System.out.println("No corpus: only the files made here are damaged.");
    }
    return seeds;
  }
}
