package io.hyperslab.tour;

import io.hyperslab.CreateOptions;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A program that works on data much larger than its heap; started by [LargeDataTest].
final class LargeProgram {
  private static final long BILLION = 1L << 30;
  private static final int IMAGES = 20;
  private static final int SIDE = 2048;

  private LargeProgram() {}

  /// Does it, and prints a number a line.
  ///
  /// @param arguments what to do, and the file
  public static void main(String... arguments) throws IOException {
    Path path = Path.of(arguments[1]);
    List<Double> results =
        switch (arguments[0]) {
          case "sparse" -> sparse(path);
          case "images" -> images(path);
          default -> throw new IllegalArgumentException(Arrays.toString(arguments));
        };
    for (double result : results) {
      System.out.println(result);
    }
  }

  /// S0-34: 4 GiB in one piece, of which a few elements are written.
  private static List<Double> sparse(Path path) throws IOException {
    float[] ramp = new float[1024];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i;
    }
    try (var file = Hdf5File.create(path, CreateOptions.defaults().earliest())) {
      Dataset big =
          file.createDataset("big_dataset").type(Datatypes.FLOAT32).shape(BILLION).create();
      big.write(Selection.slice(0, ramp.length), ramp);
      big.write(Selection.at(BILLION - 1), 7f);
    }
    try (var file = Hdf5File.open(path)) {
      Dataset big = file.dataset("big_dataset");
      return List.of(
          big.getDouble(1023), big.getDouble(1024), big.getDouble(BILLION / 2), big.getDouble(-1));
    }
  }

  /// S4-10 to S4-13: images are written and read one by one.
  ///
  /// @return the standard deviations
  private static List<Double> images(Path path) throws IOException {
    RandomState random = new RandomState(2019);
    try (var file = Hdf5File.create(path)) {
      Dataset images =
          file.createDataset("images")
              .type(Datatypes.FLOAT64)
              .shape(IMAGES, SIDE, SIDE)
              .lzf()
              .create();
      for (int image = 0; image < IMAGES; image++) {
        images.write(Selection.at(image), NdArray.of(random.doubles(SIDE * SIDE), SIDE, SIDE));
      }
    }
    try (var file = Hdf5File.open(path)) {
      return file.dataset("images").rows().map(NdArray::std).toList();
    }
  }
}
