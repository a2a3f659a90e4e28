package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.array.PackedStrings;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.convert.TextBlock;
import io.hyperslab.internal.convert.TextParts;
import io.hyperslab.internal.model.Parallelism;
import io.hyperslab.internal.transfer.Workers;

/// Texts made of elements by several threads, if there are many.
///
/// @param texts the elements
/// @param parallelism the threads
record TextRead(TextParts texts, Parallelism parallelism) {
  /// Texts that one thread takes at a time: some hundred microseconds of work.
  private static final int PART = 1 << 13;

  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  static TextRead of(NdArray elements, Parallelism parallelism) {
    return new TextRead(new TextParts(elements), parallelism);
  }

  /// The texts in C order.
  String[] strings() {
    int length = texts.length();
    String[] out =
        Memory.guarded(() -> new String[length], Long.BYTES * (long) length, "elements", -1);
    Workers.run(parallelism, parts(), part -> texts.decode(from(part), to(part), out));
    return out;
  }

  /// The bytes of the texts in C order.
  PackedStrings packed() {
    int length = texts.length();
    TextBlock[] blocks = new TextBlock[parts()];
    Workers.run(
        parallelism, blocks.length, part -> blocks[part] = texts.pack(from(part), to(part)));
    int[] starts = new int[blocks.length];
    long total = 0;
    for (int part = 0; part < blocks.length; part++) {
      starts[part] = (int) total;
      total += blocks[part].length();
      requireArray(total);
    }
    int size = (int) total;
    byte[] bytes = Memory.guarded(() -> new byte[size], size, "elements", -1);
    int[] offsets = new int[length + 1];
    Workers.run(
        parallelism,
        blocks.length,
        part -> blocks[part].copyTo(bytes, offsets, from(part), starts[part]));
    return PackedStrings.of(bytes, offsets);
  }

  private static void requireArray(long bytes) {
    if (bytes > LONGEST_ARRAY) {
      throw new LimitExceededException(
          "elements", -1, "bytes of packed texts", bytes + " or more", "at most " + LONGEST_ARRAY);
    }
  }

  private int parts() {
    return texts.length() / PART + (texts.length() % PART == 0 ? 0 : 1);
  }

  private static int from(int part) {
    return part * PART;
  }

  private int to(int part) {
    return Math.min(texts.length(), (int) Math.min(LONGEST_ARRAY, (part + 1L) * PART));
  }
}
