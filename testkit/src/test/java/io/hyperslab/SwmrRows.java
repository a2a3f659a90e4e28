package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;

/// Datasets to which rows are added while others read them: one for each kind of chunk index. What
/// a row holds depends on its number alone.
enum SwmrRows {
  /// With blocks of all kinds but pages.
  EXTENSIBLE(1, Dataspace.UNLIMITED, 1),
  EXTENSIBLE_GZIP(1, Dataspace.UNLIMITED, 16),
  /// With nodes that are split.
  TREE(4, Dataspace.UNLIMITED, 2),
  TREE_GZIP(4, Dataspace.UNLIMITED, 8),
  /// With pages.
  FIXED(1, 20_000, 4),
  FIXED_GZIP(1, 5000, 32),
  SINGLE(1, 2048, 2048),
  SINGLE_GZIP(1, 2048, 2048),
  IMPLICIT(1, 2048, 256);

  /// As many as all of them can have.
  static final int MOST_ROWS = 1200;

  /// One row in so many is written again.
  private static final int REWRITTEN = 16;

  private static final long FACTOR = 1_000_003;

  private final int columns;
  private final long most;
  private final int height;

  SwmrRows(int columns, long most, int height) {
    this.columns = columns;
    this.most = most;
    this.height = height;
  }

  private static long value(long row, int column) {
    return row * FACTOR + column;
  }

  void create(Hdf5File file) {
    DatasetBuilder builder = file.createDataset(name()).type(Datatypes.INT64);
    if (columns == 1) {
      builder.shape(0).maxShape(most).chunks(height);
    } else {
      builder.shape(0, columns).maxShape(most, Dataspace.UNLIMITED).chunks(height, 2);
    }
    if (name().endsWith("GZIP")) {
      builder.gzip(1);
    }
    if (this == IMPLICIT) {
      builder.allocation(Dataset.AllocationTime.EARLY);
    }
    builder.create();
  }

  /// Adds rows up to a number.
  void append(Hdf5File file, long from, long to) {
    long[][] rows = new long[(int) (to - from)][columns];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns; column++) {
        rows[row][column] = value(from + row, column);
      }
    }
    Dataset dataset = file.dataset(name());
    if (columns > 1) {
      dataset.append(rows);
    } else {
      long[] values = new long[rows.length];
      for (int row = 0; row < rows.length; row++) {
        values[row] = rows[row][0];
      }
      dataset.append(values);
    }
  }

  /// Writes some of the rows again that are there, each on its own, as they were.
  void rewrite(Hdf5File file, long rows) {
    Dataset dataset = file.dataset(name());
    for (long row = 0; row < rows; row += REWRITTEN) {
      long[] values = new long[columns];
      for (int column = 0; column < columns; column++) {
        values[column] = value(row, column);
      }
      dataset.write(Selection.of(row + ":" + (row + 1)), values);
    }
  }

  /// Checks every row that a handle knows.
  ///
  /// @return how many these are
  long check(Dataset dataset) {
    long rows = check(dataset.readLongs());
    assertThat(rows).as(name()).isEqualTo(dataset.shape()[0]);
    return rows;
  }

  /// Checks the elements of all rows.
  ///
  /// @return how many rows these are
  long check(long[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != value(i / columns, i % columns)) {
        assertThat(values[i])
            .as("%s: element %d of %d", name(), i, values.length)
            .isEqualTo(value(i / columns, i % columns));
      }
    }
    return values.length / columns;
  }
}
