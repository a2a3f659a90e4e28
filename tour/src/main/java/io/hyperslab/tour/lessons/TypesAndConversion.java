package io.hyperslab.tour.lessons;

import io.hyperslab.CreateOptions;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import io.hyperslab.tour.RandomState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The types that files store, the types that Java has, and what happens in between.
public final class TypesAndConversion implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "types",
        "Types and conversion",
        "The file has one type, Java another: in between, nothing is lost unless you say so.",
        """
        S0-35 S0-36 S0-39
        S1-14 S1-15 S1-35
        S2-02 S2-15 S2-18 S2-19 S2-26 S2-44
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    halfTheSize(page);
    exactness(page);
    moreTypes(page);
    byteOrder(page);
  }

  private static void halfTheSize(Page page) throws IOException {
    page.note("Values keep the type they have in Java, unless the dataset is given another one.");
    NdArray values = NdArray.of(new RandomState(0).doubles(100 * 1000), 100, 1000);
    CreateOptions likeH5py = CreateOptions.defaults().earliest();
    Path wide = page.file("float64.h5");
    try (var file = Hdf5File.create(wide, likeH5py)) {
      file.write("big", values);
    }
    Path narrow = page.file("float32.h5");
    try (var file = Hdf5File.create(narrow, likeH5py)) {
      file.createDataset("big").type(Datatypes.FLOAT32).conversion(Conversion.CLIP).write(values);
    }
    page.show(Files.size(wide));
    page.show(Files.size(narrow));

    page.note("The type of the file and that of the array need not be the same.");
    try (var file = Hdf5File.open(narrow)) {
      Dataset big = file.dataset("big");
      page.show(big.datatype());
      page.show(big.readFloats(Selection.of("0, :3")));
      page.show(big.readDoubles(Selection.of("0, :3")));
      page.show(big.as(Datatypes.FLOAT64).read(Selection.of("0, :3")).datatype());
    }
  }

  private static void exactness(Page page) throws IOException {
    page.note(
        "h5py rounds and clips without a word. Here a value that does not fit is refused, and"
            + " Conversion.CLIP is how to ask for HDF5's rounding and clipping.");
    try (var file = Hdf5File.create(page.file("exact.h5"))) {
      Dataset bytes = file.createDataset("bytes").type(Datatypes.INT8).shape(4).create();
      page.refused(() -> bytes.write(new int[] {1, 2, 3, 400}));
      page.show(bytes.readInts());
      bytes.write(Selection.all(), new double[] {1.9, -2.9, 300, -300}, Conversion.CLIP);
      page.show(bytes.readInts());

      Dataset floats = file.createDataset("floats").type(Datatypes.FLOAT32).shape(2).create();
      page.refused(() -> floats.write(new double[] {0.5, 0.1}));
      floats.write(new double[] {0.5, 0.25});
      page.refused(() -> floats.readInts());
      page.show(floats.with(Conversion.CLIP).readInts());
    }
  }

  private static void moreTypes(Page page) throws IOException {
    page.note(
        "What Java has no type for is read as the next larger one: unsigned bytes as short or int,"
            + " half floats as float.");
    try (var file = Hdf5File.create(page.file("more.h5"))) {
      Dataset unsigned = file.createDataset("unsigned").type(Datatypes.UINT8).shape(3).create();
      unsigned.write(new int[] {0, 128, 255});
      page.show(unsigned.readInts());
      page.refused(() -> unsigned.readBytes());

      Dataset half = file.createDataset("half").type(Datatypes.FLOAT16).shape(3).create();
      half.write(new float[] {0.5f, 2, 65504});
      page.show(half.readFloats());
      page.show(file.write("flags", new boolean[] {true, false}).datatype());

      page.note("Complex numbers are pairs. A real number is none, and so is refused, as in h5py.");
      Dataset complex = file.createDataset("complex").type(Datatypes.COMPLEX64).shape(2).create();
      complex.write(new float[][] {{1, 2}, {3, -4}});
      page.show(complex.datatype());
      page.show(complex.readComplex());
      page.show(complex.read().imaginary());
      page.refused(() -> complex.write(NdArray.of(new double[] {1, 2})));
    }
  }

  private static void byteOrder(Page page) throws IOException {
    page.note(
        "Little-endian numbers have their least significant byte first, big-endian ones their most"
            + " significant. A file keeps either; Java never sees the difference.");
    try (var file = Hdf5File.create(page.file("order.h5"))) {
      int[] one = {1};
      Dataset little = file.createDataset("little").type(Datatypes.INT32.littleEndian()).write(one);
      Dataset big = file.createDataset("big").type(Datatypes.INT32.bigEndian()).write(one);
      page.show(little.read().getBytes(0));
      page.show(big.read().getBytes(0));
      page.show(little.readInts());
      page.show(big.readInts());
    }
  }
}
