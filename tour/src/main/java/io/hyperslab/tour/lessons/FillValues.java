package io.hyperslab.tour.lessons;

import io.hyperslab.Dataset;
import io.hyperslab.FillValue;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import java.io.IOException;

/// What elements read as that nobody wrote.
public final class FillValues implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "fill-values",
        "Fill values",
        "What elements read as that nobody wrote.",
        """
        S0-33
        S1-16
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    reading(page);
    whatIsWritten(page);
  }

  private static void reading(Page page) throws IOException {
    page.note("A dataset can be read before anything is written: 0, unless it was made otherwise.");
    try (var file = Hdf5File.create(page.file("fill.h5"))) {
      Dataset integers = file.createDataset("integers").type(Datatypes.INT16).shape(1, 2).create();
      Dataset floats = file.createDataset("floats").type(Datatypes.FLOAT32).shape(1, 2).create();
      page.show(integers.read());
      page.show(floats.read());

      Dataset minus =
          file.createDataset("minus").type(Datatypes.INT16).shape(1, 2).fill(-1).create();
      Dataset missing =
          file.createDataset("missing")
              .type(Datatypes.FLOAT32)
              .shape(1, 2)
              .fill(Float.NaN)
              .create();
      page.show(minus.read());
      page.show(missing.read());
      page.show(missing.storageSize());

      page.note("What is written beside them does not change the others.");
      missing.write(Selection.of("0, 0"), 1.5f);
      page.show(missing.read());
      page.show(missing.storageSize());
    }
  }

  private static void whatIsWritten(Page page) throws IOException {
    page.note("A dataset knows its fill value, and whether somebody chose it.");
    try (var file = Hdf5File.open(page.file("fill.h5"))) {
      FillValue chosen = file.dataset("minus").fillValue();
      page.show(chosen.state());
      page.show(chosen.value().map(NdArray::toString));
      page.show(file.dataset("integers").fillValue().state());
    }

    page.note("It has the type of the elements, so it can be no other value.");
    try (var file = Hdf5File.create(page.file("more-fills.h5"))) {
      page.refused(() -> file.createDataset("x").type(Datatypes.INT8).shape(2).fill(300).create());
      page.refused(() -> file.createDataset("x").type(Datatypes.INT8).shape(2).fill("a").create());

      page.note("In chunks, the fill value stands for every chunk that is not stored.");
      Dataset chunked =
          file.createDataset("chunked")
              .type(Datatypes.INT32)
              .shape(4, 4)
              .chunks(2, 2)
              .fill(-1)
              .create();
      chunked.write(Selection.of("0, 0"), 7);
      page.show(chunked.read());
      page.show(chunked.storedChunkCount());
    }
  }
}
