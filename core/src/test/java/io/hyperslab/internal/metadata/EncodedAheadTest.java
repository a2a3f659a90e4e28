package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Encodable;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EncodedAheadTest {
  private static final int SIZE = 300;
  private static final FormatContext CONTEXT = new FormatContext(8, 8, 1 << 20, Limits.defaults());
  private static final long MEMORY = 1 << 25;

  /// As many images as are handed over at once, and some.
  private static final int MANY = 1000;

  /// After which whoever should wait does not.
  private static final long MOST_SECONDS = 30;

  private final ImageIndex index = new ImageIndex();
  private final EncodedAhead ahead = new EncodedAhead(index);
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private long held;

  /// A structure of equal bytes that counts how often it is encoded.
  private static class Structure implements Encodable {
    private final int value;
    private final boolean lasting;
    private int encodings;

    Structure(int value, boolean lasting) {
      this.value = value;
      this.lasting = lasting;
    }

    @Override
    public void encode(Encoder out) {
      encodings++;
      for (int i = 0; i < SIZE; i++) {
        out.u8(value);
      }
    }

    @Override
    public boolean isLasting() {
      return lasting;
    }
  }

  private static Image image(Encodable structure) {
    return new Image.Decoded(SIZE, structure, CONTEXT);
  }

  private static Image image(int value) {
    return image(new Structure(value & 0xff, true));
  }

  private static long address(int number) {
    return 1000L + number * 400L;
  }

  private void put(int number, Image image) {
    index.put(address(number), image);
    held += image.size();
    ahead.note(held);
  }

  private void putMany(int from, int to) {
    for (int i = from; i < to; i++) {
      put(i, image(i));
    }
  }

  private static byte[] bytes(EncodedAhead.Sweep sweep) {
    byte[] bytes = new byte[sweep.size()];
    sweep.copyTo(bytes, 0);
    return bytes;
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /// The numbers of images whose bytes are known, and checks these.
  private List<Integer> found() {
    List<Integer> found = new ArrayList<>();
    EncodedAhead.Sweep sweep = ahead.sweep();
    for (long at = index.first(); at != ImageIndex.NONE; at = index.next(at)) {
      int number = (int) ((index.address(at) - 1000) / 400);
      if (sweep.finds(index.address(at), index.image(at))) {
        found.add(number);
        assertThat(bytes(sweep)).isEqualTo(filled(number));
        assertThat(sweep.held().bytes()).isEqualTo(filled(number));
      }
    }
    return found;
  }

  /// Puts so many images that some are handed over.
  private void makeMany(long memory) {
    ahead.begin(tasks::add, memory);
    putMany(0, MANY);
  }

  private void runTasks() {
    tasks.forEach(Runnable::run);
    tasks.clear();
  }

  @Test
  void manyImagesAreEncodedByOthersButTheYoungest() {
    makeMany(MEMORY);
    assertThat(tasks).isNotEmpty();
    runTasks();
    assertThat(found()).hasSizeBetween(800, MANY - 32).doesNotHaveDuplicates().contains(0, 1, 2);
  }

  @Test
  void fewImagesAreLeftAlone() {
    ahead.begin(tasks::add, MEMORY);
    putMany(0, 100);
    assertThat(tasks).isEmpty();
  }

  @Test
  void nothingIsHandedOverBeforeSomebodyWantsIt() {
    putMany(0, MANY);
    assertThat(found()).isEmpty();
  }

  @Test
  void bytesInMemoryAreFoundWithThem() {
    ahead.begin(tasks::add, MEMORY);
    for (int i = 0; i < MANY; i++) {
      put(i, new Image.Held(filled(i)));
    }
    runTasks();
    assertThat(found()).contains(0, 1, 2);
  }

  @Test
  void whatWasReplacedAfterwardsIsNotFound() {
    makeMany(MEMORY);
    runTasks();
    index.put(address(7), image(7));
    index.remove(address(9));
    assertThat(found()).contains(6, 8, 10).doesNotContain(7);
  }

  @Test
  void anImageThatIsPutBackIsFoundAgain() {
    makeMany(MEMORY);
    runTasks();
    Image before = index.put(address(7), image(7));
    assertThat(found()).doesNotContain(7);
    index.put(address(7), before);
    assertThat(found()).contains(7);
  }

  @Test
  void aStructureThatMayChangeIsEncodedByNobodyElse() {
    Structure changing = new Structure(5, false);
    index.put(address(5), image(changing));
    ahead.begin(tasks::add, MEMORY);
    putMany(6, MANY);
    runTasks();
    assertThat(found()).contains(6, 7).doesNotContain(5);
    assertThat(changing.encodings).isZero();
  }

  @Test
  void nobodyWaitsForWhatHasNotBegun() {
    makeMany(MEMORY);
    assertThat(found()).isEmpty();
    runTasks();
    for (long at = index.first(); at != ImageIndex.NONE; at = index.next(at)) {
      Image.Decoded image = (Image.Decoded) index.image(at);
      assertThat(((Structure) image.structure()).encodings).isZero();
    }
    assertThat(found()).isEmpty();
  }

  @Test
  void whatIsForgottenBeforeItHasBegunIsNeverEncoded() {
    makeMany(MEMORY);
    ahead.clear(held);
    runTasks();
    for (long at = index.first(); at != ImageIndex.NONE; at = index.next(at)) {
      Image.Decoded image = (Image.Decoded) index.image(at);
      assertThat(((Structure) image.structure()).encodings).isZero();
    }
  }

  @Test
  void whoeverLooksWaitsForWhatIsBeingEncoded() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Encodable slow =
        new Structure(0, true) {
          @Override
          public void encode(Encoder out) {
            begun.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            super.encode(out);
          }
        };
    index.put(address(0), image(slow));
    ahead.begin(tasks::add, MEMORY);
    putMany(1, MANY);
    Thread other = Thread.ofPlatform().start(this::runTasks);
    begun.await();
    Thread.ofPlatform()
        .start(() -> {
          Thread looking = waiting;
          long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
          while (looking.getState() != Thread.State.BLOCKED && System.nanoTime() < end) {
            Thread.onSpinWait();
          }
          goOn.countDown();
        });
    assertThat(found()).contains(0, 1, 2);
    other.join();
  }

  private final Thread waiting = Thread.currentThread();

  @Test
  void aFailureIsForWhoeverNeedsTheBytes() {
    Image failing =
        image(
            new Structure(3, true) {
              @Override
              public void encode(Encoder out) {
                throw new IllegalStateException("made for a test");
              }
            });
    index.put(address(0), image(0));
    index.put(address(3), failing);
    ahead.begin(tasks::add, MEMORY);
    putMany(4, MANY);
    runTasks();
    assertThat(found()).contains(0).doesNotContain(3, 4).contains(MANY / 2);
  }

  @Test
  void littleMemoryIsNotExceeded() {
    makeMany(1 << 19);
    assertThat(tasks).hasSize(1);
    runTasks();
    assertThat(found().size() * SIZE).isLessThan(1 << 19);
  }

  @Test
  void whatStaysWhenAllIsForgottenTakesNothingOfTheRoom() {
    makeMany(1 << 19);
    ahead.clear(held);
    tasks.clear();
    putMany(MANY, 2 * MANY);
    assertThat(tasks).hasSize(1);
    runTasks();
    assertThat(found())
        .contains(MANY, MANY + 1)
        .allMatch(number -> number >= MANY)
        .hasSizeLessThan((1 << 19) / SIZE);
  }

  @Test
  void whatIsForgottenIsNotFound() {
    makeMany(MEMORY);
    runTasks();
    ahead.clear(held);
    assertThat(found()).isEmpty();
  }
}
