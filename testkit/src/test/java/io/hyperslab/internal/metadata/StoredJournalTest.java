package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.journal.JournalFooter;
import io.hyperslab.internal.format.journal.JournalHeader;
import io.hyperslab.internal.format.journal.JournalImage;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.RecordingStorage;
import io.hyperslab.testkit.StorageChange;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A journal is input like any other: what is not exactly right counts for nothing.
class StoredJournalTest {
  private static final Skeleton SKELETON = new Skeleton(2, 8, 0);
  private static final int GUARD = 0x80;
  private static final int VERSION = 8;

  /// A file whose commit was cut off right after the guard bit was set.
  private static byte[] cutOff() throws IOException {
    GrowableMemoryStorage medium = WritableStorage.memory(SKELETON.file());
    RecordingStorage recording = new RecordingStorage(medium);
    Transaction transaction = Skeleton.open(recording, SpacePolicy.defaults());
    transaction.write(700, new byte[] {1, 2, 3});
    transaction.write(900, new byte[] {4, 5, 6, 7});
    long address = transaction.allocate(SpaceKind.METADATA, 50);
    transaction.write(address, new byte[50]);
    transaction.commit(Durability.FULL);
    GrowableMemoryStorage replayed = WritableStorage.memory(SKELETON.file());
    for (StorageChange change : recording.log()) {
      switch (change) {
        case StorageChange.Write write -> {
          replayed.write(write.position(), MemorySegment.ofArray(write.bytes()));
          if (write.position() == VERSION) {
            return replayed.toBytes();
          }
        }
        case StorageChange.Truncate truncate -> replayed.truncate(truncate.size());
        case StorageChange.Force _ -> {
          // changes nothing
        }
      }
    }
    throw new AssertionError("no guard");
  }

  private static byte[] completed(byte[] file) throws IOException {
    GrowableMemoryStorage medium = WritableStorage.memory(file);
    Recovery.complete(medium, Limits.defaults(), Recovery.Verification.refusal());
    return medium.toBytes();
  }

