package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of measurements: JSON Lines, that is one flat JSON object on each line. Whatever is
/// measured is added at its end, so workloads may be measured one by one, and again: of the same
/// workload, peer, scale, threads and round the last measurement counts.
///
/// @param path the file, which need not exist
public record Results(Path path) {
  /// How a measurement begins; kernels have lines of their own.
  private static final String WORKLOAD = "{\"workload\":";

  private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":\"?([^\",}]+)");

  /// Adds measurements.
  public void add(List<Measurement> measurements) throws IOException {
    List<String> lines = measurements.stream().map(Results::line).toList();
    Files.write(path, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /// All that count; none if the file does not exist.
  public List<Measurement> read() throws IOException {
    List<Measurement> all = new ArrayList<>();
    if (Files.notExists(path)) {
      return all;
    }
    for (String line : Files.readAllLines(path)) {
      if (!line.startsWith(WORKLOAD)) {
        continue;
      }
      Measurement next = parse(line);
      all.removeIf(earlier -> isSame(earlier, next));
      all.add(next);
    }
    return all;
  }

  private static boolean isSame(Measurement one, Measurement other) {
    return one.workload() == other.workload()
        && one.peer().equals(other.peer())
        && one.scale() == other.scale()
        && one.threads() == other.threads()
        && one.round() == other.round();
  }

  private static String line(Measurement each) {
    return String.format(
        Locale.ROOT,
        "{\"workload\":\"%s\",\"peer\":\"%s\",\"scale\":%s,\"threads\":%d,\"round\":%d,"
            + "\"repetitions\":%d,\"first\":%.9f,\"warmUp\":%.3f,\"wall\":%.9f,\"cpu\":%.9f,"
            + "\"elapsed\":%.3f,\"stolen\":%.5f,\"rss\":%d,\"allocated\":%.0f,\"firstFaults\":%d,\"faults\":%.0f,"
            + "\"touch\":%.9f}",
        each.workload().id(),
        each.peer(),
        each.scale(),
        each.threads(),
        each.round(),
        each.repetitions(),
        each.first(),
        each.warmUp(),
        each.wall(),
        each.cpu(),
        each.elapsed(),
        each.stolen(),
        each.memory().rss(),
        each.memory().allocated(),
        each.memory().firstFaults(),
        each.memory().faults(),
        each.memory().touch());
  }

  private static Measurement parse(String line) {
    return new Measurement(
        Workload.named(member(line, "workload")),
        member(line, "peer"),
        Double.parseDouble(member(line, "scale")),
        Integer.parseInt(member(line, "threads")),
        Integer.parseInt(member(line, "round")),
        Integer.parseInt(member(line, "repetitions")),
        Double.parseDouble(member(line, "first")),
        optional(line, "warmUp").map(Double::valueOf).orElse(0.0),
        Double.parseDouble(member(line, "wall")),
        Double.parseDouble(member(line, "cpu")),
        Double.parseDouble(member(line, "elapsed")),
        optional(line, "stolen").map(Double::valueOf).orElse(-1.0),
        new Measurement.Memory(
            Long.parseLong(member(line, "rss")),
            Double.parseDouble(member(line, "allocated")),
            Long.parseLong(member(line, "firstFaults")),
            Double.parseDouble(member(line, "faults")),
            Double.parseDouble(member(line, "touch"))));
  }

  private static String member(String line, String name) {
    return optional(line, name)
        .orElseThrow(() -> new IllegalArgumentException("no " + name + " in " + line));
  }

  /// A member that older results have not.
  private static Optional<String> optional(String line, String name) {
    Matcher matcher = MEMBER.matcher(line);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return Optional.of(matcher.group(2));
      }
    }
    return Optional.empty();
  }
}
