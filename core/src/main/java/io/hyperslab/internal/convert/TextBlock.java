package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Text;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes of texts, one after the other, as many as there turn out to be. Belongs to one thread.
public final class TextBlock implements IndirectData.Texts {
  private static final String STRUCTURE = "texts";

  /// Bytes of the largest array.
  private static final long LARGEST = Integer.MAX_VALUE - 8L;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Bytes that are expected of a text.
  private static final int USUAL = 16;

  private static final int FIRST = 1 << 20;

  /// Bytes of a text that are copied eight by eight, at most; a call costs more than these.
  private static final int SHORT = 64;

  private final TextRoom room;
  private final int[] ends;
  private byte[] bytes;
  private int count;
  private int length;

  /// @param most texts that are going to be added
  /// @param room that they take
  TextBlock(int most, TextRoom room) {
    this.room = room;
    this.ends = Memory.guarded(() -> new int[most], Integer.BYTES * (long) most, STRUCTURE, -1);
    int first = (int) Math.min(FIRST, (long) USUAL * most);
    this.bytes = Memory.guarded(() -> new byte[first], first, STRUCTURE, -1);
  }

  /// Adds all of some bytes.
  void add(byte[] from, int offset, int size) {
    room.take(size);
    makeRoom(size);
    System.arraycopy(from, offset, bytes, length, size);
    length += size;
    ends[count++] = length;
  }

  private void makeRoom(int size) {
    if (size > bytes.length - length) {
      long needed = (long) length + size;
      if (needed > LARGEST) {
        throw new LimitExceededException(
            STRUCTURE, -1, "size of packed texts", needed + " bytes or more", "at most " + LARGEST);
      }
      byte[] before = bytes;
      int larger = (int) Math.min(LARGEST, 2L * before.length + size);
      bytes = Memory.guarded(() -> Arrays.copyOf(before, larger), larger, STRUCTURE, -1);
    }
  }

  /// Adds what libhdf5 hands out as a C string: the first NUL ends it, whatever was stored.
  @Override
  public void take(byte[] from, int offset, int size) {
    int whole = size + Long.BYTES - 1 & -Long.BYTES;
    if (size > SHORT || whole > from.length - offset) {
      add(from, offset, Text.lengthUntilNul(from, offset, size));
      return;
    }
    makeRoom(whole);
    int end = size;
    for (int done = 0; done < size; done += Long.BYTES) {
      long eight = (long) EIGHT.get(from, offset + done);
      EIGHT.set(bytes, length + done, eight);
      long nul = Text.nul(eight);
      if (nul != 0) {
        end = Math.min(size, done + (Long.numberOfTrailingZeros(nul) >>> 3));
        break;
      }
    }
    room.take(end);
    length += end;
    ends[count++] = length;
  }

  @Override
  public void takeAll(byte[] from, int[] offsets, int[] lengths, int first, int behind) {
    for (int i = first; i < behind; i++) {
      take(from, offsets[i], lengths[i]);
    }
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
