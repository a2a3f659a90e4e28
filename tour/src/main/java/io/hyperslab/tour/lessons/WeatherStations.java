package io.hyperslab.tour.lessons;

import io.hyperslab.Attribute;
import io.hyperslab.Attributes;
import io.hyperslab.CreateOptions;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import io.hyperslab.tour.RandomState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Groups, datasets and attributes, by the example of weather stations.
public final class WeatherStations implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "weather-stations",
        "Weather stations",
        "Groups give data an order, attributes say what it is.",
        """
        S0-01 S0-02 S0-03 S0-04 S0-05 S0-06 S0-07 S0-08 S0-09 S0-10 S0-11 S0-12 S0-13
        S1-01 S1-02 S1-03 S1-04
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    twoStations(page);
    whatIsInIt(page);
    tenStations(page);
  }

  private static void twoStations(Page page) throws IOException {
    page.note("Two stations measure temperature and wind. Groups come into being on the way.");
    RandomState random = new RandomState(100);
    Path path = page.file("climate.h5");
    try (var file = Hdf5File.create(path, CreateOptions.defaults().earliest())) {
      Dataset temperature = file.write("/15/temperature", random.doubles(1024));
      temperature.attributes().set("dt", 10L).set("start_time", 1375204299L);
      file.write("/10/temperature", random.doubles(1024))
          .attributes()
          .set("dt", 10L)
          .set("start_time", 1375204500L);
      for (String station : new String[] {"/15", "/10"}) {
        file.write(station + "/wind", random.doubles(2048))
            .attributes()
            .set("dt", 20L)
            .set("start_time", 137550000L);
      }
      page.show(file);
      page.show(file.isWritable());
    }
    page.show(Files.size(path));
  }

  private static void whatIsInIt(Page page) throws IOException {
    page.note("Names are listed in their own order, not in that of their making.");
    try (var file = Hdf5File.open(page.file("climate.h5"))) {
      page.show(file.root().names());
      page.show(file.group("/15"));
      page.show(file.group("/15").names());

      Dataset temperature = file.dataset("/15/temperature");
      for (Attribute attribute : temperature.attributes()) {
        page.show(attribute.name() + ": " + attribute.readLong());
      }
      page.show(temperature.readDoubles(Selection.of("0:10")));
      page.show(temperature);

      page.note("Whoever computes with all of it reads all of it.");
      page.show(temperature.shape());
      page.show(temperature.read().mean());
    }
  }

  private static void tenStations(Page page) throws IOException {
    page.note("Ten stations have one value each: datasets without dimensions, called scalars.");
    RandomState random = new RandomState(0);
    int[] temperatures = random.ints(10, 60, 80);
    int[] speeds = random.ints(10, 0, 10);
    Path path = page.file("weather.h5");
    try (var file = Hdf5File.create(path)) {
      for (int station = 1; station <= 10; station++) {
        Dataset temperature = file.write(station + "/temperature", temperatures[station - 1]);
        Dataset speed = file.write(station + "/wind_speed", speeds[station - 1]);
        for (Dataset dataset : new Dataset[] {temperature, speed}) {
          dataset.attributes().set("date", 1).set("month", "Jan").set("year", 2017);
        }
      }
    }

    page.note("Finding one of them reads that one only.");
    try (var file = Hdf5File.open(path)) {
      Dataset temperature = file.dataset("/7/temperature");
      page.show(temperature.readInt());
      page.show(file.dataset("/7/wind_speed").readInt());
      Attributes about = temperature.attributes();
      page.show(
          about.get("date").readInt()
              + "-"
              + about.get("month").readString()
              + "-"
              + about.get("year").readInt());
    }
  }
}
