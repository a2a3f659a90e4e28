package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.heap.LocalHeapHeader;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Arrays;

/// The names of a group's links, and the values of its symbolic links (`FMT4 III.D`). The data
/// segment is read once, whole.
public final class LocalHeap {
  private static final String DATA_SEGMENT = "local heap data segment";

  private final long address;
  private final byte[] data;

  private LocalHeap(long address, byte[] data) {
    this.address = address;
    this.data = data;
  }

  /// The local heap at an address.
  public static LocalHeap open(MetadataReader reader, long address) {
    return reader
        .cache()
        .get(address, LocalHeap.class, () -> load(reader, address), LocalHeap::size);
  }

  private static LocalHeap load(MetadataReader reader, long address) {
    long length = LocalHeapHeader.length(reader.context());
    LocalHeapHeader header =
        LocalHeapHeader.decode(reader.read(address, length, LocalHeapHeader.STRUCTURE));
    long size = header.dataSegmentSize();
    if (size == 0) {
      return new LocalHeap(address, new byte[0]);
    }
    Cursor segment = reader.read(header.dataSegmentAddress(), size, DATA_SEGMENT);
    return new LocalHeap(address, segment.bytes(size));
  }

  /// Bytes of the data segment.
  public long size() {
    return data.length;
  }

  /// The text at `offset`, up to a NUL.
  ///
  /// @throws MalformedFileException if there is no text
  public String text(long offset) {
    int start = start(offset);
    return Text.decode(data, start, end(start) - start);
  }

  /// Compares `name` with the text at `offset` by unsigned bytes, which is how libhdf5 sorts names.
  int compare(byte[] name, long offset) {
    int start = start(offset);
    return Arrays.compareUnsigned(name, 0, name.length, data, start, end(start));
  }

  private int start(long offset) {
    if (offset < 0 || offset >= data.length) {
      throw new MalformedFileException(
          LocalHeapHeader.STRUCTURE,
          address,
          "offset of text",
          String.valueOf(offset),
          "below the data segment size, " + data.length);
    }
    return (int) offset;
  }

  private int end(int start) {
    int end = start;
    while (end < data.length && data[end] != 0) {
      end++;
    }
    if (end == data.length) {
      throw new MalformedFileException(
          LocalHeapHeader.STRUCTURE,
          address,
          "text at " + start,
          "not terminated",
          "a NUL before the end of the data segment");
    }
    return end;
  }
}
