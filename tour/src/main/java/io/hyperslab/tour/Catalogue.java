package io.hyperslab.tour;

import io.hyperslab.tour.lessons.Chunks;
import io.hyperslab.tour.lessons.Compression;
import io.hyperslab.tour.lessons.DeletingAndRepacking;
import io.hyperslab.tour.lessons.DescribingData;
import io.hyperslab.tour.lessons.DimensionScales;
import io.hyperslab.tour.lessons.FileFromTheWild;
import io.hyperslab.tour.lessons.FillValues;
import io.hyperslab.tour.lessons.FirstFile;
import io.hyperslab.tour.lessons.Groups;
import io.hyperslab.tour.lessons.LargerThanMemory;
import io.hyperslab.tour.lessons.ReadingIntoArrays;
import io.hyperslab.tour.lessons.References;
import io.hyperslab.tour.lessons.Resizing;
import io.hyperslab.tour.lessons.Slicing;
import io.hyperslab.tour.lessons.TextRecordsEnums;
import io.hyperslab.tour.lessons.TypesAndConversion;
import io.hyperslab.tour.lessons.UserBlockAndDrivers;
import io.hyperslab.tour.lessons.WeatherStations;
import java.util.List;
import java.util.Optional;

/// All lessons, in the order in which a newcomer needs them.
public final class Catalogue {
  private static final List<Lesson> LESSONS =
      List.of(
          new FirstFile(),
          new WeatherStations(),
          new LargerThanMemory(),
          new TypesAndConversion(),
          new Slicing(),
          new ReadingIntoArrays(),
          new FillValues(),
          new Resizing(),
          new Chunks(),
          new Compression(),
          new Groups(),
          new DescribingData(),
          new TextRecordsEnums(),
          new References(),
          new DimensionScales(),
          new UserBlockAndDrivers(),
          new DeletingAndRepacking(),
          new FileFromTheWild());

  private Catalogue() {}

  /// The lessons.
  public static List<Lesson> lessons() {
    return LESSONS;
  }

  /// The lesson's number, from 1.
  public static int numberOf(Lesson lesson) {
    return LESSONS.indexOf(lesson) + 1;
  }

  /// The lesson of a number or a name.
  public static Optional<Lesson> find(String numberOrName) {
    return LESSONS.stream()
        .filter(lesson ->
            lesson.card().name().equals(numberOrName)
                || Integer.toString(numberOf(lesson)).equals(numberOrName))
        .findFirst();
  }
}
