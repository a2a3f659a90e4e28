package io.hyperslab.bench.libhdf5;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dset_extent;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I8LE_g;

import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Positions;
import io.hyperslab.bench.task.Shapes;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.bytedeco.javacpp.BytePointer;

/// Writes of numbers: in bulk, by row, by tile.
record BulkWrites(Task task) {
  private static final long UNLIMITED = -1;
  private static final int BATCH = 1000;

  Trial trial() {
    return switch (task.workload()) {
      case W1 -> contiguous();
      case W2 -> chunked(false);
      case W3 -> chunked(true);
      case W4A -> append(1);
      case W4B -> append(BATCH);
      default -> tiles();
    };
  }

  private void delete() throws IOException {
    Files.deleteIfExists(task.path());
  }

  private BytePointer doubles(int columns) {
    return Native.copy(MemorySegment.ofArray(Elements.doubles(task.count() * columns)));
  }

  private Trial contiguous() {
    BytePointer elements = doubles(Shapes.COLUMNS);
    return Trial.writing(
        this::delete,
        () -> {
          long file = Native.create(task.path(), false);
          long type = Native.float64();
          Native.writeAll(file, Native.DATA, type, type, 0, elements, task.count(), Shapes.COLUMNS);
          Native.close(file);
        });
  }

  private Trial chunked(boolean deflated) {
    BytePointer elements =
        Native.copy(MemorySegment.ofArray(Elements.floats(task.count() * Shapes.GRID_ROWS)));
    return Trial.writing(
        this::delete,
        () -> {
          long file = Native.create(task.path(), false);
          long list = Native.gridChunks();
          if (deflated) {
            Native.shuffle(list);
            Native.deflate(list, 4);
          }
          long type = Native.float32();
          Native.writeAll(
              file, Native.DATA, type, type, list, elements, Shapes.GRID_ROWS, task.count());
          check("H5Pclose", H5Pclose(list));
          Native.close(file);
        });
  }

  private Trial append(int batch) {
    BytePointer elements = doubles(Shapes.APPEND_COLUMNS);
    return Trial.writing(
        this::delete,
        () -> {
          long file = Native.create(task.path(), false);
          long dataset = growing(file);
          for (long row = 0; row < task.count(); row += batch) {
            rows(dataset, row, Math.min(batch, task.count() - row), elements);
          }
          check("H5Dclose", H5Dclose(dataset));
          Native.close(file);
        });
  }

  private static long growing(long file) {
    long list = Native.chunks(Shapes.APPEND_CHUNK, Shapes.APPEND_COLUMNS);
    long[] shape = {0, Shapes.APPEND_COLUMNS};
    long[] most = {UNLIMITED, Shapes.APPEND_COLUMNS};
    long space = check("H5Screate_simple", H5Screate_simple(2, shape, most));
    long dataset = H5Dcreate2(file, Native.DATA, Native.float64(), space, 0, list, 0);
    check("H5Sclose", H5Sclose(space));
    check("H5Pclose", H5Pclose(list));
    return check("H5Dcreate2", dataset);
  }

  private static void rows(long dataset, long row, long rows, BytePointer elements) {
    long[] shape = {row + rows, Shapes.APPEND_COLUMNS};
    check("H5Dset_extent", H5Dset_extent(dataset, shape));
    elements.position(row * Shapes.APPEND_COLUMNS * Double.BYTES);
    long[] extent = {rows, Shapes.APPEND_COLUMNS};
    Native.writeBox(dataset, Native.float64(), new long[] {row, 0}, extent, elements);
    elements.position(0);
  }

  private Trial tiles() {
    long size = (long) Shapes.TILE * Shapes.TILE;
    BytePointer elements = Native.copy(MemorySegment.ofArray(Elements.tiles(task.count())));
    return Trial.writing(
        () -> Files.copy(task.source(), task.path(), StandardCopyOption.REPLACE_EXISTING),
        () -> {
          long file = Native.openReadWrite(task.path());
          long dataset = Native.dataset(file, Native.DATA);
          long space = Native.spaceOf(dataset);
          Positions at = Positions.of(task.items(), Native.shape(space), Shapes.TILE);
          long[] extent = {Shapes.TILE, Shapes.TILE};
          for (int i = 0; i < task.items(); i++) {
            long[] corner = {at.row(i), at.column(i)};
            Native.writeBox(dataset, H5T_STD_I8LE_g(), corner, extent, elements.position(i * size));
          }
          elements.position(0);
          Native.close(space, dataset, file);
        });
  }
}
