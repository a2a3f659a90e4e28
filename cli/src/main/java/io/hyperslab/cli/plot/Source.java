package io.hyperslab.cli.plot;

import io.hyperslab.DataView;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5Object;
import io.hyperslab.TypedData;
import io.hyperslab.cli.place.Place;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.IndexRange;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.FixedPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Numbers to be plotted, of one or two dimensions; those with a single index do not count.
final class Source {
  private static final long SLAB = 1 << 20;
  private static final long TILE = 1 << 21;

  /// Members of a compound that a message names.
  private static final int NAMED = 3;

  private final PlaceLabel label;
  private final PlaceAxes axes;
  private final DataView view;
  private final Packing packing;
  private final long[] shape;

  /// Is handed parts of the numbers.
  interface Visitor {
    /// Takes some.
    ///
    /// @param first the place of the first one
    /// @param values the numbers; may be kept
    void values(long first, double[] values);
  }

  /// Is handed parts of a table of numbers.
  interface TileVisitor {
    /// Takes some.
    ///
    /// @param row of the first one
    /// @param column of the first one
    /// @param width how many columns there are
    /// @param values the numbers, row by row
    void tile(long row, long column, int width, double[] values);
  }

  /// @param raw whether the stored numbers are wanted, whatever attributes say of them
  /// @throws IllegalArgumentException if these are no numbers, or of too many dimensions
  Source(Place place, boolean raw) {
    this(place, raw, Optional.empty());
  }

  private Source(Place place, boolean raw, Optional<Hdf5Object> owner) {
    label = new PlaceLabel(place, owner);
    TypedData data = place.data();
    requireNumbers(place, data);
    long[] all = data.dataspace().shape();
    shape = squeezed(all);
    if (shape.length > 2) {
      throw new IllegalArgumentException(tooMany(all));
    }
    view = data.select(squeeze(all)).with(Conversion.CLIP);
    axes = new PlaceAxes(place, shape);
    packing =
        !raw && place.attribute().isEmpty() && place.object() instanceof Dataset dataset
            ? Packing.of(dataset)
            : Packing.NONE;
  }

  private static void requireNumbers(Place place, TypedData data) {
    if (data.datatype() instanceof Compound compound) {
      throw new IllegalArgumentException(
          "the elements are compounds: take one member of them, such as "
              + place.written()
              + compound.members().stream()
                  .limit(NAMED)
                  .map(member -> "[\"" + member.name() + "\"]")
                  .collect(Collectors.joining(" or ")));
    }
    if (data.datatype() instanceof ArrayType) {
      throw new IllegalArgumentException("the elements are arrays, which are not plotted");
    }
    if (data.dataspace().elementCount() == 0) {
      throw new IllegalArgumentException("there are no elements");
    }
  }

  private static String tooMany(long[] shape) {
    String sizes = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(" x "));
    return "%d dimensions (%s): select one or two of them, such as [%s:, :]"
        .formatted(shape.length, sizes, "0, ".repeat(shape.length - 2));
  }

  private static long[] squeezed(long[] shape) {
    long[] kept = Arrays.stream(shape).filter(size -> size != 1).toArray();
    return kept.length == 0 ? new long[] {1} : kept;
  }

  private static Selection squeeze(long[] shape) {
    List<Axis> entries = new ArrayList<>();
    boolean single = Arrays.stream(shape).allMatch(size -> size == 1);
    for (int axis = 0; axis < shape.length; axis++) {
      boolean kept = shape[axis] != 1 || single && axis == shape.length - 1;
      entries.add(kept ? Axis.all() : Axis.index(0));
    }
    if (shape.length == 0) {
      entries.add(Axis.newAxis());
    }
    return Selection.axes(entries.toArray(Axis[]::new));
  }

  /// The sizes of its one or two dimensions.
  long[] shape() {
    return shape.clone();
  }

  /// Whether it has just these dimensions.
  boolean hasShape(long[] other) {
    return Arrays.equals(shape, other);
  }

  /// How many numbers there are.
  long size() {
    return view.dataspace().elementCount();
  }

  /// Whether all numbers are whole.
  boolean isWhole() {
    return view.datatype() instanceof FixedPoint
        && packing.factor() == 1
        && packing.offset() == Math.rint(packing.offset());
  }

  /// The place as the user wrote it, without the path's beginning.
  String name() {
    return label.shortName();
  }

  /// What the numbers are, with their unit.
  String label() {
    return label.text();
  }

  /// What an axis is, with its unit, if the file says.
  Optional<String> axisLabel(int dimension) {
    return scale(dimension).map(Source::label).or(() -> axes.label(dimension));
  }

  /// The dataset that says where along an axis each index is, the same part of it; empty if there
  /// is none with as many numbers.
  Optional<Source> scale(int dimension) {
    return axes.scale(dimension)
        .map(scale -> new Source(scale, false, Optional.of(label.place().object())));
  }

  /// The index in the dataset of each index along a dimension, where they are evenly spaced.
  IndexRange indices(int dimension) {
    return axes.indices(dimension);
  }

  /// Goes through the numbers of one dimension.
  void forEach(Visitor visitor) {
    view.forEachSlab(
        Math.min(SLAB, shape[0]),
        (first, slab) -> {
          double[] values = slab.toDoubles(Conversion.CLIP);
          packing.unpack(values);
          visitor.values(first, values);
        });
  }

  /// Some numbers of one dimension.
  double[] part(long first, int count) {
    double[] values = view.readDoubles(Selection.slice(first, first + count));
    packing.unpack(values);
    return values;
  }

  /// Goes through the numbers of two dimensions, a few megabytes at a time.
  void forEachTile(TileVisitor visitor) {
    long[] chunk = axes.chunk();
    long least = Math.min(chunk[0], TILE);
    long width = Math.min(shape[1], multiple(TILE / least, chunk[1]));
    long height = Math.min(shape[0], multiple(TILE / width, least));
    for (long row = 0; row < shape[0]; row += height) {
      for (long column = 0; column < shape[1]; column += width) {
        long rows = Math.min(height, shape[0] - row);
        long columns = Math.min(width, shape[1] - column);
        double[] values =
            view.readDoubles(Selection.box(new long[] {row, column}, new long[] {rows, columns}));
        packing.unpack(values);
        visitor.tile(row, column, (int) columns, values);
      }
    }
  }

  /// The largest multiple that is not larger, but at least one part of it.
  private static long multiple(long most, long part) {
    return most >= part ? most - most % part : Math.max(1, most);
  }
}
