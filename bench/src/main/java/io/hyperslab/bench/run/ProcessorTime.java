package io.hyperslab.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// How the system's processors have spent their time since it began, all together, in ticks of its
/// clock.
///
/// @param all that passed, idle or not; 0 if the system does not tell
/// @param stolen that a host gave to others while this system had work to do
record ProcessorTime(long all, long stolen) {
  private static final Path STATE = Path.of("/proc/stat");

  /// The place of `steal` among the times. Those behind it are what guests of this system take,
  /// which is part of the first two.
  private static final int STOLEN = 7;

  private static final ProcessorTime UNKNOWN = new ProcessorTime(0, 0);

  /// That until now.
  static ProcessorTime now() throws IOException {
    if (!Files.isReadable(STATE)) {
      return UNKNOWN;
    }
    try (Stream<String> lines = Files.lines(STATE)) {
      return parse(lines.findFirst().orElse(""));
    }
  }

  /// @param line `cpu` and the times, as the first line of `/proc/stat` has them
  static ProcessorTime parse(String line) {
    long[] times =
        Stream.of(line.split(" +", -1))
            .skip(1)
            .limit(STOLEN + 1)
            .mapToLong(Long::parseLong)
            .toArray();
    return times.length > STOLEN
        ? new ProcessorTime(LongStream.of(times).sum(), times[STOLEN])
        : UNKNOWN;
  }

  /// The part of the time since an earlier moment that was stolen, from 0 to 1; negative if the
  /// system does not tell.
  double stolenSince(ProcessorTime start) {
    return all == 0 ? -1 : (stolen - start.stolen) / (double) Math.max(1, all - start.all);
  }
}
