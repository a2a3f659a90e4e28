package io.hyperslab.internal.metadata;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Bytes of a file that count instead of what is stored, by address; no two images overlap. Space
/// that was never written counts as zeros.
///
/// Changed by one thread at a time; others may read meanwhile what does not change.
final class Images {
  /// Bytes of an image that is copied rather than cut.
  private static final long SHORT = 1 << 14;

  /// Bytes of an image that others are appended to, which copies it: what an image takes besides
  /// its bytes is little then, and so is a copy.
  private static final long JOINED = 1 << 10;

  /// Bytes of memory that an image takes besides its own: a record, an array's header, and its
  /// place in the index, which is at worst half empty.
  private static final long OVERHEAD = 64;

  /// Where bytes come from that no image has.
  @FunctionalInterface
  interface Below {
    void read(long address, MemorySegment target);
  }

  /// Takes images in ascending order of their addresses.
  @FunctionalInterface
  interface Visitor {
    void image(long address, Image image) throws IOException;
  }

  /// What undoes a change.
  private sealed interface Change {}

  /// An image as it was before a change; null if there was none.
  private record Before(long address, @Nullable Image image) implements Change {}

  /// The length of an image before others were appended to it.
  private record Shorter(long address, long size) implements Change {}

  /// Something else.
  private record Undo(Runnable action) implements Change {}

  /// An image that has some of what is read.
  private record Part(long address, Image image) {
    long end() {
      return address + image.size();
    }
  }

  /// Its lock is held while it is looked at or changed, and never while anything is read.
  private final ImageIndex index = new ImageIndex();

  private final EncodedAhead ahead = new EncodedAhead(index);
  private final Ranges unwritten = new Ranges();
  private final List<Change> undo = new ArrayList<>();
  private boolean recording;
  private long held;

  boolean isEmpty() {
    synchronized (index) {
      return index.isEmpty();
    }
  }

  /// Shows all images, for the thread that changes them. The visitor changes none.
  void forEach(Visitor visitor) throws IOException {
    for (long at = index.first(); at != ImageIndex.NONE; at = index.next(at)) {
      visitor.image(index.address(at), index.image(at));
    }
  }

  /// Space whose stored bytes mean nothing yet; it reads as zeros where there is no image.
  Ranges unwritten() {
    return unwritten;
  }

  /// Bytes of images that others encode before they are needed.
  EncodedAhead ahead() {
    return ahead;
  }

  /// Shows the images that lie in a range as a whole; the same.
  void forEachIn(long from, long to, Visitor visitor) throws IOException {
    for (long at = firstFrom(from);
        at != ImageIndex.NONE && index.address(at) + index.image(at).size() <= to;
        at = index.next(at)) {
      visitor.image(index.address(at), index.image(at));
    }
  }

  /// The position of the first image that starts at an address or behind it.
  private long firstFrom(long address) {
    synchronized (index) {
      long at = index.floor(address);
      return at != ImageIndex.NONE && index.address(at) == address ? at : index.next(at);
    }
  }

