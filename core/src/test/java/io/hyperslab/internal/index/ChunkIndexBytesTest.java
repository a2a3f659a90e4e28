package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.btree.BTreeV1ChunkNode;
import io.hyperslab.internal.format.chunkindex.DataBlockPage;
import io.hyperslab.internal.format.chunkindex.ExtensibleArrayDataBlock;
import io.hyperslab.internal.format.chunkindex.ExtensibleArrayHeader;
import io.hyperslab.internal.format.chunkindex.ExtensibleArrayIndexBlock;
import io.hyperslab.internal.format.chunkindex.ExtensibleArraySecondaryBlock;
import io.hyperslab.internal.format.chunkindex.FixedArrayDataBlock;
import io.hyperslab.internal.format.chunkindex.FixedArrayHeader;
import io.hyperslab.internal.format.chunkindex.SecondaryBlockShape;
import io.hyperslab.internal.metadata.MetadataReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bytes of chunk indexes, compared with those that libhdf5 writes.
class ChunkIndexBytesTest {
  private static final long ANY = ChunkGeometry.UNLIMITED;

  @TempDir private Path directory;

  private Path file(String name) {
    return directory.resolve(name + ".h5");
  }

  private static ChunkGeometry line(long length, long maxLength, boolean filtered) {
    return new ChunkGeometry(
        new long[] {length}, new long[] {maxLength}, new long[] {1}, Integer.BYTES, filtered);
  }

  /// The file of libhdf5 with these chunks, written one after the other.
  private EditedChunks written(ChunkGeometry geometry, boolean latest, long... chunks)
      throws IOException {
    Path path = file("library");
    LibraryDataset.create(path, geometry, latest, false);
    try (LibraryDataset dataset = LibraryDataset.open(path)) {
      for (long chunk : chunks) {
        dataset.write(new long[] {chunk}, new long[] {1}, (int) chunk + 1);
      }
    }
    return new EditedChunks(path, geometry);
  }

  /// The file with these chunks, put by an editor, after libhdf5 has read them.
  private EditedChunks edited(ChunkGeometry geometry, boolean latest, long... chunks)
      throws IOException {
    Path path = file("edited");
    LibraryDataset.create(path, geometry, latest, false);
    EditedChunks edited = new EditedChunks(path, geometry);
    int[] expected = new int[(int) geometry.dims()[0]];
    for (long chunk : chunks) {
      edited.put((int) chunk + 1, chunk);
      expected[(int) chunk] = (int) chunk + 1;
    }
    edited.save(path);
    try (LibraryDataset dataset = LibraryDataset.open(path)) {
      assertThat(dataset.read()).isEqualTo(expected);
      assertThat(dataset.chunks()).isEqualTo(chunks.length);
    }
    return new EditedChunks(path, geometry);
  }

  /// Decodes a structure and checks that it encodes to the same bytes.
  private static <T> T roundTrip(
      MetadataReader reader,
      long address,
      long length,
      Function<Cursor, T> decode,
      BiConsumer<T, Encoder> encode) {
    T structure = decode.apply(reader.read(address, length, "structure"));
    byte[] stored = reader.read(address, length, "structure").bytes(length);
    Encoder out = new Encoder(reader.context());
    encode.accept(structure, out);
    assertThat(out.toBytes()).isEqualTo(stored);
    return structure;
  }

  /// Describes a tree: one text for each node, depth first.
  private static void tree(EditedChunks chunks, long address, int rank, List<String> nodes) {
    MetadataReader reader = chunks.reader();
    BTreeV1ChunkNode node =
        roundTrip(
            reader,
            address,
            BTreeV1ChunkNode.length(reader.context(), EditedChunks.K, rank),
            cursor -> BTreeV1ChunkNode.decode(cursor, EditedChunks.K, rank),
            (found, out) -> found.encode(out, EditedChunks.K));
    nodes.add(
        node.prefix().nodeLevel()
            + " "
            + Address.isDefined(node.prefix().leftSibling())
            + " "
            + Address.isDefined(node.prefix().rightSibling())
            + Arrays.toString(node.chunkSizes())
            + Arrays.toString(node.offsets()));
    for (int i = 0; node.prefix().nodeLevel() > 0 && i < node.entries(); i++) {
      tree(chunks, node.children()[i], rank, nodes);
    }
  }

