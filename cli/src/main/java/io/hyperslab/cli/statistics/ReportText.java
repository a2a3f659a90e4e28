package io.hyperslab.cli.statistics;

import io.hyperslab.Hdf5Object.Kind;
import io.hyperslab.SpaceUse;
import io.hyperslab.cli.listing.Bytes;
import io.hyperslab.cli.statistics.AccessCosts.Cost;
import io.hyperslab.cli.statistics.FilterTrials.Trial;
import io.hyperslab.cli.statistics.SpaceFigures.Amount;
import io.hyperslab.cli.statistics.SpaceFigures.HoleClass;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Prints a report for people.
///
/// @param out where it goes
public record ReportText(Output out) {
  /// A speed, in the unit that fits.
  static String speed(double bytesPerSecond) {
    return Bytes.text(Math.round(bytesPerSecond)) + "/s";
  }

  /// A number of things.
  static String count(long number, String thing) {
    return count((double) number, thing);
  }

  static String count(double number, String thing) {
    return String.format(Locale.ROOT, "%,.0f %s%s", number, thing, number == 1 ? "" : "s");
  }

  /// Prints it. Control characters become escapes: a name from a file must not steer the terminal.
  public void print(FileReport report) {
    String at = report.path().equals("/") ? "" : " " + report.path();
    out.println(Quoted.printable(report.file() + at));
    out.println(
        "  "
            + Bytes.text(report.space().bytes())
            + ", "
            + count(report.objects().getOrDefault(Kind.GROUP, 0L), "group")
            + ", "
            + count(report.objects().getOrDefault(Kind.DATASET, 0L), "dataset")
            + ", "
            + count(report.objects().getOrDefault(Kind.NAMED_DATATYPE, 0L), "named datatype"));
    printSpace(report.space());
    printHoles(report.space());
    printKinds(report);
    printDatasets(report.datasets());
    report.trials().forEach(this::printTrials);
    report.costs().forEach(this::printCosts);
    printAdvice(report.advice());
    if (!report.failures().isEmpty()) {
      heading("Not looked at");
      report.failures().forEach(failure -> out.println("  " + Quoted.printable(failure)));
    }
  }

  private void heading(String text) {
    out.println().println(Quoted.printable(text));
  }

