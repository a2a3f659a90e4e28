package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.btree.AttributeCreationOrderRecord;
import io.hyperslab.internal.format.btree.AttributeNameRecord;
import io.hyperslab.internal.format.btree.BTreeV2Header;
import io.hyperslab.internal.format.btree.BTreeV2InternalNode;
import io.hyperslab.internal.format.btree.BTreeV2LeafNode;
import io.hyperslab.internal.format.btree.BTreeV2NodeSizes;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.format.btree.BTreeV2Records;
import io.hyperslab.internal.format.btree.ChunkOffsetRecord;
import io.hyperslab.internal.format.btree.HugeObjectRecord;
import io.hyperslab.internal.format.btree.LinkCreationOrderRecord;
import io.hyperslab.internal.format.btree.LinkNameRecord;
import io.hyperslab.internal.format.heap.DoublingTable;
import io.hyperslab.internal.format.heap.FractalHeapDirectBlock;
import io.hyperslab.internal.format.heap.FractalHeapHeader;
import io.hyperslab.internal.format.heap.FractalHeapId;
import io.hyperslab.internal.format.heap.FractalHeapIndirectBlock;
import io.hyperslab.internal.format.heap.FreeSpaceHeader;
import io.hyperslab.internal.format.heap.FreeSpaceSections;
import io.hyperslab.testkit.Libhdf5;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Structures that the HDF5 library has written are encoded to the bytes that they were decoded
/// from.
class DenseEncodingTest {
  private static final FormatContext CONTEXT = Bytes.CONTEXT;

  @TempDir private Path directory;
  private byte[] image;

  private Cursor cursor(long address, long length, String structure) {
    byte[] bytes = Arrays.copyOfRange(image, (int) address, (int) (address + length));
    return Cursor.over(bytes, address, structure, CONTEXT);
  }

  private void requireSame(long address, Consumer<Encoder> encoder) {
    Encoder out = new Encoder(CONTEXT);
    encoder.accept(out);
    byte[] found = out.toBytes();
    assertThat(found)
        .isEqualTo(Arrays.copyOfRange(image, (int) address, (int) address + found.length));
  }

  /// A root group whose links come and go, so that its heap has holes, gaps and huge objects.
  private void makeLinks() throws IOException {
    Path path = directory.resolve("links.h5");
    Libhdf5.create(path, Libhdf5.Dialect.V18).close();
    SplittableRandom random = new SplittableRandom(9);
    List<String> others = new ArrayList<>();
    try (LibraryFile file = LibraryFile.edit(path)) {
      for (int i = 0; i < 2_000; i++) {
        int most = i % 50 == 0 ? 6_000 : i % 7 == 0 ? 1_000 : 50;
        file.softLink("t" + i, "link" + i);
        others.add("other" + i + "x".repeat(random.nextInt(most)));
        file.softLink("t" + i, others.get(i));
      }
      for (int i = 0; i < 2_000; i++) {
        boolean inTheMiddle = i >= 300 && i < 1_500;
        if (inTheMiddle) {
          file.remove(others.get(i));
        }
        if (inTheMiddle || i % 3 == 0) {
          file.remove("link" + i);
        }
      }
    }
    image = Files.readAllBytes(path);
  }

  @Test
  void heapIsEncodedAsItWas() throws IOException {
    makeLinks();
    long address = DenseStorage.find(image, new Bytes().text("FRHP").u8(0));
    long length = FractalHeapHeader.length(CONTEXT);
    FractalHeapHeader header =
        FractalHeapHeader.decode(cursor(address, length, FractalHeapHeader.STRUCTURE));
    requireSame(address, header::encode);
    DoublingTable table = header.table();
    assertThat(table.currentRows()).isGreaterThan(table.directRows());
    requireSameBlocks(header, table.rootBlockAddress(), table.currentRows(), 0);
    requireSameFreeSpace(header.freeSpaceManagerAddress());
    requireSameTree(header.hugeObjectsBTreeAddress(), HugeObjectRecord.INDIRECT);
  }

