package io.hyperslab.tour.lessons;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import io.hyperslab.tour.RandomState;
import java.io.IOException;
import java.util.stream.LongStream;

/// Which elements: indices, slices, lists, masks and points, for reading and for writing.
public final class Slicing implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "slicing",
        "Slices, lists, masks, broadcasting",
        "A selection says which elements, in the words of Python or of Java.",
        """
        S0-47 S0-48 S0-49 S0-50 S0-51 S0-52 S0-53 S0-54 S0-55 S0-56 S0-57 S0-58 S0-64 S0-82
        S1-20 S1-21 S1-22 S1-23 S1-24 S1-25 S1-26 S1-27 S1-28 S1-29 S1-30 S1-31 S1-32
        S2-14 S2-16 S2-22 S2-23 S2-24
        S3-19
        S4-01 S4-02 S4-03 S4-04 S4-05 S4-06 S4-07 S4-08
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    slices(page);
    moreDimensions(page);
    lists(page);
    masks(page);
    broadcasting(page);
  }

  private static void slices(Page page) throws IOException {
    page.note("What stands between the brackets in Python, Selection.of takes as it is.");
    try (var file = Hdf5File.create(page.file("range.h5"))) {
      Dataset range = file.write("range", LongStream.range(0, 10).toArray());
      page.show(range.getLong(4));
      page.show(range.getLong(-1));
      page.show(range.getLong(3));
      page.show(range.readLongs(Selection.of("2:7")));
      page.show(range.readLongs(Selection.of("4:8")));
      page.show(range.readLongs(Selection.of("4:-1")));
      page.show(range.readLongs(Selection.of("4:8:2")));
      page.show(range.readLongs(Selection.of("4:")));
      page.show(range.readLongs(Selection.of("...")));
      page.show(range.readLongs(Selection.of("-1:0")));

      page.note("h5py refuses steps below 1. Here they read backwards, as in NumPy.");
      page.show(range.readLongs(Selection.of("::-1")));
      page.refused(() -> range.readLongs(Selection.of("10")));
      page.refused(() -> range.readLongs(Selection.of("0:4, 0")));
      page.refused(() -> Selection.of("0, 0.64"));
      page.refused(() -> Selection.of("::0"));
    }
  }

  private static void moreDimensions(Page page) throws IOException {
    page.note("One entry an axis; a whole axis may be left out at the end, or stand as '...'.");
    try (var file = Hdf5File.create(page.file("axes.h5"))) {
      double[] numbers = new RandomState(2019).normals(1000);
      Dataset cube = file.write("dataset", NdArray.of(numbers, 10, 10, 10));
      page.show(cube.readDoubles(Selection.of("0, 0, :3")));
      page.show(cube.read(Selection.of("0, :, :")).mean());
      page.show(cube.read(Selection.of("0, ...")).shape());
      page.show(cube.read(Selection.of("..., -1")).shape());

      Selection reusable = Selection.of("0:5, 2:10:2");
      page.show(cube.read(reusable).shape());
      page.show(cube.read().view(reusable).shape());
      Selection same = Selection.axes(Axis.range(0, 5), Axis.range(2, 10, 2));
      page.show(cube.read(same).shape());

      Dataset four =
          file.createDataset("4d").type(Datatypes.FLOAT32).shape(100, 80, 50, 20).create();
      page.show(four.read(Selection.of("0, ..., 0")).shape());

      Dataset scalar = file.write("scalar", 10);
      page.show(scalar.shape());
      page.show(scalar.readInt());
      page.show(scalar.readInts(Selection.of("()")));
      page.refused(() -> scalar.readInts(Selection.of("0")));
      page.refused(() -> scalar.readInts(Selection.of(":")));

      Dataset one = file.createDataset("one").shape(1).write(42);
      page.show(one.shape());
      page.show(one.readInts(Selection.of("0")));
    }
  }

  private static void lists(Page page) throws IOException {
    page.note("A list picks indices of one axis. h5py wants them in order and once; here any go.");
    try (var file = Hdf5File.open(page.file("range.h5"))) {
      Dataset range = file.dataset("range");
      page.show(range.readLongs(Selection.of("[1, 2, 7]")));
      page.show(range.readLongs(Selection.of("[0, 2, 4, 6, 8]")));
      page.show(range.readLongs(Selection.of("[-1, 2, 3, 4, 2]")));
      page.refused(() -> range.readLongs(Selection.of("[2, 10]")));
    }

    page.note(
        "Python's two lists have two meanings, so they are refused; Java has a word for each.");
    try (var file = Hdf5File.open(page.file("axes.h5"))) {
      Dataset cube = file.dataset("dataset");
      page.show(cube.read(Selection.of("0, :, [1, 2]")).shape());
      page.refused(() -> Selection.of("[1, 2, 3], [4, 5, 6]"));
      page.refused(() -> Selection.of("[1, 2], [0, 1, 2, 3]"));
      page.show(cube.read(Selection.axes(Axis.list(1, 2), Axis.list(0, 1, 2, 3))).shape());
      page.show(cube.read(Selection.points(new long[][] {{1, 4, 0}, {2, 5, 0}})).shape());
    }
  }

  private static void masks(Page page) throws IOException {
    page.note("A mask has a flag for each element; what it selects has one dimension.");
    try (var file = Hdf5File.create(page.file("masks.h5"))) {
      int[] numbers = {-4, 1, -2, 3, 0, -5};
      Dataset values = file.write("values", NdArray.of(numbers, 2, 3));
      boolean[] negative = new boolean[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        negative[i] = numbers[i] < 0;
      }
      Selection mask = Selection.mask(values.shape(), negative);
      page.show(values.readInts(mask));
      values.write(mask, new int[] {4, 2, 5});
      page.show(values.readInts());
      values.write(mask, 0);
      page.show(values.readInts());
      page.refused(() -> values.write(mask, new int[] {1, 2}));
      page.refused(() -> values.readInts(Selection.mask(new long[] {6}, negative)));

      boolean[] even = new boolean[10];
      for (int i = 0; i < even.length; i++) {
        even[i] = i % 2 == 0;
      }
      Dataset range = file.write("range", LongStream.range(0, 10).toArray());
      page.show(range.readLongs(Selection.mask(range.shape(), even)));

      page.note("A mask may also stand for one axis.");
      values.write(Selection.axes(Axis.index(1), Axis.mask(true, false, true)), -1);
      page.show(values.read());
    }
  }

  private static void broadcasting(Page page) throws IOException {
    page.note("What has fewer elements than are selected is repeated, by the rules of NumPy.");
    try (var file = Hdf5File.create(page.file("broadcast.h5"))) {
      Dataset table = file.createDataset("table").type(Datatypes.INT32).shape(3, 4).create();
      table.write(new int[] {1, 2, 3, 4});
      page.show(table.read());
      table.write(Selection.of("1:, 0:3:2"), -1);
      table.write(Selection.of(":, 3"), new int[] {7, 8, 9});
      page.show(table.read());
      table.write(table.read(Selection.of("0, :")));
      page.show(table.read());
      page.refused(() -> table.write(new int[] {1, 2, 3}));
    }
  }
}
