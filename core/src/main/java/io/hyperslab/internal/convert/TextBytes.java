package io.hyperslab.internal.convert;

import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.internal.bytes.Text;
import java.nio.charset.StandardCharsets;

/// Java text to the bytes of a text datatype.
final class TextBytes {
  private TextBytes() {}

  /// The bytes of a text. Where it has bytes that a file had in place of UTF-8, they are the same
  /// bytes again (see [Text]).
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException under `EXACT`, if the character set does
  ///   not have a character, or half of a surrogate pair is missing
  static byte[] of(String text, CharacterSet characterSet, WriteContext context, long index) {
    boolean surrogates = false;
    boolean ascii = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      ascii &= c < 0x80;
      surrogates |= Character.isSurrogate(c);
    }
    if (ascii) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    if (context.exact()) {
      requireCharacters(text, characterSet, context, index);
    }
    return surrogates ? Text.encode(text) : text.getBytes(StandardCharsets.UTF_8);
  }

  private static void requireCharacters(
      String text, CharacterSet characterSet, WriteContext context, long index) {
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      boolean storedByte = c >= 0xdc80 && c <= 0xdcff;
      boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      if (!storedByte && (half || c >= 0x80 && characterSet == CharacterSet.ASCII)) {
        throw context.refused(
            index,
            Text.quote(text),
            characterSet == CharacterSet.ASCII ? "ASCII text" : "text without half surrogates");
      }
      i += Character.charCount(c);
    }
  }

  /// How many bytes of at most `room` make whole characters. A continuation byte that continues
  /// none is a character of its own.
  static int cut(byte[] bytes, int room) {
    int length = Math.min(bytes.length, room);
    // Continuation bytes are 10xxxxxx, at most three in a row.
    int start = length;
    while (start > 0
        && start < bytes.length
        && length - start < 4
        && isContinuation(bytes[start])) {
      start--;
    }
    return start < length && length - start >= characterLength(bytes[start]) ? length : start;
  }

  /// How many bytes a character has that begins with one; 1 for those that begin none.
  private static int characterLength(byte first) {
    int leadingOnes = Integer.numberOfLeadingZeros(~(first << 24));
    return leadingOnes >= 2 && leadingOnes <= 4 ? leadingOnes : 1;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xc0) == 0x80;
  }

  /// The position of the first NUL, or the length.
  static int untilNul(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return length;
  }
}
