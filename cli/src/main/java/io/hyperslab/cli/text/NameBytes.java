package io.hyperslab.cli.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The bytes behind a name that came from a file. The library gives a byte that is not valid UTF-8
/// as the lone surrogate U+DC00 + byte; here it becomes that byte again.
public final class NameBytes {
  private static final char FIRST_ESCAPED = 0xdc80;
  private static final char LAST_ESCAPED = 0xdcff;

  private NameBytes() {}

  /// The bytes of a text, escaped ones restored.
  public static byte[] of(String text) {
    return isPlain(text) ? text.getBytes(StandardCharsets.UTF_8) : restored(text);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static byte[] restored(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c >= FIRST_ESCAPED && c <= LAST_ESCAPED) {
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
}
