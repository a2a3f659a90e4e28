package io.hyperslab.internal.bytes;

import java.util.Arrays;

/// Puts a whole file together by hand: blocks at addresses of one's choice behind a version 2
/// superblock, which takes the first 48 bytes.
public final class HandMadeFile {
  private static final long UNDEFINED = -1;

  private byte[] image = new byte[1024];
  private int end = 48;

  /// Puts a block at an address, over what was there.
  public HandMadeFile put(int address, Bytes block) {
    end = Math.max(end, address + block.size());
    if (end > image.length) {
      image = Arrays.copyOf(image, Math.max(end, 2 * image.length));
    }
    System.arraycopy(block.bytes(), 0, image, address, block.size());
    return this;
  }

  /// The file's bytes.
  ///
  /// @param root address of the root group's object header
  public byte[] image(long root) {
    put(
        0,
        new Bytes()
            .u8(0x89)
            .text("HDF\r\n")
            .u8(0x1a)
            .text("\n")
            .u8(2, 8, 8, 0)
            .u64(0, UNDEFINED, end, root)
            .checksum());
    return Arrays.copyOf(image, end);
  }

  /// A version 2 object header.
  ///
  /// @param messages made by [#message(int, Bytes)]
  public static Bytes header(Bytes... messages) {
    Bytes all = new Bytes();
    for (Bytes message : messages) {
      all.raw(message);
    }
    return new Bytes().text("OHDR").u8(2, 2).u32(all.size()).raw(all).checksum();
  }

  /// A message of a version 2 object header.
  public static Bytes message(int type, Bytes body) {
    return new Bytes().u8(type).u16(body.size()).u8(0).raw(body);
  }

  /// The message of a group that has its links in its header.
  public static Bytes linkInfo() {
    return message(2, new Bytes().u8(0, 0).u64(UNDEFINED, UNDEFINED));
  }

  /// The message of a hard link whose name takes less than 256 bytes.
  public static Bytes hardLink(String name, long address) {
    return message(6, new Bytes().u8(1, 0).u8(name.length()).text(name).u64(address));
  }
}
