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

  private Text() {}

  /// The text of `length` bytes.
  public static String decode(byte[] bytes, int offset, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[offset + i] < 0) {
        return decodeUtf8(bytes, offset, length);
      }
    }
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }

  /// The text of the bytes before the first NUL, or of all.
  public static String decodeTerminated(byte[] bytes, int offset, int length) {
    int end = offset;
    int most = offset + length;
    while (end < most && bytes[end] > 0) {
      end++;
    }
    if (end == most || bytes[end] == 0) {
      return new String(bytes, offset, end - offset, StandardCharsets.ISO_8859_1);
    }
    return decode(bytes, offset, lengthUntilNul(bytes, offset, length));
  }

  /// How many bytes there are before the first NUL, or in all.
  public static int lengthUntilNul(byte[] bytes, int offset, int length) {
    int found = 0;
    while (found <= length - Long.BYTES && !hasNul((long) EIGHT.get(bytes, offset + found))) {
      found += Long.BYTES;
    }
    while (found < length && bytes[offset + found] != 0) {
      found++;
    }
    return found;
  }

  /// Whether one of eight bytes is 0: only such a byte borrows, when 1 is taken from each, without
  /// having had its highest bit set.
  private static boolean hasNul(long eight) {
    return (eight - 0x0101010101010101L & ~eight & 0x8080808080808080L) != 0;
  }

  /// The text of all bytes.
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  private static String decodeUtf8(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : decodeInvalid(bytes, offset, length);
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
