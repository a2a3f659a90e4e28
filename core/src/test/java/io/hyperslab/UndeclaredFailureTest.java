package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A filter in a language without checked exceptions throws one: it is told on whichever thread it
/// came, and what it was thrown for does not pass for done.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UndeclaredFailureTest {
  private static final int ID = 40_000;
  private static final int CHUNK = 1 << 16;
  private static final int COUNT = 64 * CHUNK;
  private static final String MESSAGE = "made for a test";

  /// Stores data as it is, and fails when it is told to, with what it does not declare.
  private static final class Failing implements Filter {
    private final Optional<Thread> spared;
    private volatile boolean fails;
    private volatile CountDownLatch failed = new CountDownLatch(1);

    /// @param spared the thread on which it does not fail; there it waits until it has elsewhere
    private Failing(Optional<Thread> spared) {
      this.spared = spared;
    }

    @Override
    public int id() {
      return ID;
    }

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public boolean encodes() {
      return true;
    }

    @Override
    public MemorySegment decode(MemorySegment encoded, FilterContext context) {
      this.<RuntimeException>failIfTold();
      return encoded;
    }

    @Override
    public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
      this.<RuntimeException>failIfTold();
      return Optional.of(decoded);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <E extends Throwable> void failIfTold() throws E {
      if (fails && spared.equals(Optional.of(Thread.currentThread()))) {
        awaitFailure();
      } else if (fails) {
        failed.countDown();
        throw (E) new IOException(MESSAGE);
      }
    }

    private void awaitFailure() {
      try {
        assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private void failIn(ThrowingCallable transfer) {
      failed = new CountDownLatch(1);
      fails = true;
      Throwable failure = catchThrowable(transfer);
      fails = false;
      assertThat(failure).isExactlyInstanceOf(IOException.class).hasMessage(MESSAGE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void itIsTold(int threads) throws IOException {
    check(threads, new Failing(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void itIsToldWhereAnotherThreadMeetsIt(int threads) throws IOException {
    check(threads, new Failing(Optional.of(Thread.currentThread())));
  }

  private static void check(int threads, Failing filter) throws IOException {
    int[] before = new int[COUNT];
    Arrays.setAll(before, i -> i);
    GrowableMemoryStorage storage = WritableStorage.memory();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      OpenOptions options = OpenOptions.defaults().threads(threads).executor(pool).filters(filter);
      try (Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults().open(options))) {
        Dataset data =
            file.createDataset("x")
                .type(Datatypes.INT32)
                .shape(COUNT)
                .chunks(CHUNK)
                .filter(FilterSpec.of(ID))
                .write(before);
        file.flush();
        filter.failIn(() -> data.write(new int[COUNT]));
        assertThat(data.readInts()).isEqualTo(before);
      }
      try (Hdf5File file = Hdf5File.open(Storage.memory(storage.toBytes()), options)) {
        Dataset data = file.dataset("x");
        filter.failIn(data::readInts);
        filter.failIn(() -> data.readInts(Selection.of("::7")));
        assertThat(data.readInts()).isEqualTo(before);
      }
    }
  }
}
