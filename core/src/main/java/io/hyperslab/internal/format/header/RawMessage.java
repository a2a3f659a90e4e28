package io.hyperslab.internal.format.header;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// One header message, its body not decoded (`FMT4 IV.A.1`).
///
/// Version 1, everything a multiple of 8 bytes:
///
/// | bytes | field                         |
/// |-------|-------------------------------|
/// | 2     | Header Message Type           |
/// | 2     | Size of Header Message Data   |
/// | 1     | Header Message Flags          |
/// | 3     | Reserved                      |
/// | size  | Header Message Data           |
///
/// Version 2:
///
/// | bytes | field                                                        |
/// |-------|--------------------------------------------------------------|
/// | 1     | Header Message Type                                          |
/// | 2     | Size of Header Message Data                                  |
/// | 1     | Header Message Flags                                         |
/// | 2     | Header Message Creation Order; header flag bit 2             |
/// | size  | Header Message Data                                          |
///
/// @param type the number of the message's type
/// @param flags the message flags
/// @param creationOrder creation order of the attribute in the message, 0 when not tracked
/// @param body the message data, never moved: decoders take [Cursor#rest(String)] of it
public record RawMessage(int type, int flags, int creationOrder, Cursor body) {
  /// Flag: the message never changes once written.
  public static final int CONSTANT = 0x01;

  /// Flag: the body says where the message is instead of being it.
  public static final int SHARED = 0x02;

  /// Flag: the message must stay in the object header.
  public static final int DO_NOT_SHARE = 0x04;

  private static final int FAIL_IF_UNKNOWN_AND_OPEN_FOR_WRITE = 0x08;

  /// Message flag: a library that does not know the message says so in the header when it writes
  /// the file.
  public static final int MARK_IF_UNKNOWN = 0x10;

  private static final int WAS_UNKNOWN = 0x20;
  private static final int FAIL_IF_UNKNOWN_ALWAYS = 0x80;

  /// The bit of [#types] for what it does not tell.
  public static final int OTHER = 63;

  private static final int NIL = 0;
  private static final int LAST_BIT = OTHER - 1;

  /// The types of the messages of one block, none of which is decoded: bit `n` is set if there is
  /// one of type `n`, and bit 63 if there is one of a type above 62, or one that must be known.
  /// Checks what [BlockMessages#decode] does.
  public static long types(
      Cursor block, int headerVersion, boolean creationOrderTracked, int most) {
    int prefixSize = prefixSize(headerVersion, creationOrderTracked);
    long types = 0;
    for (int count = 0; block.remaining() >= prefixSize; count++) {
      if (count >= most) {
        throw tooMany(block, count, most);
      }
      int passed = pass(block, headerVersion, prefixSize);
      boolean isOther = passedType(passed) > LAST_BIT || passedFailsIfUnknown(passed);
      types |= 1L << (isOther ? OTHER : passedType(passed));
    }
    return types;
  }

  static LimitExceededException tooMany(Cursor block, int count, int most) {
    return block.exceeds("messages of one object header", count + 1L, most);
  }

  /// Passes over a message, which must be sound.
  ///
  /// @return what [#passedType] and [#passedFailsIfUnknown] tell of
  static int pass(Cursor block, int headerVersion, int prefixSize) {
    int start = block.position();
    int type = headerVersion == 1 ? block.u16() : block.u8();
    int size = block.u16();
    int flags = block.u8();
    block.skip(prefixSize - (block.position() - start));
    requireSound(block, headerVersion, flags, size);
    block.skip(size);
    return flags << Short.SIZE | type;
  }

  static int passedType(int passed) {
    return passed & 0xffff;
  }

  static boolean passedFailsIfUnknown(int passed) {
    return (passed >>> Short.SIZE & FAIL_IF_UNKNOWN_ALWAYS) != 0;
  }

  /// Decodes a message that [#pass] has passed over before.
  ///
  /// @param block of which the message is next
  static RawMessage decode(Cursor block, int headerVersion, boolean creationOrderTracked) {
    int type = headerVersion == 1 ? block.u16() : block.u8();
    int size = block.u16();
    int flags = block.u8();
    int creationOrder = 0;
    if (headerVersion == 1) {
      block.skip(3);
    } else if (creationOrderTracked) {
      creationOrder = block.u16();
    }
    return new RawMessage(type, flags, creationOrder, block.slice(size, "Header Message"));
  }

  private static void requireSound(Cursor block, int headerVersion, int flags, int size) {
    if (headerVersion == 1 && size % 8 != 0) {
      throw block.malformed("Size of Header Message Data", size, "a multiple of 8");
    }
    if ((flags & SHARED) != 0 && (flags & DO_NOT_SHARE) != 0) {
      throw block.malformed(
          "Header Message Flags", "0x" + Integer.toHexString(flags), "not both of bits 1 and 2");
    }
    if (size > block.remaining()) {
      throw block.malformed(
          "Size of Header Message Data", size, "at most " + block.remaining() + ", what is left");
    }
  }

  /// Whether the message never changes once written.
  public boolean constant() {
    return (flags & CONSTANT) != 0;
  }

  /// Whether the body says where the message is instead of being it.
  public boolean shared() {
    return (flags & SHARED) != 0;
  }

  /// Whether a library that does not know the type must not modify the object.
  public boolean failsWritersIfUnknown() {
    return (flags & FAIL_IF_UNKNOWN_AND_OPEN_FOR_WRITE) != 0;
  }

  /// Whether a library that did not know the type has modified the object since the message was
  /// written: what it says may no longer be true.
  public boolean wasUnknown() {
    return (flags & WAS_UNKNOWN) != 0;
  }

  /// Whether a library that does not know the type, and modifies the object, must set
  /// [#wasUnknown()].
  public boolean marksIfUnknown() {
    return (flags & MARK_IF_UNKNOWN) != 0;
  }

  /// The message with a mark that a library has modified the object without knowing its type.
  public RawMessage markedAsUnknown() {
    return new RawMessage(type, flags | WAS_UNKNOWN, creationOrder, body);
  }

  /// Whether a library that does not know the type must not open the object.
  public boolean failsIfUnknown() {
    return (flags & FAIL_IF_UNKNOWN_ALWAYS) != 0;
  }

  /// Bytes of a message besides its data.
  public static int prefixSize(int headerVersion, boolean creationOrderTracked) {
    return headerVersion == 1 ? 8 : creationOrderTracked ? 6 : 4;
  }

  /// Writes the message; the data of version 1 is a multiple of 8 bytes already.
  public void encode(Encoder out, int headerVersion, boolean creationOrderTracked) {
    int size = body.remaining();
    if (headerVersion == 1) {
      out.u16(type).u16(size).u8(flags).zeros(3);
    } else {
      out.u8(type).u16(size).u8(flags);
      if (creationOrderTracked) {
        out.u16(creationOrder);
      }
    }
    out.bytes(body);
  }

  /// Writes a message that holds nothing.
  ///
  /// @param size bytes of its data, in version 1 a multiple of 8
  public static void encodeNil(
      Encoder out, int headerVersion, boolean creationOrderTracked, int size) {
    out.u8(NIL);
    if (headerVersion == 1) {
      out.u8(0);
    }
    out.u16(size);
    out.zeros(prefixSize(headerVersion, creationOrderTracked) - (headerVersion == 1 ? 4 : 3));
    out.zeros(size);
  }
}
