package io.hyperslab.tour.lessons;

import io.hyperslab.Attribute;
import io.hyperslab.Attributes;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import java.io.IOException;

/// Attributes: small values that say what the data is.
public final class DescribingData implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "attributes",
        "Attributes",
        "Small values at a group or dataset say what it is: files that explain themselves.",
        """
        S0-03 S0-09
        S2-01 S2-43
        S3-25
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    setting(page);
    reading(page);
    changing(page);
  }

  private static void setting(Page page) throws IOException {
    page.note("An attribute takes what a dataset takes: numbers, text, arrays.");
    try (var file = Hdf5File.create(page.file("attributes.h5"))) {
      Dataset temperature = file.write("temperature", new double[] {11.5, 12, 12.25});
      temperature
          .attributes()
          .set("unit", "°C")
          .set("dt", 10)
          .set("position", new double[] {51.0, 13.9})
          .set("valid", true)
          .set("sensors", new String[] {"north", "south"});
      temperature.attributes().set("height", 2, Datatypes.UINT8);
      temperature.attributes().setEmpty("remark", Datatypes.VARIABLE_STRING);
      file.root().attributes().set("title", "A garden in May");
      page.show(temperature.attributes().names());
    }
  }

  private static void reading(Page page) throws IOException {
    page.note("They are read as datasets are, but whole.");
    try (var file = Hdf5File.open(page.file("attributes.h5"))) {
      Attributes about = file.dataset("temperature").attributes();
      page.show(about.get("unit").readString());
      page.show(about.get("dt").readInt());
      page.show(about.get("position").readDoubles());
      page.show(about.get("valid").readBoolean());
      page.show(about.get("sensors").readStrings());
      page.show(about.get("height").datatype());
      page.show(about.get("remark").dataspace());
      page.show(about.contains("author"));
      page.show(about.find("author"));
      for (Attribute attribute : about) {
        page.show(attribute.name() + " is " + attribute.datatype() + " " + attribute.dataspace());
      }
      page.refused(() -> about.get("author"));
      page.refused(() -> about.get("position").readDouble());
      page.refused(() -> about.get("unit").readInt());
      page.refused(() -> about.set("dt", 20));
    }
  }

  private static void changing(Page page) throws IOException {
    page.note("set() replaces what is there; remove() and rename() do what they say.");
    try (var file = Hdf5File.openReadWrite(page.file("attributes.h5"))) {
      Attributes about = file.dataset("temperature").attributes();
      about.set("dt", 20.5);
      page.show(about.get("dt").readDouble());
      about.rename("dt", "interval");
      about.remove("remark");
      page.show(about.names());
      page.refused(() -> about.remove("remark"));
      page.refused(() -> about.rename("unit", "valid"));

      page.note("A group may have any number of them, and they may be large.");
      Attributes many = file.createGroup("many").attributes();
      for (int i = 0; i < 100; i++) {
        many.set("number " + i, i);
      }
      many.set("calibration", new double[10_000]);
      page.show(many.size());
      page.show(many.get("number 77").readInt());
      page.show(many.get("calibration").dataspace());
    }
  }
}
