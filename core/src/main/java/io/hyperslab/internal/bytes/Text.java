package io.hyperslab.internal.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
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

  /// The text of all bytes.
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  private static String decodeUtf8(byte[] bytes, int offset, int length) {
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
    return java.util.Arrays.compareUnsigned(encode(a), encode(b));
  }
}
