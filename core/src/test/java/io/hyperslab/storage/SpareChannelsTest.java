package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SpareChannelsTest {
  private static final int MANY = 1000;
  private static final int SMALL = 8;

  @TempDir Path folder;
  private Path path;
  private int opened;

  @BeforeEach
  void create() throws IOException {
    byte[] content = new byte[MANY];
    for (int i = 0; i < MANY; i++) {
      content[i] = (byte) i;
    }
    path = Files.write(folder.resolve("some.bin"), content);
  }

  private FileChannel openSpare() {
    opened++;
    try {
      return FileChannel.open(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T inAnotherThread(Callable<T> work)
      throws ExecutionException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().start(task);
    return task.get();
  }

  private FileChannel chosenAtLast(SpareChannels spares, FileChannel first, long size) {
    FileChannel chosen = first;
    for (int i = 0; i < MANY; i++) {
      chosen = spares.choose(first, size, this::openSpare);
    }
    return chosen;
  }

  @Test
  void anotherThreadThatGoesOnMakingSmallRequestsGetsOneOfItsOwn()
      throws IOException, ExecutionException, InterruptedException {
    SpareChannels spares = new SpareChannels();
    try (FileChannel first = FileChannel.open(path)) {
      assertThat(chosenAtLast(spares, first, SMALL)).isSameAs(first);
      assertThat(opened).isZero();
      FileChannel other = inAnotherThread(() -> chosenAtLast(spares, first, SMALL));
      assertThat(other).isNotSameAs(first);
      assertThat(opened).isOne();
      spares.close();
      assertThat(other.isOpen()).isFalse();
      assertThat(first.isOpen()).isTrue();
    }
  }

  @Test
  void largeRequestsAndTheFirstSmallOnesDoNotOpenOne()
      throws IOException, ExecutionException, InterruptedException {
    SpareChannels spares = new SpareChannels();
    try (FileChannel first = FileChannel.open(path)) {
      FileChannel large = inAnotherThread(() -> chosenAtLast(spares, first, 1 << 20));
      FileChannel early = inAnotherThread(() -> spares.choose(first, SMALL, this::openSpare));
      assertThat(large).isSameAs(first);
      assertThat(early).isSameAs(first);
      assertThat(opened).isZero();
    }
  }

  @Test
  void whereTheFileCannotBeOpenedAgainTheFirstServesAll()
      throws IOException, ExecutionException, InterruptedException {
    SpareChannels spares = new SpareChannels();
    int[] asked = new int[1];
    try (FileChannel first = FileChannel.open(path)) {
      FileChannel chosen =
          inAnotherThread(() -> {
            FileChannel last = first;
            for (int i = 0; i < MANY; i++) {
              last =
                  spares.choose(
                      first,
                      SMALL,
                      () -> {
                        asked[0]++;
                        return null;
                      });
            }
            return last;
          });
      assertThat(chosen).isSameAs(first);
      assertThat(asked[0]).isOne();
    }
  }

  @Test
  void oneThatAnInterruptHasClosedIsForgottenAndReplaced()
      throws IOException, ExecutionException, InterruptedException {
    SpareChannels spares = new SpareChannels();
    try (FileChannel first = FileChannel.open(path)) {
      FileChannel last =
          inAnotherThread(() -> {
            FileChannel spare = chosenAtLast(spares, first, SMALL);
            spare.close();
            spares.dropClosed();
            assertThat(spares.choose(first, SMALL, this::openSpare)).isSameAs(first);
            return chosenAtLast(spares, first, SMALL);
          });
      assertThat(last.isOpen()).isTrue();
      assertThat(opened).isEqualTo(2);
      spares.close();
    }
  }

  @Test
  void thoseOfAllFilesAreBounded() throws IOException, ExecutionException, InterruptedException {
    int files = 2 * SpareChannels.MOST;
    List<SpareChannels> all = new ArrayList<>();
    try (FileChannel first = FileChannel.open(path)) {
      for (int i = 0; i < files; i++) {
        SpareChannels spares = new SpareChannels();
        all.add(spares);
        inAnotherThread(() -> chosenAtLast(spares, first, SMALL));
      }
      assertThat(opened).isBetween(1, SpareChannels.MOST);
      for (SpareChannels spares : all) {
        spares.close();
      }
      SpareChannels later = new SpareChannels();
      assertThat(inAnotherThread(() -> chosenAtLast(later, first, SMALL))).isNotSameAs(first);
      later.close();
    }
  }

  private static Integer readByte(Storage storage, int position) throws IOException {
    byte[] one = new byte[1];
    assertThat(storage.read(position, MemorySegment.ofArray(one))).isOne();
    return Byte.toUnsignedInt(one[0]);
  }

  private static Boolean readsAll(Storage storage) throws IOException {
    for (int i = 0; i < MANY; i++) {
      assertThat(readByte(storage, i)).isEqualTo(i & 0xff);
    }
    return true;
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where an open file cannot be replaced
  void aFileThatWasReplacedAtItsPathIsNotReadInItsStead()
      throws IOException, ExecutionException, InterruptedException {
    try (Storage storage = Storage.file(path)) {
      Path other = Files.write(folder.resolve("other.bin"), new byte[MANY]);
      Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
      assertThat(inAnotherThread(() -> readsAll(storage))).isTrue();
    }
  }

  @Test
  void anInterruptHarmsNoRead() throws IOException, ExecutionException, InterruptedException {
    try (Storage storage = Storage.file(path)) {
      Boolean all =
          inAnotherThread(() -> {
            for (int round = 0; round < 5; round++) {
              Thread.currentThread().interrupt();
              assertThat(readsAll(storage)).isTrue();
              assertThat(Thread.interrupted()).isTrue();
            }
            return true;
          });
      assertThat(all).isTrue();
      assertThat(readsAll(storage)).isTrue();
    }
  }
}
