package io.hyperslab.tour.lessons;

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
import java.util.Arrays;

/// Reading into arrays that are there, and writing out of parts of them.
public final class ReadingIntoArrays implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "own-arrays",
        "Reading into your own arrays",
        "An array that is there need not be made again: it can be filled, whole or in part.",
        """
        S0-38 S0-59 S0-60 S0-61 S0-62 S0-65
        S1-15 S1-33 S1-34
        S2-17 S2-25
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    whole(page);
    parts(page);
    again(page);
    writing(page);
  }

  private static void whole(Page page) throws IOException {
    page.note("The array decides what the elements become; the dataset stays as it is.");
    NdArray values = NdArray.of(new RandomState(0).doubles(100 * 1000), 100, 1000);
    try (var file = Hdf5File.create(page.file("big.h5"))) {
      Dataset big =
          file.createDataset("big")
              .type(Datatypes.FLOAT32)
              .conversion(Conversion.CLIP)
              .write(values);
      double[] numbers = new double[100 * 1000];
      NdArray out = NdArray.of(numbers, 100, 1000);
      big.readInto(out);
      page.show(big.datatype() + " " + out.datatype());
      page.show(out.view(Selection.of("0:2, 0:2")));
      page.show(numbers[1] == out.getDouble(0, 1));
      page.show(Arrays.equals(numbers, big.readDoubles()));
    }
  }

  private static void parts(Page page) throws IOException {
    page.note("A view is a part of an array without a copy. Row 0 goes to row 50, and only there.");
    try (var file = Hdf5File.open(page.file("big.h5"))) {
      Dataset big = file.dataset("big");
      NdArray out = NdArray.of(new double[100 * 1000], 100, 1000);
      big.readInto(out.view(Selection.of("50, :")), Selection.of("0, :"));
      page.show(out.view(Selection.of("49:52, :2")));

      NdArray two = NdArray.of(new double[2 * 1000], 2, 1000);
      big.readInto(two, Selection.of("[0, 1], :"));
      page.show(two.getDouble(1, 999) == big.getDouble(1, 999));
      page.refused(() -> big.readInto(two, Selection.of("0:3, :")));
      NdArray small = NdArray.of(new int[1000]);
      page.refused(() -> big.readInto(small, Selection.of("0, :")));
    }
  }

  private static void again(Page page) throws IOException {
    page.note("The same array serves for one part after the other. Here are means of 50 columns.");
    try (var file = Hdf5File.open(page.file("big.h5"))) {
      Dataset big = file.dataset("big");
      NdArray buffer = NdArray.of(new float[100 * 50], 100, 50);
      for (int from = 0; from < 200; from += 50) {
        big.readInto(buffer, Selection.of(":, " + from + ":" + (from + 50)));
        page.show(buffer.mean());
      }
      page.show(buffer.view(Selection.of("0, :")).mean());
    }
  }

  private static void writing(Page page) throws IOException {
    page.note("The other way round: a view of an array is written as an array is.");
    try (var file = Hdf5File.create(page.file("out.h5"))) {
      NdArray source = NdArray.of(new int[] {1, 2, 3, 4, 5, 6}, 2, 3);
      Dataset target = file.createDataset("target").type(Datatypes.INT32).shape(4).create();
      target.write(Selection.of("1:3"), source.view(Selection.of(":, 2")));
      page.show(target.readInts());
    }
  }
}
