package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Spares;
import io.hyperslab.internal.bytes.Text;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Bytes of texts, one after the other, as many as there turn out to be, until it is known where
/// they belong among those of other blocks. Belongs to one thread at a time.
///
/// The memory is that of blocks before it, as a rule: to get new memory costs more than to copy
/// short texts.
public final class TextBlock implements IndirectData.Texts, AutoCloseable {
  private static final String STRUCTURE = "texts";

  /// Bytes of the largest array.
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Bytes of a part that is used again.
  private static final int PART = 1 << 18;

  /// Bytes that are expected of a text.
  private static final int USUAL = 16;

  /// Bytes of a text that are copied without a loop and a call, with some behind them.
  private static final int SHORT = 64;

  /// Parts that wait for the next block: 16 MiB, or about a hundredth of a smaller heap.
  private static final Spares<byte[]> SPARES =
      new Spares<>(
          Math.clamp(Runtime.getRuntime().maxMemory() / 100 / PART, 1, 64), () -> new byte[PART]);

  /// A part that has no room for what came next.
  ///
  /// @param length bytes of texts in it
  private record Full(byte[] bytes, int length) {}

  private final TextRoom room;
  private final int[] offsets;
  private final int first;
  private int count;

  /// Bytes of all texts, about.
  private final long expected;

  /// The parts before the last one.
  private final List<Full> parts = new ArrayList<>();

  private byte[] part = {};
  private int used;

  /// Bytes of all texts.
  private int length;

  /// @param offsets where all texts begin, and the last one ends: gets where those of this block
  ///   end, counted from its own start
  /// @param first the number of its first text among all
  /// @param most texts that are going to be added
  /// @param room that they take here, and again where they are joined with others
  TextBlock(int[] offsets, int first, int most, TextRoom room) {
    this.room = room;
    this.offsets = offsets;
    this.first = first;
    this.expected = (long) USUAL * most;
  }

  /// Adds all of some bytes.
  void add(byte[] from, int offset, int size) {
    requireArray((long) length + size);
    room.take(size);
    if (size > part.length - used) {
      byte[] next = newPart(size); // if there is none, the last part is still given back once only
      parts.add(new Full(part, used));
      part = next;
      used = 0;
    }
    System.arraycopy(from, offset, part, used, size);
    used += size;
    length += size;
    offsets[first + ++count] = length;
  }

  private static void requireArray(long size) {
    if (size > LARGEST) {
      throw new LimitExceededException(
          STRUCTURE, -1, "size of packed texts", size + " bytes or more", "at most " + LARGEST);
    }
  }

  private byte[] newPart(int size) {
    // No large part for a few short texts: there may be thousands of such blocks at a time.
    long wanted = Math.max(size, Math.max(expected, length));
    int capacity = wanted < PART / 2 ? (int) wanted : Math.max(PART, size);
    room.takeMemory(capacity);
    return Memory.guarded(
        () -> capacity == PART ? SPARES.take() : new byte[capacity], capacity, STRUCTURE, -1);
  }

  /// Adds what libhdf5 hands out as a C string: the first NUL ends it, whatever was stored.
  @Override
  public void take(byte[] from, int offset, int size) {
    add(from, offset, Text.lengthUntilNul(from, offset, size));
  }

  @Override
  public void takeAll(byte[] from, int[] starts, int[] sizes, int begin, int end) {
    int i = begin;
    while (i < end) {
      int behind = copyShort(from, starts, sizes, i, end);
      int bytes = behind == i ? 0 : offsets[first + count + behind - i] - length;
      if (behind > i && Text.lengthUntilNul(part, used, bytes) == bytes) {
        room.take(behind - i, bytes);
        used += bytes;
        length += bytes;
        count += behind - i;
        i = behind;
        continue;
      }
      // One that is not short; or in some of these there is a NUL, where they end.
      behind = Math.max(behind, i + 1);
      for (; i < behind; i++) {
        take(from, starts[i], sizes[i]);
      }
    }
  }

  /// Copies texts behind what there is, and notes where they end, up to one that is not short or
  /// for which there is no room here.
  ///
  /// @return the first one that was not copied
  private int copyShort(byte[] from, int[] starts, int[] sizes, int begin, int end) {
    byte[] to = part;
    int number = first + count - begin + 1;
    int lastFrom = from.length - SHORT;
    int out = used;
    int distance = length - used;
    int lastTo = Math.min(to.length, LARGEST - distance) - SHORT;
    for (int i = begin; i < end; i++) {
      int at = starts[i];
      int size = sizes[i];
      if (size > SHORT || at > lastFrom || out > lastTo) {
        return i;
      }
      copyHalf(from, at, to, out);
      if (size > SHORT / 2) {
        copyHalf(from, at + SHORT / 2, to, out + SHORT / 2);
      }
      out += size;
      offsets[number + i] = distance + out;
    }
    return end;
  }

  private static void copyHalf(byte[] from, int at, byte[] to, int out) {
    EIGHT.set(to, out, (long) EIGHT.get(from, at));
    EIGHT.set(to, out + 8, (long) EIGHT.get(from, at + 8));
    EIGHT.set(to, out + 16, (long) EIGHT.get(from, at + 16));
    EIGHT.set(to, out + 24, (long) EIGHT.get(from, at + 24));
  }

  /// The number of its first text among all.
  public int first() {
    return first;
  }

  /// How many bytes the texts have together.
  public int length() {
    return length;
  }

  /// Puts the bytes to their place among those of all texts, and says of each text where it ends
  /// there.
  ///
  /// @param start the place of the first byte
  public void copyTo(byte[] all, int start) {
    int to = start;
    for (Full full : parts) {
      System.arraycopy(full.bytes, 0, all, to, full.length);
      to += full.length;
    }
    System.arraycopy(part, 0, all, to, used);
    for (int i = first + 1; i <= first + count; i++) {
      offsets[i] += start;
    }
  }

  /// Gives the memory back; the texts are gone.
  @Override
  public void close() {
    for (Full full : parts) {
      giveBack(full.bytes);
    }
    parts.clear();
    giveBack(part);
    part = new byte[0];
  }

  private static void giveBack(byte[] part) {
    if (part.length == PART) {
      SPARES.give(part);
    }
  }
}
