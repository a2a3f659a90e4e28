package io.hyperslab.bench.libhdf5;

import io.hyperslab.bench.task.Checksum;
import io.hyperslab.bench.task.Shapes;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.BytePointer;

/// Reads of whole datasets.
record BulkReads(Task task) {
  Trial trial() {
    return switch (task.workload()) {
      case R1, R17 -> reused(Native.float64(), Long.BYTES, Shapes.COLUMNS);
      case R1B -> fresh();
      case R2, R2SLABS -> slabs(Shapes.SLAB_ROWS);
      case R2BLOCKS -> slabs(Shapes.BLOCK_ROWS);
      case R16 -> reused(Native.int32(), Integer.BYTES, Shapes.COLUMNS);
      default -> reused(Native.float32(), Integer.BYTES, Shapes.GRID_ROWS);
    };
  }

  private void read(long type, BytePointer target) {
    long file = Native.open(task.path());
    Native.readAll(file, Native.DATA, type, target);
    Native.close(file);
  }

  /// @param other the size of the dimension that does not grow
  private Trial reused(long type, int width, int other) {
    long size = task.count() * other * width;
    BytePointer target = new BytePointer(size);
    Native.memory(target, size).fill((byte) 1);
    return Trial.reading(
        () -> {
          read(type, target);
          return target;
        },
        elements -> Checksum.ofMemory(Native.memory(elements, size), width));
  }

  private Trial fresh() {
    long size = task.count() * Shapes.COLUMNS * Double.BYTES;
    return Trial.reading(
        () -> {
          BytePointer target = new BytePointer(size);
          read(Native.float64(), target);
          return target;
        },
        elements -> {
          long sum = Checksum.ofMemory(Native.memory(elements, size), Long.BYTES);
          elements.close();
          return sum;
        });
  }

  private Trial slabs(int most) {
    long room = (long) most * Shapes.COLUMNS;
    BytePointer slab = new BytePointer(room * Double.BYTES);
    MemorySegment memory = Native.memory(slab, room * Double.BYTES);
    memory.fill((byte) 1);
    return Trial.reading(
        () -> {
          double total = 0;
          long file = Native.open(task.path());
          long dataset = Native.dataset(file, Native.DATA);
          long space = Native.spaceOf(dataset);
          for (long row = 0; row < task.count(); row += most) {
            long rows = Math.min(most, task.count() - row);
            long[] count = {rows, Shapes.COLUMNS};
            long[] start = {row, 0};
            Native.readBox(dataset, space, Native.float64(), start, null, count, slab);
            total += total(memory, rows * Shapes.COLUMNS);
          }
          Native.close(space, dataset, file);
          return total;
        },
        Double::doubleToRawLongBits);
  }

  private static double total(MemorySegment memory, long length) {
    double even = 0;
    double odd = 0;
    for (long i = 0; i < length; i += 2) {
      even += memory.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
      odd += memory.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i + 1);
    }
    return even + odd;
  }
}
