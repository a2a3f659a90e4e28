package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.AssertingStorage;
import io.hyperslab.testkit.RecordingStorage;
import io.hyperslab.testkit.StorageChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A workload with commits, the log of all it asked of the storage, and each committed state.
final class CommittedRun {
  private final byte[] initial;
  private final GrowableMemoryStorage medium;
  private final RecordingStorage recording;
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final int base;

  /// Whether the guard bit was seen since the last commit had returned.
  private boolean applying;

  /// @param created whether the first commit makes the file
  CommittedRun(
      Skeleton skeleton, boolean created, SpacePolicy policy, Durability durability, long seed)
      throws IOException {
    this.base = skeleton.userBlock();
    this.initial = created ? new byte[base] : skeleton.file();
    this.medium = WritableStorage.memory(initial);
    this.recording = new RecordingStorage(new AssertingStorage(medium, this::mayWrite));
    if (!created) {
      snapshots.add(Snapshot.whole(0, initial));
    }
    Transaction transaction =
        created ? skeleton.create(recording, policy) : Skeleton.open(recording, policy);
    Workload workload = new Workload(transaction, seed);
    if (!created) {
      byte[] content = Arrays.copyOfRange(initial, base + 500, base + 2500);
      workload.keep(new Workload.Block(500, content));
    }
    run(transaction, workload, durability, new Random(seed));
  }

  private void run(Transaction transaction, Workload workload, Durability durability, Random random)
      throws IOException {
    for (int commit = 0; commit < 14; commit++) {
      List<Workload.Block> before = workload.blocks();
      int steps = random.nextInt(1, 16);
      for (int i = 0; i < steps; i++) {
        workload.step();
      }
      workload.check();
      if (random.nextInt(6) == 0) {
        transaction.rollback();
        workload.restore(before);
      } else if (transaction.commit(durability)) {
        snapshot(transaction, workload);
      }
      workload.check();
    }
    transaction.close();
    assertThat(transaction.commit(durability)).isFalse();
    if (!snapshots.isEmpty()) {
      assertThat(medium.toBytes()).isEqualTo(snapshots.getLast().file());
    }
  }

  private void snapshot(Transaction transaction, Workload workload) throws IOException {
    byte[] file = medium.toBytes();
    assertThat((long) file.length).isEqualTo(base + transaction.endOfAddress());
    for (Workload.Block block : workload.blocks()) {
      int from = (int) (base + block.address());
      assertThat(Arrays.copyOfRange(file, from, from + block.bytes().length))
          .isEqualTo(block.bytes());
    }
    applying = false;
    snapshots.add(Snapshot.of(recording.moment(), file, transaction));
  }

  /// Committed bytes change only once the guard bit is set, but for what sets it: a write of the
  /// superblock from that bit on.
  private boolean mayWrite(long position, long length) {
    if (snapshots.isEmpty()) {
      return true;
    }
    applying |= (medium.toBytes()[base + 8] & 0x80) != 0;
    boolean guard = position == base + 8 && length < Superblock.MAXIMUM_SIZE;
    return applying || guard || snapshots.getLast().leavesFree(position, length);
  }

  byte[] initial() {
    return initial;
  }

  List<StorageChange> log() {
    return recording.log();
  }

  List<Snapshot> snapshots() {
    return snapshots;
  }
}