  /// Bytes of memory that all images take, about.
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
    synchronized (index) {
      long end = address + image.size();
      long before = index.floor(address);
      if (before != ImageIndex.NONE
          && index.address(before) == address
          && index.image(before).size() <= image.size()
          && isEndBefore(before, end)) {
        Image old = index.replace(before, image);
        held += heldBy(image) - heldBy(old);
        record(address, old);
        return;
      }
      if (!isFree(before, end, address)) {
        cutAll(address, end);
      }
      put(address, image);
    }
  }

  /// Whether no image has any of a range.
  ///
  /// @param before the position of the last image that starts at the range's start or before it
  private boolean isFree(long before, long end, long start) {
    return (before == ImageIndex.NONE
            || index.address(before) + index.image(before).size() <= start)
        && isEndBefore(before, end);
  }

  /// Whether a range ends before the image that comes behind another one.
  private boolean isEndBefore(long before, long end) {
    long behind = index.next(before);
    return behind == ImageIndex.NONE || index.address(behind) >= end;
  }

  /// Puts bytes over whatever counted there. Where one short image in memory has all of that, it
  /// stays one; where one ends, it may become longer.
  ///
  /// @param bytes at least 1
  /// @param joins whether they may be joined with an image, by its address
  void overwrite(long address, MemorySegment bytes, LongPredicate joins) {
    synchronized (index) {
      long at = index.floor(address);
      if (at == ImageIndex.NONE
          || index.address(at) + index.image(at).size() <= address
          || !change(at, address, bytes)) {
        append(address, new Image.Held(bytes.toArray(ValueLayout.JAVA_BYTE)), joins);
      }
    }
  }

  /// Puts an image over whatever counted there, and makes it one with the image that ends there, if
  /// that can be.
  ///
  /// @param joins whether it may be, by the address of that image
  void append(long address, Image image, LongPredicate joins) {
    synchronized (index) {
      long at = index.floor(address);
      long start = at == ImageIndex.NONE ? address : index.address(at);
      if (start < address
          && start + index.image(at).size() == address
          && isEndBefore(at, address + image.size())
          && joins.test(start)) {
        Image before = index.image(at);
        Image joined = joined(before, image);
        if (joined != null) {
          replace(start, joined);
          if (recording) {
            undo.add(new Shorter(start, before.size()));
          }
          return;
        }
      }
      write(address, image);
    }
  }

  /// One image in the place of two, if there is a simple one.
  private static @Nullable Image joined(Image first, Image second) {
    long size = first.size() + second.size();
    if (first instanceof Image.Held(byte[] head)
        && second instanceof Image.Held(byte[] tail)
        && size <= JOINED) {
      byte[] both = Arrays.copyOf(head, (int) size);
      System.arraycopy(tail, 0, both, head.length, tail.length);
      return new Image.Held(both);
    }
    return first instanceof Image.Stored(long source, long length)
            && second instanceof Image.Stored stored
            && source + length == stored.source()
        ? new Image.Stored(source, size)
        : null;
  }

  /// Puts bytes into an image that has more than those.
  ///
  /// @return whether it does, and is a short one in memory
  private boolean change(long at, long address, MemorySegment bytes) {
    Image image = index.image(at);
    long offset = address - index.address(at);
    if (image.size() > SHORT
        || image.size() <= bytes.byteSize()
        || offset + bytes.byteSize() > image.size()
        || !(image.asBytes() instanceof Image.Held around)) {
      return false;
    }
    byte[] changed = around.bytes().clone();
    MemorySegment.copy(bytes, 0, MemorySegment.ofArray(changed), offset, bytes.byteSize());
    put(address - offset, new Image.Held(changed));
    return true;
  }

  /// Takes the images away between two addresses; what they had outside stays.
  void cut(long from, long to) {
    if (from < to) {
      synchronized (index) {
        cutAll(from, to);
      }
    }
  }

  /// Takes the images away that lie in a range as a whole.
  void removeIn(long from, long to) {
    for (long at = firstFrom(from);
        at != ImageIndex.NONE && index.address(at) + index.image(at).size() <= to;
        at = firstFrom(from)) {
      synchronized (index) {
        remove(index.address(at));
      }
    }
  }

  private void cutAll(long from, long to) {
    long before = index.floor(from);
    if (before != ImageIndex.NONE) {
      long start = index.address(before);
      Image image = index.image(before);
      if (start < from && start + image.size() > from) {
        put(start, image.slice(0, from - start));
        putRest(start, image, to);
      } else if (start == from) {
        remove(start);
        putRest(start, image, to);
      }
    }
    for (long next = index.next(index.floor(from));
        next != ImageIndex.NONE && index.address(next) < to;
        next = index.next(index.floor(from))) {
      long start = index.address(next);
      Image image = index.image(next);
      remove(start);
      putRest(start, image, to);
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
    Image old = image == null ? index.remove(address) : index.put(address, image);
    held += heldBy(image) - heldBy(old);
    return old;
  }

  private static long heldBy(@Nullable Image image) {
    if (image == null) {
      return 0;
    }
    return image instanceof Image.Stored ? OVERHEAD : OVERHEAD + image.size();
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
    for (Part part : partsIn(address, end)) {
      if (part.address() > at) {
        readStored(at, target.asSlice(at - address, part.address() - at), below);
        at = part.address();
      }
      long length = Math.min(end, part.end()) - at;
      copy(part.image(), at - part.address(), target.asSlice(at - address, length), below);
      at += length;
    }
    if (at < end) {
      readStored(at, target.asSlice(at - address), below);
    }
  }

  private List<Part> partsIn(long from, long to) {
    synchronized (index) {
      long at = index.floor(from);
      if (at == ImageIndex.NONE || index.address(at) + index.image(at).size() <= from) {
        at = index.next(at);
      }
      List<Part> parts = List.of();
      for (; at != ImageIndex.NONE && index.address(at) < to; at = index.next(at)) {
        parts = parts.isEmpty() ? new ArrayList<>() : parts;
        parts.add(new Part(index.address(at), index.image(at)));
      }
      return parts;
    }
  }

  /// Reads part of an image.
  static void copy(Image image, long from, MemorySegment target, Below below) {
    switch (image.asBytes()) {
      case Image.Held inMemory ->
          MemorySegment.copy(
              inMemory.bytes(),
              (int) from,
              target,
              ValueLayout.JAVA_BYTE,
              0,
              (int) target.byteSize());
      case Image.Stored stored -> below.read(stored.source() + from, target);
      case Image.Decoded decoded ->
          throw new IllegalStateException("not encoded: " + decoded.structure());
    }
  }

  private void readStored(long address, MemorySegment target, Below below) {
    if (unwritten.isEmpty()) {
      below.read(address, target);
      return;
    }
    long end = address + target.byteSize();
    long at = address;
    long[] zeros = unwritten.partsIn(address, end);
    for (int i = 0; i < zeros.length; i += 2) {
      if (at < zeros[i]) {
        below.read(at, target.asSlice(at - address, zeros[i] - at));
      }
      at = zeros[i + 1];
      target.asSlice(zeros[i] - address, at - zeros[i]).fill((byte) 0);
    }
    if (at < end) {
      below.read(at, target.asSlice(at - address));
    }
  }

  /// Remembers what undoes a change of something that an image is made from.
  void remember(Runnable action) {
    if (recording) {
      undo.add(new Undo(action));
    }
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
    synchronized (index) {
      while (undo.size() > mark) {
        switch (undo.removeLast()) {
          case Before(long address, Image image) -> replace(address, image);
          case Shorter(long address, long size) -> shorten(address, size);
          case Undo(Runnable action) -> action.run();
        }
      }
    }
  }

  private void shorten(long address, long size) {
    Image image = index.get(address);
    if (image == null) {
      throw new IllegalStateException("no image at " + address);
    }
    replace(address, image.slice(0, size));
  }

  /// Forgets everything.
  void clear() {
    synchronized (index) {
      index.clear();
      held = 0;
      ahead.clear(held);
    }
    unwritten.clear();
    keep();
  }
}
