package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a command that looks at one thing has the JVM link before it ends. A `switch` over the
/// kinds of an object makes a class of its own when it is first met, which takes half a millisecond
/// to one, and no cache of the JVM's keeps it.
class StartTest {
  @TempDir static Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    make("new.h5", CreateOptions.defaults());
    make("old.h5", CreateOptions.defaults().earliest());
  }

  private static void make(String name, CreateOptions options) throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve(name), options)) {
      file.write("/days/temperature", new float[] {281.5f, 282}).attributes().set("units", "K");
      file.group("/days").attributes().set("start", 1375204299L);
      file.createDataset("/image").chunks(2, 2).shuffle().gzip(4).write(new int[4][4]);
      file.createDataset("/plain").chunks(2, 2).write(new double[4][4]);
      file.write("/names", new String[] {"Bern", "Chur"});
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get new.h5/days/temperature[1]",
        "get new.h5/days@start",
        "get new.h5/image[1,:]",
        "get new.h5/plain[1,1]",
        "get new.h5/names",
        "get old.h5/days/temperature[1]",
        "get old.h5/days/temperature@units",
        "get old.h5/image[1,1]",
        "get old.h5/plain[1,1]",
        "ls new.h5",
        "ls new.h5/days",
        "ls old.h5",
        "complete-path new.h5/da"
      })
  @Timeout(60)
  void noSwitchOverKindsIsLinked(String command) throws Exception {
    Path log = Files.createTempFile(folder, "classes", ".txt");

    Process process = start(log, command.split(" ", -1));
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    try (Stream<String> lines = Files.lines(log)) {
      List<String> ours = lines.filter(line -> line.contains(" io.hyperslab.")).toList();
      assertThat(ours).anyMatch(line -> line.contains("io.hyperslab.Hdf5File "));
      assertThat(ours).noneMatch(line -> line.contains("$$TypeSwitch"));
    }
  }

  private static Process start(Path log, String... arguments) throws IOException {
    String classes =
        String.join(
            File.pathSeparator,
            System.getProperty("java.class.path"),
            System.getProperty("jdk.module.path", ""));
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        classes,
                        Main.class.getName()),
                    Stream.of(arguments))
                .toList());
    return builder.directory(folder.toFile()).redirectErrorStream(true).start();
  }
}
