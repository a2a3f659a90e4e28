package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// A file in memory that can be changed and grows as needed, made by [WritableStorage#memory()].
///
/// It takes memory in pages as they are first written, so that it may have any size and gaps cost
/// nothing. When the heap is full, a write fails like one to a full disk. Reads take no lock.
public final class GrowableMemoryStorage implements WritableStorage {
  private static final int PAGE = 1 << 16;

  /// The longest array that every Java VM can make.
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /// Bytes beyond the end are zero in every page, so that growing again shows nothing old.
  private final ConcurrentHashMap<Long, byte[]> pages = new ConcurrentHashMap<>();

  private final ReentrantLock changing = new ReentrantLock();
  private volatile long size;
  private volatile boolean closed;

  GrowableMemoryStorage() {}

  GrowableMemoryStorage(byte[] image) {
    MemorySegment source = MemorySegment.ofArray(image);
    for (int at = 0; at < image.length; at += PAGE) {
      byte[] page = new byte[PAGE];
      int count = Math.min(PAGE, image.length - at);
      MemorySegment.copy(source, at, MemorySegment.ofArray(page), 0, count);
      pages.put((long) at / PAGE, page);
    }
    size = image.length;
  }

  /// A copy of the bytes as they are now. Also to be called after the store was closed, but not
  /// while another thread changes it.
  ///
  /// @throws IllegalStateException if they are more than an array can hold
  public byte[] toBytes() {
    long length = size;
    if (length > LARGEST_ARRAY) {
      throw new IllegalStateException(length + " bytes do not fit into an array");
    }
    byte[] bytes = new byte[(int) length];
    copy(0, MemorySegment.ofArray(bytes));
    return bytes;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public long size() {
    requireOpen();
    return size;
  }

  @Override
  public long read(long position, MemorySegment target) {
    StorageArguments.check(position, target);
    requireOpen();
    if (target.byteSize() == 0) {
      return 0;
    }
    long end = size;
    if (position >= end) {
      return -1;
    }
    long count = Math.min(target.byteSize(), end - position);
    copy(position, target.asSlice(0, count));
    return count;
  }

  private void copy(long position, MemorySegment target) {
    long done = 0;
    while (done < target.byteSize()) {
      int from = (int) ((position + done) % PAGE);
      long count = Math.min(PAGE - from, target.byteSize() - done);
      byte[] page = pages.get((position + done) / PAGE);
      if (page == null) {
        target.asSlice(done, count).fill((byte) 0);
      } else {
        MemorySegment.copy(MemorySegment.ofArray(page), from, target, done, count);
      }
      done += count;
    }
  }

  @Override
  public void write(long position, MemorySegment source) throws IOException {
    StorageArguments.checkPosition(position);
    requireOpen();
    if (position > Long.MAX_VALUE - source.byteSize()) {
      throw new IOException(
          name() + ": no store reaches " + source.byteSize() + " bytes from " + position);
    }
    changing.lock();
    try {
      writePages(position, source);
    } finally {
      changing.unlock();
    }
  }

  private void writePages(long position, MemorySegment source) throws IOException {
    long done = 0;
    while (done < source.byteSize()) {
      int from = (int) ((position + done) % PAGE);
      long count = Math.min(PAGE - from, source.byteSize() - done);
      byte[] page = page((position + done) / PAGE);
      MemorySegment.copy(source, done, MemorySegment.ofArray(page), from, count);
      done += count;
      size = Math.max(size, position + done);
    }
  }

  private byte[] page(long number) throws IOException {
    byte[] page = pages.get(number);
    if (page == null) {
      page = newPage();
      pages.put(number, page);
    }
    return page;
  }

  private byte[] newPage() throws IOException {
    try {
      return new byte[PAGE];
    } catch (OutOfMemoryError e) {
      throw new IOException(name() + ": the heap is full at " + size + " bytes", e);
    }
  }

  @Override
  public void truncate(long newSize) {
    StorageArguments.checkSize(newSize);
    requireOpen();
    changing.lock();
    try {
      boolean shrinks = newSize < size;
      size = newSize;
      if (shrinks) {
        dropBeyond(newSize);
      }
    } finally {
      changing.unlock();
    }
  }

  private void dropBeyond(long end) {
    long kept = end / PAGE;
    int keptBytes = (int) (end % PAGE);
    pages.keySet().removeIf(number -> number > kept || number == kept && keptBytes == 0);
    byte[] last = pages.get(kept);
    if (last != null) {
      MemorySegment.ofArray(last).asSlice(keptBytes).fill((byte) 0);
    }
  }

  /// Does nothing: memory does not survive a loss of power.
  @Override
  public void force() {
    requireOpen();
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw StorageArguments.closed(name());
    }
  }
}
