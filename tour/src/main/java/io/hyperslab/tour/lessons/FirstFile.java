package io.hyperslab.tour.lessons;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.NamedDatatype;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;

/// How a file is made, opened and closed, and how an array gets in and out.
public final class FirstFile implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "first-file",
        "The first file",
        "How a file is made, opened and closed, and how an array gets in and out.",
        """
        S0-11 S0-14 S0-15 S0-16 S0-17 S0-18 S0-28 S0-29 S0-30 S0-31 S0-32 S0-33 S0-40 S0-46
        S1-08 S1-10 S1-11 S1-12 S1-13
        S2-01 S2-02 S2-04 S2-05 S2-10 S2-11 S2-12 S2-13 S2-16 S2-32 S2-33
        S3-02 S3-03 S3-04 S3-05 S3-06 S3-10 S3-11 S3-12 S3-35
        S4-03 S4-04
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    writing(page);
    reading(page);
    openingAndMissing(page);
    closing(page);
  }

  private static void writing(Page page) throws IOException {
    page.note("A file holds datasets: arrays with a name, a type and a shape.");
    Path path = page.file("first.h5");
    try (var file = Hdf5File.create(path)) {
      double[][] values = {{1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
      Dataset ones = file.write("my_dataset", values);
      page.show(ones);
      page.show(ones.datatype() + " " + ones.dataspace());
      Dataset arr = file.write("arr", new long[][] {{1, 2, 3, 4, 5}});
      page.show(arr.datatype() + " " + arr.dataspace());
      file.flush();

      page.note(
          "Values may come later; what was not written reads as 0. The type has to be said, where"
              + " h5py silently takes float32.");
      Dataset later = file.createDataset("test1").type(Datatypes.FLOAT32).shape(10, 10).create();
      page.show(later.readFloats(Selection.of("0, :")));
      file.createDataset("group/ints").type(Datatypes.INT32).shape(100).create();
      file.createDataset("group/rows").type(Datatypes.INT64).shape(100, 10).write(new int[10]);
      page.refused(() -> file.createDataset("test2").shape(10, 10).create());
      long[] tooMany = new long[33];
      page.refused(() -> file.createDataset("x").type(Datatypes.INT8).shape(tooMany).create());
      page.show(file.root().names());
    }
  }

  private static void reading(Page page) throws IOException {
    page.note(
        "open() reads, and nothing else. A dataset is no array but a way to one: only read()"
            + " fetches elements, and what it returns is a copy.");
    Path path = page.file("first.h5");
    try (var file = Hdf5File.open(path)) {
      Dataset dataset = file.dataset("my_dataset");
      page.show(dataset.shape());
      page.show(dataset.read());
      page.show(dataset.readDoubles(Selection.of(":, -1")));

      Dataset arr = file.dataset("arr");
      long[][] copy = arr.read(long[][].class);
      Arrays.fill(copy[0], 10);
      page.show(arr.read());
      page.show(arr.readLongs(Selection.of("0, 2:4")));
      page.refused(() -> arr.write(copy));
    }

    page.note("openReadWrite() changes a file that is there.");
    try (var file = Hdf5File.openReadWrite(path)) {
      Dataset arr = file.dataset("arr");
      arr.write(10);
      page.show(arr.read());
      file.write("my thousand numbers", LongStream.range(0, 1000).toArray());
    }
  }

  private static void openingAndMissing(Page page) throws IOException {
    page.note(
        "h5py's modes r, r+, w, w- and a are open, openReadWrite, create, createNew and"
            + " openOrCreate.");
    Path path = page.file("first.h5");
    page.refused(() -> Hdf5File.createNew(path).close());
    page.refused(() -> Hdf5File.open(page.file("nowhere.h5")).close());
    try (var file = Hdf5File.openOrCreate(page.file("empty.h5"))) {
      page.show(file.root().size());
      page.refused(() -> file.dataset("lost"));
      page.show(file.find("lost"));
    }

    page.note("While a file is read, nobody may write it.");
    try (var file = Hdf5File.open(path)) {
      page.refused(() -> Hdf5File.openReadWrite(path).close());
      String kind =
          switch (file.get("my_dataset")) {
            case Group group -> "a group of " + group.size();
            case Dataset dataset -> "a dataset of " + dataset.size();
            case NamedDatatype type -> "the datatype " + type.datatype();
          };
      page.show(kind);
    }
  }

  private static void closing(Page page) throws IOException {
    page.note(
        "The end of the try block closes the file, and writes what is not written yet. Arrays that"
            + " were read stay; whatever belongs to the file is over.");
    Hdf5File file = Hdf5File.open(page.file("first.h5"));
    Dataset numbers = file.dataset("my thousand numbers");
    long[] read = numbers.readLongs();
    file.close();
    page.show(read.length + " numbers, the last is " + read[999]);
    page.show(file.isOpen());
    page.refused(() -> file.root().names());
    page.refused(() -> numbers.readLongs());
    page.show(Files.size(page.file("empty.h5")) + " bytes");
  }
}
