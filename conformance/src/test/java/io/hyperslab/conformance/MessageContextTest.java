package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.Hdf5File;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.testkit.Mutator;
import io.hyperslab.testkit.ReadEverything;
import io.hyperslab.testkit.Reading;
import io.hyperslab.testkit.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every refusal says where it happened, what was found and what was expected.
class MessageContextTest {
  private static final long MOST_BYTES = 1 << 16;
  private static final int MUTATIONS = 200;

  private final Map<String, String> incomplete = new TreeMap<>();
  private long refusals;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void refusalsOfCorruptFilesAreComplete() throws IOException {
    Optional<Corpus> corpus = Corpus.find();
    assumeTrue(corpus.isPresent(), "the corpus is not there");
    for (Corpus.Entry entry : corpus.get().entries()) {
      if (entry.isHostile()) {
        check(entry.name(), readFile(entry.location()));
      }
    }
    System.out.println("Refusals by corrupt files: " + refusals);
    assertThat(text()).isEmpty();
    assertThat(refusals).isGreaterThan(400);
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void refusalsOfDamagedFilesAreComplete() throws IOException {
    for (Path file : SampleFiles.write(folder)) {
      Mutator mutator = new Mutator(Files.readAllBytes(file));
      for (int seed = 0; seed < MUTATIONS; seed++) {
        Reading reading = ReadEverything.of(mutator.mutate(seed), MOST_BYTES);
        check(file.getFileName() + "#" + seed, reading);
      }
    }
    System.out.println("Refusals by damaged files: " + refusals);
    assertThat(text()).isEmpty();
    assertThat(refusals).isGreaterThan(10_000);
  }

  private String text() {
    return incomplete.entrySet().stream()
        .map(finding -> finding.getKey() + ": " + finding.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static Reading readFile(Path path) throws IOException {
    try (Hdf5File file = Hdf5File.open(path)) {
      return ReadEverything.of(file, MOST_BYTES);
    } catch (Hdf5Exception e) {
      return new Reading(Map.of(), List.of(new Reading.Refusal("open", Optional.empty(), e)));
    }
  }

  private void check(String name, Reading reading) {
    for (Reading.Refusal refusal : reading.refusals()) {
      refusals++;
      missing(refusal)
          .ifPresent(what ->
              incomplete.putIfAbsent(
                  what + " by " + thrower(refusal.error()),
                  name + " " + refusal.aspect() + ": " + refusal.error()));
    }
  }

  private static Optional<String> missing(Reading.Refusal refusal) {
    Hdf5Exception e = refusal.error();
    if (e.file().isEmpty()) {
      return Optional.of("no file");
    }
    if (refusal.objectPath().isPresent() && e.objectPath().isEmpty()) {
      return Optional.of("no object");
    }
    if (e.structure().isEmpty()) {
      return Optional.of("no structure");
    }
    if (e instanceof MalformedFileException && e.address().isEmpty() && !isNowhere(e)) {
      return Optional.of("no address");
    }
    if (e.item().isBlank() || e.found().isBlank() || e.expected().isBlank()) {
      return Optional.of("an empty part");
    }
    return Stream.of(e.item(), e.found(), e.expected()).anyMatch("null"::equals)
        ? Optional.of("null")
        : Optional.empty();
  }

  /// What has an impossible address, or is missing altogether, is at no address; nor is an element
  /// that has been read into memory.
  private static boolean isNowhere(Hdf5Exception e) {
    return e.item().equals("address")
        || e.found().equals("absent")
        || e.structure().equals(Optional.of("variable-length descriptor"));
  }

  /// One line of code is one finding, however many files reach it.
  private static String thrower(Hdf5Exception e) {
    return e.getStackTrace()[0] + " < " + e.getStackTrace()[1] + " < " + e.getStackTrace()[2];
  }
}
