package io.hyperslab.bench.kernel;

import io.hyperslab.bench.kernel.Kernel.Peer;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The speeds of kernels among the results, and in Markdown.
public final class KernelTable {
  private static final Pattern LINE =
      Pattern.compile("\\{\"kernel\":\"(\\w+)\",\"library\":\"(\\w+)\",\"seconds\":([^}]+)}");

  private KernelTable() {}

  /// How long one block takes.
  ///
  /// @param seconds the median of the iterations of a warm process
  record Entry(Kernel kernel, Peer peer, double seconds) {
    private String line() {
      return String.format(
          Locale.ROOT,
          "{\"kernel\":\"%s\",\"library\":\"%s\",\"seconds\":%.9f}",
          kernel.name(),
          peer.name(),
          seconds);
    }

    private String speed() {
      return String.format(Locale.ROOT, "%.2f", Block.SIZE / seconds / 1e9);
    }
  }

  /// Adds to the results; of those repeated the last counts.
  static void add(Path results, List<Entry> entries) throws IOException {
    List<String> lines = entries.stream().map(Entry::line).toList();
    Files.write(results, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static List<Entry> read(Path results) throws IOException {
    List<Entry> all = new ArrayList<>();
    if (Files.notExists(results)) {
      return all;
    }
    for (String line : Files.readAllLines(results)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        Entry next =
            new Entry(
                Kernel.valueOf(matcher.group(1)),
                Peer.valueOf(matcher.group(2)),
                Double.parseDouble(matcher.group(3)));
        all.removeIf(each -> each.kernel == next.kernel && each.peer == next.peer);
        all.add(next);
      }
    }
    return all;
  }

  /// The section of the document; empty if no kernel was measured.
  public static String section(Path results) throws IOException {
    List<Entry> all = read(results);
    if (all.isEmpty()) {
      return "";
    }
    String rows =
        Stream.of(Kernel.values())
            .filter(kernel -> all.stream().anyMatch(each -> each.kernel == kernel))
            .map(kernel -> row(kernel, all) + "\n")
            .collect(Collectors.joining());
    return """

    ## Kernels

    One filter, conversion or checksum on a block of 1 MiB, by one thread, from memory to memory, as
    JMH measures it: GB/s of the block as it is without the filter, and in parentheses how many times
    as fast Hyperslab is. libhdf5 is that of bytedeco, its functions called without a file. What is
    left empty is not measured.

    | kernel |%s
    |---|%s
    """
            .formatted(
                Stream.of(Peer.values())
                    .map(peer -> " " + peer.title() + " |")
                    .collect(Collectors.joining()),
                "---|".repeat(Peer.values().length))
        + rows;
  }

  /// The row of a kernel.
  static String row(Kernel kernel, List<Entry> all) {
    StringBuilder row = new StringBuilder("| " + kernel.title() + " |");
    Optional<Entry> own = entry(all, kernel, Peer.HYPERSLAB);
    for (Peer peer : Peer.values()) {
      Optional<Entry> found = entry(all, kernel, peer);
      found.ifPresent(each -> row.append(' ').append(each.speed()));
      if (own.isPresent() && found.isPresent() && peer != Peer.HYPERSLAB) {
        double ratio = found.get().seconds / own.get().seconds;
        row.append(String.format(Locale.ROOT, " (x%.2f)", ratio));
      }
      row.append(" |");
    }
    return row.toString();
  }

  private static Optional<Entry> entry(List<Entry> all, Kernel kernel, Peer peer) {
    return all.stream().filter(each -> each.kernel == kernel && each.peer == peer).findFirst();
  }
}
