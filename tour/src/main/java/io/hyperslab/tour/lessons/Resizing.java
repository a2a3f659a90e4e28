package io.hyperslab.tour.lessons;

import io.hyperslab.CreateOptions;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Datasets that grow and shrink, and what happens to their elements.
public final class Resizing implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "resizing",
        "Growing and shrinking",
        "A dataset may grow up to its maximal shape, and no element ever moves.",
        """
        S0-67 S0-68 S0-69 S0-70 S0-71 S0-72 S0-73 S0-74 S0-75 S0-76 S0-77 S0-78 S0-79
        S1-36 S1-37 S1-38 S1-39 S1-40 S1-41
        S3-20 S3-21 S3-22 S3-23 S3-24
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    maximalShape(page);
    noElementMoves(page);
    appending(page);
    preallocated(page);
    tenThousandRows(page);
  }

  private static void maximalShape(Page page) throws IOException {
    page.note("Without a maximal shape, a dataset keeps its size.");
    try (var file = Hdf5File.create(page.file("limits.h5"))) {
      Dataset fixed = file.createDataset("fixed").type(Datatypes.FLOAT32).shape(2, 2).create();
      page.show(fixed.maxShape());
      page.show(fixed.chunkShape());
      page.refused(() -> fixed.resize(1, 1));

      page.note("With one, it is stored in chunks, and can be anything up to there.");
      Dataset bounded =
          file.createDataset("bounded").type(Datatypes.FLOAT32).shape(2, 2).maxShape(2, 2).create();
      page.show(bounded.chunkShape());
      bounded.resize(1, 1);
      page.show(bounded.shape());
      page.refused(() -> bounded.resize(1, 3));
      page.show(bounded.shape());

      Dataset open =
          file.createDataset("open")
              .type(Datatypes.FLOAT32)
              .shape(2, 2)
              .maxShape(2, Dataspace.UNLIMITED)
              .create();
      open.resize(2, 60);
      page.show(open.dataspace());
      page.refused(() -> open.resize(3, 60));
      page.refused(() -> open.resize(2));
    }
  }

  private static void noElementMoves(Page page) throws IOException {
    page.note(
        "NumPy's resize lays the elements out anew. HDF5 leaves every element at its index: what"
            + " lies outside is gone for good, what comes is fill value.");
    try (var file = Hdf5File.create(page.file("reshaped.h5"))) {
      long any = Dataspace.UNLIMITED;
      Dataset table =
          file.createDataset("table").maxShape(any, any).write(new int[][] {{1, 2}, {3, 4}});
      page.show(table.read());
      table.resize(1, 4);
      page.show(table.read());
      table.resize(1, 10);
      page.show(table.read());
      table.resize(2, 2);
      page.show(table.read());
      page.show(NdArray.of(new int[] {1, 2, 3, 4}, 2, 2).reshape(1, 4));

      Dataset nines =
          file.createDataset("nines")
              .maxShape(any, any)
              .fill(9)
              .write(new int[][] {{1, 2}, {3, 4}});
      nines.resize(1, 4);
      page.show(nines.read());
    }
  }

  private static void appending(Page page) throws IOException {
    page.note(
        "h5py's resize(n, 1000) means axis 1000, and fails. Here an axis is named by resizeAxis,"
            + " and append() needs no sizes at all.");
    try (var file = Hdf5File.create(page.file("log.h5"))) {
      Dataset log =
          file.createDataset("log")
              .type(Datatypes.INT32)
              .shape(0, 3)
              .maxShape(Dataspace.UNLIMITED, 3)
              .create();
      log.append(new int[] {1, 2, 3});
      log.append(new int[][] {{4, 5, 6}, {7, 8, 9}});
      page.show(log.read());
      log.resizeAxis(0, 4);
      log.write(Selection.of("-1"), 10);
      page.show(log.read());
      page.refused(() -> log.append(new int[] {1, 2}));
      page.refused(() -> log.resizeAxis(1000, 1));
    }
  }

  private static void preallocated(Page page) throws IOException {
    page.note("Who knows about how much will come takes enough, and gives back the rest.");
    try (var file = Hdf5File.create(page.file("trimmed.h5"))) {
      Dataset runs =
          file.createDataset("runs")
              .type(Datatypes.FLOAT32)
              .shape(5000, 1000)
              .maxShape(Dataspace.UNLIMITED, 1000)
              .create();
      page.show(runs.chunkShape());
      for (long run = 0; run < 3; run++) {
        runs.write(Selection.at(run), run + 1);
      }
      runs.resizeAxis(0, 3);
      page.show(runs.readFloats(Selection.of(":, 0")));
      page.show(runs.storedChunkCount());
    }
  }

  private static void tenThousandRows(Page page) throws IOException {
    page.note("Twice as many rows, and no more than it may have.");
    float[] numbers = new float[100_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    NdArray rows = NdArray.of(numbers, 10_000, 10);
    Path path = page.file("resizable.h5");
    try (var file = Hdf5File.create(path, CreateOptions.defaults().earliest())) {
      Dataset table = file.createDataset("resizable/dataset1").maxShape(100_000, 10).write(rows);
      page.show(table.chunkShape());
    }
    page.show(Files.size(path));
    try (var file = Hdf5File.openReadWrite(path)) {
      Dataset table = file.dataset("resizable/dataset1");
      table.resizeAxis(0, 20_000);
      table.write(Selection.of("10000:"), rows);
      page.show(table.readInts(Selection.of("-1")));
      page.refused(() -> table.resizeAxis(0, 120_000));
      page.show(table.shape());
    }
    page.show(Files.size(path));
  }
}
