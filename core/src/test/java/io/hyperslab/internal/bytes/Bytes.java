package io.hyperslab.internal.bytes;

import io.hyperslab.error.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Puts an on-disk structure together by hand, little-endian, front to back.
public final class Bytes {
  /// Widths of 8 bytes, a file of 1 MiB, default limits.
  public static final FormatContext CONTEXT = new FormatContext(8, 8, 1 << 20, Limits.defaults());

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// Numbers of one byte each.
  public Bytes u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  /// Numbers of two bytes each.
  public Bytes u16(int... values) {
    for (int value : values) {
      number(value, 2);
    }
    return this;
  }

  /// Numbers of four bytes each.
  public Bytes u32(long... values) {
    for (long value : values) {
      number(value, 4);
    }
    return this;
  }

  /// Numbers of eight bytes each.
  public Bytes u64(long... values) {
    for (long value : values) {
      number(value, 8);
    }
    return this;
  }

  /// A number of `width` bytes.
  public Bytes number(long value, int width) {
    for (int i = 0; i < width; i++) {
      out.write((int) (value >> 8 * i));
    }
    return this;
  }

  /// Text in UTF-8, nothing behind it.
  public Bytes text(String text) {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Text with a NUL behind it.
  public Bytes terminated(String text) {
    return text(text).u8(0);
  }

  /// Bytes as they are.
  public Bytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /// Another structure's bytes.
  public Bytes raw(Bytes other) {
    return raw(other.bytes());
  }

  /// So many zeros.
  public Bytes zeros(int count) {
    return raw(new byte[count]);
  }

  /// Zeros up to a multiple of `alignment` from the start.
  public Bytes align(int alignment) {
    return zeros((alignment - out.size() % alignment) % alignment);
  }

  /// The lookup3 checksum of all so far.
  public Bytes checksum() {
    byte[] covered = bytes();
    return u32(Lookup3.hash(covered, 0, covered.length));
  }

  /// The number of bytes so far.
  public int size() {
    return out.size();
  }

  /// What was put together.
  public byte[] bytes() {
    return out.toByteArray();
  }

  /// A cursor over it at address 0x100 of a file with [#CONTEXT].
  public Cursor cursor() {
    return cursor(CONTEXT);
  }

  /// A cursor over it at address 0x100.
  public Cursor cursor(FormatContext context) {
    return Cursor.over(bytes(), 0x100, "Structure", context);
  }
}
