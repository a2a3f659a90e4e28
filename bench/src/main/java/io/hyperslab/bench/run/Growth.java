package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How times change with sizes, in Markdown.
///
/// @param all the measurements
/// @param scales those at which something was measured, in ascending order
record Growth(List<Measurement> all, List<Double> scales) {
  /// An exponent above this is to be explained.
  private static final double LINEAR = 1.15;

  /// Copies the lists.
  Growth {
    all = List.copyOf(all);
    scales = List.copyOf(scales);
  }

  /// A time at one scale.
  private record Point(double scale, double wall) {
    private String words() {
      String format = wall < 0.1 ? "%.2f ms (%s)" : "%.0f ms (%s)";
      return String.format(Locale.ROOT, format, wall * 1e3, scale);
    }
  }

  /// Times and exponents; empty if only one scale was measured.
  String section() {
    StringBuilder rows = new StringBuilder();
    StringBuilder steep = new StringBuilder();
    Explanations explanations = new Explanations();
    for (Workload workload : Workload.values()) {
      for (String peer : List.of(Peers.C, Peers.HYPERSLAB)) {
        List<Point> points = points(workload, peer);
        if (points.size() > 1) {
          rows.append(row(workload, peer, points));
          if (peer.equals(Peers.HYPERSLAB) && isSteep(workload, points)) {
            steep.append(
                String.format(
                    Locale.ROOT,
                    "- **%s** %s: %s. %s%n",
                    workload.id(),
                    workload.title(),
                    exponents(workload, points),
                    explanations.of(workload, "growth")));
          }
        }
      }
    }
    return rows.isEmpty() ? "" : head() + rows + tail(steep);
  }

  private List<Point> points(Workload workload, String peer) {
    List<Point> points = new ArrayList<>();
    for (double scale : scales) {
      Optional<Summary> summary = Summary.of(all, workload, peer, scale, 1);
      summary.ifPresent(each -> points.add(new Point(scale, each.wall())));
    }
    return points;
  }

  private static String row(Workload workload, String peer, List<Point> points) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s |%n",
        workload.id(),
        peer,
        points.stream().map(Point::words).collect(Collectors.joining(", ")),
        exponents(workload, points));
  }

  private static String exponents(Workload workload, List<Point> points) {
    List<String> words = new ArrayList<>();
    for (int i = 1; i < points.size(); i++) {
      words.add(
          String.format(Locale.ROOT, "%.2f", exponent(workload, points.get(i - 1), points.get(i))));
    }
    return String.join(", ", words);
  }

  /// The exponent of the time over the size of the work; over that of the file where the work is
  /// the same at all scales.
  private static double exponent(Workload workload, Point from, Point to) {
    double size = workload.amount(to.scale) / workload.amount(from.scale);
    double base = isSameWork(workload) ? to.scale / from.scale : size;
    return Math.log(to.wall / from.wall) / Math.log(base);
  }

  private static boolean isSameWork(Workload workload) {
    return workload.amount(10) == workload.amount(1);
  }

  private static boolean isSteep(Workload workload, List<Point> points) {
    double most = isSameWork(workload) ? LINEAR - 1 : LINEAR;
    for (int i = 1; i < points.size(); i++) {
      if (exponent(workload, points.get(i - 1), points.get(i)) > most) {
        return true;
      }
    }
    return false;
  }

  private static String head() {
    String same =
        Stream.of(Workload.values())
            .filter(Growth::isSameWork)
            .map(Workload::id)
            .collect(Collectors.joining(", "));
    return """

    ## How cost grows

    Times of a warm repetition, each with its scale, and the exponents between scales: 1 is a
    time in proportion to the size, 0 a time that does not depend on it. The work of %s is the
    same at all scales, only the file grows: 0 is right for them. Each scale has runs of its own,
    perhaps of another day, with files that lay otherwise in the page cache.

    | workload | peer | time (scale) | exponents |
    |---|---|---|---|
    """
        .formatted(same);
  }

  private String tail(StringBuilder steep) {
    StringBuilder text = new StringBuilder();
    double most = scales.getLast();
    String less =
        Stream.of(Workload.values())
            .filter(each -> each.greatestScale() < most)
            .map(each -> each.id() + " to " + each.greatestScale())
            .collect(Collectors.joining(", "));
    if (!less.isEmpty()) {
      text.append("\nNot at scale ").append(most).append(", but ").append(less);
      text.append(
          """
          :
          their elements are in one array, and with the file beside it they would need more memory
          than there is.
          """);
    }
    text.append("\nWhere the time of Hyperslab grows faster than the size:\n\n");
    text.append(steep.isEmpty() ? "Nowhere.\n" : steep);
    return text.toString();
  }
}
