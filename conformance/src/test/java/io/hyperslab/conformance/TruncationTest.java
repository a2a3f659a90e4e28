package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.OpenOptions;
import io.hyperslab.storage.Storage;
import io.hyperslab.testkit.ReadEverything;
import io.hyperslab.testkit.Reading;
import io.hyperslab.testkit.SampleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that end too early: what is read of them is right.
class TruncationTest {
  private static final long MOST_BYTES = 1 << 16;
  private static final int LARGEST = 8 << 10;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void shortenedFilesAreRefused() throws IOException {
    Counts counts = readShortened(OpenOptions.defaults());
    assertThat(counts.refused()).isEqualTo(counts.all());
  }

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void nothingWrongIsReadFromWhatIsLeftOfAFile() throws IOException {
    Counts counts = readShortened(OpenOptions.defaults().allowTruncated());
    assertThat(counts.refused()).isGreaterThan(counts.all() * 9 / 10);
  }

  /// How many shortened files there were, and of how many not everything was read.
  private record Counts(long all, long refused) {}

  private Counts readShortened(OpenOptions options) throws IOException {
    AtomicLong count = new AtomicLong();
    AtomicLong refused = new AtomicLong();
    for (Path file : SampleFiles.write(folder)) {
      byte[] image = Files.readAllBytes(file);
      if (image.length <= LARGEST) {
        Reading sound = read(image, OpenOptions.defaults());
        List<String> contradictions =
            IntStream.range(0, image.length)
                .parallel()
                .mapToObj(length -> {
                  count.incrementAndGet();
                  Reading reading = read(Arrays.copyOf(image, length), options);
                  refused.addAndGet(reading.refusals().isEmpty() ? 0 : 1);
                  return reading
                      .contradiction(sound)
                      .map(text -> file.getFileName() + " of " + length + " bytes: " + text);
                })
                .flatMap(java.util.Optional::stream)
                .toList();
        assertThat(contradictions).isEmpty();
      }
    }
    System.out.println("Shortened files: " + count + ", refused at least in part: " + refused);
    assertThat(count.get()).isGreaterThan(20_000);
    return new Counts(count.get(), refused.get());
  }

  private static Reading read(byte[] image, OpenOptions options) {
    try {
      return ReadEverything.of(Storage.memory(image), options, MOST_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
