package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a command that looks at one thing has the JVM make before it ends: see
/// `docs/decisions/0020-no-switch-over-kinds-on-the-way-to-a-first-value.md`.
class StartTest {
  /// In the names of classes that a `switch` over kinds is made into.
  private static final String SWITCH = "$$TypeSwitch";

  /// What makes `equals` and `hashCode` of a record that has none of its own.
  private static final String RECORD_METHODS = " java.lang.runtime.ObjectMethods ";

  private static final int SECONDS = 60;

  @TempDir static Path folder;

  private record Station(String name, double height) {}

  @BeforeAll
  static void makeFiles() throws IOException {
    make("usual.h5", CreateOptions.defaults());
    make("old.h5", CreateOptions.defaults().earliest());
    make("latest.h5", CreateOptions.defaults().latest());
  }

  private static void make(String name, CreateOptions options) throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve(name), options)) {
      file.write("/days/temperature", new float[] {281.5f, 282}).attributes().set("units", "K");
      file.group("/days").attributes().set("start", 1375204299L);
      file.createDataset("/image").chunks(2, 2).shuffle().gzip(4).write(new int[4][4]);
      file.createDataset("/plain").chunks(2, 2).write(new double[4][4]);
      file.write("/names", new String[] {"Bern", "Chur"});
      file.write("/flags", new boolean[] {true, false});
      file.write("/stations", new Station[] {new Station("Bern", 553)});
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get usual.h5/days/temperature[1]",
        "get usual.h5/days@start",
        "get usual.h5/image[1,:]",
        "get usual.h5/plain[1,1]",
        "get usual.h5/names",
        "get usual.h5/flags[0]",
        "get old.h5/days/temperature[1]",
        "get old.h5/days/temperature@units",
        "get old.h5/image[1,1]",
        "get old.h5/plain[1,1]",
        "get latest.h5/image[1,:]",
        "get latest.h5/plain[1,1]",
        "ls usual.h5",
        "ls usual.h5/days",
        "ls -r old.h5",
        "ls latest.h5",
        "complete-path usual.h5/da"
      })
  void nothingIsLinkedThatCouldBeWritten(String command) throws Exception {
    List<String> classes = classesOf(command);

    assertThat(classes).anyMatch(line -> line.contains(" io.hyperslab.Hdf5File "));
    assertThat(classes)
        .noneMatch(line -> line.contains(" io.hyperslab.") && line.contains(SWITCH))
        .noneMatch(line -> line.contains(RECORD_METHODS));
  }

  /// Or else the test above would see nothing in a JVM that calls it otherwise.
  @Test
  void aSwitchIsSeenWhereThereIsOne() throws Exception {
    assertThat(classesOf("get usual.h5/stations"))
        .anyMatch(line -> line.contains(" io.hyperslab.") && line.contains(SWITCH));
  }

  /// A line for each class that the JVM has loaded for a command.
  private static List<String> classesOf(String command) throws Exception {
    Path log = Files.createTempFile(folder, "classes", ".txt");
    Path printed = Files.createTempFile(folder, "printed", ".txt");
    Process process =
        ChildCommand.of(
                List.of("-Xlog:class+load:file=" + log.getFileName()), command.split(" ", -1))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(printed)).isZero();
      return Files.readAllLines(log);
    } finally {
      process.destroyForcibly();
    }
  }
}
