package io.hyperslab.tour.lessons;

import io.hyperslab.Dataset;
import io.hyperslab.Dimension;
import io.hyperslab.Hdf5File;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import java.io.IOException;
import java.util.stream.IntStream;

/// Labels and scales: what the axes of a dataset mean.
public final class DimensionScales implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "dimension-scales",
        "Dimension scales",
        "Labels and scales say what the axes of a dataset mean, to every program.",
        """
        S2-53 S2-54 S2-55
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    attaching(page);
    reading(page);
    mistakes(page);
  }

  private static void attaching(Page page) throws IOException {
    page.note("A simulation has 100 x 100 x 100 cells: 10 km wide, 100 m high.");
    try (var file = Hdf5File.create(page.file("scales.h5"))) {
      Dataset data =
          file.createDataset("data").type(Datatypes.FLOAT32).shape(100, 100, 100).create();
      double[] wide = IntStream.range(0, 100).mapToDouble(i -> i * 10e3).toArray();
      double[] high = IntStream.range(0, 100).mapToDouble(i -> i * 100.0).toArray();
      file.write("scale_x", wide).makeScale("Simulation X (North) axis");
      file.write("scale_y", wide).makeScale("Simulation Y (East) axis");
      file.write("scale_z", high).makeScale("Simulation Z (Vertical) axis");

      String[] names = {"x", "y", "z"};
      for (Dimension dimension : data.dimensions()) {
        String name = names[dimension.axis()];
        dimension.setLabel(name);
        dimension.attach(file.dataset("scale_" + name));
      }
      page.show(data.dimensions().stream().map(Dimension::label).toList());
    }
  }

  private static void reading(Page page) throws IOException {
    page.note("Whoever reads the data finds where along each axis an index is.");
    try (var file = Hdf5File.open(page.file("scales.h5"))) {
      Dimension vertical = file.dataset("data").dimension(2);
      page.show(vertical.size());
      page.show(vertical.label());
      Dataset scale = vertical.scales().getFirst();
      page.show(scale.scaleName());
      page.show(scale.isScale());
      page.show(scale.readDoubles()[7] + " m");
    }
  }

  private static void mistakes(Page page) throws IOException {
    page.note("A scale may be attached to many axes, but has none of its own.");
    try (var file = Hdf5File.openReadWrite(page.file("scales.h5"))) {
      Dataset data = file.dataset("data");
      Dataset other = file.createDataset("other").type(Datatypes.INT32).shape(100).create();
      other.dimension(0).attach(file.dataset("scale_x"));
      page.show(other.dimension(0).scales().getFirst().scaleName());
      page.refused(() -> other.dimension(0).attach(other));
      page.refused(() -> other.dimension(0).attach(data));
      other.dimension(0).detach(file.dataset("scale_x"));
      page.show(other.dimension(0).scales().size());
      page.refused(() -> other.dimension(0).detach(file.dataset("scale_x")));
      page.refused(() -> data.dimension(3));
    }
  }
}
