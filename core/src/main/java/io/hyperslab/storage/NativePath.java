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
    MemorySegment bytes = arena.allocate(text.length() + 1L);
    long count = 0;
    for (int at = 0; at < text.length(); at++) {
      int value = text.charAt(at);
      if (value == '%') {
        value = Integer.parseInt(text, at + 1, at + 3, HEXADECIMAL);
        at += 2;
      }
      bytes.set(ValueLayout.JAVA_BYTE, count, (byte) value);
      count++;
    }
    return bytes;
  }
}
