package io.hyperslab.cli.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object.Kind;
import io.hyperslab.SpaceUse;
import io.hyperslab.cli.json.JsonText;
import io.hyperslab.cli.statistics.AccessCosts.Cost;
import io.hyperslab.cli.statistics.FilterTrials.Trial;
import io.hyperslab.cli.text.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

class FileReportTest {
  private static final ReportOptions PATIENT =
      new ReportOptions(10, 3, 200_000, Duration.ofMinutes(2));

  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void makeFile() throws IOException {
    path = folder.resolve("some.h5");
    int[][] steps = new int[400][300];
    byte[] noise = new byte[200_000];
    new Random(3).nextBytes(noise);
    for (int row = 0; row < steps.length; row++) {
      for (int column = 0; column < steps[row].length; column++) {
        steps[row][column] = row * 1000 + column;
      }
    }
    try (Hdf5File file = Hdf5File.create(path)) {
      file.root().createDataset("steps").shape(400, 300).chunks(1, 300).write(steps);
      file.root().write("parts/noise", noise);
      file.root().write("parts/gone", new double[50_000]);
      file.root().createDataset("parts/packed").shape(100).chunks(10).gzip(6).write(new int[100]);
    }
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      file.root().delete("parts/gone");
    }
  }

  private FileReport report(String object, ReportOptions options) throws IOException {
    try (Hdf5File file = Hdf5File.open(path)) {
      return FileReport.of(file.get(object), options, activity -> {});
    }
  }

  @Test
  void theSpaceOfAWholeFileIsThatOfTheFile() throws IOException {
    FileReport report = report("/", PATIENT.withoutMeasurements());

    assertThat(report.space().bytes()).isEqualTo(Files.size(path));
    assertThat(report.space().reclaimable()).isGreaterThanOrEqualTo(50_000 * 8);
    assertThat(report.space().holes().stream().mapToLong(SpaceFigures.HoleClass::bytes).sum())
        .isEqualTo(report.space().reclaimable());
    assertThat(report.objects()).isEqualTo(Map.of(Kind.GROUP, 2L, Kind.DATASET, 3L));
    assertThat(report.layouts()).isEqualTo(Map.of("chunked", 2L, "contiguous", 1L));
    assertThat(report.pipelines()).isEqualTo(Map.of("", 1L, "gzip 6", 1L));
    assertThat(report.advice()).anyMatch(advice -> advice.text().startsWith("Repack the file"));
    assertThat(report.failures()).isEmpty();
  }

  @Test
  void theLargestDatasetsComeFirst() throws IOException {
    FileReport report = report("/", new ReportOptions(2, 0, 0, Duration.ZERO));

    assertThat(report.datasets())
        .extracting(DatasetFigures::path)
        .containsExactly("/steps", "/parts/noise");
    assertThat(report.datasets().getFirst().stored()).isEqualTo(400 * 300 * 4);
    assertThat(report.datasets().getFirst().chunks()).isEqualTo(400);
    assertThat(report.datasets().getFirst().ratio()).isEqualTo(1);
    assertThat(report.datasets().getFirst().index()).isPositive();
  }

  @Test
  void aPartOfAFileIsCountedAlone() throws IOException {
    FileReport report = report("/parts", PATIENT.withoutMeasurements());

    assertThat(report.objects()).isEqualTo(Map.of(Kind.GROUP, 1L, Kind.DATASET, 2L));
    assertThat(report.space().reclaimable()).isZero();
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(report.space().bytes(SpaceUse.RAW_DATA))
          .isEqualTo(200_000 + file.dataset("parts/packed").storageSize());
    }
  }

  @Test
  void filtersAreMeasuredOnTheDataThemselves() throws IOException {
    FileReport report = report("/", PATIENT);

    assertThat(report.trials())
        .extracting(FilterTrials::path)
        .containsExactly("/steps", "/parts/noise");
    FilterTrials steps = report.trials().getFirst();
    assertThat(steps.complete()).isTrue();
    assertThat(steps.stored()).isEqualTo(steps.bytes()).isEqualTo(steps.chunks() * 1200L);
    assertThat(steps.trials())
        .extracting(Trial::filters)
        .contains("gzip=1", "gzip=9", "shuffle,gzip=4", "zstd", "lz4", "bitshuffle");
    for (Trial trial : steps.trials()) {
      long most = trial.filters().startsWith("shuffle,gzip") ? steps.stored() / 2 : steps.stored();
      assertThat(trial.stored()).as(trial.filters()).isBetween(1L, most * 21 / 20);
      assertThat(trial.decodeSpeed()).as(trial.filters()).isPresent();
    }
    // Noise cannot be compressed, and elements of one byte cannot be shuffled.
    FilterTrials noise = report.trials().getLast();
    for (Trial trial : noise.trials()) {
      assertThat(trial.stored()).as(trial.filters()).isGreaterThan(noise.bytes() * 9 / 10);
      assertThat(trial.filters()).doesNotStartWith("shuffle");
    }
  }

  @Test
  void adviceIsGivenWhereSomethingIsGained() throws IOException {
    List<Advice> advice = report("/", PATIENT).advice();

    assertThat(advice)
        .filteredOn(one -> one.path().equals("/steps"))
        .anyMatch(one -> one.text().startsWith("Store it with shuffle,gzip"));
    assertThat(advice).noneMatch(one -> one.path().equals("/parts/noise"));
  }

  @Test
  void costsOfReadsFollowFromShapes() throws IOException {
    AccessCosts costs = report("/steps", PATIENT).costs().getFirst();

    assertThat(costs.current().chunkShape()).containsExactly(1L, 300L);
    assertThat(costs.current().costs())
        .containsExactly(
            new Cost("one element", 1, 1200),
            new Cost("a line along axis 0", 400, 480_000),
            new Cost("a line along axis 1", 1, 1200),
            new Cost("a tile 256, 256", 256, 307_200));
  }

  @Test
  void progressIsTold() throws IOException {
    List<String> told = new ArrayList<>();
    try (Hdf5File file = Hdf5File.open(path)) {
      FileReport.of(file.root(), PATIENT, told::add);
    }
    assertThat(told).contains("listing /parts", "measuring /steps");
  }

  @Test
  void textIsPrintedInTables() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes);
    new ReportText(out).print(report("/", PATIENT));
    out.flush();

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("2 groups, 3 datasets, 0 named datatypes\n")
        .contains("\nSpace\n  superblock ")
        .contains("\nHoles: ")
        .contains("\nThe largest datasets\n")
        .contains("\nFilters for /steps: measured on ")
        .contains("  as it is ")
        .contains("\nReads of /steps: computed ")
        .contains("\nAdvice\n  Repack the file: ");
  }

  @Test
  void jsonIsOneObject() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes);
    new ReportJson(out).print(report("/", PATIENT));
    out.flush();
    String text = bytes.toString(StandardCharsets.UTF_8);

    List<String> names = new ArrayList<>();
    int depth = 0;
    try (JsonParser parser = JsonText.factory().createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.PROPERTY_NAME && depth == 1) {
          names.add(parser.currentName());
        }
      }
    }
    assertThat(depth).isZero();
    assertThat(names)
        .containsExactly(
            "file",
            "path",
            "objects",
            "space",
            "layouts",
            "pipelines",
            "datasets",
            "filterTrials",
            "accessCosts",
            "advice",
            "failures");
    assertThat(text).endsWith("}\n").contains("\"bytes\":" + Files.size(path));
  }
}
