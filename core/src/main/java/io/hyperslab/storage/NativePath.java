package io.hyperslab.storage;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/// A path as the system's functions take it. Only the path's URI has the very bytes of the name; to
/// encode its text again would guess at their encoding.
final class NativePath {
  private static final int HEXADECIMAL = 16;

  private NativePath() {}

  /// The path's bytes and a zero.
  static MemorySegment of(Path path, Arena arena) {
    String text = path.toUri().getRawPath();
    byte[] bytes = new byte[text.length() + 1];
    int count = 0;
    for (int at = 0; at < text.length(); at++) {
      int value = text.charAt(at);
      if (value == '%') {
        value = Integer.parseInt(text, at + 1, at + 3, HEXADECIMAL);
        at += 2;
      }
      bytes[count++] = (byte) value;
    }
    // At once: one by one they would need a var handle, for which a first value would wait.
    return arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
  }
}
