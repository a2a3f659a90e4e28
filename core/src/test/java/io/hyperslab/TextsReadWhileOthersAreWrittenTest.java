package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.internal.convert.Elements;
import io.hyperslab.storage.ForwardingWritableStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A text is being read while others come into the collection that it is in, and fill it.
class TextsReadWhileOthersAreWrittenTest {
  private static final int COUNT = 300;

  private final MeetingPlace storage = new MeetingPlace(WritableStorage.memory());
  private final ExecutorService others = Executors.newSingleThreadExecutor();
  private Hdf5File file;
  private Dataset texts;

  /// Does something after a read, and after a write.
  private static final class MeetingPlace extends ForwardingWritableStorage {
    private final AtomicReference<Runnable> afterRead =
        new AtomicReference<>(MeetingPlace::nothing);
    private final AtomicReference<Runnable> afterWrite =
        new AtomicReference<>(MeetingPlace::nothing);

    private MeetingPlace(WritableStorage storage) {
      super(storage);
    }

    private static void nothing() {}

    @Override
    public long read(long position, MemorySegment target) throws IOException {
      long count = super.read(position, target);
      afterRead.getAndSet(MeetingPlace::nothing).run();
      return count;
    }

    @Override
    public void write(long position, MemorySegment source) throws IOException {
      super.write(position, source);
      afterWrite.getAndSet(MeetingPlace::nothing).run();
    }
  }

  private static String text(int number) {
    // The last one is too large for memory: it is written when all others are encoded.
    return ("text " + number).repeat(number == COUNT - 1 ? 200_000 : 1);
  }

  @BeforeEach
  void makeFile() throws IOException {
    file = Hdf5File.create(storage, CreateOptions.defaults());
    texts = file.createDataset("texts").type(VARIABLE_STRING).shape(COUNT).create();
    texts.write(Selection.of("0"), text(0));
    file.flush();
  }

  @AfterEach
  void close() throws IOException {
    others.close();
    file.close();
  }

  private void writeOthers() {
    String[] all = new String[COUNT];
    Arrays.setAll(all, TextsReadWhileOthersAreWrittenTest::text);
    texts.write(Selection.of("1:"), Arrays.copyOfRange(all, 1, COUNT));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Reads the first text; while the bytes around it are on their way, the others are written as
  /// far as a write goes while others read.
  private void readAndWrite() throws Exception {
    NdArray first = texts.read(Selection.of("0"));
    CountDownLatch written = new CountDownLatch(1);
    AtomicReference<Future<?>> writing =
        new AtomicReference<>(CompletableFuture.completedFuture(storage));
    storage.afterWrite.set(written::countDown);
    storage.afterRead.set(() -> {
      writing.set(others.submit(this::writeOthers));
      await(written);
    });
    assertThat(Elements.strings(first)).containsExactly(text(0));
    writing.get().get();
  }

  @Test
  void eachIsFoundAlone() throws Exception {
    readAndWrite();
    for (int i = 0; i < COUNT; i++) {
      assertThat(texts.getString(i)).isEqualTo(text(i));
    }
  }

  @Test
  void theyStayWhenTheFirstIsReplaced() throws Exception {
    readAndWrite();
    texts.write(Selection.of("0"), "another");
    file.write("more", new String[] {"x".repeat(3000), "y".repeat(3000)});
    file.flush();
    assertThat(texts.getString(0)).isEqualTo("another");
    for (int i = 1; i < COUNT; i++) {
      assertThat(texts.getString(i)).isEqualTo(text(i));
    }
    try (Hdf5File stored = Hdf5File.open(file.toImage())) {
      assertThat(FileCheck.of(stored).isSound()).isTrue();
    }
  }
}
