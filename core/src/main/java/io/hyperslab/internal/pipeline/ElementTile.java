package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A few elements at a time on their way between memory and an array of numbers, whose loops the
/// compiler can turn into vector instructions. A tile belongs to one thread.
final class ElementTile {
  private static final int MOST = 512;

  private final ElementStore store;
  private final ByteOrder order;
  private final long[] values;
  private final byte[] bytes;
  private final short[] shorts;
  private final int[] ints;

  /// @param store how elements lie in memory
  /// @param elements how many there are in all
  ElementTile(ElementStore store, long elements) {
    this.store = store;
    this.order = store.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int capacity = (int) Math.min(elements, MOST);
    this.values = new long[capacity];
    this.bytes = new byte[store.size() == Byte.BYTES ? capacity : 0];
    this.shorts = new short[store.size() == Short.BYTES ? capacity : 0];
    this.ints = new int[store.size() == Integer.BYTES ? capacity : 0];
  }

  /// The bits of the elements, those above their size zero.
  long[] values() {
    return values;
  }

  /// How many of so many elements that are left are next.
  int count(long left) {
    return (int) Math.min(left, values.length);
  }

  /// Takes elements from byte `offset` of `source` on.
  void load(MemorySegment source, long offset, int count) {
    switch (store.size()) {
      case Byte.BYTES -> {
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, offset, bytes, 0, count);
        for (int i = 0; i < count; i++) {
          values[i] = bytes[i] & 0xFF;
        }
      }
      case Short.BYTES -> {
        ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        MemorySegment.copy(source, layout, offset, shorts, 0, count);
        for (int i = 0; i < count; i++) {
          values[i] = shorts[i] & 0xFFFF;
        }
      }
      case Integer.BYTES -> {
        ValueLayout.OfInt layout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        MemorySegment.copy(source, layout, offset, ints, 0, count);
        for (int i = 0; i < count; i++) {
          values[i] = ints[i] & 0xFFFFFFFFL;
        }
      }
      case Long.BYTES -> {
        ValueLayout.OfLong layout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
        MemorySegment.copy(source, layout, offset, values, 0, count);
      }
      default -> {
        for (int i = 0; i < count; i++) {
          values[i] = store.get(source, offset + (long) i * store.size());
        }
      }
    }
  }

  /// Puts the low bits of the values at byte `offset` of `target`.
  void store(MemorySegment target, long offset, int count) {
    switch (store.size()) {
      case Byte.BYTES -> {
        for (int i = 0; i < count; i++) {
          bytes[i] = (byte) values[i];
        }
        MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, offset, count);
      }
      case Short.BYTES -> {
        for (int i = 0; i < count; i++) {
          shorts[i] = (short) values[i];
        }
        ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        MemorySegment.copy(shorts, 0, target, layout, offset, count);
      }
      case Integer.BYTES -> {
        for (int i = 0; i < count; i++) {
          ints[i] = (int) values[i];
        }
        ValueLayout.OfInt layout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        MemorySegment.copy(ints, 0, target, layout, offset, count);
      }
      case Long.BYTES -> {
        ValueLayout.OfLong layout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
        MemorySegment.copy(values, 0, target, layout, offset, count);
      }
      default -> {
        for (int i = 0; i < count; i++) {
          store.put(target, offset + (long) i * store.size(), values[i]);
        }
      }
    }
  }
}
