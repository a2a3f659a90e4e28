package io.hyperslab.tour.lessons;

import io.hyperslab.Attribute;
import io.hyperslab.Attributes;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import io.hyperslab.tour.RandomState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Finding one's way in files of others.
public final class FileFromTheWild implements Lesson {
  private static final String MAGNET = "example-femm-thetaMode.h5";
  private static final float MISSING = -9999.9f;

  @Override
  public Card card() {
    return Card.of(
        "wild",
        "A file found in the wild",
        "Somebody else's file: what is in it, what does it mean, and what is it worth?",
        """
        S3-26 S3-27 S3-28 S3-29 S3-30 S3-31 S3-32 S3-33 S3-34
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    try (InputStream magnet =
        Objects.requireNonNull(FileFromTheWild.class.getResourceAsStream(MAGNET))) {
      Files.copy(magnet, page.file(MAGNET));
    }
    lookingAround(page);
    values(page);
    rainOfADay(page);
    countingRain(page);
  }

  private static void lookingAround(Page page) throws IOException {
    page.note(
        "This file is one of the examples of the openPMD project, and nobody made it for this tour."
            + " What is in it?");
    Path path = page.file("example-femm-thetaMode.h5");
    try (var file = Hdf5File.open(path)) {
      List<Hdf5Object> all = file.walk().toList();
      for (Hdf5Object object : all) {
        if (object instanceof Dataset dataset) {
          page.show(dataset.path() + " " + dataset.datatype() + " " + dataset.dataspace());
        }
      }
      page.show(file.root().attributes().names());
      page.show(file.root().attributes().get("software").readString());
      page.show(file.root().attributes().get("meshesPath").readString());
    }
  }

  private static void values(Page page) throws IOException {
    page.note("A magnetic field on a grid. Its attributes say how to read it.");
    try (var file = Hdf5File.open(page.file("example-femm-thetaMode.h5"))) {
      Group field = file.group("/data/1/meshes/B");
      Attributes about = field.attributes();
      page.show(about.get("geometry").readString());
      page.show(about.get("axisLabels").readStrings());
      page.show(about.get("gridSpacing").readDoubles());

      page.note(
          "Some numbers are of a type that Java has not, 80 bits long. They are read exactly.");
      Dataset along = field.dataset("z");
      Attribute position = along.attributes().get("position");
      page.show(position.datatype());
      page.show(position.readDoubles());

      page.note("How strong is the field, and where?");
      page.show(along.chunkShape());
      NdArray strength = along.read(Selection.of("0, ..."));
      page.show(strength.shape());
      page.show(strength.min());
      page.show(strength.max());
      page.show(strength.view(Selection.of(":3, :3")));
      NdArray axis = along.read(Selection.of("0, 0, :"));
      page.show(axis.max());
      page.show(about.get("unitDimension").readDoubles());
    }
    page.note("1, -2 and -1 at mass, time and current: kg / (s² A), which is tesla.");
  }

  private static void rainOfADay(Page page) throws IOException {
    page.note(
        "Satellites look at the rain of a day, on a grid with a place for every point of the Earth;"
            + " where they saw nothing stands -9999.9. This file is made like theirs, but"
            + " smaller.");
    RandomState random = new RandomState(3);
    float[] liquid = new float[72 * 144];
    for (int i = 0; i < liquid.length; i++) {
      liquid[i] = random.next() < 0.3 ? (float) random.next() : MISSING;
    }
    try (var file = Hdf5File.create(page.file("rain.h5"))) {
      file.createDataset("InputFileNames")
          .type(Datatypes.fixedString(64))
          .write(new String[] {"orbit1.HDF5,orbit2.HDF5,orbit3.HDF5"});
      file.write("Grid/liquidPrecipFraction", NdArray.of(liquid, 72, 144));
      file.createDataset("Grid/mixedWater")
          .type(Datatypes.FLOAT32)
          .shape(28, 72, 144)
          .fill(MISSING)
          .create();
      String header = "DataFormatVersion=03;\nTKCodeBuildVersion=1;\n";
      file.root().attributes().set("FileInfo", header, Datatypes.fixedString(100));
    }
  }

  private static void countingRain(Page page) throws IOException {
    page.note("First the names, then the text. Text of fixed length is text, not bytes.");
    try (var file = Hdf5File.open(page.file("rain.h5"))) {
      page.show(file.root().names());
      page.show(file.group("Grid").names());
      String[] names = file.dataset("InputFileNames").readStrings();
      page.show(names[0].split(","));
      page.show(file.root().attributes().names());
      page.show(file.root().attributes().get("FileInfo").readString().split("\n"));

      page.note("How much of it is real data, and where does it drizzle?");
      Dataset rain = file.dataset("Grid/liquidPrecipFraction");
      page.show(rain.read(Selection.of(":2, :3")));
      for (String name : file.group("Grid").names()) {
        Dataset dataset = file.dataset("Grid/" + name);
        long real = Arrays.stream(dataset.readDoubles()).filter(value -> value >= -9999).count();
        page.show(name + ": " + real + " of " + dataset.size());
      }
      double[] all = rain.readDoubles();
      page.show(Arrays.stream(all).filter(value -> value > 0.1 && value < 0.9).count());
      page.show(file.dataset("Grid/mixedWater").read(Selection.of("10:15, 70, 40:44")).shape());
    }
  }
}