  private static String name(SpaceUse use) {
    return use.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String percent(long part, long whole) {
    return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }

  private void printSpace(SpaceFigures space) {
    heading("Space");
    TextTable table = new TextTable("lrrr");
    for (SpaceUse use : SpaceUse.values()) {
      Amount amount = space.uses().get(use);
      if (amount != null) {
        table.row(
            name(use),
            Bytes.text(amount.bytes()),
            percent(amount.bytes(), space.bytes()),
            amount.blocks().map(blocks -> count(blocks, "block")).orElse(""));
      }
    }
    table.print(out);
    if (space.overlapping() > 0) {
      out.println("  " + Bytes.text(space.overlapping()) + " belong to more than one of these");
    }
    if (space.failures() > 0) {
      out.println("  " + count(space.failures(), "structure") + " could not be followed");
    }
  }

  private void printHoles(SpaceFigures space) {
    if (space.reclaimable() == 0) {
      return;
    }
    heading(
        "Holes: "
            + Bytes.text(space.reclaimable())
            + ", "
            + percent(space.reclaimable(), space.bytes())
            + " of the file, go when it is repacked");
    TextTable table = new TextTable("lrr");
    long least = 1;
    for (HoleClass hole : space.holes()) {
      if (hole.count() > 0) {
        String name =
            hole.most() == Long.MAX_VALUE
                ? "from " + Bytes.text(least)
                : "up to " + Bytes.text(hole.most());
        table.row(name, count(hole.count(), "hole"), Bytes.text(hole.bytes()));
      }
      least = hole.most();
    }
    table.print(out);
  }

  private void printKinds(FileReport report) {
    if (report.layouts().isEmpty()) {
      return;
    }
    heading("Datasets");
    TextTable table = new TextTable("lr");
    report
        .layouts()
        .forEach((layout, count) -> table.row(layout, String.format(Locale.ROOT, "%,d", count)));
    for (Map.Entry<String, Long> pipeline : report.pipelines().entrySet()) {
      String name = pipeline.getKey().isEmpty() ? "no filter" : pipeline.getKey();
      table.row(
          "  " + Quoted.printable(name), String.format(Locale.ROOT, "%,d", pipeline.getValue()));
    }
    table.print(out);
  }

  private void printDatasets(List<DatasetFigures> datasets) {
    if (datasets.isEmpty()) {
      return;
    }
    heading("The largest datasets");
    TextTable table = new TextTable("lllrrllr");
    table.row("", "shape", "type", "stored", "ratio", "filters", "chunk", "chunks");
    for (DatasetFigures dataset : datasets) {
      table.row(
          Quoted.printable(dataset.path()),
          dataset.shape(),
          Quoted.printable(dataset.type()),
          Bytes.text(dataset.stored()),
          dataset.ratio() == 0 ? "" : String.format(Locale.ROOT, "%.2f", dataset.ratio()),
          Quoted.printable(dataset.filters()),
          dataset.chunkShape().isEmpty() ? dataset.layout() : shape(dataset.chunkShape()),
          dataset.chunkShape().isEmpty()
              ? ""
              : String.format(Locale.ROOT, "%,d", dataset.chunks()));
    }
    table.print(out);
  }

  /// A shape as text.
  static String shape(List<Long> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  private void printTrials(FilterTrials tried) {
    heading(
        "Filters for "
            + tried.path()
            + ": measured on "
            + count(tried.chunks(), tried.chunkShape().isEmpty() ? "chunk" : "piece")
            + ", "
            + Bytes.text(tried.bytes())
            + (tried.chunkShape().isEmpty() ? "" : " in pieces of " + shape(tried.chunkShape()))
            + (tried.complete() ? "" : "; there was no time for all"));
    TextTable table = new TextTable("lrrr");
    table.row("", "stored", "ratio", "decoded at");
    table.row(
        "as it is",
        Bytes.text(tried.stored()),
        ratio(tried.bytes(), tried.stored()),
        tried.now().map(ReportText::speed).orElse(""));
    for (Trial trial : tried.trials()) {
      table.row(
          trial.filters(),
          Bytes.text(trial.stored()),
          ratio(tried.bytes(), trial.stored()),
          speed(trial));
    }
    table.print(out);
  }

  private static String ratio(long bytes, long stored) {
    return String.format(Locale.ROOT, "%.2f", (double) bytes / Math.max(1, stored));
  }

  private static String speed(Trial trial) {
    return trial.decodeSpeed().isPresent() ? speed(trial.decodeSpeed().getAsDouble()) : "";
  }

  private void printCosts(AccessCosts costs) {
    heading(
        "Reads of "
            + costs.path()
            + ": computed from the shapes and from the bytes that an element takes");
    TextTable table = new TextTable("lrrrr");
    String now =
        costs.current().chunkShape().isEmpty() ? "contiguous" : shape(costs.current().chunkShape());
    String other = costs.other().map(plan -> shape(plan.chunkShape())).orElse("");
    table.row("", now, "", other, "");
    for (int i = 0; i < costs.current().costs().size(); i++) {
      int read = i;
      Cost cost = costs.current().costs().get(i);
      table.row(
          cost.read(),
          count(cost.requests(), "request"),
          Bytes.text((long) cost.bytes()),
          costs.other().map(plan -> count(plan.costs().get(read).requests(), "request")).orElse(""),
          costs.other().map(plan -> Bytes.text((long) plan.costs().get(read).bytes())).orElse(""));
    }
    table.print(out);
  }

  private void printAdvice(List<Advice> advice) {
    heading("Advice");
    if (advice.isEmpty()) {
      out.println("  none: nothing was found that would make much of a difference");
    }
    for (Advice one : advice) {
      String where = one.path().equals("/") ? "" : one.path() + ": ";
      out.println("  " + Quoted.printable(where + one.text()));
    }
  }
}
