package io.hyperslab.bench.command;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;

/// The files that commands read, made once and kept.
final class Inputs {
  private static final int ROW = 1 << 18;
  private static final int ROWS = 1 << 10;
  private static final int OBJECTS = 100_000;
  private static final int GROUPS = 100;

  private Inputs() {}

  /// Something of every kind, in a few kilobytes.
  static void small(Path folder, double scale) throws IOException {
    Path path = folder.resolve("small.h5");
    if (Files.exists(path)) {
      return;
    }
    try (Hdf5File file = Hdf5File.create(path)) {
      file.write("/temperature", new double[] {280.5, 281, 279.25});
      file.write("/names", new String[] {"Bern", "Chur"});
      file.createDataset("/image").chunks(16, 16).gzip(4).write(new int[32][32]);
      file.createGroup("/days");
    }
  }

  /// Datasets of one value in a hundred groups.
  static void objects(Path folder, double scale) throws IOException {
    Path path = folder.resolve("objects.h5");
    if (Files.exists(path)) {
      return;
    }
    int each = (int) (OBJECTS * scale) / GROUPS;
    try (Hdf5File file = Hdf5File.create(path)) {
      for (int g = 0; g < GROUPS; g++) {
        Group group = file.createGroup("group" + g);
        for (int i = 0; i < each; i++) {
          group.write("value" + i, i);
        }
        file.flush();
      }
    }
  }

  /// A random walk of `float32` in chunks of one MiB, and a copy of the file.
  static void large(Path folder, double scale) throws IOException {
    Path path = folder.resolve("large.h5");
    if (Files.exists(path)) {
      return;
    }
    Random random = new Random(1);
    int rows = Math.max(1, (int) (ROWS * scale));
    Path made = folder.resolve("large.part");
    try (Hdf5File file = Hdf5File.create(made)) {
      Dataset dataset =
          file.createDataset("walk")
              .type(Datatypes.FLOAT32)
              .shape(rows, ROW)
              .chunks(1, ROW)
              .create();
      float[] row = new float[ROW];
      float position = 0;
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < ROW; j++) {
          position += (random.nextInt(17) - 8) / 128f;
          row[j] = position;
        }
        dataset.write(Selection.of(i + ":" + (i + 1)), row);
      }
    }
    Files.copy(made, folder.resolve("copy.h5"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(made, path);
  }
}
