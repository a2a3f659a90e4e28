package io.hyperslab.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.Hdf5File;
import io.hyperslab.LibraryVersion;
import io.hyperslab.testkit.Oracles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Random changes by Hyperslab and libhdf5 in turn, in the formats of three releases.
///
/// `hyperslab.interop.sequences` says how many files there are of each, `hyperslab.interop.first`
/// the seed of the first, `hyperslab.interop.folder` where they are to be kept.
class InteropTest {
  private static final int SEQUENCES = Integer.getInteger("hyperslab.interop.sequences", 40);
  private static final long FIRST = Long.getLong("hyperslab.interop.first", 1);
  private static final Optional<Path> KEPT =
      Optional.ofNullable(System.getProperty("hyperslab.interop.folder")).map(Path::of);
  private static final long MINUTES = 30;
  private static final int FILES_AT_ONCE = 20;

  @TempDir private Path temporary;

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V200"})
  @Timeout(value = MINUTES, unit = TimeUnit.MINUTES)
  void bothLibrariesReadWhatEitherWrote(LibraryVersion dialect) throws Exception {
    Path folder = KEPT.orElse(temporary);
    try (Hdf5File other = Hdf5File.create(folder.resolve(StructureEdits.OTHER_FILE))) {
      other.write("/values", new int[] {1, 2, 3});
    }
    List<Path> files = new ArrayList<>();
    for (long seed = FIRST; seed < FIRST + SEQUENCES; seed++) {
      Path file = folder.resolve(dialect + "-" + seed + ".h5");
      InteropRun run = new InteropRun(file, dialect, seed);
      run.run();
      if (run.isForAll()) {
        files.add(file);
      }
    }
    Optional<String> missing = Oracles.missingH5dump();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    for (int from = 0; from < files.size(); from += FILES_AT_ONCE) {
      requireDumped(files.subList(from, Math.min(files.size(), from + FILES_AT_ONCE)));
    }
  }

  private void requireDumped(List<Path> files) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("h5dump"));
    files.forEach(file -> command.add(file.toString()));
    Path errors = temporary.resolve("h5dump.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).describedAs("%s: %s", files, Files.readString(errors)).isZero();
  }
}
