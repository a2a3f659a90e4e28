package io.hyperslab.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The corpus's program that digests a file as libhdf5 reads it, and what of its documents is
/// compared with ours.
public final class ReferenceDigest {
  private static final String SCRIPT = "digest.py";
  private static final String FOLDER_OF_2 = "hdf5-2.0";

  private ReferenceDigest() {}

  /// The program; empty if there is no corpus.
  ///
  /// @param newest whether for HDF5 2.0
  public static Optional<Path> script(boolean newest) {
    return Optional.ofNullable(System.getProperty(Corpus.PROPERTY))
        .map(folder -> Path.of(folder, newest ? FOLDER_OF_2 : "").resolve(SCRIPT))
        .filter(Files::isRegularFile)
        .map(Path::toAbsolutePath);
  }

  /// The first difference between the reference's document of a file and ours.
  public static Optional<String> difference(String reference, Path path) {
    return DigestComparison.compare(JsonValue.parse(reference), FileDocument.of(path).digest())
        .difference();
  }
}