  private void requireSameBlocks(FractalHeapHeader header, long address, int rows, long offset) {
    DoublingTable table = header.table();
    long length = FractalHeapIndirectBlock.length(CONTEXT, header, rows);
    FractalHeapIndirectBlock block =
        FractalHeapIndirectBlock.decode(
            cursor(address, length, FractalHeapIndirectBlock.STRUCTURE), header, rows, offset);
    requireSame(address, out -> block.encode(out, header));
    for (int entry = 0; entry < block.childAddresses().length; entry++) {
      long child = block.childAddresses()[entry];
      int row = entry / table.width();
      long start = offset + table.rowOffset(row) + entry % table.width() * table.blockSize(row);
      if (Address.isDefined(child) && row < table.directRows()) {
        FractalHeapDirectBlock direct =
            FractalHeapDirectBlock.decode(
                cursor(child, table.blockSize(row), FractalHeapDirectBlock.STRUCTURE),
                header,
                start);
        requireSame(child, out -> direct.encode(out, header));
      } else if (Address.isDefined(child)) {
        requireSameBlocks(header, child, table.rowsOfIndirectBlock(row), start);
      }
    }
  }

  private void requireSameFreeSpace(long address) {
    FreeSpaceHeader header =
        FreeSpaceHeader.decode(
            cursor(address, FreeSpaceHeader.length(CONTEXT), FreeSpaceHeader.STRUCTURE));
    requireSame(address, header::encode);
    FreeSpaceSections list =
        FreeSpaceSections.decode(
            cursor(header.listAddress(), header.listSize(), FreeSpaceSections.STRUCTURE),
            header,
            address);
    assertThat(list.sections()).extracting(FreeSpaceSections.Section::type).contains(0, 1);
    requireSame(header.listAddress(), out -> list.encode(out, header));
  }

  @Test
  void treeIsEncodedAsItWas() throws IOException {
    makeLinks();
    long address = DenseStorage.find(image, new Bytes().text("BTHD").u8(0, 5));
    requireSameTree(address, LinkNameRecord.TYPE);
  }

  private <R> void requireSameTree(long address, BTreeV2RecordType<R> type) {
    Cursor cursor = cursor(address, BTreeV2Header.length(CONTEXT), BTreeV2Header.STRUCTURE);
    BTreeV2Header header = BTreeV2Header.decode(cursor);
    requireSame(address, header::encode);
    BTreeV2NodeSizes sizes = BTreeV2NodeSizes.of(header, cursor);
    requireSameNodes(
        type, header, sizes, header.depth(), header.rootNodeAddress(), header.rootRecords());
  }

  private <R> void requireSameNodes(
      BTreeV2RecordType<R> type,
      BTreeV2Header header,
      BTreeV2NodeSizes sizes,
      int depth,
      long address,
      int count) {
    if (depth == 0) {
      BTreeV2LeafNode leaf =
          BTreeV2LeafNode.decode(
              cursor(address, header.nodeSize(), BTreeV2LeafNode.STRUCTURE), header, count);
      requireSame(address, leaf::encode);
      requireSameRecords(type, leaf.records());
      return;
    }
    BTreeV2InternalNode node =
        BTreeV2InternalNode.decode(
            cursor(address, header.nodeSize(), BTreeV2InternalNode.STRUCTURE),
            header,
            sizes,
            depth,
            count);
    requireSame(address, out -> node.encode(out, sizes));
    requireSameRecords(type, node.records());
    for (int i = 0; i <= count; i++) {
      long child = node.childAddresses()[i];
      requireSameNodes(type, header, sizes, depth - 1, child, node.childRecords()[i]);
    }
  }

