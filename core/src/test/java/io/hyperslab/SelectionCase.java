package io.hyperslab;

import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A selection and, worked out in the plainest way, what it selects.
///
/// @param selection the selection
/// @param shape the shape of the result
/// @param ordinals the C-order numbers of the selected elements, in the order of the result
record SelectionCase(Selection selection, long[] shape, long[] ordinals) {

  /// The selection of any kind that a random number generator makes of a shape.
  static SelectionCase random(Random random, long[] shape) {
    boolean plain = shape.length == 0 || Arrays.stream(shape).anyMatch(extent -> extent == 0);
    return switch (plain ? 0 : random.nextInt(9)) {
      case 0, 1, 2, 3 -> axes(random, shape);
      case 4 -> points(random, shape);
      case 5 -> mask(random, shape);
      case 6 -> hyperslab(random, shape);
      case 7 -> boxes(random, shape);
      default -> union(random, shape);
    };
  }

  @Override
  public String toString() {
    return selection.toString();
  }

  private static SelectionCase axes(Random random, long[] shape) {
    List<Axis> entries = new ArrayList<>();
    List<Long> result = new ArrayList<>();
    long[][] taken = new long[shape.length][];
    boolean shortened = random.nextInt(4) == 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shortened && axis > 0) {
        taken[axis] = LongStream.range(0, shape[axis]).toArray();
        result.add(shape[axis]);
        continue;
      }
      if (random.nextInt(12) == 0) {
        entries.add(Axis.newAxis());
        result.add(1L);
      }
      Axis entry = axis(random, shape[axis]);
      entries.add(entry);
      taken[axis] = indices(entry, shape[axis]);
      if (!(entry instanceof Axis.Index)) {
        result.add((long) taken[axis].length);
      }
    }
    if (!shortened && random.nextInt(4) == 0) {
      entries.add(random.nextInt(entries.size() + 1), Axis.ellipsis());
    }
    return new SelectionCase(
        Selection.axes(entries.toArray(Axis[]::new)),
        result.stream().mapToLong(Long::longValue).toArray(),
        product(taken, shape));
  }

  private static Axis axis(Random random, long extent) {
    int size = Math.toIntExact(extent);
    return switch (random.nextInt(size == 0 ? 3 : 7)) {
      case 0 -> Axis.all();
      case 1, 2 -> {
        int step = (1 + random.nextInt(4)) * (random.nextInt(3) == 0 ? -1 : 1);
        int start = random.nextInt(2 * size + 3) - size - 1;
        int stop = random.nextInt(2 * size + 3) - size - 1;
        yield Axis.range(start, stop, step);
      }
      case 3 -> Axis.index(random.nextInt(2 * size) - size);
      case 4 -> Axis.list(random.longs(random.nextInt(size + 2), -size, size).toArray());
      case 5 -> {
        boolean[] flags = new boolean[size];
        for (int i = 0; i < size; i++) {
          flags[i] = random.nextBoolean();
        }
        yield Axis.mask(flags);
      }
      default -> {
        int block = 1 + random.nextInt(size);
        int stride = block + random.nextInt(3);
        int start = random.nextInt(size - block + 1);
        int most = 1 + (size - start - block) / stride;
        yield Axis.blocks(start, stride, 1 + random.nextInt(most), block);
      }
    };
  }

  /// The indices that an entry takes, in its order, by Python's rules.
  private static long[] indices(Axis entry, long extent) {
    return switch (entry) {
      case Axis.Index(long index) -> new long[] {index < 0 ? index + extent : index};
      case Axis.Listed list ->
          Arrays.stream(list.indices()).map(i -> i < 0 ? i + extent : i).toArray();
      case Axis.Mask mask ->
          LongStream.range(0, extent).filter(i -> mask.flags()[(int) i]).toArray();
      case Axis.Slice slice -> slice(slice, extent);
      case Axis.Blocks blocks ->
          LongStream.range(0, blocks.count().orElseThrow())
              .flatMap(n -> LongStream.range(0, blocks.block()).map(i -> n * blocks.stride() + i))
              .map(i -> blocks.start() + i)
              .toArray();
      case Axis.Filler filler -> throw new AssertionError(filler);
    };
  }

  private static long[] slice(Axis.Slice slice, long extent) {
    boolean down = slice.step() < 0;
    long low = down ? -1 : 0;
    long high = down ? extent - 1 : extent;
    long start = down ? high : low;
    long stop = down ? low : high;
    if (slice.start().isPresent()) {
      long given = slice.start().getAsLong();
      start = Math.clamp(given < 0 ? given + extent : given, low, high);
    }
    if (slice.stop().isPresent()) {
      long given = slice.stop().getAsLong();
      stop = Math.clamp(given < 0 ? given + extent : given, low, high);
    }
    List<Long> indices = new ArrayList<>();
    for (long i = start; down ? i > stop : i < stop; i += slice.step()) {
      indices.add(i);
    }
    return indices.stream().mapToLong(Long::longValue).toArray();
  }

  private static long[] product(long[][] taken, long[] shape) {
    long[] ordinals = {0};
    for (int axis = 0; axis < shape.length; axis++) {
      long[] here = taken[axis];
      long extent = shape[axis];
      ordinals =
          Arrays.stream(ordinals)
              .flatMap(outer -> Arrays.stream(here).map(i -> outer * extent + i))
              .toArray();
    }
    return ordinals;
  }

  private static long ordinal(long[] point, long[] shape) {
    long ordinal = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      ordinal = ordinal * shape[axis] + (point[axis] < 0 ? point[axis] + shape[axis] : point[axis]);
    }
    return ordinal;
  }

  private static SelectionCase points(Random random, long[] shape) {
    long[][] points = new long[1 + random.nextInt(20)][];
    for (int i = 0; i < points.length; i++) {
      points[i] = Arrays.stream(shape).map(extent -> random.nextLong(-extent, extent)).toArray();
    }
    long[] ordinals = Arrays.stream(points).mapToLong(point -> ordinal(point, shape)).toArray();
    return new SelectionCase(Selection.points(points), new long[] {points.length}, ordinals);
  }

  private static SelectionCase mask(Random random, long[] shape) {
    int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    boolean[] flags = new boolean[size];
    int sparsity = 1 + random.nextInt(5);
    for (int i = 0; i < size; i++) {
      flags[i] = random.nextInt(sparsity) == 0;
    }
    long[] ordinals = IntStream.range(0, size).filter(i -> flags[i]).asLongStream().toArray();
    return new SelectionCase(Selection.mask(shape, flags), new long[] {ordinals.length}, ordinals);
  }

  private static SelectionCase hyperslab(Random random, long[] shape) {
    int rank = shape.length;
    long[] start = new long[rank];
    long[] stride = new long[rank];
    long[] count = new long[rank];
    long[] block = new long[rank];
    long[] result = new long[rank];
    long[][] taken = new long[rank][];
    for (int axis = 0; axis < rank; axis++) {
      block[axis] = 1 + random.nextLong(shape[axis]);
      stride[axis] = block[axis] + random.nextInt(3);
      start[axis] = random.nextLong(shape[axis] - block[axis] + 1);
      long most = 1 + (shape[axis] - start[axis] - block[axis]) / stride[axis];
      count[axis] = 1 + random.nextLong(most);
      taken[axis] =
          indices(Axis.blocks(start[axis], stride[axis], count[axis], block[axis]), shape[axis]);
      result[axis] = taken[axis].length;
    }
    return new SelectionCase(
        Selection.hyperslab(start, stride, count, block), result, product(taken, shape));
  }

  private static SelectionCase boxes(Random random, long[] shape) {
    int rank = shape.length;
    long[] corners = new long[2 * rank * (1 + random.nextInt(4))];
    TreeSet<Long> ordinals = new TreeSet<>();
    for (int at = 0; at < corners.length; at += 2 * rank) {
      long[][] taken = new long[rank][];
      for (int axis = 0; axis < rank; axis++) {
        long first = random.nextLong(shape[axis]);
        long last = random.nextLong(first, shape[axis]);
        corners[at + axis] = first;
        corners[at + rank + axis] = last;
        taken[axis] = LongStream.rangeClosed(first, last).toArray();
      }
      Arrays.stream(product(taken, shape)).forEach(ordinals::add);
    }
    return new SelectionCase(
        Selection.boxes(rank, corners), new long[] {ordinals.size()}, sorted(ordinals));
  }

  private static SelectionCase union(Random random, long[] shape) {
    SelectionCase one = hyperslab(random, shape);
    SelectionCase other = axes(random, shape);
    TreeSet<Long> ordinals = new TreeSet<>();
    Arrays.stream(one.ordinals).forEach(ordinals::add);
    Arrays.stream(other.ordinals).forEach(ordinals::add);
    return new SelectionCase(
        one.selection.union(other.selection), new long[] {ordinals.size()}, sorted(ordinals));
  }

  private static long[] sorted(TreeSet<Long> ordinals) {
    return ordinals.stream().mapToLong(Long::longValue).toArray();
  }
}
