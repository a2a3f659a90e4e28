package io.hyperslab.cli.exchange;

import io.hyperslab.Dataset;
import io.hyperslab.DatasetBuilder;
import io.hyperslab.Group;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.place.NoSuchPlaceException;
import io.hyperslab.cli.place.Place;
import io.hyperslab.cli.walk.Pieces;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.NameExistsException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// The dataset that an import makes, or adds to.
final class ImportTarget {
  private static final long PIECE_BYTES = 4L << 20;

  private final Group group;
  private final String path;
  private final ImportOptions options;

  ImportTarget(Group group, String path, ImportOptions options) {
    this.group = group;
    this.path = path;
    this.options = options;
  }

  /// The dataset that rows are added to; empty if a new one is made.
  ///
  /// @throws NameExistsException if there is something that has to stay
  /// @throws NoSuchPlaceException if what would be replaced is no dataset
  Optional<Dataset> existing() {
    if (!group.contains(path)) {
      return Optional.empty();
    }
    return switch (options.existing()) {
      case APPENDED -> Optional.of(group.dataset(path));
      case REPLACED -> {
        requireDataset();
        yield Optional.empty();
      }
      case REFUSED -> throw new NameExistsException("group", group.address(), path);
    };
  }

  /// Makes sure that a dataset is all that is replaced, not a group with everything in it.
  private void requireDataset() {
    group
        .find(path)
        .filter(object -> !(object instanceof Dataset))
        .ifPresent(object -> {
          throw new NoSuchPlaceException(
              object.path()
                  + " is "
                  + Place.kind(object)
                  + ", and only datasets are replaced; rm -r removes it");
        });
  }

  /// What is written, part by part.
  static final class Filling {
    private final Dataset dataset;
    private final long[] shape;
    private final long offset;
    private long rows;

    private Filling(Dataset dataset, long[] shape, long offset) {
      this.dataset = dataset;
      this.shape = shape;
      this.offset = offset;
    }

    Dataset dataset() {
      return dataset;
    }

    /// Writes the rows that follow.
    ///
    /// @param some as many dimensions as the dataset has
    void write(NdArray some) {
      long[] extent = shape.clone();
      extent[0] = some.shape()[0];
      dataset.write(part(rows, extent), some);
      rows += extent[0];
    }

    private Selection part(long row, long[] extent) {
      long[] start = new long[shape.length];
      start[0] = offset + row;
      return Selection.box(start, extent);
    }

    /// Writes everything.
    ///
    /// @param parts gives the elements of a part of that shape; is asked in C order
    void writeAll(Function<long[], NdArray> parts) {
      if (shape.length == 0) {
        dataset.write(parts.apply(shape));
        return;
      }
      for (long extent : shape) {
        if (extent == 0) {
          return;
        }
      }
      long[] single = new long[shape.length];
      Arrays.fill(single, 1);
      long most = Math.max(1, PIECE_BYTES / Math.max(1, dataset.datatype().size()));
      Pieces pieces = new Pieces(shape, most, dataset.chunkShape().orElse(single));
      while (pieces.hasNext()) {
        Selection piece = pieces.next();
        Selection place = offset == 0 ? piece : behind(piece);
        NdArray elements = parts.apply(piece.resolve(shape).resultShape());
        dataset.write(place, elements);
      }
    }

    /// A piece of what is added, behind what was there.
    private Selection behind(Selection piece) {
      long[] start = new long[shape.length];
      start[0] = offset;
      return Selection.box(start, shape).then(piece);
    }
  }

  /// Makes the dataset, or makes it larger.
  ///
  /// @param type of a new one
  /// @param shape of what is added
  Filling open(Datatype type, long... shape) {
    Optional<Dataset> there = existing();
    if (there.isPresent()) {
      return grown(there.get(), shape);
    }
    group.deleteIfExists(path);
    DatasetBuilder builder = group.createDataset(path).type(type).shape(shape);
    boolean grows = options.growing() && shape.length > 0;
    if (grows) {
      long[] most = shape.clone();
      most[0] = Dataspace.UNLIMITED;
      builder.maxShape(most);
    }
    if (options.chunks().isPresent()) {
      builder.chunks(options.chunks().get().stream().mapToLong(Long::longValue).toArray());
    } else if (grows || !options.filters().isEmpty()) {
      builder.autoChunks();
    }
    options.filters().forEach(builder::filter);
    return new Filling(builder.create(), shape, 0);
  }

  private Filling grown(Dataset dataset, long[] added) {
    long[] old = dataset.shape();
    boolean fits = old.length == added.length && added.length > 0;
    for (int axis = 1; fits && axis < old.length; axis++) {
      fits = old[axis] == added[axis];
    }
    if (!fits) {
      throw new DatatypeMismatchException(
          null,
          -1,
          "shape of what is added to " + path,
          Arrays.toString(added),
          Arrays.toString(old) + " but for the first dimension");
    }
    long[] larger = old.clone();
    larger[0] = Math.addExact(old[0], added[0]);
    dataset.resize(larger);
    return new Filling(dataset, added, old[0]);
  }
}
