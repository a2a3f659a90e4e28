package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.testkit.ChecksummedExtent;
import io.hyperslab.testkit.ChecksummedExtents;
import io.hyperslab.testkit.ReadEverything;
import io.hyperslab.testkit.Reading;
import io.hyperslab.testkit.SampleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each byte of all checksummed metadata changed, one at a time: nothing wrong is read.
class FlipTest {
  private static final long MOST_BYTES = 1 << 16;

  private final AtomicLong flips = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  @TempDir private Path folder;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void nothingWrongIsReadWhenAByteOfMetadataChanges() throws IOException {
    int files = 0;
    for (Path file : SampleFiles.write(folder)) {
      byte[] image = Files.readAllBytes(file);
      List<ChecksummedExtent> extents = ChecksummedExtents.of(image);
      if (!extents.isEmpty()) {
        files++;
        Reading sound = read(image);
        assertThat(
                extents.stream()
                    .flatMapToInt(extent -> IntStream.range(extent.start(), extent.end()))
                    .distinct()
                    .parallel()
                    .mapToObj(at -> flip(image, at, sound))
                    .flatMap(Optional::stream))
            .describedAs(file.getFileName().toString())
            .isEmpty();
      }
    }
    System.out.println("Flipped bytes: " + flips + " in " + files + " files, noticed: " + refused);
    assertThat(files).isGreaterThanOrEqualTo(20);
    assertThat(refused.get()).isGreaterThan(flips.get() * 9 / 10);
  }

  private Optional<String> flip(byte[] image, int at, Reading sound) {
    byte[] damaged = image.clone();
    damaged[at] ^= (byte) (1 << at % Byte.SIZE);
    flips.incrementAndGet();
    Reading reading = read(damaged);
    if (!reading.refusals().isEmpty()) {
      refused.incrementAndGet();
    }
    return reading.contradiction(sound).map(text -> "byte " + at + ": " + text);
  }

  private static Reading read(byte[] image) {
    try {
      return ReadEverything.of(image, MOST_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
