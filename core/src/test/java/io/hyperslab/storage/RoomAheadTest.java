package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What the system says of files that room was asked for.
@EnabledOnOs(OS.LINUX)
class RoomAheadTest {
  private static final long MEGABYTE = 1 << 20;

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void create() throws IOException {
    path = Files.createFile(directory.resolve("growing.h5"));
  }

  /// Bytes of the medium that a file takes.
  private static long allocated(Path file) throws IOException {
    Process stat = new ProcessBuilder("stat", "-c", "%b %B", file.toString()).start();
    String[] answer =
        new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
            .strip()
            .split(" ", -1);
    return Long.parseLong(answer[0]) * Long.parseLong(answer[1]);
  }

  private RoomAhead room() throws IOException {
    return new RoomAhead(FileKey.of(path), 0);
  }

  private void assumeThatTheSystemGivesRoom() throws IOException {
    assumeTrue(allocated(path) > 0, "the file system gives no room ahead");
  }

  @Test
  void asMuchAsWasWrittenIsAskedFor() throws IOException {
    RoomAhead room = room();
    room.before(path, 0, MEGABYTE);
    assertThat(allocated(path)).isZero();
    room.before(path, MEGABYTE + 100, MEGABYTE);
    assumeThatTheSystemGivesRoom();
    assertThat(allocated(path)).isBetween(MEGABYTE, MEGABYTE + (1 << 16));
    room.before(path, 2 * MEGABYTE + 200, MEGABYTE);
    assertThat(allocated(path)).isBetween(3 * MEGABYTE, 3 * MEGABYTE + (1 << 16));
    assertThat(Files.size(path)).isZero();
    assertThat(room.close()).isEqualTo(4 * MEGABYTE + 200);
  }

  @Test
  void noMoreThanEightMegabytesAreAskedForAhead() throws IOException {
    RoomAhead room = room();
    room.before(path, 0, MEGABYTE);
    room.before(path, MEGABYTE, MEGABYTE);
    assumeThatTheSystemGivesRoom();
    for (int i = 2; i < 64; i++) {
      room.before(path, i * MEGABYTE, MEGABYTE);
      assertThat(allocated(path)).isBetween(i * MEGABYTE, (i + 9) * MEGABYTE);
    }
    assertThat(room.close()).isLessThanOrEqualTo(72 * MEGABYTE);
  }

  @Test
  void writesHereAndThereAskForNothing() throws IOException {
    RoomAhead room = room();
    for (int i = 20; i >= 0; i--) {
      room.before(path, 3L * i * MEGABYTE, MEGABYTE);
    }
    for (int i = 0; i < 100_000; i++) {
      room.before(path, 100L * i, 100);
    }
    assertThat(allocated(path)).isZero();
    assertThat(room.close()).isZero();
  }

  @Test
  void nothingIsAskedForUntilItIsWorthIt() throws IOException {
    RoomAhead room = new RoomAhead(FileKey.of(path), Long.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      room.before(path, i * MEGABYTE, MEGABYTE);
    }
    assertThat(allocated(path)).isZero();
    assertThat(room.close()).isZero();
  }

  @Test
  void aFileThatHasTakenTheNameIsLeftAlone() throws IOException {
    RoomAhead room = room();
    Path other = Files.createFile(directory.resolve("other.h5"));
    Files.move(path, directory.resolve("moved.h5"));
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    room.before(path, 0, MEGABYTE);
    room.before(path, MEGABYTE, MEGABYTE);
    assertThat(allocated(path)).isZero();
    room.close();
  }

  @Test
  void aClosedFileTakesNoMoreThanIsInIt() throws IOException {
    new RoomAhead(FileKey.of(path), Long.MAX_VALUE).before(path, 0, 1 << 28); // Worth it from now.
    byte[] content = new byte[(int) (5 * MEGABYTE)];
    new Random(1).nextBytes(content);
    try (WritableStorage storage = WritableStorage.file(path)) {
      for (int i = 0; i < 5; i++) {
        MemorySegment all = MemorySegment.ofArray(content);
        storage.write(i * MEGABYTE, all.asSlice(i * MEGABYTE, MEGABYTE));
      }
      assumeTrue(allocated(path) > 7 * MEGABYTE, "the file system gives no room ahead");
      assertThat(storage.size()).isEqualTo(content.length);
    }
    assertThat(allocated(path)).isBetween(5 * MEGABYTE, 5 * MEGABYTE + (1 << 16));
    assertThat(Files.readAllBytes(path)).isEqualTo(content);
  }
}
