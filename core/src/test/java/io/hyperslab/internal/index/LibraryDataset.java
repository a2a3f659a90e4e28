package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.IntPointer;

/// The dataset `d` of 32-bit integers that libhdf5 has open for reading and writing.
final class LibraryDataset implements AutoCloseable {
  private static final int READ_WRITE = 1;

  private final long file;
  private final long dataset;

  private LibraryDataset(long file) {
    this.file = file;
    // Without a cache of chunks the library puts them into the index as they are written.
    long access = checked(hdf5.H5Pcreate(hdf5.H5P_CLS_DATASET_ACCESS_ID_g()));
    checked(hdf5.H5Pset_chunk_cache(access, 1, 0, 1));
    this.dataset = checked(hdf5.H5Dopen2(file, "d", access));
    checked(hdf5.H5Pclose(access));
  }

  /// Makes a file with the dataset, of which nothing is written.
  static void create(Path path, ChunkGeometry geometry, boolean latest, boolean early) {
    Libhdf5Layout layout =
        Libhdf5Layout.chunked(geometry.chunkDims())
            .growingTo(Arrays.stream(geometry.maxDims()).boxed().toArray(Long[]::new));
    layout = geometry.filtered() ? layout.deflated() : layout;
    layout = early ? layout.early() : layout;
    Libhdf5.Dialect dialect = latest ? Libhdf5.Dialect.V110 : Libhdf5.Dialect.EARLIEST;
    try (Libhdf5File file = Libhdf5.create(path, dialect)) {
      file.dataset("d", Libhdf5Type.int32(), geometry.dims(), layout, new byte[0]);
    }
  }

  static LibraryDataset open(Path path) {
    Libhdf5.version();
    return new LibraryDataset(checked(hdf5.H5Fopen(path.toString(), READ_WRITE, 0)));
  }

  private static long checked(long result) {
    assertThat(result).as("result of libhdf5").isNotNegative();
    return result;
  }

  void resize(long... dims) {
    checked(hdf5.H5Dset_extent(dataset, dims));
  }

  /// Writes the same number everywhere in a box.
  void write(long[] start, long[] count, int value) {
    long space = checked(hdf5.H5Dget_space(dataset));
    checked(hdf5.H5Sselect_hyperslab(space, hdf5.H5S_SELECT_SET, start, null, count, null));
    int elements = Math.toIntExact(checked(hdf5.H5Sget_select_npoints(space)));
    long memory = checked(hdf5.H5Screate_simple(1, new long[] {elements}, (long[]) null));
    int[] values = new int[elements];
    Arrays.fill(values, value);
    try (IntPointer data = new IntPointer(values)) {
      checked(hdf5.H5Dwrite(dataset, Libhdf5Type.int32().id(), memory, space, 0, data));
    }
    checked(hdf5.H5Sclose(memory));
    checked(hdf5.H5Sclose(space));
  }

  /// All elements.
  int[] read() {
    long space = checked(hdf5.H5Dget_space(dataset));
    int elements = Math.toIntExact(checked(hdf5.H5Sget_simple_extent_npoints(space)));
    int[] values = new int[elements];
    try (IntPointer data = new IntPointer(Math.max(1, elements))) {
      checked(hdf5.H5Dread(dataset, Libhdf5Type.int32().id(), 0, 0, 0, data));
      data.get(values);
    }
    checked(hdf5.H5Sclose(space));
    return values;
  }

  /// Chunks that the library finds in the index.
  long chunks() {
    long[] count = new long[1];
    checked(hdf5.H5Dget_num_chunks(dataset, 0, count));
    return count[0];
  }

  @Override
  public void close() {
    checked(hdf5.H5Dclose(dataset));
    checked(hdf5.H5Fclose(file));
  }
}
