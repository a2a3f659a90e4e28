package io.hyperslab.internal.bytes;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Text as HDF5 stores it: UTF-8 that nobody validated.
///
/// A byte that is not part of valid UTF-8 becomes the lone surrogate U+DC00 + byte, and is written
/// back as that byte: no name and no value is ever lost or changed (Python calls this
/// `surrogateescape`).
public final class Text {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// What Java puts in the place of bytes that are not part of valid UTF-8.
  private static final char REPLACEMENT = '\ufffd';

  /// The highest bit of each of eight bytes: set in those that are no ASCII.
  public static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private static final long ONES = 0x0101_0101_0101_0101L;

  private Text() {}

  /// The text of `length` bytes.
  public static String decode(byte[] bytes, int offset, int length) {
    // Bytes that are all ASCII are copied by this, too, and found by the JVM's own fast loop.
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : decodeInvalid(bytes, offset, length);
  }

  /// The text of the bytes before the first NUL, or of all.
  public static String decodeTerminated(byte[] bytes, int offset, int length) {
    int plain = plainLength(bytes, offset, length);
    return plain == length || bytes[offset + plain] == 0
        ? new String(bytes, offset, plain, StandardCharsets.ISO_8859_1)
        : decode(bytes, offset, lengthUntilNul(bytes, offset, length));
  }

  /// How many bytes there are before the first that is NUL or no ASCII, or in all.
  public static int plainLength(byte[] bytes, int offset, int length) {
    int found = 0;
    while (found < length) {
      long eight = eight(bytes, offset + found, length - found);
      long special = (eight - ONES | eight) & HIGH_BITS;
      if (special != 0) {
        return found + (Long.numberOfTrailingZeros(special) >>> 3);
      }
      found += Long.BYTES;
    }
    return length;
  }

  /// How many bytes there are before the first NUL, or in all.
  public static int lengthUntilNul(byte[] bytes, int offset, int length) {
    int found = 0;
    while (found < length) {
      long nul = nul(eight(bytes, offset + found, length - found));
      if (nul != 0) {
        return found + (Long.numberOfTrailingZeros(nul) >>> 3);
      }
      found += Long.BYTES;
    }
    return length;
  }

  /// Up to eight bytes, the first in the lowest bits; ones in the place of those that are too many.
  ///
  /// @param length how many there are, at least 1
  public static long eight(byte[] bytes, int offset, int length) {
    if (length >= Long.BYTES) {
      return (long) EIGHT.get(bytes, offset);
    }
    if (offset <= bytes.length - Long.BYTES) {
      long wanted = (1L << Byte.SIZE * length) - 1;
      return (long) EIGHT.get(bytes, offset) & wanted | ONES & ~wanted;
    }
    if (offset + length >= Long.BYTES) {
      long eight = (long) EIGHT.get(bytes, offset + length - Long.BYTES);
      return eight >>> Byte.SIZE * (Long.BYTES - length) | ONES << Byte.SIZE * length;
    }
    long eight = ONES;
    for (int i = length - 1; i >= 0; i--) {
      eight = eight << Byte.SIZE | bytes[offset + i] & 0xff;
    }
    return eight;
  }

  /// The highest bit of the first of eight bytes that is 0, with perhaps others above it; 0 if none
  /// is: only such a byte borrows when 1 is taken from each, without having had its highest bit
  /// set.
  public static long nul(long eight) {
    return eight - ONES & ~eight & HIGH_BITS;
  }

  /// The text of all bytes.
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  private static String decodeInvalid(byte[] bytes, int offset, int length) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
    CharBuffer out = CharBuffer.allocate(length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      out.put((char) (0xdc00 + (in.get() & 0xff)));
      decoder.reset();
    }
  }

  /// The bytes of a text that [#decode(byte[])] made, or of any other.
  public static byte[] encode(String text) {
    return isAscii(text) ? text.getBytes(StandardCharsets.ISO_8859_1) : encodeUtf8(text);
  }

  /// Whether a text is ASCII without NUL: then it has the same number of bytes, and whatever has
  /// these bytes is this text.
  public static boolean isPlain(String text) {
    return isAscii(text) && text.indexOf('\0') < 0;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static byte[] encodeUtf8(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c >= 0xdc80 && c <= 0xdcff) {
        out.write(c & 0xff);
        i++;
      } else {
        int next = text.offsetByCodePoints(i, 1);
        out.writeBytes(text.substring(i, next).getBytes(StandardCharsets.UTF_8));
        i = next;
      }
    }
    return out.toByteArray();
  }

  /// Text in quotes for an error message, with what cannot be printed as escapes.
  public static String quote(String text) {
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < Math.min(text.length(), 64); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == 0x7f || c >= 0x80 && c < 0xa0 || Character.isSurrogate(c)) {
        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append(text.length() > 64 ? "...'" : "'").toString();
  }

  /// Compares two texts as libhdf5 orders names: by unsigned bytes.
  public static int compareBytes(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if ((left | right) >= 0x80) {
        // Characters are not in the order of their bytes here.
        return compareEncoded(a, b);
      }
      if (left != right) {
        return left - right;
      }
    }
    return a.length() - b.length();
  }

  private static int compareEncoded(String a, String b) {
    return java.util.Arrays.compareUnsigned(encode(a), encode(b));
  }
}
