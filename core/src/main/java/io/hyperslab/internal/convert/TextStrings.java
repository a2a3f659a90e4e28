package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.internal.bytes.Text;
import java.nio.charset.StandardCharsets;

/// Decodes texts to their places in an array. Belongs to one thread.
final class TextStrings implements IndirectData.Texts {
  private final String[] out;
  private final TextRoom room;
  private int next;

  /// @param first the place of the first text
  /// @param room that the texts take
  TextStrings(String[] out, int first, TextRoom room) {
    this.out = out;
    this.next = first;
    this.room = room;
  }

  /// Decodes all of some bytes.
  void add(byte[] bytes, int offset, int length) {
    room.take(length);
    out[next++] = Text.decode(bytes, offset, length);
  }

  /// Decodes what libhdf5 hands out as a C string: the first NUL ends it, whatever was stored.
  @Override
  public void take(byte[] bytes, int offset, int length) {
    int plain = Text.plainLength(bytes, offset, length);
    if (plain < length && bytes[offset + plain] != 0) {
      add(bytes, offset, Text.lengthUntilNul(bytes, offset, length));
      return;
    }
    room.take(plain);
    out[next++] = new String(bytes, offset, plain, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void takeAll(byte[] bytes, int[] offsets, int[] lengths, int from, int to) {
    for (int i = from; i < to; i++) {
      take(bytes, offsets[i], lengths[i]);
    }
  }
}
