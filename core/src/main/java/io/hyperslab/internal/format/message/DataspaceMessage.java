package io.hyperslab.internal.format.message;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// Size and shape of a dataset or attribute (`FMT4 IV.A.2.b`). L is "Size of Lengths", D the
/// dimensionality.
///
/// | bytes | version 1                              | version 2                              |
/// |-------|----------------------------------------|----------------------------------------|
/// | 1     | Version                                | Version                                |
/// | 1     | Dimensionality                         | Dimensionality                         |
/// | 1     | Flags                                  | Flags                                  |
/// | 1     | Reserved                               | Type: 0 scalar, 1 simple, 2 null       |
/// | 4     | Reserved                               | -                                      |
/// | D × L | Dimension Sizes                        | Dimension Sizes                        |
/// | D × L | Dimension Maximum Sizes; flag bit 0    | Dimension Maximum Sizes; flag bit 0    |
/// | D × L | Permutation Indexes; flag bit 1        | -                                      |
///
/// *Notes.* No library ever wrote or obeyed permutation indexes; they are passed over.
///
/// @param version 1 or 2
/// @param kind what it is
/// @param dimensions current sizes, slowest first; empty unless simple; not to be modified
/// @param maximumDimensions largest sizes, [#UNLIMITED] for no bound; as many as `dimensions`; not
///   to be modified
/// @param maximumSizesStored whether the message has the largest sizes; they are the current ones
///   if not
/// @param elementCount the number of elements
public record DataspaceMessage(
    int version,
    Kind kind,
    long[] dimensions,
    long[] maximumDimensions,
    boolean maximumSizesStored,
    long elementCount)
    implements HeaderMessage {
  /// A maximum size that is no bound.
  public static final long UNLIMITED = -1;

  /// The largest number of dimensions.
  public static final int MAXIMUM_RANK = 32;

  private static final Kind[] KINDS = Kind.values();
  private static final int MAXIMUM_SIZES_STORED = 0x01;
  private static final int V1_RESERVED_SIZE = 5;

  /// The three kinds of dataspace.
  public enum Kind {
    /// One element.
    SCALAR,
    /// An array of elements.
    SIMPLE,
    /// No elements.
    NULL
  }

  /// A message that stores the largest sizes of every simple dataspace, as libhdf5 does.
  public DataspaceMessage(
      int version, Kind kind, long[] dimensions, long[] maximumDimensions, long elementCount) {
    this(version, kind, dimensions, maximumDimensions, kind == Kind.SIMPLE, elementCount);
  }

  /// Decodes the message.
  public static DataspaceMessage decode(Cursor cursor) {
    int version = cursor.version(1, 2);
    int rank = cursor.u8("Dimensionality", 0, MAXIMUM_RANK);
    int flags = cursor.u8();
    Kind kind;
    if (version == 1) {
      kind = rank == 0 ? Kind.SCALAR : Kind.SIMPLE;
      cursor.skip(5);
    } else {
      kind = KINDS[cursor.u8("Type", 0, 2)];
      if (kind != Kind.SIMPLE && rank != 0) {
        throw cursor.malformed("Dimensionality", rank, "0 in a scalar or null dataspace");
      }
    }
    long[] dimensions = new long[rank];
    for (int i = 0; i < rank; i++) {
      dimensions[i] = cursor.length("Dimension Size");
    }
    boolean stored = (flags & MAXIMUM_SIZES_STORED) != 0;
    long[] maximum = stored ? maximumSizes(cursor, dimensions) : dimensions;
    long count = kind == Kind.NULL ? 0 : elementCount(cursor, dimensions);
    return new DataspaceMessage(version, kind, dimensions, maximum, stored, count);
  }

  @Override
  public void encode(Encoder out) {
    if (version == 1 && kind == Kind.NULL) {
      throw new IllegalArgumentException("version 1 knows no null dataspace");
    }
    out.u8(version).u8(dimensions.length).u8(maximumSizesStored ? MAXIMUM_SIZES_STORED : 0);
    if (version == 1) {
      out.zeros(V1_RESERVED_SIZE);
    } else {
      out.u8(
          switch (kind) {
            case SCALAR -> 0;
            case SIMPLE -> 1;
            case NULL -> 2;
          });
    }
    for (long dimension : dimensions) {
      out.length(dimension);
    }
    for (int i = 0; maximumSizesStored && i < maximumDimensions.length; i++) {
      out.length(maximumDimensions[i]);
    }
  }

  private static long[] maximumSizes(Cursor cursor, long[] dimensions) {
    long[] maximum = new long[dimensions.length];
    for (int i = 0; i < dimensions.length; i++) {
      maximum[i] = cursor.lengthOrUndefined("Dimension Maximum Size");
      if (maximum[i] != UNLIMITED && maximum[i] < dimensions[i]) {
        throw cursor.malformed(
            "Dimension Maximum Size", maximum[i], "at least " + dimensions[i] + " or unlimited");
      }
    }
    return maximum;
  }

  private static long elementCount(Cursor cursor, long[] dimensions) {
    long count = 1;
    boolean tooMany = false;
    for (long dimension : dimensions) {
      if (dimension == 0) {
        return 0;
      }
      tooMany |= Math.multiplyHigh(count, dimension) != 0 || count * dimension < 0;
      count *= dimension;
    }
    if (tooMany) {
      throw cursor.malformed("number of elements", "2^63 or more", "less than 2^63");
    }
    return count;
  }

  /// The same as a value.
  public Dataspace dataspace() {
    return switch (kind) {
      case NULL -> Dataspace.ofNull();
      case SCALAR -> Dataspace.scalar();
      case SIMPLE -> Dataspace.simple(dimensions, maximumDimensions);
    };
  }
}
