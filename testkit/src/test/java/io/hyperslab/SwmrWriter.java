package io.hyperslab;

import io.hyperslab.FileProperties.FileSpaceStrategy;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/// A program that adds rows to all of [SwmrRows], and says after each flush how many they are. It
/// closes the file when its input ends, unless it is killed before.
public final class SwmrWriter {
  /// The most rows that come with one flush.
  static final int MOST_STEP = 30;

  private SwmrWriter() {}

  /// Adds the rows.
  ///
  /// @param arguments the file to make, and a seed
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    write(Path.of(arguments[0]), Long.parseLong(arguments[1]), out, System.in);
  }

  /// In every second pair of rounds the file has small pages.
  private static CreateOptions options(long seed) {
    CreateOptions latest = CreateOptions.defaults().latest();
    return seed % 4 < 2
        ? latest
        : latest.fileSpace(FileSpaceStrategy.PAGED_AGGREGATION, false, 1).pageSize(512);
  }

  /// Does the same in this process.
  ///
  /// @param out is told how many rows there are
  /// @param in the file is closed when it ends
  static void write(Path path, long seed, PrintStream out, InputStream in) throws Exception {
    Random random = new Random(seed);
    try (Hdf5File file = Hdf5File.create(path, options(seed))) {
      for (SwmrRows rows : SwmrRows.values()) {
        rows.create(file);
      }
      file.startSwmrWrite();
      out.println(0);
      int count = 0;
      while (count < SwmrRows.MOST_ROWS) {
        int next = Math.min(SwmrRows.MOST_ROWS, count + 1 + random.nextInt(MOST_STEP));
        for (SwmrRows rows : SwmrRows.values()) {
          rows.append(file, count, next);
        }
        file.flush();
        count = next;
        out.println(count);
        Thread.sleep(random.nextInt(3));
      }
      in.transferTo(OutputStream.nullOutputStream());
    }
    out.println("closed");
  }
}
