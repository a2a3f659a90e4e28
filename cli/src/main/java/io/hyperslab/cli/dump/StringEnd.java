package io.hyperslab.cli.dump;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Finds where texts end that a zero byte ends.
public final class StringEnd {
  private StringEnd() {}

  /// The bytes before the first zero byte, or all.
  public static long of(MemorySegment text) {
    long length = 0;
    while (length < text.byteSize() && text.get(ValueLayout.JAVA_BYTE, length) != 0) {
      length++;
    }
    return length;
  }
}
