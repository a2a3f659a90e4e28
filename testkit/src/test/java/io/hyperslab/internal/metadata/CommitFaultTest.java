package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.Limits;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.FaultyWritableStorage;
import io.hyperslab.testkit.FaultyWritableStorage.Fault;
import io.hyperslab.testkit.FaultyWritableStorage.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// When a request to the medium fails, whichever it is, the file is at a commit, and the
/// transaction either goes on as if nothing had been asked or says that it cannot.
class CommitFaultTest {
  private static final int COMMITS = 5;
  private static final long MOST_REQUESTS = 100_000;

  static Stream<Arguments> faults() {
    return Stream.of(Fault.values())
        .flatMap(fault ->
            Stream.of(Persistence.values())
                .flatMap(persistence ->
                    Stream.of(Durability.FULL, Durability.PROCESS)
                        .filter(durability -> fault != Fault.FORCE || durability == Durability.FULL)
                        .map(durability -> Arguments.of(fault, persistence, durability))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theFileIsAtACommitWhateverFails(Fault fault, Persistence persistence, Durability durability)
      throws IOException {
    for (Skeleton skeleton : List.of(new Skeleton(0, 8, 0), new Skeleton(3, 8, 512))) {
      long request = 1;
      while (new Attempt(skeleton, fault, persistence, durability, request).run()) {
        request++;
        assertThat(request).isLessThan(MOST_REQUESTS);
      }
      assertThat(request).as("faults that happened").isGreaterThan(2);
    }
  }

  /// One run with one fault.
  private static final class Attempt {
    private final GrowableMemoryStorage medium;
    private final FaultyWritableStorage faulty;
    private final Durability durability;
    private final Random random = new Random(3);
    private final int base;
    private List<Workload.Block> committed = List.of();

    Attempt(
        Skeleton skeleton,
        Fault fault,
        Persistence persistence,
        Durability durability,
        long request) {
      this.medium = WritableStorage.memory(skeleton.file());
      this.faulty = new FaultyWritableStorage(medium, fault, persistence, request);
      this.durability = durability;
      this.base = skeleton.userBlock();
    }

    /// @return whether the fault happened
    boolean run() throws IOException {
      Transaction transaction;
      try {
        transaction = Skeleton.open(faulty, SpacePolicy.defaults().withChangesInMemory(3000));
      } catch (IOException e) {
        return true;
      }
      Workload workload = new Workload(transaction, 5);
      for (int i = 0; i < COMMITS; i++) {
        change(workload);
        try {
          transaction.commit(durability);
          committed = workload.blocks();
        } catch (UncheckedIOException e) {
          if (goesOn(transaction)) {
            checkFile(committed);
            retry(transaction, workload);
          }
          if (!goesOn(transaction)) {
            checkEither(committed, workload.blocks());
            return true;
          }
        }
        checkFile(committed);
      }
      return faulty.happened();
    }

    private void change(Workload workload) {
      for (int i = 0; i < 8; i++) {
        try {
          workload.step();
        } catch (UncheckedIOException e) {
          assertThat(faulty.happened()).isTrue();
        }
      }
    }

    private static boolean goesOn(Transaction transaction) {
      try {
        return transaction.perform(() -> true);
      } catch (IllegalStateException e) {
        assertThatThrownBy(() -> transaction.allocate(SpaceKind.RAW, 1))
            .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> transaction.commit(Durability.FULL))
            .isInstanceOf(IllegalStateException.class);
        transaction.close();
        return false;
      }
    }

    /// The commit again, or nothing of it.
    private void retry(Transaction transaction, Workload workload) {
      try {
        if (random.nextBoolean()) {
          transaction.commit(durability);
          committed = workload.blocks();
        } else {
          // What it drops is dropped even if the medium fails.
          workload.restore(committed);
          transaction.rollback();
        }
      } catch (UncheckedIOException e) {
        assertThat(faulty.happened()).isTrue();
      }
    }

    private void checkEither(List<Workload.Block> before, List<Workload.Block> after)
        throws IOException {
      Recovery.complete(medium, Limits.defaults(), file -> {});
      byte[] file = medium.toBytes();
      assertThat(holds(file, before) || holds(file, after)).isTrue();
    }

    private void checkFile(List<Workload.Block> blocks) {
      byte[] file = medium.toBytes();
      assertThat(holds(file, blocks)).isTrue();
      assertThat(file[base + 8] & 0x80).isZero();
    }

    private boolean holds(byte[] file, List<Workload.Block> blocks) {
      for (Workload.Block block : blocks) {
        int from = (int) (base + block.address());
        int to = from + block.bytes().length;
        if (to > file.length || !Arrays.equals(file, from, to, block.bytes(), 0, to - from)) {
          return false;
        }
      }
      return true;
    }
  }
}
