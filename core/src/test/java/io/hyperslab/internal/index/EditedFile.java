package io.hyperslab.internal.index;

import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.storage.AddressMap;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A file in memory that tests edit structure by structure, and then give to another library. Only
/// for files without a user block, and with addresses of 8 bytes from superblock version 2 on.
public final class EditedFile implements WritableStorage {
  private byte[] bytes;
  private final Transaction transaction;

  public EditedFile(byte[] image) {
    Superblock superblock = Superblock.decode(image, 0, Limits.defaults());
    this.bytes = image.clone();
    MetadataReader reader =
        new MetadataReader(
            this,
            0,
            new FormatContext(
                superblock.sizeOfOffsets(),
                superblock.sizeOfLengths(),
                this::end,
                Limits.defaults(),
                AddressMap.identity()));
    this.transaction = new Transaction(this, reader, superblock.endOfFileAddress());
  }

  public static EditedFile of(Path file) throws IOException {
    return new EditedFile(Files.readAllBytes(file));
  }

  private long end() {
    return transaction == null ? bytes.length : transaction.endOfAddress();
  }

  public Transaction transaction() {
    return transaction;
  }

  /// The file with all changes in place.
  public byte[] toBytes() {
    transaction.apply();
    byte[] file = Arrays.copyOf(bytes, (int) transaction.endOfAddress());
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file[8] < 2) {
      int width = file[13];
      byte[] end = {0, 0, 0, 0, 0, 0, 0, 0};
      ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).putLong(file.length);
      buffer.put((file[8] == 0 ? 24 : 28) + 2 * width, end, 0, width);
    } else {
      buffer.putLong(28, file.length);
      buffer.putInt(44, Lookup3.hash(file, 0, 44));
    }
    return file;
  }

  public void save(Path file) throws IOException {
    Files.write(file, toBytes());
  }

  @Override
  public void write(long position, MemorySegment source) {
    if (position + source.byteSize() > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) (position + source.byteSize()));
    }
    MemorySegment.copy(
        source, ValueLayout.JAVA_BYTE, 0, bytes, (int) position, (int) source.byteSize());
  }

  @Override
  public void truncate(long size) {
    bytes = Arrays.copyOf(bytes, (int) size);
  }

  @Override
  public void force() {}

  @Override
  public String name() {
    return "edited";
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public long read(long position, MemorySegment target) {
    if (position >= bytes.length) {
      return -1;
    }
    int count = (int) Math.min(target.byteSize(), bytes.length - position);
    MemorySegment.copy(bytes, (int) position, target, ValueLayout.JAVA_BYTE, 0, count);
    return count;
  }

  @Override
  public void close() {}
}
