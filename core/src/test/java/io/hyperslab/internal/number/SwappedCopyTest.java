package io.hyperslab.internal.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SwappedCopyTest {
  /// Numbers of any size are more than one run.
  private static final int BYTES = 8 * 5003;

  /// Elements before the first that is copied.
  private static final int BEFORE = 3;

  /// Random bits: of floating-point numbers many are NaNs of some kind.
  private static byte[] bits() {
    byte[] bits = new byte[BYTES];
    new Random(7).nextBytes(bits);
    return bits;
  }

  /// What is expected from byte `start` of a target of zeros on.
  private static byte[] expected(byte[] bits, int size, int from, int start, int count) {
    byte[] expected = new byte[BYTES];
    for (int i = 0; i < count * size; i++) {
      expected[start + i] = bits[from + i / size * size + size - 1 - i % size];
    }
    return expected;
  }

  private static void assertCopied(MemorySegment source, MemorySegment target, int size) {
    int count = BYTES / size - BEFORE - 2;
    for (int start : new int[] {BEFORE * size, BEFORE * size + 1}) {
      target.fill((byte) 0);
      SwappedCopy.copy(source, size, target, start, size, count);
      assertThat(target.toArray(ValueLayout.JAVA_BYTE))
          .as("%s to %s, %d bytes, from %d on", source, target, size, start)
          .isEqualTo(expected(bits(), size, size, start, count));
    }
  }

  @Test
  void everyNumberIsTurnedRoundInEveryKindOfMemory() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment outside = arena.allocate(BYTES, 8);
      MemorySegment inside = MemorySegment.ofArray(bits());
      outside.copyFrom(inside);
      List<MemorySegment> targets =
          List.of(
              MemorySegment.ofArray(new byte[BYTES]),
              MemorySegment.ofArray(new short[BYTES / 2]),
              MemorySegment.ofArray(new int[BYTES / 4]),
              MemorySegment.ofArray(new long[BYTES / 8]),
              MemorySegment.ofArray(new float[BYTES / 4]),
              MemorySegment.ofArray(new double[BYTES / 8]),
              arena.allocate(BYTES, 8));
      for (MemorySegment target : targets) {
        for (int size : new int[] {2, 4, 8}) {
          assertCopied(outside, target, size);
          assertCopied(inside, target, size);
        }
      }
    }
  }

  @Test
  void slicesOfArraysBeginWhereTheyBegin() {
    int[] numbers = new int[10];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocateFrom(ValueLayout.JAVA_INT, 1, 2, 3);
      MemorySegment slice = MemorySegment.ofArray(numbers).asSlice(8, 24);
      SwappedCopy.copy(source, 4, slice, 4, 4, 2);
    }
    int[] expected = new int[10];
    expected[3] = 0x0200_0000;
    expected[4] = 0x0300_0000;
    assertThat(numbers).isEqualTo(expected);
  }

  @Test
  void nothingIsWrittenBeyondTheMemory() {
    int[] numbers = new int[10];
    MemorySegment slice = MemorySegment.ofArray(numbers).asSlice(0, 12);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(40, 4).fill((byte) 1);
      assertThatThrownBy(() -> SwappedCopy.copy(source, 0, slice, 0, 4, 4))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> SwappedCopy.copy(source, 32, slice, 0, 4, 3))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThat(Arrays.stream(numbers).sum()).isZero();
  }
}
