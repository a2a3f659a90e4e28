package io.hyperslab.tour.lessons;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.StringType;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import java.io.IOException;

/// Elements that are no numbers: text, records, enumerations, bytes, arrays.
public final class TextRecordsEnums implements Lesson {
  private record Weather(double temp, double pressure, double wind) {}

  private enum Color {
    RED,
    GREEN,
    BLUE
  }

  @Override
  public Card card() {
    return Card.of(
        "strings-compounds-enums",
        "Text, records, enumerations",
        "Elements need not be numbers: text, records, enumerations, bytes, lists.",
        """
        S2-45 S2-46 S2-47 S2-48 S2-49
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    text(page);
    records(page);
    enumerations(page);
    bytesAndLists(page);
  }

  private static void text(Page page) throws IOException {
    page.note("Text is UTF-8 of any length, unless another datatype is asked for.");
    try (var file = Hdf5File.create(page.file("text.h5"))) {
      Dataset names = file.write("names", new String[] {"Ada", "Grace", "Łukasz"});
      page.show(names.datatype());
      page.show(names.readStrings());
      page.show(names.readStrings(Selection.of("-1")));

      page.note("Text of fixed length has a size in bytes. h5py cuts what is too long; not here.");
      Dataset ten = file.createDataset("ten").type(Datatypes.fixedString(10)).shape(2).create();
      ten.write(new String[] {"hello", "hello worl"});
      page.show(ten.readStrings());
      page.refused(() -> ten.write("hello world longer"));

      Dataset ascii =
          file.createDataset("ascii")
              .type(Datatypes.variableString(StringType.CharacterSet.ASCII))
              .shape(1)
              .create();
      ascii.write("plain");
      page.show(ascii.readString());
      page.refused(() -> ascii.write("Ł"));
    }
  }

  private static void records(Page page) throws IOException {
    page.note(
        "A Java record is a compound datatype, component by component. The one here is"
            + " record Weather(double temp, double pressure, double wind).");
    try (var file = Hdf5File.create(page.file("records.h5"))) {
      Weather[] measured = {new Weather(21.5, 1013, 3), new Weather(19, 1009, 7.5)};
      Dataset weather = file.write("weather", measured);
      page.show(weather.datatype());
      page.show(weather.read(Weather[].class, Selection.of("0")));
      page.show(weather.field("temp").readDoubles());
      page.show(weather.read());

      Compound narrow =
          Datatypes.compound()
              .member("temp", Datatypes.FLOAT32)
              .member("pressure", Datatypes.FLOAT32)
              .member("wind", Datatypes.FLOAT32)
              .build();
      Dataset half = file.createDataset("half").type(narrow).write(measured);
      page.show(half.read(Weather[].class)[1].equals(measured[1]));
      page.refused(() -> weather.field("rain"));
      page.refused(() -> weather.readDoubles());
    }
  }

  private static void enumerations(Page page) throws IOException {
    page.note("So is a Java enum an enumeration; or names and values are given.");
    try (var file = Hdf5File.create(page.file("enums.h5"))) {
      Dataset colors = file.write("colors", new Color[] {Color.GREEN, Color.BLUE, Color.GREEN});
      page.show(colors.datatype());
      page.show(colors.read(Color[].class));

      Enumeration type = Datatypes.enumeration(Datatypes.INT8, "RED", "GREEN", "BLUE");
      Dataset numbers = file.createDataset("numbers").type(type).shape(3).create();
      numbers.write(new int[] {0, 2, 1});
      page.show(numbers.readStrings());
      page.show(numbers.readInts());

      page.note("HDF5 stores numbers without a name, too; they read as numbers, not as constants.");
      numbers.write(Selection.of("0"), 77);
      page.show(numbers.readInts());
      page.show(numbers.readStrings());
      page.refused(() -> numbers.read(Color[].class));
    }
  }

  private static void bytesAndLists(Page page) throws IOException {
    page.note(
        "Opaque elements are bytes of which HDF5 knows nothing but a tag, if they have one; h5py"
            + " reads only those that have none.");
    try (var file = Hdf5File.create(page.file("others.h5"))) {
      Dataset opaque = file.createDataset("opaque").type(Datatypes.opaque(4, "")).shape(2).create();
      opaque.write(new byte[][] {{1, 2, 3, 4}, {5, 6, 7, 8}});
      page.show(opaque.datatype());
      page.show(opaque.read(byte[][].class));

      page.note("Elements may be lists of any length, or arrays of one shape.");
      Dataset lists =
          file.createDataset("lists")
              .type(Datatypes.variableLength(Datatypes.INT32))
              .shape(3)
              .create();
      lists.write(new int[][] {{1}, {}, {1, 2, 3}});
      page.show(lists.read(int[][].class)[2]);
      Dataset points =
          file.createDataset("points")
              .type(Datatypes.array(Datatypes.FLOAT64, 3))
              .shape(2)
              .create();
      points.write(new double[][] {{0, 0, 0}, {1, 2, 3}});
      page.show(points.shape());
      page.show(points.read(double[][].class));
    }
  }
}
