package io.hyperslab.internal.metadata;

import io.hyperslab.internal.bytes.Encoder;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes images of new space to where they belong, in one sweep and few writes. Belongs to one
/// thread.
final class NewSpace {
  /// Bytes of one write at most, as far as images are smaller.
  private static final int BUFFER = 1 << 18;

  /// Room that was never written, between two images: so many zeros are cheaper than a write.
  private static final int GAP = 4096;

  private final WrittenFile file;
  private final Images images;
  private final AddressSpace space;
  private final byte[] buffer;
  private long start;
  private int used;

  /// Where one structure after the other is encoded.
  private @Nullable Encoder encoder;

  private NewSpace(WrittenFile file, Images images, AddressSpace space) {
    this.file = file;
    this.images = images;
    this.space = space;
    this.buffer = new byte[(int) Math.min(BUFFER, Math.max(GAP, images.held()))];
  }

  /// Tells images of new space from others; quickly, if it is asked for one after the other.
  static final class Membership {
    private final Ranges fresh;
    private long from;
    private long to;

    Membership(AddressSpace space) {
      this.fresh = space.fresh();
    }

    /// Whether an image is of new space.
    ///
    /// @param size its bytes
    boolean has(long address, long size) {
      long end = address + size;
      if (address < from || end > to) {
        from = address;
        to = fresh.endOfRangeAt(address);
      }
      return end <= to;
    }
  }

  /// Writes all images of new space; they stay.
  ///
  /// @return the others, as bytes
  static NavigableMap<Long, Image> write(WrittenFile file, Images images, AddressSpace space)
      throws IOException {
    NewSpace sweep = new NewSpace(file, images, space);
    Membership fresh = new Membership(space);
    NavigableMap<Long, Image> others = new TreeMap<>();
    EncodedAhead.Sweep known = images.ahead().sweep();
    images.forEach((address, image) -> {
      boolean encoded = known.finds(address, image);
      if (!fresh.has(address, encoded ? known.size() : image.size())) {
        others.put(address, encoded ? known.held() : image.asBytes());
      } else if (encoded) {
        sweep.put(address, known);
      } else {
        sweep.put(address, image);
      }
    });
    sweep.flush();
    return others;
  }

  /// Writes all images of new space and takes them away. The others are not even looked at: there
  /// may be many, and nobody wants their bytes yet.
  ///
  /// @return whether there were any
  /// @throws IOException if some could not be written; then all of them stay
  static boolean relieve(WrittenFile file, Images images, AddressSpace space) throws IOException {
    NewSpace sweep = new NewSpace(file, images, space);
    EncodedAhead.Sweep known = images.ahead().sweep();
    long before = images.held();
    for (Map.Entry<Long, Long> range : space.fresh().byStart().entrySet()) {
      images.forEachIn(
          range.getKey(),
          range.getValue(),
          (address, image) -> {
            if (known.finds(address, image)) {
              sweep.put(address, known);
            } else {
              sweep.put(address, image);
            }
          });
    }
    sweep.flush();
    space.fresh().forEach(images::removeIn);
    return images.held() < before;
  }

  private void put(long address, Image image) throws IOException {
    if (image instanceof Image.Stored || image.size() > buffer.length) {
      flush();
      file.write(address, image);
      images.unwritten().remove(address, address + image.size());
      return;
    }
    makeRoom(address, (int) image.size());
    switch (image) {
      case Image.Held held -> System.arraycopy(held.bytes(), 0, buffer, used, held.bytes().length);
      case Image.Decoded decoded -> encode(decoded);
      case Image.Stored stored -> throw new IllegalStateException("not in memory: " + stored);
    }
    used += (int) image.size();
  }

  /// Writes an image of which the bytes are known.
  private void put(long address, EncodedAhead.Sweep known) throws IOException {
    makeRoom(address, known.size());
    known.copyTo(buffer, used);
    used += known.size();
  }

  /// Sees to it that what comes next goes to an address.
  private void makeRoom(long address, int size) throws IOException {
    long end = start + used;
    long gap = used == 0 ? 0 : address - end;
    if (used + gap + size > buffer.length || gap > 0 && !isZero(end, address)) {
      flush();
      gap = 0;
    }
    if (used == 0) {
      start = address;
    }
    Arrays.fill(buffer, used, used + (int) gap, (byte) 0);
    used += (int) gap;
  }

  private void encode(Image.Decoded image) {
    Encoder out = encoder;
    if (out == null) {
      out = new Encoder(image.context(), 1 << 10);
      encoder = out;
    }
    out.clear();
    image.encode(out);
    out.copyTo(buffer, used);
  }

  /// Whether a small range is new space that was never written.
  private boolean isZero(long from, long to) {
    return to - from <= GAP
        && space.fresh().containsAll(from, to)
        && images.unwritten().containsAll(from, to);
  }

  private void flush() throws IOException {
    if (used > 0) {
      file.write(start, MemorySegment.ofArray(buffer).asSlice(0, used));
      images.unwritten().remove(start, start + used);
      used = 0;
    }
  }
}
