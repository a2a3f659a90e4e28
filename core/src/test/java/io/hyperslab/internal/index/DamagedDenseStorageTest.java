package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.Hdf5File;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.internal.format.btree.AttributeNameRecord;
import io.hyperslab.internal.format.btree.BTreeV2Header;
import io.hyperslab.internal.format.btree.LinkNameRecord;
import io.hyperslab.internal.format.heap.FractalHeapHeader;
import io.hyperslab.internal.format.heap.FractalHeapIndirectBlock;
import io.hyperslab.internal.format.heap.FreeSpaceHeader;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.testkit.Libhdf5;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dense storage in which a byte is wrong, with a checksum that says it is right.
class DamagedDenseStorageTest {
  @TempDir private Path directory;

  /// Where a structure is, and its length without the checksum.
  private record Victim(long address, long length) {}

  private static List<Victim> victims(byte[] image) {
    Transaction transaction = new EditedFile(image).transaction();
    FormatContext context = transaction.context();
    long heap = DenseStorage.find(image, new Bytes().text("FRHP").u8(0));
    long tree = DenseStorage.find(image, new Bytes().text("BTHD").u8(0, 5));
    FractalHeapHeader header = FractalHeap.header(transaction.reader(), heap);
    long rootBlock = FractalHeapIndirectBlock.length(context, header, header.table().currentRows());
    FreeSpaceHeader freeSpace =
        FreeSpaceHeader.decode(
            transaction
                .reader()
                .read(
                    header.freeSpaceManagerAddress(),
                    FreeSpaceHeader.length(context),
                    FreeSpaceHeader.STRUCTURE));
    BTreeV2Header index = BTreeV2.open(transaction.reader(), tree, LinkNameRecord.TYPE).header();
    // One level of leaves: pointers of 8 + 1 bytes.
    assertThat(index.depth()).isEqualTo(1);
    long rootNode = 6 + 11L * index.rootRecords() + 9L * (index.rootRecords() + 1);
    return List.of(
        new Victim(heap, FractalHeapHeader.length(context) - 4),
        new Victim(tree, BTreeV2Header.length(context) - 4),
        new Victim(header.freeSpaceManagerAddress(), FreeSpaceHeader.length(context) - 4),
        new Victim(header.table().rootBlockAddress(), rootBlock - 4),
        new Victim(freeSpace.listAddress(), freeSpace.listSize() - 4),
        new Victim(index.rootNodeAddress(), rootNode));
  }

  @Test
  void damagedStorageMakesNothingButTypedErrors() throws IOException {
    Path path = directory.resolve("dense.h5");
    Libhdf5.create(path, Libhdf5.Dialect.V18).close();
    try (LibraryFile file = LibraryFile.edit(path)) {
      for (int i = 0; i < 600; i++) {
        file.softLink("t", "link" + i + "x".repeat(i % 50));
      }
      for (int i = 0; i < 600; i += 5) {
        file.remove("link" + i + "x".repeat(i % 50));
      }
    }
    byte[] image = Files.readAllBytes(path);
    SplittableRandom random = new SplittableRandom(21);
    List<Victim> victims = victims(image);
    int refused = 0;
    for (int i = 0; i < 1_800; i++) {
      byte[] damaged = image.clone();
      Victim victim = victims.get(i % victims.size());
      int at = (int) victim.address();
      int value = random.nextBoolean() ? 0xff : random.nextInt(256);
      int length = (int) victim.length();
      damaged[at + 6 + random.nextInt(length - 6)] = (byte) value;
      int checksum = Lookup3.hash(damaged, at, length);
      for (int j = 0; j < 4; j++) {
        damaged[at + length + j] = (byte) (checksum >>> 8 * j);
      }
      refused += refuses(damaged) ? 1 : 0;
    }
    assertThat(refused).isBetween(200, 1_700);
  }

