package io.hyperslab.internal.format.header;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// A further block of an object header's messages (`FMT4 IV.A.1`).
///
/// Version 1 blocks are messages and nothing else. Version 2 blocks:
///
/// | bytes    | field                                                     |
/// |----------|-----------------------------------------------------------|
/// | 4        | Signature, `OCHK`                                         |
/// | variable | messages, and a gap too small for a message               |
/// | 4        | Checksum                                                  |
public final class ContinuationBlock {
  private static final String SIGNATURE = "OCHK";
  private static final int CHECKSUM_SIZE = 4;

  private ContinuationBlock() {}

  /// Checks the block and returns the part that holds messages.
  ///
  /// @param block exactly the block
  /// @param headerVersion the version of the object header it belongs to
  public static Cursor messages(Cursor block, int headerVersion) {
    if (headerVersion == 1) {
      return block.rest(block.structure());
    }
    block.signature(SIGNATURE);
    if (block.remaining() < CHECKSUM_SIZE) {
      throw block.malformed("Length", block.position() + block.remaining(), "at least 8");
    }
    Cursor messages = block.slice(block.remaining() - CHECKSUM_SIZE, block.structure());
    block.checksum();
    return messages;
  }

  /// Writes a whole block.
  ///
  /// @param out at position 0
  /// @param messages the part that holds messages
  public static void encode(Encoder out, byte[] messages, int headerVersion) {
    if (headerVersion == 1) {
      out.bytes(messages);
    } else {
      out.signature(SIGNATURE).bytes(messages).checksum();
    }
  }

  /// Bytes of a block besides its messages.
  public static int overhead(int headerVersion) {
    return headerVersion == 1 ? 0 : SIGNATURE.length() + CHECKSUM_SIZE;
  }
}
