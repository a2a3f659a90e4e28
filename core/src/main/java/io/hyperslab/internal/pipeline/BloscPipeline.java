package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Undoes the filter steps of a Blosc chunk on its blocks. It keeps its scratch memory for the next
/// block, and belongs to one thread.
final class BloscPipeline {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final BloscChunkHeader header;
  private final BitshuffleKernel bitshuffle = new BitshuffleKernel();
  private MemorySegment scratch = MemorySegment.NULL;
  private MemorySegment otherScratch = MemorySegment.NULL;

  BloscPipeline(BloscChunkHeader header) {
    this.header = header;
  }

  /// Where a block is to be put that will go to `target` when its filters are undone.
  MemorySegment input(MemorySegment target) {
    if (header.steps().isEmpty()) {
      return target;
    }
    if (scratch.byteSize() < target.byteSize()) {
      scratch = Scratch.ofSize(target.byteSize());
    }
    return scratch.asSlice(0, target.byteSize());
  }

  /// Undoes the steps from the last to the first.
  ///
  /// @param filtered what [#input] has returned
  /// @param first block 0, decoded; [MemorySegment#NULL] if this is block 0
  void undo(MemorySegment filtered, MemorySegment target, MemorySegment first) {
    MemorySegment current = filtered;
    MemorySegment free = header.steps().size() > 1 ? otherScratch(target.byteSize()) : filtered;
    for (int i = header.steps().size() - 1; i >= 0; i--) {
      MemorySegment next = i == 0 ? target : free;
      undo(header.steps().get(i), current, next, first);
      free = current;
      current = next;
    }
  }

  private MemorySegment otherScratch(long size) {
    if (otherScratch.byteSize() < size) {
      otherScratch = Scratch.ofSize(size);
    }
    return otherScratch.asSlice(0, size);
  }

  private void undo(
      BloscFilterStep step, MemorySegment source, MemorySegment target, MemorySegment first) {
    int typesize = header.typesize();
    switch (step.kind()) {
      case SHUFFLE -> ShuffleKernel.unshuffle(source, target, step.elementSize(typesize));
      case BITSHUFFLE -> undoBitshuffle(source, target);
      case BYTE_DELTA -> undoByteDelta(source, target, step.elementSize(typesize));
      case DELTA -> {
        target.copyFrom(source);
        if (first.byteSize() == 0) {
          undoDeltaOfFirst(target, deltaSize());
        } else {
          undoDelta(target, first, deltaSize());
        }
      }
      default -> throw new IllegalStateException(step.kind().name());
    }
  }

  private void undoBitshuffle(MemorySegment source, MemorySegment target) {
    long elements = source.byteSize() / header.typesize();
    if (header.bitshuffleNeedsMultiple() && elements % Byte.SIZE != 0) {
      target.copyFrom(source);
    } else {
      bitshuffle.unshuffle(source, target, header.typesize());
    }
  }

  private static void undoByteDelta(MemorySegment source, MemorySegment target, int elementSize) {
    long plane = source.byteSize() / elementSize;
    long at = 0;
    for (int i = 0; i < elementSize; i++) {
      byte sum = 0;
      for (long end = at + plane; at < end; at++) {
        sum = (byte) (sum + source.get(BYTE, at));
        target.set(BYTE, at, sum);
      }
    }
    MemorySegment.copy(source, at, target, at, source.byteSize() - at);
  }

  /// The size of the elements that delta works on.
  private int deltaSize() {
    int typesize = header.typesize();
    return switch (typesize) {
      case 1, 2, 4, 8 -> typesize;
      default -> typesize % 8 == 0 ? 8 : 1;
    };
  }

  private static void undoDeltaOfFirst(MemorySegment target, int elementSize) {
    long end = target.byteSize() - target.byteSize() % elementSize;
    for (long at = elementSize; at < end; at++) {
      int before = target.get(BYTE, at - elementSize);
      target.set(BYTE, at, (byte) (target.get(BYTE, at) ^ before));
    }
  }

  private static void undoDelta(MemorySegment target, MemorySegment first, int elementSize) {
    long end = target.byteSize() - target.byteSize() % elementSize;
    long at = 0;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      target.set(LONG, at, target.get(LONG, at) ^ first.get(LONG, at));
    }
    for (; at < end; at++) {
      target.set(BYTE, at, (byte) (target.get(BYTE, at) ^ first.get(BYTE, at)));
    }
  }
}