  private static boolean refuses(byte[] damaged) {
    EditedFile edited = new EditedFile(damaged);
    try {
      DenseStorage.Links links = new DenseStorage.Links(edited, damaged);
      for (int i = 0; i < 30; i++) {
        links.add("new" + i + "y".repeat(i * i), "t");
      }
      for (int i = 101; i < 150; i++) {
        links.removeIfPresent("link" + i + "x".repeat(i % 50));
      }
      links.save();
      links.storage().delete();
      return false;
    } catch (Hdf5Exception expected) {
      assertThat(expected.structure()).isPresent();
      return true;
    }
  }

  @Test
  void recordsThatLeadToOneLongMessageDoNotMultiplyIt() throws IOException {
    Path path = directory.resolve("dense.h5");
    Libhdf5.create(path, Libhdf5.Dialect.V18).close();
    String longName = "long".repeat(500);
    try (LibraryFile file = LibraryFile.edit(path)) {
      for (int i = 0; i < 600; i++) {
        file.softLink("t", "link" + i);
      }
      file.softLink("t", longName);
    }
    byte[] image = Files.readAllBytes(path);
    EditedFile edited = new EditedFile(image);
    long tree = DenseStorage.find(image, new Bytes().text("BTHD").u8(0, 5));
    Transaction transaction = edited.transaction();
    int hash = Lookup3.hash(new Bytes().text(longName).bytes(), 0, longName.length());
    byte[] id = {};
    List<LinkNameRecord> records = new ArrayList<>();
    for (LinkNameRecord record : BTreeV2.open(transaction.reader(), tree, LinkNameRecord.TYPE)) {
      records.add(record);
      id = record.hash() == hash ? record.id() : id;
    }
    BTreeV2Editor<LinkNameRecord> editor =
        BTreeV2Editor.open(transaction, tree, LinkNameRecord.TYPE);
    for (LinkNameRecord record : records) {
      LinkNameRecord same = new LinkNameRecord(record.hash(), id);
      assertThat(editor.replace(same, r -> Integer.compareUnsigned(r.hash(), record.hash())))
          .isTrue();
    }
    editor.save();
    try (Hdf5File file = Hdf5File.open(edited.toBytes())) {
      assertThat(file.root().size()).isEqualTo(601);
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> file.root().names())
          .withMessageContaining("length of all messages");
    }
  }

  @Test
  void recordsThatLeadToOneLargeAttributeDoNotMultiplyIt() throws IOException {
    Path path = directory.resolve("dense.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      for (int i = 0; i < 600; i++) {
        file.root().attributes().set("attribute" + i, i);
      }
      file.root().attributes().set("large", new byte[100_000]);
    }
    byte[] image = Files.readAllBytes(path);
    EditedFile edited = new EditedFile(image);
    long tree = DenseStorage.find(image, new Bytes().text("BTHD").u8(0, 8));
    Transaction transaction = edited.transaction();
    int hash = Lookup3.hash(new Bytes().text("large").bytes(), 0, "large".length());
    byte[] id = {};
    List<AttributeNameRecord> records = new ArrayList<>();
    for (AttributeNameRecord record :
        BTreeV2.open(transaction.reader(), tree, AttributeNameRecord.TYPE)) {
      records.add(record);
      id = record.hash() == hash ? record.heapId() : id;
    }
    BTreeV2Editor<AttributeNameRecord> editor =
        BTreeV2Editor.open(transaction, tree, AttributeNameRecord.TYPE);
    for (AttributeNameRecord record : records) {
      AttributeNameRecord same =
          new AttributeNameRecord(id, 0, record.creationOrder(), record.hash());
      assertThat(editor.replace(same, r -> Integer.compareUnsigned(r.hash(), record.hash())))
          .isTrue();
    }
    editor.save();
    try (Hdf5File file = Hdf5File.open(edited.toBytes())) {
      assertThat(file.root().attributes().size()).isEqualTo(601);
      assertThat(file.root().attributes().get("large").readBytes()).hasSize(100_000);
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> file.root().attributes().names())
          .withMessageContaining("length of all messages");
    }
  }
}
