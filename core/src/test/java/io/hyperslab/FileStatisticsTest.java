package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dataset of 4 chunks with filters, 64 KiB each.
class FileStatisticsTest {
  private static final int CHUNK = 1 << 14;
  private static final int CHUNKS = 4;

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void create() throws IOException {
    path = folder.resolve("counted.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createDataset("numbers")
          .chunks(CHUNK)
          .gzip(4)
          .write(IntStream.range(0, CHUNKS * CHUNK).toArray());
      FileStatistics written = file.statistics();
      assertThat(written.chunksEncoded()).isEqualTo(CHUNKS);
      file.flush();
      FileStatistics commit = file.statistics().since(written);
      assertThat(commit.commits()).isOne();
      assertThat(commit.commitTime()).isPositive();
      assertThat(file.statistics().bytesWritten()).isGreaterThanOrEqualTo(Files.size(path));
    }
  }

  @Test
  void eachChunkIsDecodedOnce() throws IOException {
    try (Hdf5File file = Hdf5File.open(path)) {
      Dataset numbers = file.dataset("numbers");
      FileStatistics before = file.statistics();
      assertThat(numbers.readInts()).hasSize(CHUNKS * CHUNK);
      FileStatistics all = file.statistics().since(before);
      assertThat(all.chunksDecoded()).isEqualTo(CHUNKS);
      assertThat(all.bytesDecoded()).isEqualTo((long) CHUNKS * CHUNK * Integer.BYTES);
      assertThat(all.decodeTime()).isPositive();
      assertThat(all.bytesRead())
          .isGreaterThanOrEqualTo(numbers.storageSize())
          .isLessThan(numbers.storageSize() + (1 << 17));
      assertThat(all.commits()).isZero();
      for (int i = 0; i < 10; i++) {
        numbers.readInts(Selection.of("5:9"));
      }
      FileStatistics parts = file.statistics().since(before).since(all);
      assertThat(parts.chunksDecoded()).isLessThanOrEqualTo(1);
      assertThat(parts.chunkHits()).isGreaterThanOrEqualTo(9);
      assertThat(parts.toString()).contains("found decoded").doesNotContain("null");
    }
  }

  @Test
  void aWalkReadsHeadersInLongPieces() throws IOException {
    int groups = 50;
    int each = 100;
    Path many = folder.resolve("many.h5");
    try (Hdf5File file = Hdf5File.create(many)) {
      for (int g = 0; g < groups; g++) {
        Group group = file.createGroup("g" + g);
        for (int i = 0; i < each; i++) {
          group.write("d" + i, i);
        }
        file.flush();
      }
    }
    try (Hdf5File file = Hdf5File.open(many)) {
      assertThat(file.walk()).hasSize(1 + groups + groups * each);
      FileStatistics walk = file.statistics();
      assertThat(walk.reads()).isLessThan(groups * each / 20);
      assertThat(walk.bytesRead()).isLessThan(2 * Files.size(many));
    }
  }

  @Test
  void smallDatasetsAreReadByTheStretchAlsoIfTheyBecomeOtherNumbers() throws IOException {
    int many = 500;
    try (Hdf5File file = Hdf5File.create(folder.resolve("small.h5"))) {
      for (int i = 0; i < many; i++) {
        file.root().write("d" + i, new int[] {i, -i});
      }
    }
    try (Hdf5File file = Hdf5File.open(folder.resolve("small.h5"))) {
      for (int i = 0; i < many; i++) {
        assertThat(file.dataset("d" + i).readDoubles()).containsExactly(i, -i);
      }
      assertThat(file.statistics().reads()).isLessThan(many / 5);
    }
  }

  @Test
  void aFileThatWasNotUsedHasReadItsStructuresOnly() throws IOException {
    try (Hdf5File file = Hdf5File.open(path)) {
      FileStatistics statistics = file.statistics();
      assertThat(statistics.bytesRead()).isLessThan(1 << 17);
      assertThat(statistics.chunksDecoded()).isZero();
      assertThat(statistics.writes()).isZero();
      assertThat(statistics.encodeTime()).isEqualTo(Duration.ZERO);
    }
  }

  @Test
  void theFlightRecorderIsTold() throws IOException {
    try (Recording recording = new Recording()) {
      for (String event : List.of("StorageRead", "ChunkDecode", "Commit")) {
        recording.enable("io.hyperslab." + event).withoutThreshold();
      }
      recording.start();
      try (Hdf5File file = Hdf5File.openReadWrite(path)) {
        file.dataset("numbers").readInts();
        file.root().attributes().set("changed", 1);
      }
      recording.stop();
      Path events = folder.resolve("events.jfr");
      recording.dump(events);
      List<RecordedEvent> all = RecordingFile.readAllEvents(events);
      List<RecordedEvent> decodes = named(all, "ChunkDecode");
      assertThat(decodes).hasSize(CHUNKS);
      assertThat(decodes)
          .allSatisfy(decode -> {
            assertThat(decode.getLong("decodedBytes")).isEqualTo((long) CHUNK * Integer.BYTES);
            assertThat(decode.getLong("storedBytes")).isPositive();
          });
      assertThat(named(all, "StorageRead"))
          .isNotEmpty()
          .allSatisfy(read -> assertThat(read.getString("storage")).isEqualTo(path.toString()));
      assertThat(named(all, "Commit"))
          .singleElement()
          .satisfies(commit -> assertThat(commit.getString("durability")).isEqualTo("PROCESS"));
    }
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("io.hyperslab." + name))
        .toList();
  }
}
