package io.hyperslab.internal.metadata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// Bytes of a file that count instead of what is stored, by address; no two images overlap. Space
/// that was never written counts as zeros.
///
/// Changed by one thread at a time; others may read meanwhile what does not change.
final class Images {
  /// Where bytes come from that no image has.
  @FunctionalInterface
  interface Below {
    void read(long address, MemorySegment target);
  }

  /// An image as it was before a change; null if there was none.
  private record Before(long address, @Nullable Image image) {}

  private final NavigableMap<Long, Image> images = new ConcurrentSkipListMap<>();
  private final Ranges unwritten = new Ranges();
  private final List<Before> undo = new ArrayList<>();
  private boolean recording;
  private long held;

  /// All images, in ascending order of their addresses.
  NavigableMap<Long, Image> all() {
    return images;
  }

  /// Space whose stored bytes mean nothing yet; it reads as zeros where there is no image.
  Ranges unwritten() {
    return unwritten;
  }

  /// Bytes of all images in memory.
  long held() {
    return held;
  }

  /// Puts bytes over whatever counted there; the array is taken.
  void write(long address, byte[] bytes) {
    if (bytes.length > 0) {
      write(address, new Image.Held(bytes));
    }
  }

  /// Puts an image over whatever counted there.
  void write(long address, Image image) {
    Image same = images.get(address);
    if (same == null || same.size() != image.size()) {
      cut(address, address + image.size());
    }
    put(address, image);
  }

  /// Takes the images away between two addresses; what they had outside stays.
  void cut(long from, long to) {
    Map.Entry<Long, Image> before = images.lowerEntry(from);
    if (before != null && before.getKey() + before.getValue().size() > from) {
      long start = before.getKey();
      Image image = before.getValue();
      put(start, image.slice(0, from - start));
      putRest(start, image, to);
    }
    for (Map.Entry<Long, Image> entry = images.ceilingEntry(from);
        entry != null && entry.getKey() < to;
        entry = images.ceilingEntry(from)) {
      remove(entry.getKey());
      putRest(entry.getKey(), entry.getValue(), to);
    }
  }

  private void putRest(long start, Image image, long to) {
    if (start + image.size() > to) {
      put(to, image.slice(to - start, image.size()));
    }
  }

  private void put(long address, Image image) {
    record(address, replace(address, image));
  }

  private void remove(long address) {
    record(address, replace(address, null));
  }

  private @Nullable Image replace(long address, @Nullable Image image) {
    Image old = image == null ? images.remove(address) : images.put(address, image);
    held += heldBy(image) - heldBy(old);
    return old;
  }

  private static long heldBy(@Nullable Image image) {
    return image instanceof Image.Held inMemory ? inMemory.size() : 0;
  }

  private void record(long address, @Nullable Image before) {
    if (recording) {
      undo.add(new Before(address, before));
    }
  }

  /// Reads a range: from the images what they have, the rest from below.
  void read(long address, MemorySegment target, Below below) {
    long end = address + target.byteSize();
    long at = address;
    Map.Entry<Long, Image> entry = images.floorEntry(address);
    if (entry == null) {
      entry = images.ceilingEntry(address);
    }
    while (at < end) {
      while (entry != null && entry.getKey() + entry.getValue().size() <= at) {
        entry = images.higherEntry(entry.getKey());
      }
      long next = entry == null ? end : Math.min(end, Math.max(at, entry.getKey()));
      if (next > at) {
        readStored(at, target.asSlice(at - address, next - at), below);
        at = next;
      }
      if (at < end && entry != null) {
        long from = at - entry.getKey();
        long length = Math.min(end - at, entry.getValue().size() - from);
        copy(entry.getValue(), from, target.asSlice(at - address, length), below);
        at += length;
      }
    }
  }

  /// Reads part of an image.
  static void copy(Image image, long from, MemorySegment target, Below below) {
    switch (image) {
      case Image.Held inMemory ->
          MemorySegment.copy(
              inMemory.bytes(),
              (int) from,
              target,
              ValueLayout.JAVA_BYTE,
              0,
              (int) target.byteSize());
      case Image.Stored stored -> below.read(stored.source() + from, target);
    }
  }

  private void readStored(long address, MemorySegment target, Below below) {
    if (unwritten.isEmpty()) {
      below.read(address, target);
      return;
    }
    long end = address + target.byteSize();
    unwritten.forEachIn(
        address, end, (from, to) -> target.asSlice(from - address, to - from).fill((byte) 0));
    unwritten.forEachGap(
        address, end, (from, to) -> below.read(from, target.asSlice(from - address, to - from)));
  }

  /// Remembers from now on what changes replace.
  ///
  /// @return how much is remembered already
  int begin() {
    recording = true;
    return undo.size();
  }

  /// Keeps all changes.
  void keep() {
    recording = false;
    undo.clear();
  }

  /// Undoes the changes since as much was remembered as `mark` says.
  void undo(int mark) {
    while (undo.size() > mark) {
      Before before = undo.removeLast();
      replace(before.address(), before.image());
    }
  }

  /// Forgets everything.
  void clear() {
    images.clear();
    unwritten.clear();
    keep();
    held = 0;
  }
}
