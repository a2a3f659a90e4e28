package io.hyperslab.cli;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Runs of the commands that are over soon, on a small file, before the program is delivered: the
/// JVM learns from them which classes they need, and how they are linked.
///
/// What it has learned costs time to take in, needed or not, which is why the commands that look at
/// one thing and end are rehearsed once more without the others.
final class Rehearsal {
  private static final int SIDE = 64;

  /// The commands for which the launcher takes what was learned from them alone.
  private static final List<String> BRIEF_COMMANDS =
      List.of(
          "ls FILE",
          "ls -r OLD",
          "ls FILE/days/1",
          "get FILE/days/1/temperature[0]",
          "get FILE/days/1@start",
          "get FILE/image[0,:]",
          "get FILE/names",
          "get FILE/pressures[1,1]",
          "get OLD/days/1/temperature[0]",
          "get OLD/days/1@start",
          "get OLD/image[0,0]",
          "get OLD/pressures[1,1]",
          "complete-path FILE/da",
          "--version");

  private static final List<String> COMMANDS =
      List.of(
          "ls FILE",
          "ls -r OLD",
          "ls -rv FILE",
          "ls --color always FILE",
          "ls FILE/days/1",
          "show FILE",
          "show FILE/stations",
          "show FILE/days/1/temperature[:4]",
          "get FILE/days/1@start",
          "get FILE/image[0,:]",
          "find --name temp* FILE",
          "stat FILE",
          "digest FILE",
          "dump -H FILE",
          "h5dump FILE",
          "h5dump OLD",
          "h5dump -pH FILE",
          "h5ls FILE",
          "h5ls -rv FILE",
          "h5stat FILE",
          "h5diff FILE FILE",
          "complete-path FILE/da",
          "--help");

  private record Station(String name, double height, boolean manned) {}

  private Rehearsal() {}

  /// Makes two files, one in the style of the oldest releases, runs the commands, and leaves the
  /// files.
  ///
  /// @param folder made if it is not there
  /// @return the exit status: that of the first command that failed, or 0
  static int run(Path folder) {
    try {
      Files.createDirectories(folder);
      make(file(folder), CreateOptions.defaults());
      make(oldFile(folder), CreateOptions.defaults().earliest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return run(COMMANDS, folder);
  }

  /// Runs the briefest commands on the files that [#run] has left, and makes none: what writes is
  /// not to be learned.
  ///
  /// @return the exit status: that of the first command that failed, or 0
  static int runBrief(Path folder) {
    // The JDK's maps need it when two threads meet in one, which is now and then.
    ThreadLocalRandom.current();
    return run(BRIEF_COMMANDS, folder);
  }

  private static int run(List<String> commands, Path folder) {
    String file = file(folder).toString();
    String old = oldFile(folder).toString();
    for (String command : commands) {
      List<String> words = new ArrayList<>();
      for (String word : command.split(" ", -1)) {
        words.add(word.replace("FILE", file).replace("OLD", old));
      }
      int status =
          Main.run(OutputStream.nullOutputStream(), System.err, words.toArray(String[]::new));
      if (status != 0) {
        return status;
      }
    }
    return 0;
  }

  private static Path file(Path folder) {
    return folder.resolve("rehearsal.h5");
  }

  private static Path oldFile(Path folder) {
    return folder.resolve("rehearsal-old.h5");
  }

  private static void make(Path path, CreateOptions options) throws IOException {
    try (Hdf5File file = Hdf5File.create(path, options)) {
      double[] temperatures = new double[SIDE];
      int[][] image = new int[SIDE][SIDE];
      float[][] pressures = new float[SIDE][SIDE];
      for (int i = 0; i < SIDE; i++) {
        temperatures[i] = 280 + i / 10.0;
        image[i][i] = i;
        pressures[i][i] = 950 + i / 10f;
      }
      file.write("/days/1/temperature", temperatures).attributes().set("units", "K");
      file.group("/days/1").attributes().set("start", 1375204299L);
      file.createDataset("/image").chunks(SIDE / 2, SIDE / 2).shuffle().gzip(4).write(image);
      file.createDataset("/pressures").chunks(SIDE / 2, SIDE / 2).write(pressures);
      file.write("/names", new String[] {"Bern", "Chur"});
      file.write(
          "/stations",
          new Station[] {new Station("Bern", 553, true), new Station("Chur", 556, false)});
    }
  }
}
