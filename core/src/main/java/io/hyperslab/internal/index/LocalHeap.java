package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.heap.LocalHeapHeader;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The names of a group's links, and the values of its symbolic links (`FMT4 III.D`).
///
/// The data segment of a large group is megabytes, of which the search for one name needs a few
/// texts: it is read in pages, each when it is first needed. Safe for use by any number of threads.
public final class LocalHeap {
  private static final String DATA_SEGMENT = "local heap data segment";

  /// Bytes of a page; the last one ends with the data segment.
  static final int PAGE = 4096;

  private final MetadataReader reader;
  private final long address;
  private final long dataAddress;
  private final int size;
  private final AtomicReferenceArray<byte[]> pages;

  private LocalHeap(
      MetadataReader reader,
      long address,
      long dataAddress,
      int size,
      AtomicReferenceArray<byte[]> pages) {
    this.reader = reader;
    this.address = address;
    this.dataAddress = dataAddress;
    this.size = size;
    this.pages = pages;
  }

  /// The same texts in another data segment, which is larger and not stored yet: all is in memory.
  LocalHeap moved(long newAddress, int newSize) {
    readAll();
    LocalHeap moved =
        new LocalHeap(
            reader, address, newAddress, newSize, new AtomicReferenceArray<>(pageCount(newSize)));
    for (int number = 0; number < moved.pages.length(); number++) {
      byte[] page = new byte[Math.min(PAGE, newSize - number * PAGE)];
      if (number < pages.length()) {
        byte[] before = page(number);
        System.arraycopy(before, 0, page, 0, before.length);
      }
      moved.pages.set(number, page);
    }
    return moved;
  }

  /// Changes bytes that lie inside the data segment. Only for the one who changes the file, while
  /// nobody reads it, and while this is not in the cache.
  void put(int offset, byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      int at = offset + done;
      byte[] page = page(at / PAGE).clone();
      int count = Math.min(page.length - at % PAGE, bytes.length - done);
      System.arraycopy(bytes, done, page, at % PAGE, count);
      pages.set(at / PAGE, page);
      done += count;
    }
  }

  private static int pageCount(int size) {
    return size / PAGE + (size % PAGE == 0 ? 0 : 1);
  }

  /// The local heap at an address. Reads its header only.
  public static LocalHeap open(MetadataReader reader, long address) {
    return reader
        .cache()
        .get(address, LocalHeap.class, () -> readHeader(reader, address), LocalHeap::size);
  }

  private static LocalHeap readHeader(MetadataReader reader, long address) {
    long length = LocalHeapHeader.length(reader.context());
    LocalHeapHeader header =
        LocalHeapHeader.decode(reader.read(address, length, LocalHeapHeader.STRUCTURE));
    long size = header.dataSegmentSize();
    long start = header.dataSegmentAddress();
    if (size > 0) {
      if (!Address.isDefined(start)) {
        throw new MalformedFileException(
            LocalHeapHeader.STRUCTURE,
            address,
            "address of data segment",
            "undefined",
            "the address of " + size + " bytes");
      }
      reader.requireBlock(start, size, DATA_SEGMENT);
    }
    return new LocalHeap(
        reader, address, start, (int) size, new AtomicReferenceArray<>(pageCount((int) size)));
  }

  /// Bytes of the data segment.
  public long size() {
    return size;
  }

  /// Shows the header and the data segment.
  public void forEachBlock(BlockVisitor visitor) {
    long header = LocalHeapHeader.alignedLength(reader.context());
    if (size > 0 && dataAddress > address) {
      header = Math.min(header, dataAddress - address);
    }
    visitor.block(address, header, LocalHeapHeader.STRUCTURE);
    if (size > 0) {
      visitor.block(dataAddress, size, DATA_SEGMENT);
    }
  }

  /// Where the data segment is.
  long dataAddress() {
    return dataAddress;
  }

  /// The text at `offset`, up to a NUL.
  ///
  /// @throws MalformedFileException if there is no text
  public String text(long offset) {
    requireInside(offset);
    int start = (int) offset;
    int end = end(start);
    return start / PAGE == (end - 1) / PAGE
        ? Text.decode(page(start / PAGE), start % PAGE, end - start)
        : Text.decode(part(start, end - start));
  }

  /// Compares `name` with the text at `offset` by unsigned bytes, which is how libhdf5 sorts names.
  int compare(byte[] name, long offset) {
    requireInside(offset);
    int at = (int) offset;
    byte[] page = page(at / PAGE);
    int inPage = at % PAGE;
    if (page.length - inPage > name.length) {
      return compare(name, page, inPage);
    }
    for (int i = 0; ; i++, at++) {
      if (at == size) {
        throw unterminated((int) offset);
      }
      if (i > 0 && at % PAGE == 0) {
        page = page(at / PAGE);
      }
      int stored = page[at % PAGE] & 0xff;
      if (i == name.length) {
        return stored == 0 ? 0 : -1;
      }
      int order = (name[i] & 0xff) - stored;
      if (order != 0 || stored == 0) {
        return order != 0 ? order : 1; // A name that has a NUL here is longer than the text.
      }
    }
  }

  /// The same with a text that ends in its page, or differs in it.
  private static int compare(byte[] name, byte[] page, int start) {
    for (int i = 0; i < name.length; i++) {
      int stored = page[start + i] & 0xff;
      int order = (name[i] & 0xff) - stored;
      if (order != 0 || stored == 0) {
        return order != 0 ? order : 1; // As above.
      }
    }
    return page[start + name.length] == 0 ? 0 : -1;
  }

  /// Reads all pages that have not been read, at once: for a walk over all names.
  void readAll() {
    for (int page = 0; page < pages.length(); page++) {
      if (pages.get(page) == null) {
        byte[] all = reader.read(dataAddress, size, DATA_SEGMENT).bytes(size);
        for (int i = page; i < pages.length(); i++) {
          int start = i * PAGE;
          pages.set(i, Arrays.copyOfRange(all, start, start + Math.min(PAGE, size - start)));
        }
        return;
      }
    }
  }

  private void requireInside(long offset) {
    if (offset < 0 || offset >= size) {
      throw new MalformedFileException(
          LocalHeapHeader.STRUCTURE,
          address,
          "offset of text",
          String.valueOf(offset),
          "below the data segment size, " + size);
    }
  }

  private int end(int start) {
    for (int number = start / PAGE; number < pages.length(); number++) {
      byte[] page = page(number);
      for (int i = Math.max(0, start - number * PAGE); i < page.length; i++) {
        if (page[i] == 0) {
          return number * PAGE + i;
        }
      }
    }
    throw unterminated(start);
  }

  private MalformedFileException unterminated(int start) {
    return new MalformedFileException(
        LocalHeapHeader.STRUCTURE,
        address,
        "text at " + start,
        "not terminated",
        "a NUL before the end of the data segment");
  }

  /// A part of the data segment that lies inside it.
  byte[] part(int start, int length) {
    byte[] part = new byte[length];
    int end = start + length;
    for (int at = start; at < end; at = (at / PAGE + 1) * PAGE) {
      int count = Math.min(PAGE - at % PAGE, end - at);
      System.arraycopy(page(at / PAGE), at % PAGE, part, at - start, count);
    }
    return part;
  }

  /// A page, not to be changed.
  byte[] page(int number) {
    byte[] known = pages.get(number);
    if (known == null) {
      int length = Math.min(PAGE, size - number * PAGE);
      long start = dataAddress + (long) number * PAGE;
      known = reader.read(start, length, DATA_SEGMENT).bytes(length);
      pages.set(number, known);
    }
    return known;
  }
}
