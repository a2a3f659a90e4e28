package io.hyperslab.tour.lessons;

import io.hyperslab.CreateOptions;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.Limits;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import io.hyperslab.tour.RandomState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Arrays that no memory holds: what a file stores of them, and how to go through them.
public final class LargerThanMemory implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "larger-than-memory",
        "Part of an array",
        "A dataset may be larger than memory: only what is asked for is read.",
        """
        S0-34 S0-37 S0-41 S0-42 S0-43 S0-44 S0-45 S0-55 S0-63 S0-66 S0-81
        S1-05 S1-06 S1-07 S1-17 S1-18 S1-19 S1-45
        S2-14 S2-20 S2-21
        S3-13
        S4-10 S4-12 S4-13
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    billion(page);
    whatIsStored(page);
    rowByRow(page);
    images(page);
  }

  private static void billion(Page page) throws IOException {
    page.note("2^30 numbers of 4 bytes are 4 GiB. In chunks, only those written take space.");
    Path path = page.file("billion.h5");
    try (var file = Hdf5File.create(path)) {
      Dataset big =
          file.createDataset("big").type(Datatypes.FLOAT32).shape(1L << 30).autoChunks().create();
      float[] ramp = new float[1024];
      for (int i = 0; i < ramp.length; i++) {
        ramp[i] = i;
      }
      big.write(Selection.of("0:1024"), ramp);
      big.write(Selection.of("-1"), 42f);
      page.show(big.shape());
      page.show(big.chunkShape());
      page.show(big.storedChunkCount());
    }
    page.show(Files.size(path));

    page.note(
        "The dataset is a way to the array: knowing its type and shape costs nothing. How much one"
            + " read may return depends on the heap, or on a limit of yours.");
    Limits modest = Limits.defaults().toBuilder().result(1 << 20).build();
    try (var file = Hdf5File.open(path, OpenOptions.defaults().limits(modest))) {
      Dataset big = file.dataset("big");
      page.show(big.datatype() + " " + big.dataspace());
      page.show(big.readFloats(Selection.of("1020:1028")));
      page.show(big.readFloats(Selection.of("-2:")));
      page.refused(() -> big.readFloats());
    }
  }

  private static void whatIsStored(Page page) throws IOException {
    page.note("In one piece, space is taken with the first element that is written: all of it.");
    CreateOptions likeH5py = CreateOptions.defaults().earliest();
    Path path = page.file("contiguous.h5");
    try (var file = Hdf5File.create(path, likeH5py)) {
      file.createDataset("big").type(Datatypes.FLOAT32).shape(1024, 1024).create();
    }
    page.show(Files.size(path));
    try (var file = Hdf5File.openReadWrite(path)) {
      file.dataset("big").write(Selection.at(2, 2), 2f);
    }
    page.show(Files.size(path));

    page.note("With compression one chunk is stored, and a small one.");
    Path compressed = page.file("compressed.h5");
    try (var file = Hdf5File.create(compressed, likeH5py)) {
      Dataset big =
          file.createDataset("big").type(Datatypes.FLOAT32).shape(1024, 1024).gzip(4).create();
      big.write(Selection.at(2, 2), 2f);
      page.show(big.chunkShape());
      page.show(big.storedChunkCount());
    }
    page.show(Files.size(compressed));
  }

  private static void rowByRow(Page page) throws IOException {
    page.note(
        "Negative values become 0, a row at a time. Element by element gives the same, and takes as"
            + " many calls as there are elements.");
    double[] random = new RandomState(0).doubles(100 * 1000);
    for (int i = 0; i < random.length; i++) {
      random[i] = 2 * random[i] - 1;
    }
    try (var file = Hdf5File.create(page.file("clipped.h5"))) {
      Dataset rows = file.write("rows", NdArray.of(random, 100, 1000));
      page.show(rows.read(Selection.of("0:10, 20:70")).shape());
      for (long row = 0; row < rows.shape()[0]; row++) {
        double[] values = rows.readDoubles(Selection.at(row));
        for (int i = 0; i < values.length; i++) {
          values[i] = Math.max(0, values[i]);
        }
        rows.write(Selection.at(row), values);
      }
      Dataset cells = file.createDataset("cells").autoChunks().write(NdArray.of(random, 100, 1000));
      Selection corner = Selection.of("0, 3:6");
      page.show(cells.readDoubles(corner));
      for (long column = 3; column < 6; column++) {
        if (cells.getDouble(0, column) < 0) {
          cells.write(Selection.at(0, column), 0);
        }
      }
      page.show(cells.readDoubles(corner));

      page.note(
          "Chunk by chunk is what any dataset likes best, also one that is written meanwhile.");
      cells.chunkSelections().forEach(part -> clip(cells, part));
      page.show(Arrays.equals(rows.readDoubles(), cells.readDoubles()));
    }
  }

  private static void clip(Dataset dataset, Selection part) {
    double[] values = dataset.readDoubles(part);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
    dataset.write(part, values);
  }

  private static void images(Page page) throws IOException {
    page.note(
        "A stack of images is written image by image and read so: rows() holds a few of them at a"
            + " time, chunks() goes through any dataset piece by piece.");
    RandomState random = new RandomState(2019);
    try (var file = Hdf5File.create(page.file("images.h5"))) {
      Dataset images =
          file.createDataset("images").type(Datatypes.FLOAT64).shape(20, 64, 64).lzf().create();
      for (long image = 0; image < 20; image++) {
        images.write(Selection.at(image), NdArray.of(random.doubles(64 * 64), 64, 64));
      }
      page.show(images.rows().limit(3).map(NdArray::shape).toList());
      page.show(images.rows().limit(3).map(NdArray::std).toList());
      page.show(images.chunks().mapToDouble(piece -> piece.elements().sum()).sum() / images.size());
    }
    page.note(
        "Who reads need not know how it is compressed. A slice takes five steps: its shape is"
            + " found, an array made, the selection resolved, chunks read and decoded, elements"
            + " copied.");
    try (var file = Hdf5File.open(page.file("images.h5"))) {
      page.show(file.dataset("images").read(Selection.of("0, ...")).shape());
    }
  }
}
