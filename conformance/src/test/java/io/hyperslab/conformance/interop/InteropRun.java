package io.hyperslab.conformance.interop;

import io.hyperslab.Hdf5File;
import io.hyperslab.LibraryVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// One file, from its making through rounds of changes by libhdf5 and by Hyperslab in turn. After
/// each turn both must read what the model says.
final class InteropRun {
  private static final int LEAST_CHANGES = 30;
  private static final int MOST_CHANGES = 120;
  private static final int ROUNDS = 3;
  private static final int SHOWN = 12;

  private final Path path;
  private final EditSession session;
  private final RandomGenerator random;

  /// Makes the file.
  ///
  /// @param seed of everything that chance decides
  InteropRun(Path path, LibraryVersion dialect, long seed) throws IOException {
    this.path = path;
    this.random = new SplittableRandom(seed);
    this.session = EditSession.create(path, dialect, random);
  }

  /// Makes all changes.
  ///
  /// @throws AssertionError if anything is not as it must be; names the last changes
  void run() throws IOException {
    try {
      changeAndVerify();
    } catch (RuntimeException | AssertionError e) {
      List<String> log = session.log();
      List<String> last = log.subList(Math.max(0, log.size() - SHOWN), log.size());
      throw new AssertionError(path.getFileName() + ", after\n" + String.join("\n", last), e);
    } finally {
      session.closeIfOpen();
    }
  }

  /// Whether every program that has all filters can read the file.
  boolean isForAll() {
    return !session.fillsSequences();
  }

  private void changeAndVerify() throws IOException {
    RandomEdits edits = new RandomEdits(session);
    edits.make(random.nextInt(LEAST_CHANGES, MOST_CHANGES + 1));
    session.close();
    verify();
    for (int round = 0; round < ROUNDS; round++) {
      Libhdf5Edits.make(path, session, random.nextInt(5, 20));
      verify();
      session.open();
      edits.make(random.nextInt(5, 25));
      session.close();
      verify();
    }
  }

  private void verify() throws IOException {
    session.log("verify");
    try (Hdf5File file = Hdf5File.open(path)) {
      Description all = ModelDescription.of(session.now(), true);
      require("Hyperslab reads ", HyperslabDescription.of(file).difference(all));
    }
    Description common = ModelDescription.of(session.now(), false);
    require("libhdf5 reads ", Libhdf5Edits.describe(path).difference(common));
  }

  private static void require(String who, Optional<String> difference) {
    difference.ifPresent(text -> {
      throw new AssertionError(who + text);
    });
  }
}
