package io.hyperslab.bench.libhdf5;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Acreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Awrite;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite;
import static org.bytedeco.hdf5.global.hdf5.H5Gclose;
import static org.bytedeco.hdf5.global.hdf5.H5Gcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I32BE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I8LE_g;

import io.hyperslab.bench.task.DataFile;
import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Shapes;
import io.hyperslab.bench.task.Walk;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/// Makes the files that are read.
public final class DataMaker {
  private static final int SCALAR = 0;
  private static final int LEVEL = 6;

  private DataMaker() {}

  /// Makes one, with the least format that will do unless the file is of the latest.
  public static void make(DataFile kind, Path path, double scale) {
    long size = kind.size(scale);
    long file = Native.create(path, kind == DataFile.LIST_LATEST || kind == DataFile.TINY_LATEST);
    switch (kind) {
      case DOUBLES -> doubles(file, size);
      case CHUNKED, SHUFFLED, DEFLATED, FLETCHER -> grid(file, kind, size);
      case LZF -> throw new IllegalArgumentException("libhdf5 has no LZF");
      case TILES -> tiles(file, size);
      case LIST_EARLIEST, LIST_LATEST -> children(file, size);
      case TINY_EARLIEST, TINY_LATEST -> tiny(file, size, true);
      case TEXTS -> texts(file, Elements.texts(size));
      case RECORDS -> records(file, size);
      case BIG_ENDIAN -> integers(file, size);
      case FLOATS -> floats(file, size);
    }
    Native.close(file);
  }

  private static void doubles(long file, long rows) {
    Walk walk = new Walk();
    long type = Native.float64();
    long space = Native.space(rows, Shapes.COLUMNS);
    long dataset = check("H5Dcreate2", H5Dcreate2(file, Native.DATA, type, space, 0, 0, 0));
    long room = (long) Shapes.SLAB_ROWS * Shapes.COLUMNS;
    try (BytePointer slab = new BytePointer(room * Double.BYTES)) {
      MemorySegment memory = Native.memory(slab, room * Double.BYTES);
      for (long row = 0; row < rows; row += Shapes.SLAB_ROWS) {
        long[] extent = {Math.min(Shapes.SLAB_ROWS, rows - row), Shapes.COLUMNS};
        for (long i = 0; i < extent[0] * extent[1]; i++) {
          memory.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, walk.next());
        }
        Native.writeBox(dataset, type, new long[] {row, 0}, extent, slab);
      }
    }
    check("H5Dclose", H5Dclose(dataset));
    check("H5Sclose", H5Sclose(space));
  }

  private static void floats(long file, long rows) {
    float[] elements = Elements.floats(rows * Shapes.COLUMNS);
    try (BytePointer data = Native.copy(MemorySegment.ofArray(elements))) {
      long type = Native.float32();
      Native.writeAll(file, Native.DATA, type, type, 0, data, rows, Shapes.COLUMNS);
    }
  }

  private static void integers(long file, long rows) {
    int[] elements = Elements.integers(rows * Shapes.COLUMNS);
    try (BytePointer data = Native.copy(MemorySegment.ofArray(elements))) {
      long stored = H5T_STD_I32BE_g();
      Native.writeAll(file, Native.DATA, stored, Native.int32(), 0, data, rows, Shapes.COLUMNS);
    }
  }

  private static void grid(long file, DataFile kind, long columns) {
    long list = Native.gridChunks();
    switch (kind) {
      case SHUFFLED -> {
        Native.shuffle(list);
        Native.deflate(list, LEVEL);
      }
      case DEFLATED -> Native.deflate(list, LEVEL);
      case FLETCHER -> Native.fletcher32(list);
      default -> {}
    }
    float[] elements = Elements.floats(columns * Shapes.GRID_ROWS);
    try (BytePointer data = Native.copy(MemorySegment.ofArray(elements))) {
      long type = Native.float32();
      Native.writeAll(file, Native.DATA, type, type, list, data, Shapes.GRID_ROWS, columns);
    }
    H5Pclose(list);
  }

  private static void tiles(long file, long rows) {
    long list = Native.chunks(Shapes.TILE, Shapes.TILE);
    Native.deflate(list, LEVEL);
    long size = rows * Shapes.TILE_COLUMNS;
    try (BytePointer data = new BytePointer(size)) {
      Elements.fill(Native.memory(data, size));
      long type = H5T_STD_I8LE_g();
      Native.writeAll(file, Native.DATA, type, type, list, data, rows, Shapes.TILE_COLUMNS);
    }
    H5Pclose(list);
  }

  private static void children(long file, long count) {
    long scalar = check("H5Screate", H5Screate(SCALAR));
    for (int i = 0; i < count; i++) {
      String name = Elements.name('c', i);
      if ((i & 1) == 0) {
        check("H5Gclose", H5Gclose(check("H5Gcreate2", H5Gcreate2(file, name, 0, 0, 0))));
      } else {
        long dataset = H5Dcreate2(file, name, Native.int32(), scalar, 0, 0, 0);
        check("H5Dclose", H5Dclose(check("H5Dcreate2", dataset)));
      }
    }
    H5Sclose(scalar);
  }

  /// @param attributes whether each dataset has one
  static void tiny(long file, long count, boolean attributes) {
    long space = Native.space(Elements.TINY);
    try (IntPointer elements = new IntPointer(Elements.TINY)) {
      for (int i = 0; i < count; i++) {
        String name = Elements.name('d', i);
        long dataset = H5Dcreate2(file, name, Native.int32(), space, 0, 0, 0);
        elements.put(Elements.tiny(i));
        check("H5Dwrite", H5Dwrite(dataset, Native.int32(), 0, 0, 0, elements));
        if (attributes) {
          attribute(dataset, "value", Elements.attribute(i));
        }
        check("H5Dclose", H5Dclose(dataset));
      }
    }
    H5Sclose(space);
  }

  static void attribute(long owner, String name, double value) {
    try (DoublePointer element = new DoublePointer(value)) {
      attribute(owner, name, Native.float64(), element);
    }
  }

  static void attribute(long owner, String name, int value) {
    try (IntPointer element = new IntPointer(new int[] {value})) {
      attribute(owner, name, Native.int32(), element);
    }
  }

  private static void attribute(long owner, String name, long type, Pointer element) {
    long scalar = check("H5Screate", H5Screate(SCALAR));
    long attribute = check("H5Acreate2", H5Acreate2(owner, name, type, scalar, 0, 0));
    check("H5Awrite", H5Awrite(attribute, type, element));
    check("H5Aclose", H5Aclose(attribute));
    H5Sclose(scalar);
  }

  static void texts(long file, String[] texts) {
    long type = Native.texts();
    try (PointerPointer<BytePointer> data = new PointerPointer<>(texts)) {
      Native.writeAll(file, Native.DATA, type, type, 0, data, texts.length);
    }
    Native.closeType(type);
  }

  private static void records(long file, long count) {
    long type = Native.records();
    try (BytePointer data = Native.copy(MemorySegment.ofArray(Elements.records(count)))) {
      Native.writeAll(file, Native.DATA, type, type, 0, data, count);
    }
    Native.closeType(type);
  }
}
