package io.hyperslab.bench.task;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What each workload must read, or leave in the file: computed from the elements, without any
/// library.
public final class Expected {
  private Expected() {}

  /// The checksum.
  public static long checksum(Workload workload, double scale) {
    long count = workload.count(scale);
    long size = workload.file().map(file -> file.size(scale)).orElse(count);
    return switch (workload) {
      case R1, R1B, W1 -> Checksum.of(Elements.doubles(size * Shapes.COLUMNS));
      case R2, R2BLOCKS -> total(Elements.doubles(size * Shapes.COLUMNS));
      case Q ->
          Double.doubleToRawLongBits(Elements.doubles(2L * Shapes.COLUMNS)[Shapes.COLUMNS + 1]);
      case R3, R4, R5, R6, R7, W2, W3 -> Checksum.of(Elements.floats(size * Shapes.GRID_ROWS));
      case R8, R8BATCH -> tiles(Elements.bytes(size * Shapes.TILE_COLUMNS), size, count);
      case R9U, R9C -> columns(Elements.floats(size * Shapes.GRID_ROWS), size, count);
      case R10A -> stridedDoubles(Elements.doubles(size * Shapes.COLUMNS));
      case R10C -> stridedFloats(Elements.floats(size * Shapes.GRID_ROWS), size);
      case R11A -> doublePoints(Elements.doubles(size * Shapes.COLUMNS), size, count);
      case R11B, R11C -> floatPoints(Elements.floats(size * Shapes.GRID_ROWS), size, count);
      case R12AE, R12AL -> listing(count);
      case R12BE, R12BL -> attributes(count);
      case R13E, R13L, W6 -> tiny(count);
      case R14, R14PACKED, W7 -> Checksum.of(Elements.texts(count));
      case R15 -> Checksum.ofMemory(MemorySegment.ofArray(Elements.records(count)), Long.BYTES);
      case R15F -> member(Elements.records(count), count);
      case R16 -> Checksum.of(Elements.integers(size * Shapes.COLUMNS));
      case R17 -> Checksum.of(Elements.doubles(size * Shapes.COLUMNS));
      case W4A, W4B -> Checksum.of(Elements.doubles(count * Shapes.APPEND_COLUMNS));
      case W5 -> groups(count);
      case W8 -> rewritten(Elements.bytes(size * Shapes.TILE_COLUMNS), size, count);
    };
  }

  private static long total(double[] elements) {
    return Double.doubleToRawLongBits(Checksum.total(elements, elements.length));
  }

  private static long tiles(byte[] elements, long rows, long count) {
    Noise at = new Noise(Noise.POSITIONS);
    Checksum checksum = new Checksum();
    for (long i = 0; i < count; i++) {
      int corner = corner(at, rows);
      for (int row = 0; row < Shapes.TILE; row++) {
        for (int column = 0; column < Shapes.TILE; column++) {
          int index = corner + row * Shapes.TILE_COLUMNS + column;
          checksum.add(Byte.toUnsignedLong(elements[index]));
        }
      }
    }
    return checksum.value();
  }

  private static int corner(Noise at, long rows) {
    long row = at.below(rows - Shapes.TILE + 1);
    long column = at.below(Shapes.TILE_COLUMNS - Shapes.TILE + 1);
    return Math.toIntExact(row * Shapes.TILE_COLUMNS + column);
  }

  private static long rewritten(byte[] elements, long rows, long count) {
    byte[] tiles = Elements.tiles(count);
    Noise at = new Noise(Noise.POSITIONS);
    int from = 0;
    for (long i = 0; i < count; i++) {
      int corner = corner(at, rows);
      for (int row = 0; row < Shapes.TILE; row++, from += Shapes.TILE) {
        System.arraycopy(tiles, from, elements, corner + row * Shapes.TILE_COLUMNS, Shapes.TILE);
      }
    }
    return Checksum.of(elements);
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

  private static long stridedDoubles(double[] elements) {
    Checksum checksum = new Checksum();
    for (long row = 0; row * Shapes.COLUMNS < elements.length; row += 3) {
      for (int column = 0; column < Shapes.COLUMNS; column += 5) {
        checksum.add(elements[(int) (row * Shapes.COLUMNS) + column]);
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

  private static long doublePoints(double[] elements, long rows, long count) {
    Noise at = new Noise(Noise.POSITIONS);
    Checksum checksum = new Checksum();
    for (long i = 0; i < count; i++) {
      long row = at.below(rows);
      checksum.add(elements[Math.toIntExact(row * Shapes.COLUMNS + at.below(Shapes.COLUMNS))]);
    }
    return checksum.value();
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
