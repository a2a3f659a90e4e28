package io.hyperslab.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.LibraryVersion;
import io.hyperslab.conformance.interop.InteropRun.Turns;
import io.hyperslab.testkit.Oracles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Random changes by Hyperslab and other programs in turn, in the formats of three releases.
///
/// `hyperslab.interop.sequences` says how many files there are of each, `hyperslab.interop.first`
/// the seed of the first, `hyperslab.interop.folder` where they are to be kept;
/// `hyperslab.h5py.latest` which Python has an h5py of HDF5 2.0.
class InteropTest {
  private static final int SEQUENCES = Integer.getInteger("hyperslab.interop.sequences", 20);
  private static final long FIRST = Long.getLong("hyperslab.interop.first", 1);
  private static final Optional<Path> KEPT =
      Optional.ofNullable(System.getProperty("hyperslab.interop.folder")).map(Path::of);
  private static final String LATEST = "hyperslab.h5py.latest";
  private static final String PYTHON = "/usr/bin/python3";
  private static final long MINUTES = 60;
  private static final int FILES_AT_ONCE = 20;
  private static final int ROUNDS = 2;

  /// One in so many of the files for HDF5 2.0 has datatypes that no other release reads.
  private static final int NEWEST = 4;

  @TempDir private Path temporary;

  @BeforeEach
  void createOther() throws IOException {
    StructureEdits.createOther(folder());
  }

  private Path folder() {
    return KEPT.orElse(temporary);
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V200"})
  @Timeout(value = MINUTES, unit = TimeUnit.MINUTES)
  void librariesReadWhatAnyOfThemWrote(LibraryVersion dialect) throws Exception {
    Turns libhdf5 = new Turns(new Libhdf5Program(), ROUNDS);
    Optional<String> withoutH5py = Oracles.missingH5py();
    List<Path> files;
    if (withoutH5py.isPresent()) {
      files = run(dialect, List.of(libhdf5));
    } else {
      try (H5pyProgram h5py = new H5pyProgram(PYTHON, false)) {
        files = run(dialect, List.of(libhdf5, new Turns(h5py, ROUNDS)));
      }
    }
    assumePresent(withoutH5py);
    assumePresent(Oracles.missingH5dump());
    for (int from = 0; from < files.size(); from += FILES_AT_ONCE) {
      requireDumped(files.subList(from, Math.min(files.size(), from + FILES_AT_ONCE)));
    }
  }

  /// @return the files that every program reads
  private List<Path> run(LibraryVersion dialect, List<Turns> programs) throws IOException {
    List<Path> files = new ArrayList<>();
    for (long seed = FIRST; seed < FIRST + SEQUENCES; seed++) {
      Path file = folder().resolve(dialect + "-" + seed + ".h5");
      EditSession session = EditSession.create(file, dialect, false, new SplittableRandom(seed));
      new InteropRun(file, session, programs).run();
      if (session.isForAll()) {
        files.add(file);
      }
    }
    return files;
  }

  private static void assumePresent(Optional<String> missing) {
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
  }

  private void requireDumped(List<Path> files) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("h5dump"));
    files.forEach(file -> command.add(file.toString()));
    Path errors = temporary.resolve("h5dump.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile());
    builder.environment().putAll(H5pyProgram.ENVIRONMENT);
    Process process = builder.start();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).describedAs("%s: %s", files, Files.readString(errors)).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V200"})
  @Timeout(value = MINUTES, unit = TimeUnit.MINUTES)
  void hdf5Of2ReadsWhatEitherWrote(LibraryVersion dialect) throws Exception {
    String python = System.getProperty(LATEST, "");
    assumeTrue(!python.isEmpty(), LATEST + " names no Python with an h5py of HDF5 2.0");
    try (H5pyProgram h5py = new H5pyProgram(python, true)) {
      assertThat(h5py.toString()).contains("HDF5 2.");
      for (long seed = FIRST; seed < FIRST + SEQUENCES; seed++) {
        Path file = folder().resolve(dialect + "-2-" + seed + ".h5");
        boolean newest = dialect == LibraryVersion.V200 && seed % NEWEST == 0;
        // Other files than those of the other test.
        EditSession session =
            EditSession.create(file, dialect, newest, new SplittableRandom(-seed));
        new InteropRun(file, session, List.of(new Turns(h5py, ROUNDS))).run();
      }
    }
  }
}
