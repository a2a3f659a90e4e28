package io.hyperslab.tour.lessons;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.NamedDatatype;
import io.hyperslab.RegionReference;
import io.hyperslab.StoredReference;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import java.io.IOException;

/// Values that point to objects or to parts of datasets, and datatypes that have a name.
public final class References implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "references",
        "References and named types",
        "Values that point to objects or to parts of datasets, and datatypes that have a name.",
        """
        S2-50 S2-51 S2-52
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    objects(page);
    regions(page);
    namedTypes(page);
  }

  private static void objects(Page page) throws IOException {
    page.note("A reference leads to an object whatever it is called.");
    try (var file = Hdf5File.create(page.file("references.h5"))) {
      Group run = file.createGroup("run1");
      Dataset data = file.write("run1/data", new int[] {3, 1, 2});
      ObjectReference reference = data.reference();
      file.move("run1/data", "run1/renamed");
      page.show(file.dereference(reference).equals(data));
      page.show(file.dereference(run.reference()) instanceof Group);

      page.note("It may be written as any value, and read again from what is stored.");
      file.root().attributes().set("best run", reference);
      file.write("all", new ObjectReference[] {run.reference(), reference});
      StoredReference[] best = file.root().attributes().get("best run").readReferences();
      page.show(best[0].equals(file.dataset("all").readReferences()[1]));
      if (best[0] instanceof StoredReference.ToObject found) {
        page.show(file.dereference(found.target(), "best run"));
      }
    }
  }

  private static void regions(Page page) throws IOException {
    page.note("A region reference also says which elements: a selection, stored.");
    try (var file = Hdf5File.create(page.file("regions.h5"))) {
      Dataset image = file.write("image", new int[][] {{0, 0, 0, 0}, {0, 8, 9, 0}, {0, 7, 6, 0}});
      RegionReference bright = new RegionReference(image, Selection.of("1:3, 1:3"));
      Dataset regions = file.write("regions", new RegionReference[] {bright});
      if (regions.readReferences()[0] instanceof StoredReference.ToRegion region
          && file.dereference(region.target()) instanceof Dataset target) {
        page.show(target.equals(image));
        page.show(target.read(region.stored()));
      }
    }
  }

  private static void namedTypes(Page page) throws IOException {
    page.note("A datatype with a name of its own is one that several datasets share for certain.");
    try (var file = Hdf5File.create(page.file("types.h5"))) {
      NamedDatatype celsius = file.root().createNamedDatatype("celsius", Datatypes.FLOAT32);
      Dataset indoors = file.createDataset("indoors").type(celsius).write(new float[] {20, 21});
      Dataset outdoors = file.createDataset("outdoors").type(celsius).write(new float[] {11, 9});
      page.show(celsius.datatype());
      page.show(indoors.committedDatatype().equals(outdoors.committedDatatype()));
      page.show(indoors.committedDatatype().map(file::dereference).map(celsius::equals));
      page.show(celsius.linkCount());
      page.refused(() -> file.dataset("celsius"));
    }
  }
}
