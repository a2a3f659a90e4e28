package io.hyperslab.internal.convert;

import java.util.Arrays;

/// Bytes of texts, one after the other, as many as there turn out to be. Belongs to one thread.
public final class TextBlock {
  /// Bytes that are expected of a text.
  private static final int USUAL = 32;

  private static final int FIRST = 1 << 18;

  private final int[] ends;
  private byte[] bytes;
  private int count;
  private int length;

  /// @param most texts that are going to be added
  TextBlock(int most) {
    this.ends = new int[most];
    this.bytes = new byte[Math.min(FIRST, Math.multiplyExact(USUAL, Math.min(most, FIRST)))];
  }

  void add(byte[] from, int offset, int size) {
    if (size > bytes.length - length) {
      int larger = (int) Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length + size);
      bytes = Arrays.copyOf(bytes, Math.max(larger, Math.addExact(length, size)));
    }
    System.arraycopy(from, offset, bytes, length, size);
    length += size;
    ends[count++] = length;
  }

  /// How many texts there are.
  public int count() {
    return count;
  }

  /// How many bytes they have together.
  public int length() {
    return length;
  }

  /// Copies the bytes to an array for all, and where they end.
  ///
  /// @param first the number of the first text
  /// @param start of its bytes
  public void copyTo(byte[] all, int[] offsets, int first, int start) {
    System.arraycopy(bytes, 0, all, start, length);
    for (int i = 0; i < count; i++) {
      offsets[first + 1 + i] = start + ends[i];
    }
  }
}
