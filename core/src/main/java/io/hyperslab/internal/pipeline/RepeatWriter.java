package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Writes what LZF ([LzfKernel]) and BloscLZ ([BloscLzKernel]) have in common: literals in runs of
/// up to 32, each after a control byte.
abstract class RepeatWriter implements RepeatFinder.Sink {
  private static final int LONGEST_RUN = 32;

  private final MemorySegment source;
  private final MemorySegment target;
  private long size;

  RepeatWriter(MemorySegment source, MemorySegment target) {
    this.source = source;
    this.target = target;
  }

  /// How many bytes were written.
  final long size() {
    return size;
  }

  @Override
  public final boolean literals(int from, int length) {
    if (size + length + Math.ceilDiv(length, LONGEST_RUN) > target.byteSize()) {
      return false;
    }
    for (int done = 0; done < length; done += LONGEST_RUN) {
      int run = Math.min(length - done, LONGEST_RUN);
      put(run - 1);
      RunCopy.literals(source, from + done, target, size, run);
      size += run;
    }
    return true;
  }

  /// Whether there is room for `count` more bytes.
  final boolean hasRoom(int count) {
    return size + count <= target.byteSize();
  }

  /// Writes one byte, for which there is room.
  final void put(int value) {
    target.set(ValueLayout.JAVA_BYTE, size, (byte) value);
    size++;
  }
}
