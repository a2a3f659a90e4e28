package io.hyperslab.bench.hyperslab;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.bench.task.DataFile;
import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Shapes;
import java.io.IOException;
import java.nio.file.Path;

/// Makes the one file that libhdf5 cannot make, since it has no LZF.
public final class LzfMaker {
  private LzfMaker() {}

  /// Makes [DataFile#LZF].
  public static void make(Path path, double scale) throws IOException {
    long columns = DataFile.LZF.size(scale);
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().earliest())) {
      file.root()
          .createDataset("data")
          .shape(Shapes.GRID_ROWS, columns)
          .chunks(Shapes.CHUNK_ROWS, Shapes.CHUNK_COLUMNS)
          .shuffle()
          .lzf()
          .write(Elements.floats(columns * Shapes.GRID_ROWS));
    }
  }
}
