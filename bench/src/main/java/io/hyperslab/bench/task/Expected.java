package io.hyperslab.bench.task;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// What each workload must read, or leave in the file: computed from the elements, without any
/// library.
public final class Expected {
  /// Bits for the number of a point beside its place.
  private static final int NUMBER_BITS = 24;

  private Expected() {}

  /// The checksum.
  public static long checksum(Workload workload, double scale) {
    long count = workload.count(scale);
    long size = workload.file().map(file -> file.size(scale)).orElse(count);
    return switch (workload) {
      case R1, R1B, R17, W1 -> doubles(size * Shapes.COLUMNS);
      case R2, R2SLABS, R2BLOCKS -> total(size * Shapes.COLUMNS);
      case Q ->
          Double.doubleToRawLongBits(Elements.doubles(2L * Shapes.COLUMNS)[Shapes.COLUMNS + 1]);
      case R3, R4, R5, R6, R7, W2, W3 -> floats(size * Shapes.GRID_ROWS);
      case R8, R8BATCH -> tiles(Elements.bytes(size * Shapes.TILE_COLUMNS), size, count);
      case R9U, R9C -> columns(Elements.floats(size * Shapes.GRID_ROWS), size, count);
      case R10A -> stridedDoubles(size);
      case R10C -> stridedFloats(Elements.floats(size * Shapes.GRID_ROWS), size);
      case R11A -> doublePoints(size, count);
      case R11B, R11C -> floatPoints(Elements.floats(size * Shapes.GRID_ROWS), size, count);
      case R12AE, R12AL -> listing(count);
      case R12BE, R12BL -> attributes(count);
      case R13E, R13L, W6 -> tiny(count);
      case R14, R14PACKED, W7 -> Checksum.of(Elements.texts(count));
      case R15 -> Checksum.ofMemory(MemorySegment.ofArray(Elements.records(count)), Long.BYTES);
      case R15F -> member(Elements.records(count), count);
      case R16 -> Checksum.of(Elements.integers(size * Shapes.COLUMNS));
      case W4A, W4B -> doubles(count * Shapes.APPEND_COLUMNS);
      case W5 -> groups(count);
      case W8 -> rewritten(Elements.bytes(size * Shapes.TILE_COLUMNS), size, count);
    };
  }

  private static long doubles(long size) {
    Walk walk = new Walk();
    Checksum checksum = new Checksum();
    for (long i = 0; i < size; i++) {
      checksum.add(walk.next());
    }
    return checksum.value();
  }

  private static long floats(long size) {
    Walk walk = new Walk();
    Checksum checksum = new Checksum();
    for (long i = 0; i < size; i++) {
      checksum.add(bits((float) walk.next()));
    }
    return checksum.value();
  }

  /// The sum of values that are multiples of 1/128, which is exact in any order.
  private static long total(long size) {
    Walk walk = new Walk();
    double sum = 0;
    for (long i = 0; i < size; i++) {
      sum += walk.next();
    }
    return Double.doubleToRawLongBits(sum);
  }

  private static long tiles(MemorySegment elements, long rows, long count) {
    Noise at = new Noise(Noise.POSITIONS);
    Checksum checksum = new Checksum();
    for (long i = 0; i < count; i++) {
      long corner = corner(at, rows);
      for (long row = 0; row < Shapes.TILE; row++) {
        for (int column = 0; column < Shapes.TILE; column++) {
          long index = corner + row * Shapes.TILE_COLUMNS + column;
          checksum.add(Byte.toUnsignedLong(elements.get(ValueLayout.JAVA_BYTE, index)));
        }
      }
    }
    return checksum.value();
  }

  private static long corner(Noise at, long rows) {
    long row = at.below(rows - Shapes.TILE + 1);
    long column = at.below(Shapes.TILE_COLUMNS - Shapes.TILE + 1);
    return row * Shapes.TILE_COLUMNS + column;
  }

