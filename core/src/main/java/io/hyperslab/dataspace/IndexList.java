package io.hyperslab.dataspace;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Indices one by one, in any order, repeated ones included. Made by [AxisIndices#ofList(long...)].
public final class IndexList implements AxisIndices {
  private final long[] values;

  /// Positions by ascending index, or null when that is the given order.
  private final int @Nullable [] walk;

  private IndexList(long[] values) {
    this.values = values;
    walk =
        IndexSort.isAscending(values, values.length)
            ? null
            : IndexSort.order(values, values.length);
  }

  static AxisIndices of(long[] values) {
    for (long value : values) {
      if (value < 0 || value == Long.MAX_VALUE) {
        throw new IllegalArgumentException("index " + value);
      }
    }
    if (values.length <= 1) {
      return new IndexRange(values.length == 0 ? 0 : values[0], 1, values.length);
    }
    long step = values[1] - values[0];
    for (int i = 1; i < values.length; i++) {
      if (step == 0 || values[i] - values[i - 1] != step) {
        return new IndexList(values.clone());
      }
    }
    return new IndexRange(values[0], step, values.length);
  }

  @Override
  public long count() {
    return values.length;
  }

  @Override
  public long at(long position) {
    return values[index(position)];
  }

  @Override
  public long low() {
    return walkIndex(0);
  }

  @Override
  public long high() {
    return walkIndex(values.length - 1);
  }

  @Override
  public long countBelow(long index) {
    int low = 0;
    int high = values.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (walkIndex(middle) < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public long runLength(long position) {
    return runLength(position, values.length);
  }

  private long runLength(long position, long most) {
    int from = index(position);
    int last = from + (int) Math.min(values.length - from, most);
    int end = from + 1;
    while (end < last && values[end] == values[end - 1] + 1) {
      end++;
    }
    return (long) end - from;
  }

  @Override
  public AxisIndices slice(long from, long to) {
    Objects.checkFromToIndex(from, to, values.length);
    return of(Arrays.copyOfRange(values, (int) from, (int) to));
  }

  @Override
  public AxisIndices shift(long delta) {
    long[] shifted = values.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += delta;
    }
    return of(shifted);
  }

  @Override
  public boolean isWalkedInOrder() {
    return walk == null;
  }

  @Override
  public long walkPosition(long step) {
    return walk == null ? step : walk[index(step)];
  }

  @Override
  public long walkRunLength(long step, long most) {
    if (walk == null) {
      return runLength(step, most);
    }
    int from = index(step);
    int last = from + (int) Math.min(walk.length - from, most);
    int end = from + 1;
    while (end < last
        && walk[end] == walk[end - 1] + 1
        && values[walk[end]] == values[walk[end - 1]] + 1) {
      end++;
    }
    return (long) end - from;
  }

  private int index(long position) {
    return (int) Objects.checkIndex(position, values.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexList that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
