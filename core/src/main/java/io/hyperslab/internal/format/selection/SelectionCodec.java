package io.hyperslab.internal.format.selection;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.selection.SerializedSelection.All;
import io.hyperslab.internal.format.selection.SerializedSelection.BlockList;
import io.hyperslab.internal.format.selection.SerializedSelection.None;
import io.hyperslab.internal.format.selection.SerializedSelection.Points;
import io.hyperslab.internal.format.selection.SerializedSelection.RegularHyperslab;

/// The encodings of [SerializedSelection]. E is the encode size.
///
/// | type              | version | fields behind type and version (4 bytes each)                  |
/// |-------------------|---------|----------------------------------------------------------------|
/// | 0 none, 3 all     | 1       | Reserved (4), Length (4)                                       |
/// | 1 points          | 1       | Reserved (4), Length (4), Rank (4), Num Points (4), coordinates (4 each) |
/// | 1 points          | 2       | Encode Size (1), Rank (4), Num Points (E), coordinates (E each) |
/// | 2 hyperslab       | 1       | Reserved (4), Length (4), Rank (4), Num Blocks (4), offsets (4 each) |
/// | 2 hyperslab       | 2       | Flags (1), Length (4), Rank (4), then with E = 8 as version 3  |
/// | 2 hyperslab       | 3       | Flags (1), Encode Size (1), Rank (4); flag bit 0 set: start, stride, count, block (E each) for each dimension; clear: Num Blocks (E), offsets (E each) |
///
/// Offsets of a block are its first element in all dimensions, then its last. A count or block of
/// all ones is unlimited.
final class SelectionCodec {
  private static final int MAXIMUM_RANK = 32;
  private static final int REGULAR = 0x01;

  private SelectionCodec() {}

  static SerializedSelection decode(Cursor cursor) {
    long type = cursor.u32();
    if (type > 3) {
      throw cursor.malformed("selection type", type, "0 to 3");
    }
    return switch ((int) type) {
      case 0 -> none(cursor);
      case 1 -> points(cursor);
      case 2 -> hyperslab(cursor);
      default -> all(cursor);
    };
  }

  private static None none(Cursor cursor) {
    version(cursor, 1);
    cursor.skip(8);
    return new None();
  }

  private static All all(Cursor cursor) {
    version(cursor, 1);
    cursor.skip(8);
    return new All();
  }

  private static Points points(Cursor cursor) {
    int width = 4;
    if (version(cursor, 2) == 1) {
      cursor.skip(8);
    } else {
      width = encodeSize(cursor);
    }
    int rank = rank(cursor);
    long stated = cursor.unsigned(width, "Num Points");
    long[] coordinates = new long[rank * cursor.count(stated, rank * width, "Num Points")];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = cursor.unsigned(width, "coordinate");
    }
    return new Points(rank, coordinates);
  }

  private static SerializedSelection hyperslab(Cursor cursor) {
    int version = version(cursor, 3);
    int flags = 0;
    int width = 4;
    if (version == 1) {
      cursor.skip(8);
    } else {
      flags = cursor.u8("Flags", 0, REGULAR);
      width = version == 2 ? 8 : encodeSize(cursor);
      cursor.skip(version == 2 ? 4 : 0);
    }
    int rank = rank(cursor);
    return (flags & REGULAR) != 0 ? regular(cursor, rank, width) : blocks(cursor, rank, width);
  }

  private static BlockList blocks(Cursor cursor, int rank, int width) {
    long stated = cursor.unsigned(width, "Num Blocks");
    int numbers = rank * cursor.count(stated, 2 * rank * width, "Num Blocks");
    long[] starts = new long[numbers];
    long[] ends = new long[numbers];
    for (int first = 0; first < numbers; first += rank) {
      for (int i = first; i < first + rank; i++) {
        starts[i] = cursor.unsigned(width, "starting offset");
      }
      for (int i = first; i < first + rank; i++) {
        ends[i] = cursor.unsigned(width, "ending offset");
        if (ends[i] < starts[i] || ends[i] == Long.MAX_VALUE) {
          throw cursor.malformed("ending offset", ends[i], "at least " + starts[i]);
        }
      }
    }
    return new BlockList(rank, starts, ends);
  }

  private static RegularHyperslab regular(Cursor cursor, int rank, int width) {
    RegularHyperslab slab =
        new RegularHyperslab(new long[rank], new long[rank], new long[rank], new long[rank]);
    int unlimited = 0;
    for (int i = 0; i < rank; i++) {
      slab.start()[i] = cursor.unsigned(width, "start");
      slab.stride()[i] = cursor.unsigned(width, "stride");
      slab.count()[i] = orUnlimited(cursor, width, "count");
      slab.block()[i] = orUnlimited(cursor, width, "block");
      unlimited += checkDimension(cursor, slab, i) ? 1 : 0;
    }
    if (unlimited > 1) {
      throw cursor.malformed("unlimited dimensions", unlimited, "at most 1");
    }
    return slab;
  }

  private static long orUnlimited(Cursor cursor, int width, String item) {
    long value = cursor.bits(width);
    if (value == (width == 8 ? -1L : (1L << 8 * width) - 1)) {
      return SerializedSelection.UNLIMITED;
    }
    if (value < 0) {
      throw cursor.malformed(item, Long.toUnsignedString(value), "less than 2^63");
    }
    return value;
  }

  /// Refuses blocks that overlap or lie beyond 2^63; whether the dimension is unlimited.
  private static boolean checkDimension(Cursor cursor, RegularHyperslab slab, int i) {
    long stride = slab.stride()[i];
    long count = slab.count()[i];
    long block = slab.block()[i];
    boolean several = count > 1 || count == SerializedSelection.UNLIMITED;
    if (stride == 0 || several && Long.compareUnsigned(block, stride) > 0) {
      throw cursor.malformed("stride", stride, "at least 1, and the block where there are several");
    }
    boolean unlimited = count < 0 || block < 0;
    if (!unlimited && !fits(slab, i)) {
      throw cursor.malformed("end of the hyperslab", "2^63 or more", "less than 2^63");
    }
    return unlimited;
  }

  /// Whether the index of the last element fits a `long`.
  private static boolean fits(RegularHyperslab slab, int i) {
    long strides = Math.max(0, slab.count()[i] - 1);
    long stride = slab.stride()[i];
    return Math.multiplyHigh(strides, stride) == 0
        && strides * stride >= 0
        && slab.start()[i] <= Long.MAX_VALUE - slab.block()[i]
        && strides * stride <= Long.MAX_VALUE - slab.block()[i] - slab.start()[i];
  }

  private static int version(Cursor cursor, int most) {
    long version = cursor.u32();
    if (version == 0) {
      throw cursor.malformed("selection version", version, "1 to " + most);
    }
    if (version > most) {
      throw cursor.unsupported("selection version", version, "1 to " + most);
    }
    return (int) version;
  }

  private static int encodeSize(Cursor cursor) {
    int size = cursor.u8();
    if (size != 2 && size != 4 && size != 8) {
      throw cursor.malformed("Encode Size", size, "2, 4 or 8");
    }
    return size;
  }

  private static int rank(Cursor cursor) {
    long rank = cursor.u32();
    if (rank < 1 || rank > MAXIMUM_RANK) {
      throw cursor.malformed("Rank", rank, "1 to " + MAXIMUM_RANK);
    }
    return (int) rank;
  }
}
