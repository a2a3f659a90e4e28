package io.hyperslab.internal.bytes;

import io.hyperslab.storage.AddressMap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes one on-disk structure into a growing block of bytes, little-endian, front to back: the
/// counterpart of [Cursor].
///
/// The caller knows what the format allows: a value that does not fit its field is an
/// [IllegalArgumentException]. An encoder belongs to one thread.
public final class Encoder {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int CHECKSUM_SIZE = 4;
  private static final int DEFAULT_CAPACITY = 64;

  private final FormatContext context;
  private byte[] bytes;
  private int size;

  /// @param context the file's widths
  public Encoder(FormatContext context) {
    this(context, DEFAULT_CAPACITY);
  }

  /// @param context the file's widths
  /// @param capacity bytes to make room for at once
  public Encoder(FormatContext context, int capacity) {
    this.context = context;
    this.bytes = new byte[capacity];
  }

  /// The file's widths.
  public FormatContext context() {
    return context;
  }

  /// Bytes written so far.
  public int size() {
    return size;
  }

  /// The format signature of a structure; every character is one byte.
  public Encoder signature(String signature) {
    for (int i = 0; i < signature.length(); i++) {
      u8(signature.charAt(i));
    }
    return this;
  }

  /// One byte, 0 to 255.
  public Encoder u8(int value) {
    if (value >>> Byte.SIZE != 0) {
      throw unfit(value, 1);
    }
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /// Two bytes, 0 to 65535.
  public Encoder u16(int value) {
    return unsigned(value, 2);
  }

  /// Four bytes with any bits.
  public Encoder i32(int value) {
    return bits(value, 4);
  }

  /// Four bytes, 0 to 2^32 - 1.
  public Encoder u32(long value) {
    return unsigned(value, 4);
  }

  /// Eight bytes with any bits.
  public Encoder i64(long value) {
    return bits(value, 8);
  }

  /// A value that must fit `width` bytes without a sign.
  ///
  /// @throws IllegalArgumentException if it does not
  public Encoder unsigned(long value, int width) {
    if (width < Long.BYTES && value >>> (8 * width) != 0 || value < 0) {
      throw unfit(value, width);
    }
    return bits(value, width);
  }

  private static IllegalArgumentException unfit(long value, int width) {
    return new IllegalArgumentException(value + " does not fit " + width + " bytes");
  }

  /// The low `width` bytes of a value, at most 8.
  public Encoder bits(long value, int width) {
    reserve(width);
    switch (width) {
      case Long.BYTES -> LONG.set(bytes, size, value);
      case Integer.BYTES -> INT.set(bytes, size, (int) value);
      default -> {
        for (int i = 0; i < width; i++) {
          bytes[size + i] = (byte) (value >>> (8 * i));
        }
      }
    }
    size += width;
    return this;
  }

  /// An address of "Size of Offsets" bytes, [Address#UNDEFINED] included.
  ///
  /// @throws IllegalArgumentException if the file's addresses are too narrow
  public Encoder address(long address) {
    AddressMap map = context.addresses();
    if (map.equals(AddressMap.identity()) || address == Address.UNDEFINED) {
      return wide(address, context.sizeOfOffsets());
    }
    long stored = map.address(address);
    if (stored == AddressMap.NONE) {
      throw new IllegalArgumentException(address + " is in no part of the file");
    }
    return bits(stored, context.sizeOfOffsets());
  }

  /// A length of "Size of Lengths" bytes; -1 is all bits set, which means undefined or unlimited.
  ///
  /// @throws IllegalArgumentException if the file's lengths are too narrow
  public Encoder length(long length) {
    return wide(length, context.sizeOfLengths());
  }

  private Encoder wide(long value, int width) {
    // All bits set is reserved for "undefined", also in narrow fields.
    boolean fits = value == -1 || width == Long.BYTES || value >>> (8 * width) == 0;
    if (!fits || value < -1 || width < Long.BYTES && value == (1L << (8 * width)) - 1) {
      throw unfit(value, width);
    }
    return bits(value, width);
  }

  /// Bytes as they are.
  public Encoder bytes(byte[] source) {
    return bytes(source, 0, source.length);
  }

  /// What a cursor has left, as it is; the cursor stays where it is.
  public Encoder bytes(Cursor source) {
    int length = source.remaining();
    reserve(length);
    source.copyRest(bytes, size);
    size += length;
    return this;
  }

  /// Part of an array as it is.
  public Encoder bytes(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
    return this;
  }

  /// `count` zero bytes.
  public Encoder zeros(int count) {
    reserve(count);
    Arrays.fill(bytes, size, size + count, (byte) 0);
    size += count;
    return this;
  }

  /// Zeros up to a multiple of `alignment` bytes from the beginning.
  public Encoder align(int alignment) {
    return zeros((alignment - size % alignment) % alignment);
  }

  /// Zeros up to `length` bytes in all.
  ///
  /// @throws IllegalArgumentException if there are more already
  public Encoder padTo(int length) {
    if (size > length) {
      throw new IllegalArgumentException(size + " bytes are more than " + length);
    }
    return zeros(length - size);
  }

  /// Text without a terminator.
  public Encoder text(String text) {
    return bytes(Text.encode(text));
  }

  /// Text and a NUL.
  public Encoder terminatedText(String text) {
    return text(text).u8(0);
  }

  /// The lookup3 checksum of everything before it.
  public Encoder checksum() {
    return i32(Lookup3.hash(bytes, 0, size));
  }

  /// Replaces two bytes by a number from 0 to 65535, such as a size that is known only now.
  ///
  /// @throws IllegalArgumentException if it does not fit
  public void patch16(int position, int value) {
    if (value >>> Short.SIZE != 0) {
      throw unfit(value, 2);
    }
    bytes[position] = (byte) value;
    bytes[position + 1] = (byte) (value >>> Byte.SIZE);
  }

  /// Replaces four bytes, such as a size that is known only now.
  public void patch32(int position, int value) {
    for (int i = 0; i < CHECKSUM_SIZE; i++) {
      bytes[position + i] = (byte) (value >>> (8 * i));
    }
  }

  /// Forgets what was written, but not the room for it.
  public void clear() {
    size = 0;
  }

  /// Copies what was written.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, size);
  }

  /// A copy of what was written.
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /// What was written, copied only if there was room for more. Nothing is to be written any more.
  public byte[] takeBytes() {
    return size == bytes.length ? bytes : toBytes();
  }

  private void reserve(int more) {
    if (more > bytes.length - size) {
      grow(Math.addExact(size, more));
    }
  }

  private void grow(int needed) {
    int doubled = bytes.length > Integer.MAX_VALUE / 2 ? needed : bytes.length * 2;
    bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
  }
}