  private static void requireSame(List<String> found, List<String> expected) {
    assertThat(found.size()).isEqualTo(expected.size());
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).as("node %d", i).isEqualTo(expected.get(i));
    }
  }

  private static long[] order(String name, int count) {
    long[] chunks = new long[count];
    for (int i = 0; i < count; i++) {
      chunks[i] =
          switch (name) {
            case "ascending" -> i;
            case "descending" -> count - 1L - i;
            // 7 does not divide the counts that are used here.
            default -> i * 7L % count;
          };
    }
    return chunks;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ascending", "descending", "scattered"})
  void versionOneTreesGrowLikeThoseOfTheLibrary(String order) throws IOException {
    ChunkGeometry geometry = line(4500, ANY, false);
    List<String> expected = new ArrayList<>();
    EditedChunks written = written(geometry, false, order(order, 4500));
    tree(written, written.address(), 1, expected);
    List<String> found = new ArrayList<>();
    EditedChunks edited = edited(geometry, false, order(order, 4500));
    tree(edited, edited.address(), 1, found);
    requireSame(found, expected);
    assertThat(found.size()).isGreaterThan(70);
    assertThat(found.getFirst()).startsWith("2 ");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 700, 2500, 4499})
  void versionOneTreesShrinkLikeThoseOfTheLibrary(long length) throws IOException {
    ChunkGeometry geometry = line(4500, ANY, false);
    EditedChunks chunks = written(geometry, false, order("scattered", 4500));
    for (long i = 4499; i >= length; i--) {
      assertThat(chunks.editor().remove(new long[] {i})).isPresent();
    }
    chunks.save(file("edited"));
    List<String> found = new ArrayList<>();
    tree(chunks, chunks.address(), 1, found);
    try (LibraryDataset dataset = LibraryDataset.open(file("library"))) {
      dataset.resize(length);
    }
    List<String> expected = new ArrayList<>();
    EditedChunks written = new EditedChunks(file("library"), line(length, ANY, false));
    tree(written, written.address(), 1, expected);
    requireSame(found, expected);
  }

  /// Elements in all kinds of blocks: in the index block, in data blocks that it points to, in
  /// secondary blocks, and from 131060 on in pages.
  private static final long[] SPREAD = {
    0, 3, 4, 19, 20, 60, 243, 244, 245, 1000, 5000, 131059, 131060, 132000, 133300, 260000
  };

  private static FormatContext context(EditedChunks chunks) {
    return chunks.reader().context();
  }

  /// Checks that all blocks encode to what is stored.
  ///
  /// @return the header, with nothing in it that depends on where blocks lie
  private static ExtensibleArrayHeader extensibleArray(EditedChunks chunks) {
    MetadataReader reader = chunks.reader();
    FormatContext context = reader.context();
    ExtensibleArrayHeader header =
        roundTrip(
            reader,
            chunks.address(),
            ExtensibleArrayHeader.length(context),
            ExtensibleArrayHeader::decode,
            ExtensibleArrayHeader::encode);
    ExtensibleArrayIndexBlock index =
        roundTrip(
            reader,
            header.indexBlockAddress(),
            ExtensibleArrayIndexBlock.length(context, header),
            cursor -> ExtensibleArrayIndexBlock.decode(cursor, header),
            ExtensibleArrayIndexBlock::encode);
    int direct = header.secondaryBlocksInIndexBlock();
    for (int i = 0; i < SecondaryBlockShape.end(header); i++) {
      SecondaryBlockShape shape = SecondaryBlockShape.of(header, i);
      long[] dataBlocks = index.dataBlockAddresses();
      int first = (int) shape.firstDataBlock();
      if (i < direct) {
        dataBlocks = Arrays.copyOfRange(dataBlocks, first, first + (int) shape.dataBlocks());
      } else if (Address.isDefined(index.secondaryBlockAddresses()[i - direct])) {
        ExtensibleArraySecondaryBlock block =
            roundTrip(
                reader,
                index.secondaryBlockAddresses()[i - direct],
                ExtensibleArraySecondaryBlock.length(context, header, shape),
                cursor -> ExtensibleArraySecondaryBlock.decode(cursor, header, shape),
                (found, out) -> found.encode(out, header));
        dataBlocks = block.dataBlockAddresses();
        pages(reader, header, block);
      } else {
        continue;
      }
      for (int slot = 0; slot < dataBlocks.length; slot++) {
        if (Address.isDefined(dataBlocks[slot])) {
          dataBlock(reader, header, shape, dataBlocks[slot], i < direct ? first + slot : slot);
        }
      }
    }
    return header;
  }

  private static void dataBlock(
      MetadataReader reader,
      ExtensibleArrayHeader header,
      SecondaryBlockShape shape,
      long address,
      int slot) {
    long count = shape.pagesPerDataBlock() == 0 ? shape.elementsPerDataBlock() : 0;
    ExtensibleArrayDataBlock block =
        roundTrip(
            reader,
            address,
            ExtensibleArrayDataBlock.length(reader.context(), header, count),
            cursor -> ExtensibleArrayDataBlock.decode(cursor, header, count),
            (found, out) -> found.encode(out, header));
    assertThat(block.blockOffset()).isEqualTo(ExtensibleArrayDataBlock.blockOffset(shape, slot));
  }

  private static void pages(
      MetadataReader reader, ExtensibleArrayHeader header, ExtensibleArraySecondaryBlock block) {
    for (int i = 0; i < block.shape().dataBlocks(); i++) {
      for (long page = 0; page < block.shape().pagesPerDataBlock(); page++) {
        if (block.isInitialized(i, page)) {
          page(
              reader,
              block.dataBlockAddresses()[i]
                  + ExtensibleArrayDataBlock.pageOffset(reader.context(), header, page),
              header.clientId(),
              header.elementSize(),
              header.pageElements());
        }
      }
    }
  }

  private static void page(
      MetadataReader reader, long address, int clientId, int elementSize, long count) {
    roundTrip(
        reader,
        address,
        DataBlockPage.length(elementSize, count),
        cursor -> DataBlockPage.decode(cursor, clientId, elementSize, count),
        DataBlockPage::encode);
  }

  private static List<Long> statistics(ExtensibleArrayHeader header) {
    return List.of(
        (long) header.elementSize(),
        header.numSecondaryBlks(),
        header.secondaryBlkSize(),
        header.numDataBlks(),
        header.dataBlkSize(),
        header.maxIndexSet(),
        header.numElmts());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void extensibleArraysAreWrittenAsTheLibraryWritesThem(boolean filtered) throws IOException {
    ChunkGeometry geometry = line(300_000, ANY, filtered);
    ExtensibleArrayHeader expected = extensibleArray(written(geometry, true, SPREAD));
    ExtensibleArrayHeader found = extensibleArray(edited(geometry, true, SPREAD));
    assertThat(statistics(found)).isEqualTo(statistics(expected));
    assertThat(expected.numSecondaryBlks()).isGreaterThan(3);
  }

  private static FixedArrayHeader fixedArray(EditedChunks chunks) {
    MetadataReader reader = chunks.reader();
    FormatContext context = context(chunks);
    FixedArrayHeader header =
        roundTrip(
            reader,
            chunks.address(),
            FixedArrayHeader.length(context),
            FixedArrayHeader::decode,
            FixedArrayHeader::encode);
    FixedArrayDataBlock block =
        roundTrip(
            reader,
            header.dataBlockAddress(),
            header.dataBlockLength(context),
            cursor -> FixedArrayDataBlock.decode(cursor, header),
            FixedArrayDataBlock::encode);
    for (long page = 0; page < header.pages(); page++) {
      if (block.pageBitmap().isInitialized(page)) {
        page(
            reader,
            header.dataBlockAddress() + header.pageOffset(context, page),
            header.clientId(),
            header.entrySize(),
            header.entriesIn(page));
      }
    }
    return header;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fixedArraysAreWrittenAsTheLibraryWritesThem(boolean filtered) throws IOException {
    for (long length : new long[] {1000, 9999}) {
      ChunkGeometry geometry = line(length, length, filtered);
      long[] some = {0, 9, 17, length / 2, length - 1};
      FixedArrayHeader expected = fixedArray(written(geometry, true, some));
      FixedArrayHeader found = fixedArray(edited(geometry, true, some));
      assertThat(found.entrySize()).isEqualTo(expected.entrySize());
      assertThat(found.maxNumEntries()).isEqualTo(expected.maxNumEntries());
      assertThat(found.pageBits()).isEqualTo(expected.pageBits());
    }
  }

  @Test
  void emptiedTreeKeepsItsRootAsInTheLibrary() throws IOException {
    ChunkGeometry geometry = line(300, ANY, false);
    EditedChunks chunks = written(geometry, false, order("ascending", 300));
    for (long i = 0; i < 300; i++) {
      assertThat(chunks.editor().remove(new long[] {i})).isPresent();
    }
    chunks.save(file("edited"));
    assertThat(chunks.editor().address()).isEqualTo(chunks.address());
    try (LibraryDataset dataset = LibraryDataset.open(file("edited"))) {
      assertThat(dataset.read()).containsOnly(0);
      dataset.write(new long[] {100}, new long[] {200}, 9);
      assertThat(dataset.chunks()).isEqualTo(200);
    }
    List<String> nodes = new ArrayList<>();
    EditedChunks again = new EditedChunks(file("edited"), geometry);
    tree(again, again.address(), 1, nodes);
    assertThat(nodes).hasSizeGreaterThan(3);
  }
}
