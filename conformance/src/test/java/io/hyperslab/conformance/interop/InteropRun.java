package io.hyperslab.conformance.interop;

import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// One file, from its making through rounds of changes by other programs and by Hyperslab in turn.
/// After each turn it must hold what the model says, to Hyperslab and to whoever has changed it.
final class InteropRun {
  private static final int LEAST_CHANGES = 30;
  private static final int MOST_CHANGES = 120;
  private static final int SHOWN = 12;

  private final Path path;
  private final EditSession session;
  private final RandomGenerator random;
  private final List<Turns> programs;

  /// A program that takes turns with Hyperslab.
  ///
  /// @param program reads, and changes
  /// @param rounds of changes by it and then by Hyperslab
  record Turns(ForeignProgram program, int rounds) {}

  /// @param path of the file
  /// @param session that has made it
  /// @param programs the first one first
  InteropRun(Path path, EditSession session, List<Turns> programs) {
    this.path = path;
    this.session = session;
    this.random = session.random();
    this.programs = List.copyOf(programs);
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

  private void changeAndVerify() throws IOException {
    RandomEdits edits = new RandomEdits(session);
    edits.make(random.nextInt(LEAST_CHANGES, MOST_CHANGES + 1));
    session.close();
    verifyByAll();
    for (Turns turns : programs) {
      for (int round = 0; round < turns.rounds(); round++) {
        ForeignEdits.make(turns.program(), path, session, random.nextInt(5, 20));
        verify(turns.program());
        session.open();
        edits.make(random.nextInt(5, 25));
        session.close();
        verify(turns.program());
      }
    }
    verifyByAll();
  }

  private void verify(ForeignProgram program) throws IOException {
    verify();
    verifyBy(program);
  }

  private void verifyByAll() throws IOException {
    verify();
    for (Turns turns : programs) {
      verifyBy(turns.program());
      require(turns.program() + " digests ", turns.program().digestDifference(path));
    }
  }

  private void verify() throws IOException {
    session.log("verify");
    try (Hdf5File file = Hdf5File.open(path)) {
      Description all = ModelDescription.of(session.now(), Set.of());
      require("Hyperslab reads ", HyperslabDescription.of(file).difference(all));
    }
  }

  private void verifyBy(ForeignProgram program) {
    session.log("verify by " + program);
    Description readable = ModelDescription.of(session.now(), program.obstacles());
    require(program + " reads ", program.describe(path).difference(readable));
  }

  private static void require(String who, Optional<String> difference) {
    difference.ifPresent(text -> {
      throw new AssertionError(who + text);
    });
  }
}