  private static byte[] changed(byte[] file, int at, int value) {
    byte[] changed = file.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static void assertRefused(byte[] file) {
    GrowableMemoryStorage medium = WritableStorage.memory(file);
    assertThatThrownBy(
            () -> Recovery.complete(medium, Limits.defaults(), Recovery.Verification.refusal()))
        .isInstanceOf(MalformedFileException.class);
    assertThat(medium.toBytes()).as("nothing was written").isEqualTo(file);
  }

  @Test
  void aCompleteJournalIsPutInPlaceAndCutOff() throws IOException {
    byte[] file = completed(cutOff());
    assertThat(file).hasSize(Skeleton.SIZE + 50);
    assertThat(Arrays.copyOfRange(file, 700, 703)).containsExactly(1, 2, 3);
    assertThat(Arrays.copyOfRange(file, 900, 904)).containsExactly(4, 5, 6, 7);
    assertThat(file[VERSION]).isEqualTo((byte) SKELETON.version());
  }

  @Test
  void withoutTheGuardBitAJournalIsIgnored() throws IOException {
    byte[] file = changed(cutOff(), VERSION, SKELETON.version());
    assertThat(completed(file)).isEqualTo(file);
    assertThat(
            Recovery.view(Storage.memory(file), Limits.defaults(), Recovery.Verification.refusal())
                .located()
                .superblock()
                .endOfFileAddress())
        .isEqualTo(Skeleton.SIZE);
  }

  @Test
  void withoutAJournalTheGuardBitIsForTheVerificationToJudge() throws IOException {
    byte[] plain = SKELETON.file();
    byte[] file = changed(plain, VERSION, SKELETON.version() | GUARD);
    assertRefused(file);
    GrowableMemoryStorage medium = WritableStorage.memory(file);
    Recovery.complete(
        medium,
        Limits.defaults(),
        located -> assertThat(located.superblock()).isEqualTo(SKELETON.superblock()));
    assertThat(medium.toBytes()).isEqualTo(plain);
  }

  @Test
  void aSuperblockThatIsBrokenIsNotBelievedByAnyVerification() throws IOException {
    byte[] file = changed(SKELETON.file(), VERSION, SKELETON.version() | GUARD);
    byte[] broken = changed(file, 20, file[20] ^ 1);
    GrowableMemoryStorage medium = WritableStorage.memory(broken);
    assertThatThrownBy(() -> Recovery.complete(medium, Limits.defaults(), located -> {}))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("checksum");
    assertThat(medium.toBytes()).isEqualTo(broken);
  }

  @Test
  void noByteOfTheJournalMayBeAnother() throws IOException {
    byte[] file = cutOff();
    for (int at = journal(file); at < file.length; at++) {
      assertRefused(changed(file, at, file[at] ^ 0x10));
    }
    for (int length = Skeleton.SIZE; length < file.length; length++) {
      assertRefused(Arrays.copyOf(file, length));
    }
    assertRefused(Arrays.copyOf(file, file.length + 1));
  }

  @Test
  void theJournalOfAnotherFileOrStateIsNotThisOnes() throws IOException {
    byte[] file = cutOff();
    byte[] other = new Skeleton(3, 8, 0).file();
    other[VERSION] |= (byte) GUARD;
    System.arraycopy(other, 0, file, 0, Skeleton.SIZE);
    assertRefused(file);
    byte[] later = cutOff();
    byte[] superblock = SKELETON.superblock().withExtent(0, Skeleton.SIZE - 1).toBytes();
    System.arraycopy(superblock, 0, later, 0, superblock.length);
    later[VERSION] |= (byte) GUARD;
    assertRefused(later);
  }

  @Test
  void aCopyWithAnotherUserBlockRecoversTheSame() throws IOException {
    byte[] file = cutOff();
    byte[] shifted = new byte[512 + file.length];
    System.arraycopy(file, 0, shifted, 512, file.length);
    byte[] recovered = completed(shifted);
    assertThat(Arrays.copyOfRange(recovered, 512, recovered.length)).isEqualTo(completed(file));
  }

  /// Journals that are put together well but mean harm.
  static List<UnaryOperator<JournalImage>> attacks() {
    return List.of(
        image -> new JournalImage(0, image.size(), image.source(), image.checksum()),
        image -> new JournalImage(-1, image.size(), image.source(), image.checksum()),
        image -> new JournalImage(4090, image.size(), image.source(), image.checksum()),
        image -> new JournalImage(Long.MAX_VALUE, image.size(), image.source(), image.checksum()),
        image -> new JournalImage(image.address(), 0, image.source(), 0),
        image -> new JournalImage(image.address(), Long.MAX_VALUE, image.source(), 0),
        image -> new JournalImage(image.address(), -1, image.source(), 0),
        image -> new JournalImage(image.address(), 4, Long.MAX_VALUE - 2, image.checksum()),
        image -> new JournalImage(image.address(), 4, 1L << 40, image.checksum()),
        image -> new JournalImage(image.address(), 4, -4, image.checksum()));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void anImageMustLieInTheFileAndComeFromThere(UnaryOperator<JournalImage> attack)
      throws IOException {
    assertThat(completed(forged(List.of(honest(700, 4))))).isNotEmpty();
    assertRefused(forged(List.of(attack.apply(honest(700, 4)))));
  }

  @Test
  void imagesMustBeInOrderAndApart() throws IOException {
    assertThat(completed(forged(List.of(honest(700, 4), honest(704, 8))))).isNotEmpty();
    assertRefused(forged(List.of(honest(700, 4), honest(703, 8))));
    assertRefused(forged(List.of(honest(704, 8), honest(700, 4))));
  }

  @Test
  void whatIsWrittenIsNothingThatAnotherImageIsMadeFrom() throws IOException {
    JournalImage copy = from(700, 16, 1000);
    assertThat(completed(forged(List.of(copy)))).isNotEmpty();
    assertRefused(forged(List.of(copy, honest(1008, 4))));
    assertRefused(forged(List.of(from(700, 16, 690))));
    assertRefused(forged(List.of(copy, from(800, 16, 1008))));
  }

  @Test
  void aCountBeyondTheJournalTakesNoMemory() throws IOException {
    assertRefused(forged(List.of(honest(700, 4)), 1L << 60));
    assertRefused(forged(List.of(honest(700, 4)), Long.MAX_VALUE));
  }

  @Test
  void arbitraryBytesAreNoJournal() throws IOException {
    Random random = new Random(1);
    byte[] file = cutOff();
    for (int i = 0; i < 5000; i++) {
      byte[] mutant = file.clone();
      for (int k = random.nextInt(1, 6); k > 0; k--) {
        mutant[random.nextInt(journal(file), mutant.length)] = (byte) random.nextInt();
      }
      checksum(mutant, journal(file));
      GrowableMemoryStorage medium = WritableStorage.memory(mutant);
      try {
        Recovery.complete(medium, Limits.defaults(), Recovery.Verification.refusal());
        assertThat(medium.size()).isLessThanOrEqualTo(mutant.length);
      } catch (Hdf5Exception e) {
        assertThat(medium.toBytes()).isEqualTo(mutant);
      }
    }
  }

  private static JournalImage honest(long address, int size) throws IOException {
    // Past the data that the file's own images lie in: zeros, each its own part.
    long source = 3100 + (address - 700);
    return from(address, size, source);
  }

  private static JournalImage from(long address, int size, long source) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] bytes = Arrays.copyOf(SKELETON.file(), 5000);
    crc.update(bytes, (int) source, size);
    return new JournalImage(address, size, source, (int) crc.getValue());
  }

  private static byte[] forged(List<JournalImage> images) throws IOException {
    return forged(images, images.size());
  }

  /// A file with a journal whose checksums are right.
  private static byte[] forged(List<JournalImage> images, long count) throws IOException {
    byte[] superblock = SKELETON.superblock().toBytes();
    Encoder out = new Encoder(JournalHeader.CONTEXT);
    out.bytes(SKELETON.file()).padTo(4096);
    Encoder journal = new Encoder(JournalHeader.CONTEXT);
    new JournalHeader(1, Skeleton.SIZE, count, superblock, superblock).encode(journal);
    images.forEach(image -> image.encode(journal));
    new JournalFooter(4096, journal.size() + JournalFooter.SIZE, 0).encode(journal);
    byte[] file = out.bytes(journal.toBytes()).toBytes();
    file[VERSION] |= (byte) GUARD;
    checksum(file, 4096);
    return file;
  }

  /// Where the journal of a file is.
  private static int journal(byte[] file) {
    return (int) little(file).getLong(file.length - JournalFooter.SIZE + 8);
  }

  private static ByteBuffer little(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Makes the checksum right: over header, places and footer as the header's count has it.
  private static void checksum(byte[] file, int journal) {
    int footer = file.length - JournalFooter.SIZE;
    int most = (footer - journal - JournalHeader.SIZE) / JournalImage.SIZE;
    int count = Math.clamp(little(file).getLong(journal + 32), 0, most);
    CRC32C crc = new CRC32C();
    crc.update(file, journal, JournalHeader.SIZE + count * JournalImage.SIZE);
    crc.update(file, footer, JournalFooter.CHECKED_SIZE);
    little(file).putInt(footer + JournalFooter.CHECKED_SIZE, (int) crc.getValue());
  }
}
