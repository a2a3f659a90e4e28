package io.hyperslab.internal.index;

import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.metadata.Counters;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.metadata.StructureCache;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A file of blocks that a test puts at addresses of its choice. It counts what is read of it.
final class MiniFile implements Storage {
  private byte[] image = {};
  private long bytesRead;

  /// Puts a block at an address, over what was there.
  MiniFile put(long address, Bytes block) {
    byte[] bytes = block.bytes();
    int end = Math.toIntExact(address + bytes.length);
    if (end > image.length) {
      image = Arrays.copyOf(image, end);
    }
    System.arraycopy(bytes, 0, image, (int) address, bytes.length);
    return this;
  }

  /// A reader with an empty cache; addresses and lengths take 8 bytes.
  MetadataReader reader() {
    return reader(Limits.defaults());
  }

  MetadataReader reader(Limits limits) {
    return new MetadataReader(this, 0, new FormatContext(8, 8, image.length, limits));
  }

  /// A reader whose structures share a cache.
  MetadataReader reader(StructureCache cache) {
    return new MetadataReader(
        this, 0, new FormatContext(8, 8, image.length, Limits.defaults()), cache, new Counters());
  }

  /// Bytes read so far.
  long bytesRead() {
    return bytesRead;
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  public long size() {
    return image.length;
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    long count = Storage.memory(image).read(position, target);
    bytesRead += Math.max(0, count);
    return count;
  }

  @Override
  public void close() {}
}