  private static long rewritten(MemorySegment elements, long rows, long count) {
    MemorySegment tiles = MemorySegment.ofArray(Elements.tiles(count));
    Noise at = new Noise(Noise.POSITIONS);
    long from = 0;
    for (long i = 0; i < count; i++) {
      long corner = corner(at, rows);
      for (long row = 0; row < Shapes.TILE; row++, from += Shapes.TILE) {
        long to = corner + row * Shapes.TILE_COLUMNS;
        MemorySegment.copy(tiles, from, elements, to, Shapes.TILE);
      }
    }
    return Checksum.ofMemory(elements, Byte.BYTES);
  }

  private static long columns(float[] elements, long columns, long count) {
    Checksum checksum = new Checksum();
    for (long column = Shapes.FIRST_COLUMN; column < Shapes.FIRST_COLUMN + count; column++) {
      for (long row = 0; row < Shapes.GRID_ROWS; row++) {
        checksum.add(bits(elements[Math.toIntExact(row * columns + column)]));
      }
    }
    return checksum.value();
  }

  private static int bits(float element) {
    return Float.floatToRawIntBits(element);
  }

  private static long stridedDoubles(long rows) {
    Walk walk = new Walk();
    Checksum checksum = new Checksum();
    for (long row = 0; row < rows; row++) {
      for (int column = 0; column < Shapes.COLUMNS; column++) {
        double element = walk.next();
        if (row % 3 == 0 && column % 5 == 0) {
          checksum.add(element);
        }
      }
    }
    return checksum.value();
  }

  private static long stridedFloats(float[] elements, long columns) {
    Checksum checksum = new Checksum();
    for (int row = 0; row < Shapes.GRID_ROWS; row += 3) {
      for (long column = 0; column < columns; column += 5) {
        checksum.add(bits(elements[Math.toIntExact(row * columns + column)]));
      }
    }
    return checksum.value();
  }

  /// Goes along the walk once, and picks the elements as it meets their places.
  private static long doublePoints(long rows, long count) {
    Noise at = new Noise(Noise.POSITIONS);
    double[] elements = new double[Math.toIntExact(count)];
    long[] places = new long[elements.length];
    for (int i = 0; i < places.length; i++) {
      long row = at.below(rows);
      places[i] = (row * Shapes.COLUMNS + at.below(Shapes.COLUMNS)) << NUMBER_BITS | i;
    }
    Arrays.sort(places);
    Walk walk = new Walk();
    long steps = 0;
    double element = 0;
    for (long place : places) {
      for (; steps <= place >> NUMBER_BITS; steps++) {
        element = walk.next();
      }
      elements[(int) (place & (1 << NUMBER_BITS) - 1)] = element;
    }
    return Checksum.of(elements);
  }

  private static long floatPoints(float[] elements, long columns, long count) {
    Noise at = new Noise(Noise.POSITIONS);
    Checksum checksum = new Checksum();
    for (long i = 0; i < count; i++) {
      long row = at.below(Shapes.GRID_ROWS);
      checksum.add(bits(elements[Math.toIntExact(row * columns + at.below(columns))]));
    }
    return checksum.value();
  }

  private static long listing(long count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Checksum.ofLink(Elements.name('c', i), (i & 1) == 0);
    }
    return sum;
  }

  private static long attributes(long count) {
    Checksum checksum = new Checksum();
    for (int i = 0; i < count; i++) {
      checksum.add(Elements.attribute(i));
    }
    return checksum.value();
  }

  private static long tiny(long count) {
    Checksum checksum = new Checksum();
    for (int i = 0; i < count; i++) {
      for (int element : Elements.tiny(i)) {
        checksum.add(element);
      }
    }
    return checksum.value();
  }

  private static long groups(long count) {
    Checksum checksum = new Checksum();
    for (int i = 0; i < count; i++) {
      checksum.add(Elements.attribute(i)).add(i);
    }
    return checksum.value();
  }

  private static long member(byte[] records, long count) {
    MemorySegment memory = MemorySegment.ofArray(records);
    Checksum checksum = new Checksum();
    for (long i = 0; i < count; i++) {
      checksum.add(memory.get(ValueLayout.JAVA_LONG_UNALIGNED, i * Elements.RECORD + 8));
    }
    return checksum.value();
  }
}
