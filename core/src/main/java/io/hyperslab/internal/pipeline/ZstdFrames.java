package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;

/// Walks over Zstandard frames (RFC 8878, 3.1) without decoding them, to learn how large their
/// content can be. Content sizes are optional in the format, and where present only a claim.
final class ZstdFrames {
  private static final int MAGIC = 0xFD2FB528;
  private static final int SKIPPABLE_MAGIC = 0x184D2A50;
  private static final int SKIPPABLE_MASK = 0xFFFFFFF0;
  private static final int LARGEST_BLOCK = 1 << 17;
  private static final int RLE_BLOCK = 1;
  private static final int COMPRESSED_BLOCK = 2;

  private final EncodedBytes input;
  private long position;

  private ZstdFrames(EncodedBytes input) {
    this.input = input;
  }

  /// A size that the decoded content of all frames together does not exceed.
  static long largestDecodedSize(EncodedBytes input) {
    ZstdFrames frames = new ZstdFrames(input);
    long size = 0;
    while (frames.position < input.size()) {
      size += frames.passFrame();
    }
    return size;
  }

  private long passFrame() {
    int magic = input.littleEndianInt(position);
    position += Integer.BYTES;
    if ((magic & SKIPPABLE_MASK) == SKIPPABLE_MAGIC) {
      long size = Integer.toUnsignedLong(input.littleEndianInt(position));
      position += Integer.BYTES + size;
      return 0;
    }
    if (magic != MAGIC) {
      throw context().malformed("magic number", Integer.toHexString(magic), "fd2fb528");
    }
    int descriptor = input.unsignedByte(position);
    position += headerSize(descriptor);
    long size = passBlocks();
    boolean checksum = (descriptor & 1 << 2) != 0;
    position += checksum ? Integer.BYTES : 0;
    return size;
  }

  private long passBlocks() {
    long size = 0;
    boolean last;
    do {
      int header = input.unsignedByte(position) | input.unsignedByte(position + 1) << 8;
      header |= input.unsignedByte(position + 2) << 16;
      last = (header & 1) != 0;
      int type = header >>> 1 & 3;
      int blockSize = header >>> 3;
      if (type > COMPRESSED_BLOCK || blockSize > LARGEST_BLOCK) {
        throw context().malformed("block header", header, "type 0 to 2, size up to 128 KiB");
      }
      size += type == COMPRESSED_BLOCK ? LARGEST_BLOCK : blockSize;
      position += 3 + (type == RLE_BLOCK ? 1 : blockSize);
    } while (!last);
    return size;
  }

  private static int headerSize(int descriptor) {
    boolean singleSegment = (descriptor & 1 << 5) != 0;
    int windowDescriptor = singleSegment ? 0 : 1;
    int dictionaryId = 1 << (descriptor & 3) >>> 1;
    int contentSize =
        switch (descriptor >>> 6) {
          case 0 -> singleSegment ? 1 : 0;
          case 1 -> 2;
          case 2 -> 4;
          default -> 8;
        };
    return 1 + windowDescriptor + dictionaryId + contentSize;
  }

  private FilterContext context() {
    return input.context();
  }
}
