package io.hyperslab.bench;

import io.jhdf.HdfFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// jHDF. It gives new arrays only, so reading into memory costs it a copy.
record JhdfReader() implements Reader {
  @Override
  public double[] doubles(Path file) {
    try (HdfFile hdf5 = new HdfFile(file)) {
      return (double[]) hdf5.getDatasetByPath(DataFile.DATASET).getDataFlat();
    }
  }

  @Override
  public float[] floats(Path file) {
    try (HdfFile hdf5 = new HdfFile(file)) {
      return (float[]) hdf5.getDatasetByPath(DataFile.DATASET).getDataFlat();
    }
  }

  @Override
  public void into(Path file, MemorySegment target) {
    try (HdfFile hdf5 = new HdfFile(file)) {
      switch (hdf5.getDatasetByPath(DataFile.DATASET).getDataFlat()) {
        case double[] elements -> target.copyFrom(MemorySegment.ofArray(elements));
        case float[] elements -> target.copyFrom(MemorySegment.ofArray(elements));
        default -> throw new IllegalArgumentException("neither float64 nor float32: " + file);
      }
    }
  }
}
