package io.hyperslab.dataspace;

import java.util.Arrays;

/// How the elements of a dataset or attribute are arranged: none at all, a single one, or a
/// rectangular array of up to 32 axes (`FMT4 IV.A.2.b`).
///
/// Immutable and thread-safe; extents count elements.
public final class Dataspace {
  /// In a maximum shape: the axis may grow without limit.
  public static final long UNLIMITED = -1;

  /// The most axes a dataspace can have.
  public static final int MAX_RANK = Extents.MAX_RANK;

  private static final Dataspace OF_NULL = new Dataspace(Kind.NULL, new long[0], new long[0], 0);
  private static final Dataspace SCALAR = new Dataspace(Kind.SCALAR, new long[0], new long[0], 1);

  private final Kind kind;
  private final long[] shape;
  private final long[] maxShape;
  private final long elementCount;

  /// What sort of arrangement it is.
  public enum Kind {
    /// No element.
    NULL,
    /// One element, no axis.
    SCALAR,
    /// An array of one or more axes.
    SIMPLE
  }

  private Dataspace(Kind kind, long[] shape, long[] maxShape, long elementCount) {
    this.kind = kind;
    this.shape = shape;
    this.maxShape = maxShape;
    this.elementCount = elementCount;
  }

  /// The dataspace without elements.
  public static Dataspace ofNull() {
    return OF_NULL;
  }

  /// The dataspace of one element without axes.
  public static Dataspace scalar() {
    return SCALAR;
  }

  /// An array that cannot be resized; without extents, the scalar.
  ///
  /// @param shape the extent of each axis, 0 or more
  /// @throws IllegalArgumentException for more than 32 axes or a negative extent
  /// @throws io.hyperslab.error.LimitExceededException when the number of elements is larger than a
  ///   `long`
  public static Dataspace simple(long... shape) {
    return simple(shape, shape);
  }

  /// An array that may be resized up to `maxShape`; without extents, the scalar.
  ///
  /// @param shape the extent of each axis, 0 or more
  /// @param maxShape the largest extent of each axis, or [#UNLIMITED]
  /// @throws IllegalArgumentException for more than 32 axes, a negative extent, or a maximum below
  ///   the extent
  /// @throws io.hyperslab.error.LimitExceededException when the number of elements is larger than a
  ///   `long`
  public static Dataspace simple(long[] shape, long[] maxShape) {
    long elementCount = Extents.elementCount(shape);
    Extents.requireRank("the maximum shape", maxShape.length, shape);
    for (int axis = 0; axis < shape.length; axis++) {
      if (maxShape[axis] != UNLIMITED && maxShape[axis] < shape[axis]) {
        throw new IllegalArgumentException(
            "the maximum extent of axis "
                + axis
                + " is "
                + maxShape[axis]
                + ", below its extent "
                + shape[axis]);
      }
    }
    return shape.length == 0
        ? SCALAR
        : new Dataspace(Kind.SIMPLE, shape.clone(), maxShape.clone(), elementCount);
  }

  /// What sort of arrangement this is.
  public Kind kind() {
    return kind;
  }

  /// A copy of the extents; empty unless [Kind#SIMPLE].
  public long[] shape() {
    return shape.clone();
  }

  /// A copy of the largest extents, [#UNLIMITED] for an axis without limit; empty unless
  /// [Kind#SIMPLE].
  public long[] maxShape() {
    return maxShape.clone();
  }

  /// The extent of what a selection takes of this. A null dataspace, which has nothing to choose
  /// from, can be taken whole and not otherwise.
  ///
  /// @throws IllegalArgumentException when the selection does not fit the rank
  /// @throws IndexOutOfBoundsException when it reaches beyond the shape
  public Dataspace select(Selection selection) {
    long[] selected = selection.resolve(shape).resultShape();
    return isNull() ? this : simple(selected);
  }

  /// The number of axes; 0 unless [Kind#SIMPLE].
  public int rank() {
    return shape.length;
  }

  /// The number of elements: 0 for the null dataspace, 1 for the scalar.
  public long elementCount() {
    return elementCount;
  }

  /// Whether this is the dataspace without elements.
  public boolean isNull() {
    return kind == Kind.NULL;
  }

  /// Whether this is the dataspace of one element without axes.
  public boolean isScalar() {
    return kind == Kind.SCALAR;
  }

  /// Whether some axis may become larger than it is.
  public boolean isResizable() {
    return !Arrays.equals(shape, maxShape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dataspace that
        && kind == that.kind
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(maxShape, that.maxShape);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * kind.hashCode() + Arrays.hashCode(shape)) + Arrays.hashCode(maxShape);
  }

  /// `NULL`, `SCALAR`, `(10, 20)` or `(10, 20) of at most (unlimited, 20)`.
  @Override
  public String toString() {
    if (kind != Kind.SIMPLE) {
      return kind.name();
    }
    return isResizable() ? tuple(shape) + " of at most " + tuple(maxShape) : tuple(shape);
  }

  private static String tuple(long[] extents) {
    StringBuilder text = new StringBuilder("(");
    for (long extent : extents) {
      text.append(text.length() == 1 ? "" : ", ");
      text.append(extent == UNLIMITED ? "unlimited" : Long.toString(extent));
    }
    return text.append(')').toString();
  }
}
