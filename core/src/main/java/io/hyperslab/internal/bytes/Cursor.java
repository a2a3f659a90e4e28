package io.hyperslab.internal.bytes;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// Reads one on-disk structure from a bounded block of bytes, little-endian, front to back.
///
/// Every read is checked against the block's end; going past it is a [MalformedFileException] that
/// names the structure and its address. A cursor belongs to one thread; only what takes a position,
/// and leaves the cursor where it is, may be asked by any number of threads.
public final class Cursor {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int start;
  private final int end;
  private final long address;
  private final String structure;
  private final FormatContext context;
  private int at;

  private Cursor(
      byte[] bytes, int start, int end, long address, String structure, FormatContext context) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.address = address;
    this.structure = structure;
    this.context = context;
    this.at = start;
  }

  /// A cursor over a whole block.
  ///
  /// @param bytes the block; not copied, and not modified
  /// @param address where the block starts in the file
  /// @param structure the structure's name in the specification, for error messages
  public static Cursor over(byte[] bytes, long address, String structure, FormatContext context) {
    return new Cursor(bytes, 0, bytes.length, address, structure, context);
  }

  /// A cursor over part of a block that is kept in memory.
  ///
  /// @param bytes the block; not copied, and not modified
  /// @param offset where in the block the structure starts
  /// @param length the structure's length; the part lies inside the block
  /// @param address where the structure starts in the file
  public static Cursor over(
      byte[] bytes, int offset, int length, long address, String structure, FormatContext context) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    return new Cursor(bytes, offset, offset + length, address, structure, context);
  }

  /// The file's widths and limits.
  public FormatContext context() {
    return context;
  }

  /// The structure's name.
  public String structure() {
    return structure;
  }

  /// Where the structure starts in the file.
  public long structureAddress() {
    return address;
  }

  /// Bytes consumed so far.
  public int position() {
    return at - start;
  }

  /// Bytes left.
  public int remaining() {
    return end - at;
  }

  /// Copies the bytes that are left, and stays where it is.
  void copyRest(byte[] target, int offset) {
    System.arraycopy(bytes, at, target, offset, end - at);
  }

  /// Moves to `position` bytes after the structure's start.
  public void seek(int position) {
    if (position < 0 || position > end - start) {
      throw malformed("offset", position, "0 to " + (end - start));
    }
    at = start + position;
  }

  /// Passes over `count` bytes.
  public void skip(long count) {
    require(count);
    at += (int) count;
  }

  /// Moves on to the next multiple of `alignment` counted from the structure's start; stops at its
  /// end.
  public void align(int alignment) {
    int position = position();
    at = Math.min(end, start + (position + alignment - 1) / alignment * alignment);
  }

  /// An unsigned byte.
  public int u8() {
    require(1);
    return bytes[at++] & 0xff;
  }

  /// An unsigned 16-bit number.
  public int u16() {
    require(2);
    int value = (short) SHORT.get(bytes, at) & 0xffff;
    at += 2;
    return value;
  }

  /// The unsigned byte `position` bytes after the structure's start; this cursor stays.
  public int u8(int position) {
    return bytes[start + Objects.checkIndex(position, end - start)] & 0xff;
  }

  /// The unsigned 16-bit number `position` bytes after the structure's start; this cursor stays.
  public int u16(int position) {
    Objects.checkFromIndexSize(position, 2, end - start);
    return (short) SHORT.get(bytes, start + position) & 0xffff;
  }

  /// An unsigned 24-bit number.
  public int u24() {
    return u16() | u8() << 16;
  }

  /// The 32 bits of an integer, to be taken as signed or as bits.
  public int i32() {
    require(4);
    int value = (int) INT.get(bytes, at);
    at += 4;
    return value;
  }

  /// An unsigned 32-bit number.
  public long u32() {
    return i32() & 0xffff_ffffL;
  }

  /// The 64 bits of an integer, to be taken as signed or as bits.
  public long i64() {
    require(8);
    long value = (long) LONG.get(bytes, at);
    at += 8;
    return value;
  }

  /// An unsigned number of `width` bytes, 0 to 8, that must fit a non-negative `long`.
  ///
  /// @param item what the number is, for the error message
  public long unsigned(int width, String item) {
    long value = bits(width);
    if (value < 0) {
      throw malformed(item, Long.toUnsignedString(value), "less than 2^63");
    }
    return value;
  }

  /// The bits of a number of `width` bytes, 0 to 8, zero-extended.
  public long bits(int width) {
    if (width == 8) {
      return i64();
    }
    require(width);
    long value = 0;
    if (at <= bytes.length - Long.BYTES) {
      value = (long) LONG.get(bytes, at) & (1L << 8 * width) - 1;
    } else {
      for (int i = width - 1; i >= 0; i--) {
        value = value << 8 | bytes[at + i] & 0xff;
      }
    }
    at += width;
    return value;
  }

  /// A length: "Size of Lengths" bytes, unsigned, below 2^63.
  public long length(String item) {
    return unsigned(context.sizeOfLengths(), item);
  }

  /// A length in which all bits set means unlimited or undefined; that is returned as -1.
  public long lengthOrUndefined(String item) {
    int width = context.sizeOfLengths();
    long value = bits(width);
    if (value == allOnes(width)) {
      return -1;
    }
    if (value < 0) {
      throw malformed(item, Long.toUnsignedString(value), "less than 2^63 or undefined");
    }
    return value;
  }

  /// An address: "Size of Offsets" bytes, either [Address#UNDEFINED] or inside the file.
  public long addressOrUndefined(String item) {
    int width = context.sizeOfOffsets();
    long value = bits(width);
    if (value == allOnes(width)) {
      return Address.UNDEFINED;
    }
    long position = context.addresses().position(value);
    if (position < 0 || position >= context.endOfFile()) {
      throw malformed(
          item,
          "0x" + Long.toHexString(value),
          "an address below the end of the file, 0x" + Long.toHexString(context.endOfFile()));
    }
    return position;
  }

  /// An address that must be defined.
  public long address(String item) {
    long value = addressOrUndefined(item);
    if (value == Address.UNDEFINED) {
      throw malformed(item, "undefined", "an address in the file");
    }
    return value;
  }

  /// An address that is not going to be followed, wherever it points; as stored where it lies in no
  /// part of the file.
  public long addressUnchecked() {
    int width = context.sizeOfOffsets();
    long value = bits(width);
    if (value == allOnes(width)) {
      return Address.UNDEFINED;
    }
    long position = context.addresses().position(value);
    return position < 0 ? value : position;
  }

  private static long allOnes(int width) {
    return width >= 8 ? -1L : (1L << 8 * width) - 1;
  }

  /// A copy of the next `count` bytes.
  public byte[] bytes(long count) {
    require(count);
    byte[] copy = Arrays.copyOfRange(bytes, at, at + (int) count);
    at += (int) count;
    return copy;
  }

  /// The bytes from here to the end, not copied and read-only; this cursor stays.
  public MemorySegment segment() {
    return MemorySegment.ofArray(bytes).asSlice(at, remaining()).asReadOnly();
  }

  /// A cursor over the next `count` bytes, which this one passes over.
  public Cursor slice(long count, String name) {
    require(count);
    Cursor inner = new Cursor(bytes, at, at + (int) count, address + position(), name, context);
    at += (int) count;
    return inner;
  }

  /// The same bytes from here to the end under another structure's name; this cursor stays.
  public Cursor rest(String name) {
    return new Cursor(bytes, at, end, address + position(), name, context);
  }

  /// Another cursor over the same structure, `position` bytes after its start; this cursor stays.
  public Cursor from(int position) {
    Cursor another = new Cursor(bytes, start, end, address, structure, context);
    another.seek(position);
    return another;
  }

  /// Text of exactly `count` bytes.
  public String text(long count) {
    require(count);
    String text = Text.decode(bytes, at, (int) count);
    at += (int) count;
    return text;
  }

  /// Text of `count` bytes of which those from the first NUL on do not count.
  public String paddedText(long count) {
    require(count);
    String text = Text.decode(bytes, at, Text.lengthUntilNul(bytes, at, (int) count));
    at += (int) count;
    return text;
  }

  /// Passes over the next `count` bytes if they are those that are given, and stays where it is if
  /// not.
  public boolean passesOver(byte[] expected, long count) {
    if (count != expected.length
        || count > remaining()
        || !Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length)) {
      return false;
    }
    at += expected.length;
    return true;
  }

  /// Text up to a NUL, which must come before the structure's end and is passed over.
  public String terminatedText(String item) {
    int nul = at + Text.lengthUntilNul(bytes, at, end - at);
    if (nul == end) {
      throw malformed(item, "not terminated", "a NUL before the end of the structure");
    }
    String text = Text.decode(bytes, at, nul - at);
    at = nul + 1;
    return text;
  }

  /// Whether just these bytes come before a NUL, which must come before the structure's end; this
  /// cursor stays.
  public boolean isTerminated(byte[] text, String item) {
    int nul = at + Text.lengthUntilNul(bytes, at, end - at);
    if (nul == end) {
      throw malformed(item, "not terminated", "a NUL before the end of the structure");
    }
    return Arrays.equals(bytes, at, nul, text, 0, text.length);
  }

  /// Whether the bytes that are left are the same; both cursors stay.
  public boolean isSameRest(Cursor other) {
    return Arrays.equals(bytes, at, end, other.bytes, other.at, other.end);
  }

  /// Checks a signature of ASCII characters.
  public void signature(String expected) {
    int length = expected.length();
    require(length);
    for (int i = 0; i < length; i++) {
      if ((bytes[at + i] & 0xff) != expected.charAt(i)) {
        String found = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        throw malformed("signature", Text.quote(found), Text.quote(expected));
      }
    }
    at += length;
  }

  /// An unsigned byte that must lie between two bounds, such as a version.
  public int u8(String item, int least, int most) {
    int value = u8();
    if (value < least || value > most) {
      String range = least == most ? String.valueOf(least) : least + " to " + most;
      throw malformed(item, value, range);
    }
    return value;
  }

  /// A version number; one above `most` is not a broken file but one that is too new.
  public int version(int least, int most) {
    int value = u8();
    if (value > most) {
      throw new UnsupportedFeatureException(
          structure, address, "version", String.valueOf(value), least + " to " + most);
    }
    if (value < least) {
      throw malformed("version", value, least + " to " + most);
    }
    return value;
  }

  /// Checks the lookup3 checksum that follows: over all bytes from the structure's start to here.
  public void checksum() {
    int computed = Lookup3.hash(bytes, start, at - start);
    int stored = i32();
    if (stored != computed) {
      throw malformed("checksum", hex(stored), hex(computed));
    }
  }

  private static String hex(int value) {
    return "0x" + Integer.toHexString(value);
  }

  /// Checks a count before anything is allocated for it: `count` items of at least `itemSize` bytes
  /// must fit what is left.
  ///
  /// @return the count, which then fits an `int`
  public int count(long count, int itemSize, String item) {
    if (count < 0 || count > remaining() / Math.max(1, itemSize)) {
      throw malformed(
          item,
          Long.toUnsignedString(count),
          "at most " + remaining() / Math.max(1, itemSize) + ", what the structure has room for");
    }
    return (int) count;
  }

  private void require(long count) {
    if (count < 0 || count > end - at) {
      throw malformed(
          "length",
          (end - start) + " bytes",
          "at least "
              + (count < 0 ? Long.toUnsignedString(count) : String.valueOf(position() + count)));
    }
  }

  /// An exception about this structure: `item` is `found`, expected `expected`.
  public MalformedFileException malformed(String item, Object found, String expected) {
    return new MalformedFileException(structure, address, item, String.valueOf(found), expected);
  }

  /// An exception about a legal feature that this structure uses and that is not supported.
  public UnsupportedFeatureException unsupported(String item, Object found, String expected) {
    return new UnsupportedFeatureException(
        structure, address, item, String.valueOf(found), expected);
  }

  /// An exception about a limit that this structure exceeds.
  public LimitExceededException exceeds(String item, long found, long limit) {
    return new LimitExceededException(
        structure, address, item, String.valueOf(found), "at most " + limit);
  }
}
