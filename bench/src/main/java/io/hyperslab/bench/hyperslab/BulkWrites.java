package io.hyperslab.bench.hyperslab;

import io.hyperslab.Appender;
import io.hyperslab.Dataset;
import io.hyperslab.DatasetBuilder;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Positions;
import io.hyperslab.bench.task.Shapes;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.function.Consumer;

/// Writes of numbers: in bulk, by row, by tile.
///
/// @param variant how files are made
record BulkWrites(Task task, Variant variant) {
  private static final int BATCH = 1000;
  private static final long[] TILE = {Shapes.TILE, Shapes.TILE};

  Trial trial() {
    return switch (task.workload()) {
      case W1 -> contiguous();
      case W2 -> chunked(false);
      case W3 -> chunked(true);
      case W4A -> rows();
      case W4B -> batches();
      default -> tiles();
    };
  }

  private void delete() throws IOException {
    Files.deleteIfExists(task.path());
  }

  private Trial contiguous() {
    double[] elements = Elements.doubles(task.count() * Shapes.COLUMNS);
    return Trial.writing(
        this::delete,
        () -> {
          try (Hdf5File file = variant.create(task.path())) {
            file.root().createDataset("data").shape(task.count(), Shapes.COLUMNS).write(elements);
          }
        });
  }

  private Trial chunked(boolean deflated) {
    float[] elements = Elements.floats(task.count() * Shapes.GRID_ROWS);
    return Trial.writing(
        this::delete,
        () -> {
          try (Hdf5File file = variant.create(task.path())) {
            DatasetBuilder data =
                file.root()
                    .createDataset("data")
                    .shape(Shapes.GRID_ROWS, task.count())
                    .chunks(Shapes.CHUNK_ROWS, Shapes.CHUNK_COLUMNS);
            (deflated ? data.shuffle().gzip(4) : data).write(elements);
          }
        });
  }

  private static Dataset empty(Hdf5File file) {
    return file.root()
        .createDataset("data")
        .type(Datatypes.FLOAT64)
        .shape(0, Shapes.APPEND_COLUMNS)
        .maxShape(Dataspace.UNLIMITED, Shapes.APPEND_COLUMNS)
        .chunks(Shapes.APPEND_CHUNK, Shapes.APPEND_COLUMNS)
        .create();
  }

  private Trial rows() {
    double[] elements = Elements.doubles(task.count() * Shapes.APPEND_COLUMNS);
    double[] row = new double[Shapes.APPEND_COLUMNS];
    return appending(appender -> {
      for (int i = 0; i < elements.length; i += row.length) {
        System.arraycopy(elements, i, row, 0, row.length);
        appender.append(row);
      }
    });
  }

  private Trial batches() {
    MemorySegment elements =
        MemorySegment.ofArray(Elements.doubles(task.count() * Shapes.APPEND_COLUMNS));
    long rowBytes = (long) Shapes.APPEND_COLUMNS * Double.BYTES;
    return appending(appender -> {
      for (long row = 0; row < task.count(); row += BATCH) {
        long count = Math.min(BATCH, task.count() - row);
        MemorySegment rows = elements.asSlice(row * rowBytes, count * rowBytes);
        appender.append(NdArray.of(rows, Datatypes.FLOAT64, count, Shapes.APPEND_COLUMNS));
      }
    });
  }

  private Trial appending(Consumer<Appender> work) {
    return Trial.writing(
        this::delete,
        () -> {
          try (Hdf5File file = variant.create(task.path());
              Appender appender = empty(file).appender()) {
            work.accept(appender);
          }
        });
  }

  private Trial tiles() {
    byte[] elements = Elements.tiles(task.count());
    int size = Shapes.TILE * Shapes.TILE;
    return Trial.writing(
        () -> Files.copy(task.source(), task.path(), StandardCopyOption.REPLACE_EXISTING),
        () -> {
          try (Hdf5File file = variant.openReadWrite(task.path())) {
            Dataset dataset = file.dataset("data");
            Positions at = Positions.of(task.items(), dataset.shape(), Shapes.TILE);
            for (int i = 0; i < task.items(); i++) {
              long[] corner = {at.row(i), at.column(i)};
              byte[] tile = Arrays.copyOfRange(elements, i * size, (i + 1) * size);
              dataset.write(Selection.box(corner, TILE), tile);
            }
          }
        });
  }
}
