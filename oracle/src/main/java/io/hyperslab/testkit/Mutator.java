package io.hyperslab.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Makes hostile files of a valid one: small damage where it hurts, with the checksums made right
/// again, so that it reaches the code behind them. The same seed makes the same file.
public final class Mutator {
  private static final int MOST_CHANGES = 5;
  private static final int MOST_COPIED = 64;

  private final byte[] original;
  private final FileImage image;
  private final List<ChecksummedExtent> extents;
  private final List<StructureMap.Window> windows;
  private final long[] addresses;
  private final int[] addressSites;

  /// @param original a valid file's image; not copied, and not changed
  public Mutator(byte[] original) {
    this.original = original;
    this.image = FileImage.of(original);
    this.extents = ChecksummedExtents.of(original);
    StructureMap map = StructureMap.of(image, extents);
    this.windows = map.windows();
    this.addresses = map.addresses();
    this.addressSites = map.addressSites();
  }

  /// A damaged copy of the file.
  public byte[] mutate(long seed) {
    return new Mutation(new SplittableRandom(seed)).make();
  }

  /// One damaged copy in the making.
  private final class Mutation {
    private final SplittableRandom random;
    private byte[] bytes = original.clone();

    Mutation(SplittableRandom random) {
      this.random = random;
    }

    byte[] make() {
      // Mostly a single one: what hides behind damage to the root is never reached.
      int changes = random.nextInt(3) != 0 ? 1 : 1 + random.nextInt(MOST_CHANGES);
      for (int i = 0; i < changes && bytes.length > Long.BYTES; i++) {
        change();
      }
      // A few keep their wrong checksum: that path has to be sound, too.
      if (random.nextInt(16) != 0) {
        repair();
      }
      return bytes;
    }

    private void change() {
      switch (random.nextInt(20)) {
        case 0, 1, 2 -> flip(position());
        case 3, 4, 5 -> bytes[clip(position(), 1)] = (byte) boundary(1);
        case 6, 7, 8, 9 -> setNumber(1 << random.nextInt(1, 4));
        case 10, 11 -> step();
        case 12, 13, 14 -> redirect();
        case 15 -> swap();
        case 16 -> copy();
        case 17, 18 -> fill();
        default -> resize();
      }
    }

    private void repair() {
      for (ChecksummedExtent extent : extents) {
        extent.repair(bytes);
      }
    }

    /// A position in a structure, more often than not near its beginning; seldom anywhere.
    private int position() {
      if (random.nextInt(8) == 0) {
        return random.nextInt(bytes.length);
      }
      StructureMap.Window window = windows.get(random.nextInt(windows.size()));
      int reach = random.nextBoolean() ? window.length() : Math.min(window.length(), 32);
      return clip(window.start() + random.nextInt(Math.max(1, reach)), 1);
    }

    /// The position, moved forward so that `count` bytes fit.
    private int clip(int position, int count) {
      return Math.max(0, Math.min(position, bytes.length - count));
    }

    private void flip(int at) {
      bytes[at] ^= (byte) (1 << random.nextInt(8));
    }

    private void setNumber(int width) {
      set(clip(position(), width), width, boundary(width));
    }

    /// Adds or takes a little from the number that is there.
    private void step() {
      int width = 1 << random.nextInt(4);
      int at = clip(position(), width);
      long value = get(at, width);
      set(
          at,
          width,
          switch (random.nextInt(5)) {
            case 0 -> value + 1;
            case 1 -> value - 1;
            case 2 -> value * 2;
            case 3 -> value / 2;
            default -> -value;
          });
    }

    /// Lets a stored address point to another structure: to a wrong one, or in a circle.
    private void redirect() {
      if (addressSites.length == 0) {
        setNumber(image.sizeOfOffsets());
        return;
      }
      int site = addressSites[random.nextInt(addressSites.length)];
      if (site + image.sizeOfOffsets() <= bytes.length) {
        set(site, image.sizeOfOffsets(), addresses[random.nextInt(addresses.length)]);
      }
    }

    private void swap() {
      int count = 1 + random.nextInt(Math.min(MOST_COPIED, bytes.length));
      int from = clip(position(), count);
      int to = clip(position(), count);
      byte[] kept = Arrays.copyOfRange(bytes, to, to + count);
      System.arraycopy(bytes, from, bytes, to, count);
      System.arraycopy(kept, 0, bytes, from, count);
    }

    private void copy() {
      int count = 1 + random.nextInt(Math.min(4 * MOST_COPIED, bytes.length));
      System.arraycopy(bytes, clip(position(), count), bytes, clip(position(), count), count);
    }

    private void fill() {
      int count = 1 + random.nextInt(Math.min(MOST_COPIED, bytes.length));
      int from = clip(position(), count);
      Arrays.fill(bytes, from, from + count, (byte) boundary(1));
    }

    /// Cuts the file off, makes it longer or loses its end; the superblock may be told.
    private void resize() {
      if (random.nextInt(4) == 0) {
        Arrays.fill(bytes, position(), bytes.length, (byte) 0);
        return;
      }
      int length =
          random.nextBoolean()
              ? random.nextInt(bytes.length)
              : bytes.length + random.nextInt(4 * MOST_COPIED);
      bytes = Arrays.copyOf(bytes, length);
      int width = image.sizeOfOffsets();
      int fixed =
          switch (image.superblockVersion()) {
            case 0 -> 24;
            case 1 -> 28;
            default -> 12;
          };
      int site = image.base() + fixed + 2 * width;
      if (random.nextBoolean() && site + width <= length) {
        set(site, width, (long) length - image.base());
      }
    }

    /// A number on the edge of something.
    private long boundary(int width) {
      long size = original.length;
      return switch (random.nextInt(16)) {
        case 0, 1 -> 0;
        case 2 -> 1;
        case 3, 4 -> -1;
        case 5 -> -1L >>> 1 + 8 * (Long.BYTES - width);
        case 6 -> 1L << 8 * width - 1;
        case 7 -> size;
        case 8 -> size - 1;
        case 9 -> size + 1;
        case 10 -> addresses[random.nextInt(addresses.length)];
        case 11 -> 1L << random.nextInt(8 * width);
        case 12 -> (1L << random.nextInt(8 * width)) - 1;
        case 13 -> -2;
        case 14 -> random.nextInt(64);
        default -> random.nextLong();
      };
    }

    private long get(int at, int width) {
      long value = 0;
      for (int i = 0; i < width; i++) {
        value |= (bytes[at + i] & 0xffL) << 8 * i;
      }
      return value;
    }

    private void set(int at, int width, long value) {
      for (int i = 0; i < width && at + i < bytes.length; i++) {
        bytes[at + i] = (byte) (value >>> 8 * i);
      }
    }
  }
}
