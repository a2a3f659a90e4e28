package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.internal.format.message.ChunkIndexing;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The chunks of 32-bit integers of the only chunked dataset of a file that libhdf5 made. Elements
/// of a chunk are all the same.
final class EditedChunks {
  static final int K = 32;

  private final EditedFile file;
  private final ChunkGeometry geometry;
  private final int layoutAt;
  private final int layoutEnd;
  private final DataLayoutMessage.Chunked layout;
  private final ChunkIndexEditor editor;

  EditedChunks(Path path, ChunkGeometry geometry) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    this.file = new EditedFile(bytes);
    this.geometry = geometry;
    FormatContext context = transaction().context();
    int at = 0;
    while (decode(bytes, at, context) == null) {
      at++;
    }
    Cursor cursor = Cursor.over(bytes, at, bytes.length - at, at, "layout", context);
    this.layoutAt = at;
    this.layout = (DataLayoutMessage.Chunked) DataLayoutMessage.decode(cursor);
    this.layoutEnd = at + cursor.position();
    this.editor =
        ChunkIndexEditors.open(
            transaction(), geometry, layout.indexing(), layout.version(), layout.address(), K);
  }

  private DataLayoutMessage.Chunked decode(byte[] bytes, int at, FormatContext context) {
    try {
      Cursor cursor = Cursor.over(bytes, at, bytes.length - at, at, "layout", context);
      return DataLayoutMessage.decode(cursor) instanceof DataLayoutMessage.Chunked found
              && found.version() > 2
              && Arrays.equals(found.chunkDimensions(), geometry.chunkDims())
              && found.elementSize() == Integer.BYTES
          ? found
          : null;
    } catch (Hdf5Exception e) {
      return null;
    }
  }

  Transaction transaction() {
    return file.transaction();
  }

  MetadataReader reader() {
    return transaction().reader();
  }

  ChunkIndexing indexing() {
    return layout.indexing();
  }

  /// Where the file that libhdf5 wrote has the index.
  long address() {
    return layout.address();
  }

  ChunkIndexEditor editor() {
    return editor;
  }

  /// The index as it was saved.
  ChunkIndex index() {
    return index(reader(), geometry, editor.indexing(), editor.address());
  }

  static ChunkIndex index(
      MetadataReader reader, ChunkGeometry geometry, ChunkIndexing indexing, long address) {
    if (!Address.isDefined(address)) {
      return new UnallocatedChunkIndex();
    }
    return switch (indexing) {
      case ChunkIndexing.BTreeV1() -> new BTreeV1ChunkIndex(reader, geometry, address, K);
      case ChunkIndexing.SingleChunk(boolean filtered, long size, int mask) ->
          new SingleChunkIndex(
              geometry.rank(), address, filtered ? size : geometry.chunkBytes(), mask);
      case ChunkIndexing.Implicit() -> new ImplicitChunkIndex(reader, geometry, address);
      case ChunkIndexing.FixedArray _ -> FixedArrayChunkIndex.open(reader, geometry, address);
      case ChunkIndexing.ExtensibleArray _ ->
          ExtensibleArrayChunkIndex.open(reader, geometry, address);
      case ChunkIndexing.BTreeV2 _ -> BTreeV2ChunkIndex.open(reader, geometry, address);
    };
  }

  /// Writes a chunk and puts it into the index.
  void put(int value, long... scaled) {
    byte[] stored = encode(value);
    long address =
        editor.fixedPlace()
            ? editor.find(scaled).orElseThrow().address()
            : transaction().allocate(SpaceKind.RAW, stored.length);
    transaction().writeRaw(address, MemorySegment.ofArray(stored));
    editor.put(new ChunkRecord(scaled, address, stored.length, 0));
  }

  private byte[] encode(int value) {
    ByteBuffer raw =
        ByteBuffer.allocate((int) geometry.chunkBytes()).order(ByteOrder.LITTLE_ENDIAN);
    while (raw.hasRemaining()) {
      raw.putInt(value);
    }
    if (!geometry.filtered()) {
      return raw.array();
    }
    byte[] target = new byte[raw.capacity() + 64];
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(raw.array());
      deflater.finish();
      return Arrays.copyOf(target, deflater.deflate(target));
    }
  }

  /// The first element of a chunk in the file.
  int value(ChunkRecord chunk) {
    byte[] stored = new byte[(int) chunk.storedSize()];
    reader().readRaw(chunk.address(), MemorySegment.ofArray(stored), "chunk");
    byte[] raw = new byte[(int) geometry.chunkBytes()];
    if (geometry.filtered()) {
      try (Inflater inflater = new Inflater()) {
        inflater.setInput(stored);
        assertThat(inflater.inflate(raw)).isEqualTo(raw.length);
      } catch (DataFormatException e) {
        throw new AssertionError(e);
      }
    } else {
      raw = stored;
    }
    return ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  /// Saves the index, and the file with a layout message that says where it is.
  void save(Path path) throws IOException {
    editor.save();
    byte[] bytes = file.toBytes();
    Encoder out = transaction().encoder();
    if (editor.indexing()
            instanceof ChunkIndexing.SingleChunk(boolean filtered, long size, int mask)
        && filtered) {
      out.length(size).i32(mask);
    }
    out.address(editor.address());
    byte[] patch = out.toBytes();
    int at = layout.version() == 3 ? layoutAt + 3 : layoutEnd - patch.length;
    System.arraycopy(patch, 0, bytes, at, patch.length);
    if (layout.version() > 3) {
      updateHeader(bytes);
    }
    Files.write(path, bytes);
  }

  /// Object headers of version 2 have a checksum.
  private void updateHeader(byte[] bytes) {
    int header = layoutAt;
    while (!new String(bytes, header, 4, StandardCharsets.ISO_8859_1).equals("OHDR")) {
      header--;
    }
    int flags = bytes[header + 5];
    int size = header + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    int width = 1 << (flags & 3);
    int length = 0;
    for (int i = width - 1; i >= 0; i--) {
      length = length << 8 | bytes[size + i] & 0xff;
    }
    int end = size + width + length;
    assertThat(layoutEnd).isLessThanOrEqualTo(end);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(end, Lookup3.hash(bytes, header, end - header));
  }
}
