package io.hyperslab.internal.format.selection;

import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.selection.SerializedSelection.All;
import io.hyperslab.internal.format.selection.SerializedSelection.BlockList;
import io.hyperslab.internal.format.selection.SerializedSelection.None;
import io.hyperslab.internal.format.selection.SerializedSelection.Points;
import io.hyperslab.internal.format.selection.SerializedSelection.RegularHyperslab;
import java.util.Arrays;

/// Writes a [SerializedSelection] in the oldest of the encodings of [SelectionCodec] that can say
/// it, so that as many versions of libhdf5 as possible read it: the same choice as libhdf5 makes
/// unless it is told to use the latest format.
final class SelectionEncoder {
  private static final int ALL = 3;
  private static final int NONE = 0;
  private static final int POINTS = 1;
  private static final int HYPERSLAB = 2;

  private static final int REGULAR = 1;
  private static final long LARGEST_NARROW = 0xffff_ffffL;

  /// From this number of blocks on the regular form is shorter than a list in most cases; libhdf5
  /// changes here if it may write version 2.
  private static final int FEW_BLOCKS = 4;

  /// More blocks are never listed if there is a shorter way to say it.
  private static final int MOST_BLOCKS = 1 << 16;

  private final Encoder out;

  /// The most blocks for which a regular hyperslab is written as a list.
  private final int mostBlocks;

  private SelectionEncoder(Encoder out, int mostBlocks) {
    this.out = out;
    this.mostBlocks = mostBlocks;
  }

  /// Writes what libhdf5 1.0 on reads, as far as possible.
  static void encode(SerializedSelection selection, Encoder out) {
    new SelectionEncoder(out, MOST_BLOCKS).selection(selection);
  }

  /// Writes what libhdf5 1.10 on reads, as far as possible.
  static void encodeCompact(SerializedSelection selection, Encoder out) {
    new SelectionEncoder(out, FEW_BLOCKS - 1).selection(selection);
  }

  private void selection(SerializedSelection selection) {
    switch (selection) {
      case None _ -> out.u32(NONE).u32(1).u32(0).u32(0);
      case All _ -> out.u32(ALL).u32(1).u32(0).u32(0);
      case Points points -> points(points);
      case BlockList blocks -> blocks(blocks.rank(), blocks.starts(), blocks.ends());
      case RegularHyperslab slab -> regular(slab);
    }
  }

  private void points(Points points) {
    if (isNarrow(points.coordinates())) {
      out.u32(POINTS).u32(1).u32(0);
      out.u32(8 + 4L * points.coordinates().length).u32(points.rank()).u32(points.count());
      numbers(points.coordinates(), 0, points.coordinates().length, 4);
    } else {
      out.u32(POINTS).u32(2).u8(8).u32(points.rank()).i64(points.count());
      numbers(points.coordinates(), 0, points.coordinates().length, 8);
    }
  }

  private void blocks(int rank, long[] starts, long[] ends) {
    int width = isNarrow(ends) ? 4 : 8;
    long count = starts.length / rank;
    if (width == 4) {
      out.u32(HYPERSLAB).u32(1).u32(0).u32(8 + 8L * starts.length).u32(rank).u32(count);
    } else {
      out.u32(HYPERSLAB).u32(3).u8(0).u8(8).u32(rank).i64(count);
    }
    for (int first = 0; first < starts.length; first += rank) {
      numbers(starts, first, rank, width);
      numbers(ends, first, rank, width);
    }
  }

  private void numbers(long[] numbers, int first, int count, int width) {
    for (int i = first; i < first + count; i++) {
      out.unsigned(numbers[i], width);
    }
  }

  private static boolean isNarrow(long[] numbers) {
    return Arrays.stream(numbers).allMatch(number -> number <= LARGEST_NARROW);
  }

  private void regular(RegularHyperslab slab) {
    if (isEmpty(slab)) {
      selection(new None());
      return;
    }
    if (slab.unlimitedDimension() < 0 && isShortList(slab)) {
      listBlocks(slab);
      return;
    }
    int rank = slab.rank();
    out.u32(HYPERSLAB).u32(2).u8(REGULAR).u32(4 + 32L * rank).u32(rank);
    for (int i = 0; i < rank; i++) {
      out.i64(slab.start()[i]).i64(slab.stride()[i]).i64(slab.count()[i]).i64(slab.block()[i]);
    }
  }

  /// Whether it has no element; libhdf5 knows no hyperslab of that kind.
  private static boolean isEmpty(RegularHyperslab slab) {
    return Arrays.stream(slab.count()).anyMatch(count -> count == 0)
        || Arrays.stream(slab.block()).anyMatch(block -> block == 0);
  }

  private boolean isShortList(RegularHyperslab slab) {
    long blocks = 1;
    for (int i = 0; i < slab.rank(); i++) {
      if (slab.count()[i] > mostBlocks || lastElement(slab, i) > LARGEST_NARROW) {
        return false;
      }
      blocks = Math.min(blocks * slab.count()[i], mostBlocks + 1L);
    }
    return blocks <= mostBlocks;
  }

  private static long lastElement(RegularHyperslab slab, int i) {
    return slab.start()[i] + (slab.count()[i] - 1) * slab.stride()[i] + slab.block()[i] - 1;
  }

  /// Lists the blocks, those of the last dimension fastest.
  private void listBlocks(RegularHyperslab slab) {
    int rank = slab.rank();
    int blocks = 1;
    for (long count : slab.count()) {
      blocks *= (int) count;
    }
    long[] starts = new long[blocks * rank];
    long[] ends = new long[blocks * rank];
    long[] at = new long[rank];
    for (int first = 0; first < starts.length; first += rank) {
      for (int i = 0; i < rank; i++) {
        starts[first + i] = slab.start()[i] + at[i] * slab.stride()[i];
        ends[first + i] = starts[first + i] + slab.block()[i] - 1;
      }
      for (int i = rank - 1; i >= 0 && ++at[i] == slab.count()[i]; i--) {
        at[i] = 0;
      }
    }
    blocks(rank, starts, ends);
  }
}
