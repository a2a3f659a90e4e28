package io.hyperslab.conformance.interop;

import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A selection, and what it selects, found without the library.
///
/// @param selection the selection
/// @param shape of what it selects
/// @param positions of what it selects, in C order of the dataset's shape
record RandomSelection(Selection selection, long[] shape, int[] positions) {
  static RandomSelection of(RandomGenerator random, long[] shape) {
    int count = ExpectedObject.count(shape);
    if (shape.length == 0 || count == 0) {
      return all(shape);
    }
    return switch (random.nextInt(10)) {
      case 0, 1 -> all(shape);
      case 2, 3, 4 -> slices(random, shape, -1);
      case 5 -> slices(random, shape, random.nextInt(shape.length));
      case 6 -> mask(random, shape, count);
      case 7 -> points(random, shape, count);
      case 8 -> hyperslab(random, shape);
      default -> union(random, shape);
    };
  }

  private static RandomSelection all(long[] shape) {
    return new RandomSelection(
        Selection.all(), shape.clone(), IntStream.range(0, ExpectedObject.count(shape)).toArray());
  }

  /// @param listed an axis of which a list of indices is selected; -1 for none
  private static RandomSelection slices(RandomGenerator random, long[] shape, int listed) {
    List<Axis> entries = new ArrayList<>();
    List<int[]> indices = new ArrayList<>();
    List<Long> result = new ArrayList<>();
    for (int axis = 0; axis < shape.length; axis++) {
      int size = Math.toIntExact(shape[axis]);
      int[] chosen;
      if (axis == listed) {
        chosen = random.ints(1 + random.nextInt(size), 0, size).distinct().toArray();
        entries.add(Axis.list(Arrays.stream(chosen).asLongStream().toArray()));
      } else if (random.nextInt(4) == 0) {
        chosen = new int[] {random.nextInt(size)};
        entries.add(Axis.index(random.nextBoolean() ? chosen[0] : chosen[0] - size));
        indices.add(chosen);
        continue;
      } else {
        int start = random.nextInt(size);
        int stop = start + random.nextInt(size - start + 1);
        int step = 1 + random.nextInt(3);
        chosen = IntStream.iterate(start, i -> i < stop, i -> i + step).toArray();
        entries.add(Axis.range(start, stop, step));
      }
      indices.add(chosen);
      result.add((long) chosen.length);
    }
    return new RandomSelection(
        Selection.axes(entries.toArray(Axis[]::new)),
        result.stream().mapToLong(Long::longValue).toArray(),
        product(shape, indices));
  }

  /// The positions in a shape that have given indices along each axis.
  static int[] product(long[] shape, List<int[]> indices) {
    int[] positions = {0};
    for (int axis = 0; axis < shape.length; axis++) {
      int size = Math.toIntExact(shape[axis]);
      int[] along = indices.get(axis);
      positions =
          Arrays.stream(positions)
              .flatMap(before -> Arrays.stream(along).map(i -> before * size + i))
              .toArray();
    }
    return positions;
  }

  private static RandomSelection mask(RandomGenerator random, long[] shape, int count) {
    boolean[] flags = new boolean[count];
    for (int i = 0; i < count; i++) {
      flags[i] = random.nextInt(3) == 0;
    }
    int[] positions = IntStream.range(0, count).filter(i -> flags[i]).toArray();
    return flat(Selection.mask(shape, flags), positions);
  }

  private static RandomSelection flat(Selection selection, int[] positions) {
    return new RandomSelection(selection, new long[] {positions.length}, positions);
  }

  private static RandomSelection points(RandomGenerator random, long[] shape, int count) {
    int[] positions = random.ints(1 + random.nextInt(9), 0, count).distinct().toArray();
    long[][] points = new long[positions.length][shape.length];
    for (int i = 0; i < positions.length; i++) {
      long rest = positions[i];
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        points[i][axis] = rest % shape[axis];
        rest /= shape[axis];
      }
    }
    return flat(Selection.points(points), positions);
  }

  /// Blocks at regular distances, of a shape that is not empty.
  static RandomSelection hyperslab(RandomGenerator random, long[] shape) {
    int rank = shape.length;
    long[] start = new long[rank];
    long[] stride = new long[rank];
    long[] count = new long[rank];
    long[] block = new long[rank];
    long[] result = new long[rank];
    List<int[]> indices = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      start[axis] = random.nextLong(shape[axis]);
      long room = shape[axis] - start[axis];
      block[axis] = 1 + random.nextLong(Math.min(3, room));
      stride[axis] = block[axis] + random.nextInt(3);
      count[axis] = 1 + random.nextLong((room - block[axis]) / stride[axis] + 1);
      result[axis] = count[axis] * block[axis];
      int[] along = new int[Math.toIntExact(result[axis])];
      for (int i = 0; i < along.length; i++) {
        along[i] = (int) (start[axis] + i / block[axis] * stride[axis] + i % block[axis]);
      }
      indices.add(along);
    }
    return new RandomSelection(
        Selection.hyperslab(start, stride, count, block), result, product(shape, indices));
  }

  private static RandomSelection union(RandomGenerator random, long[] shape) {
    RandomSelection one = hyperslab(random, shape);
    RandomSelection other = hyperslab(random, shape);
    TreeSet<Integer> positions = new TreeSet<>();
    Arrays.stream(one.positions()).forEach(positions::add);
    Arrays.stream(other.positions()).forEach(positions::add);
    return flat(
        one.selection().union(other.selection()),
        positions.stream().mapToInt(Integer::intValue).toArray());
  }
}
