package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.FaultyWritableStorage;
import io.hyperslab.testkit.RecordingStorage;
import io.hyperslab.testkit.StorageChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTest {
  private static final Skeleton SKELETON = new Skeleton(2, 8, 512);
  private static final long TAIL = 4096;

  private final GrowableMemoryStorage medium = WritableStorage.memory(SKELETON.file());
  private final RecordingStorage recording = new RecordingStorage(medium);

  private Transaction open(SpacePolicy policy) throws IOException {
    return Skeleton.open(recording, policy);
  }

  private Transaction open() throws IOException {
    return open(SpacePolicy.defaults());
  }

  private static byte[] bytes(int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] read(Transaction transaction, long address, int size) {
    return transaction.reader().read(address, size, "block").bytes(size);
  }

  private byte[] stored(long address, int size) {
    int from = (int) (SKELETON.userBlock() + address);
    return Arrays.copyOfRange(medium.toBytes(), from, from + size);
  }

  private List<StorageChange> log() {
    return recording.log();
  }

  @Test
  void withoutChangesNothingIsWritten() throws IOException {
    Transaction transaction = open();
    assertThat(transaction.commit(Durability.FULL)).isFalse();
    transaction.rollback();
    transaction.close();
    assertThat(log()).isEmpty();
  }

  @Test
  void changesAreSeenAtOnceAndStoredByTheCommit() throws IOException {
    Transaction transaction = open();
    byte[] before = stored(600, 10);
    transaction.write(600, bytes(10, 7));
    assertThat(read(transaction, 595, 20)).contains(bytes(10, 7));
    assertThat(stored(600, 10)).isEqualTo(before);
    assertThat(log()).isEmpty();
    assertThat(transaction.commit(Durability.PROCESS)).isTrue();
    assertThat(stored(600, 10)).isEqualTo(bytes(10, 7));
    assertThat(read(transaction, 600, 10)).isEqualTo(bytes(10, 7));
  }

  @Test
  void rawDataGoesToFreshSpaceAtOnceAndIsFollowedByZeros() throws IOException {
    Transaction transaction = open();
    long address = transaction.allocate(SpaceKind.RAW, 5000);
    transaction.writeRaw(address, MemorySegment.ofArray(bytes(5000, 9)));
    assertThat(stored(address, 5000)).isEqualTo(bytes(5000, 9));
    byte[] file = medium.toBytes();
    assertThat(Arrays.copyOfRange(file, (int) (file.length - TAIL), file.length)).containsOnly(0);
    transaction.close();
    assertThat(medium.toBytes()).isEqualTo(SKELETON.file());
  }

  @Test
  void whatWasNeverWrittenIsZeroEvenWhereSomethingWasBefore() throws IOException {
    Transaction transaction = open();
    long address = transaction.allocate(SpaceKind.RAW, 3000);
    transaction.writeRaw(address, MemorySegment.ofArray(bytes(3000, 1)));
    transaction.free(address, 3000);
    assertThat(transaction.allocate(SpaceKind.RAW, 3000)).isEqualTo(address);
    assertThat(read(transaction, address, 3000)).containsOnly(0);
    transaction.commit(Durability.PROCESS);
    assertThat(stored(address, 3000)).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void theEndOfFileAndTheRestOfTheSuperblockAreRight(Durability durability) throws IOException {
    Transaction transaction = open();
    long address = transaction.allocate(SpaceKind.METADATA, 100);
    transaction.write(address, bytes(100, 3));
    transaction.superblock(transaction.superblock().withExtensionAddress(address));
    transaction.commit(durability);
    Superblock expected =
        SKELETON
            .superblock()
            .withExtensionAddress(address)
            .withExtent(512, medium.toBytes().length);
    assertThat(stored(0, expected.size())).isEqualTo(expected.toBytes());
    assertThat(medium.toBytes()).hasSize(512 + Skeleton.SIZE + 100);
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void theMediumIsForcedAtMostThreeTimesAndOnlyIfAsked(Durability durability) throws IOException {
    Transaction transaction = open();
    transaction.write(600, bytes(10, 7));
    transaction.writeRaw(
        transaction.allocate(SpaceKind.RAW, 10), MemorySegment.ofArray(bytes(10, 7)));
    transaction.commit(durability);
    assertThat(log())
        .filteredOn(StorageChange.Force.class::isInstance)
        .hasSize(durability == Durability.FULL ? 3 : 0);
  }

  @Test
  void theForcesStandWhereTheProtocolWantsThem() throws IOException {
    Transaction transaction = open();
    transaction.write(600, bytes(10, 7));
    long raw = transaction.allocate(SpaceKind.RAW, 10);
    transaction.writeRaw(raw, MemorySegment.ofArray(bytes(10, 7)));
    transaction.commit(Durability.FULL);
    StringBuilder order = new StringBuilder();
    for (StorageChange change : log()) {
      order.append(
          switch (change) {
            case StorageChange.Force _ -> "F";
            case StorageChange.Truncate _ -> "t";
            case StorageChange.Write write when write.position() == 520 ->
                (write.bytes()[0] & 0x80) == 0 ? "g" : write.bytes().length == 1 ? "G" : "S";
            case StorageChange.Write write when write.position() == 512 + raw -> "n";
            case StorageChange.Write write when write.position() == 512 + 600 -> "i";
            case StorageChange.Write _ -> "j";
          });
    }
    assertThat(order.toString()).matches("t+nt*jFjGFSiFgt");
  }

  @Test
  void whatIsWrittenButStaysTheSameNeedsNeitherJournalNorGuard() throws IOException {
    byte[] file = medium.toBytes();
    Transaction transaction = open();
    transaction.write(600, stored(600, 10));
    assertThat(transaction.commit(Durability.FULL)).isTrue();
    assertThat(log()).noneMatch(StorageChange.Write.class::isInstance);
    assertThat(medium.toBytes()).isEqualTo(file);
  }

  @Test
  void aFailedOperationLeavesNoTrace() throws IOException {
    Transaction transaction = open();
    long kept = transaction.allocate(SpaceKind.METADATA, 100);
    transaction.write(kept, bytes(100, 1));
    long end = transaction.endOfAddress();
    Superblock superblock = transaction.superblock();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() ->
            transaction.perform(() -> {
              transaction.write(kept, bytes(100, 2));
              transaction.free(kept, 50);
              transaction.write(600, bytes(4, 2));
              transaction.allocate(SpaceKind.RAW, 9000);
              transaction.superblock(superblock.withExtensionAddress(5));
              throw new UnsupportedOperationException();
            }));
    assertThat(read(transaction, kept, 100)).isEqualTo(bytes(100, 1));
    assertThat(read(transaction, 600, 4)).isEqualTo(stored(600, 4));
    assertThat(transaction.endOfAddress()).isEqualTo(end);
    assertThat(transaction.superblock()).isEqualTo(superblock);
  }

  @Test
  void aCommitIsNoPartOfAnOperation() throws IOException {
    Transaction transaction = open();
    assertThatIllegalStateException()
        .isThrownBy(() -> transaction.perform(() -> transaction.commit(Durability.PROCESS)));
    assertThatIllegalStateException()
        .isThrownBy(() ->
            transaction.perform(() -> {
              transaction.rollback();
              return true;
            }));
  }

  @Test
  void onlyAllocatedSpaceIsWritten() throws IOException {
    Transaction transaction = open();
    long address = transaction.allocate(SpaceKind.METADATA, 10);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> transaction.write(Skeleton.SIZE - 1, new byte[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transaction.write(address, new byte[5000]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transaction.superblock(new Skeleton(0, 8, 0).superblock()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000})
  void largeChangesOfCommittedDataTakeNoMemory(int inMemory) throws IOException {
    byte[] before = stored(500, 2000);
    Transaction transaction = open(SpacePolicy.defaults().withChangesInMemory(inMemory));
    transaction.writeRaw(500, MemorySegment.ofArray(bytes(2000, 5)));
    transaction.writeRaw(700, MemorySegment.ofArray(bytes(10, 6)));
    assertThat(stored(500, 2000)).isEqualTo(before);
    byte[] expected = bytes(2000, 5);
    Arrays.fill(expected, 200, 210, (byte) 6);
    assertThat(read(transaction, 500, 2000)).isEqualTo(expected);
    transaction.commit(Durability.PROCESS);
    assertThat(stored(500, 2000)).isEqualTo(expected);
    assertThat(medium.toBytes()).as("no room is taken for good").hasSize(512 + Skeleton.SIZE);
  }

  @Test
  void aFullMediumBeforeTheCommitPointChangesNothingAndTheCommitMayBeRepeated() throws IOException {
    WritableStorage full =
        new FaultyWritableStorage(
            medium,
            FaultyWritableStorage.Fault.FULL_HALFWAY,
            FaultyWritableStorage.Persistence.ONCE,
            1);
    Transaction transaction = Skeleton.open(full, SpacePolicy.defaults());
    transaction.write(600, bytes(10, 7));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> transaction.commit(Durability.FULL));
    assertThat(Arrays.copyOf(medium.toBytes(), 512 + Skeleton.SIZE)).isEqualTo(SKELETON.file());
    assertThat(transaction.commit(Durability.FULL)).isTrue();
    assertThat(stored(600, 10)).isEqualTo(bytes(10, 7));
  }

  @Test
  void afterAForceThatFailedNothingIsWrittenAnyMore() throws IOException {
    WritableStorage failing =
        new FaultyWritableStorage(
            recording,
            FaultyWritableStorage.Fault.FORCE,
            FaultyWritableStorage.Persistence.ONCE,
            1);
    Transaction transaction = Skeleton.open(failing, SpacePolicy.defaults());
    transaction.write(600, bytes(10, 7));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> transaction.commit(Durability.FULL));
    int changes = log().size();
    assertThatIllegalStateException().isThrownBy(() -> transaction.commit(Durability.FULL));
    assertThatIllegalStateException().isThrownBy(transaction::rollback);
    assertThatIllegalStateException().isThrownBy(() -> transaction.write(600, new byte[1]));
    transaction.close();
    assertThat(log()).hasSize(changes);
  }

  @Test
  void aNewFileHasItsSignatureLast() throws IOException {
    RecordingStorage empty = new RecordingStorage(WritableStorage.memory());
    Transaction transaction = new Skeleton(0, 8, 0).create(empty, SpacePolicy.defaults());
    long root = transaction.allocate(SpaceKind.METADATA, 40);
    assertThat(root).isEqualTo(96);
    transaction.write(root, bytes(40, 1));
    transaction.commit(Durability.PROCESS);
    StorageChange.Write last = (StorageChange.Write) empty.log().getLast();
    assertThat(last.position()).isZero();
    assertThat(last.bytes()).hasSize(8).startsWith(0x89, 'H', 'D', 'F');
    assertThat(empty.size()).isEqualTo(136);
  }
}
