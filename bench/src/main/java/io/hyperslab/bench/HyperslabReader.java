package io.hyperslab.bench;

import io.hyperslab.Hdf5File;
import io.hyperslab.dataspace.Selection;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// This project, with its default options.
record HyperslabReader() implements Reader {
  @Override
  public double[] doubles(Path file) throws IOException {
    try (Hdf5File hdf5 = Hdf5File.open(file)) {
      return hdf5.dataset(DataFile.DATASET).readDoubles();
    }
  }

  @Override
  public float[] floats(Path file) throws IOException {
    try (Hdf5File hdf5 = Hdf5File.open(file)) {
      return hdf5.dataset(DataFile.DATASET).readFloats();
    }
  }

  @Override
  public void into(Path file, MemorySegment target) throws IOException {
    try (Hdf5File hdf5 = Hdf5File.open(file)) {
      hdf5.dataset(DataFile.DATASET).readInto(target, Selection.all());
    }
  }
}