  private <R> void requireSameRecords(BTreeV2RecordType<R> type, BTreeV2Records records) {
    for (int i = 0; i < records.count(); i++) {
      R entry = type.decoder().apply(records.record(i, CONTEXT));
      int at = i;
      requireSame(
          records.address() + (long) at * records.recordSize(),
          out -> type.encoder().encode(out, entry, records.recordSize()));
    }
  }

  private <R> void requireSame(BTreeV2RecordType<R> type, Bytes stored, int size) {
    assertThat(stored.size()).isEqualTo(size);
    Encoder out = new Encoder(CONTEXT);
    type.encoder().encode(out, type.decoder().apply(stored.cursor()), size);
    assertThat(out.toBytes()).isEqualTo(stored.bytes());
  }

  @Test
  void recordsOfAllTypesAreEncodedAsTheyWere() {
    Bytes seven = new Bytes().u8(1, 2, 3, 4, 5, 6, 7);
    Bytes eight = new Bytes().u8(1, 2, 3, 4, 5, 6, 7, 8);
    requireSame(LinkNameRecord.TYPE, new Bytes().u32(0xfedcba98L).raw(seven), LinkNameRecord.SIZE);
    requireSame(
        LinkCreationOrderRecord.TYPE,
        new Bytes().u64(-12).raw(seven),
        LinkCreationOrderRecord.SIZE);
    requireSame(
        AttributeNameRecord.TYPE,
        new Bytes().raw(eight).u8(2).u32(9, 0xfedcba98L),
        AttributeNameRecord.SIZE);
    requireSame(
        AttributeCreationOrderRecord.TYPE,
        new Bytes().raw(eight).u8(2).u32(9),
        AttributeCreationOrderRecord.SIZE);
    requireSame(
        HugeObjectRecord.INDIRECT,
        new Bytes().u64(0x500, 20, 3),
        HugeObjectRecord.indirectSize(CONTEXT));
    requireSame(
        HugeObjectRecord.INDIRECT_FILTERED, new Bytes().u64(0x500, 20).u32(1).u64(40, 3), 36);
    requireSame(
        HugeObjectRecord.DIRECT, new Bytes().u64(0x500, 20), HugeObjectRecord.directSize(CONTEXT));
    requireSame(HugeObjectRecord.DIRECT_FILTERED, new Bytes().u64(0x500, 20).u32(1).u64(40), 28);
    requireSame(
        ChunkOffsetRecord.unfiltered(2),
        new Bytes().u64(-1, 1, 2),
        ChunkOffsetRecord.unfilteredSize(CONTEXT, 2));
    requireSame(
        ChunkOffsetRecord.filtered(2),
        new Bytes().u64(0x500).number(0x10203, 3).u32(0xffffffffL).u64(1, 2),
        ChunkOffsetRecord.filteredSize(CONTEXT, 2, 3));
  }

  @Test
  void identifiersOfAllKindsAreEncodedAsTheyWere() {
    FractalHeapDraft draft =
        new FractalHeapDraft(FractalHeapSettings.forLinks().header(0x100, CONTEXT));
    draft.managedSpace = 1 << 20;
    FractalHeapHeader used = draft.header();
    requireSame(used, new Bytes().u8(0).u32(0x12345).u16(77));
    requireSame(used, new Bytes().u8(0x10).number(0x123456789aL, 6));
    requireSame(used, new Bytes().u8(0x22, 1, 2, 3, 0, 0, 0));
    FractalHeapSettings wide = new FractalHeapSettings(20, true, 64, 2, 128, 128, 16, 1);
    FractalHeapHeader direct = wide.header(0x100, CONTEXT);
    requireSame(direct, new Bytes().u8(0x10).u64(0x500, 70).zeros(3));
    requireSame(direct, new Bytes().u8(0x20, 17).text("eighteen letters.."));
  }

  private static void requireSame(FractalHeapHeader header, Bytes stored) {
    byte[] found = FractalHeapId.decode(stored.cursor(), header).encode(CONTEXT, header);
    assertThat(found).isEqualTo(stored.bytes());
  }
}
