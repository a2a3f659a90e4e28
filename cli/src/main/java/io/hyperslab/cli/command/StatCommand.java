package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.statistics.FileReport;
import io.hyperslab.cli.statistics.ReportJson;
import io.hyperslab.cli.statistics.ReportOptions;
import io.hyperslab.cli.statistics.ReportProgress;
import io.hyperslab.cli.statistics.ReportText;
import io.hyperslab.cli.text.Quoted;

/// `hyperslab stat`: what the bytes of a file are for, and what they could be.
public final class StatCommand implements Command {
  private static final String ERASE = "\r\u001b[K";
  private static final long BETWEEN = 100_000_000;

  private static final Option QUICK =
      Option.flag("-q, --quick", "Measure nothing, and give no advice that needs it.");
  private static final Option JSON = Option.flag("-j, --json", "Print JSON.");

  @Override
  public Syntax syntax() {
    return Syntax.of("stat", "Says what takes the space of a file, and what would take less.")
        .description(
            "Space by kind, holes, layouts, filters and the largest datasets. Some of them are"
                + " measured: samples of their own chunks are encoded with other filters, and reads"
                + " of rows, columns and tiles are counted under other chunk shapes. The advice"
                + " says no more than was seen.")
        .options(QUICK, JSON)
        .operands(Operand.some("FILE[/PATH]", "A file, or a path in one."))
        .example("stat run.h5", "")
        .example("stat --quick --json run.h5/images", "");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    ReportOptions usual = ReportOptions.defaults();
    ReportOptions options = arguments.has(QUICK) ? usual.withoutMeasurements() : usual;
    for (String argument : arguments.operands()) {
      Reports.run(
          console,
          argument,
          () -> {
            Target target = Target.of(argument);
            try (Hdf5File file = Hdf5File.open(target.file())) {
              FileReport report =
                  FileReport.of(target.in(file).object(), options, progress(console));
              erase(console);
              if (arguments.has(JSON)) {
                new ReportJson(console.out()).print(report);
              } else {
                new ReportText(console.out()).print(report);
              }
              report.failures().forEach(failure -> console.report(argument + ": " + failure));
            }
          });
    }
    return console.status();
  }

  /// Shows what is going on, a few times a second.
  private static ReportProgress progress(Console console) {
    if (!console.isTerminal()) {
      return _ -> {};
    }
    long[] last = {System.nanoTime()};
    return activity -> {
      long now = System.nanoTime();
      if (now - last[0] > BETWEEN) {
        last[0] = now;
        console.err().print(ERASE + Quoted.printable(activity)).flush();
      }
    };
  }

  private static void erase(Console console) {
    if (console.isTerminal()) {
      console.err().print(ERASE).flush();
    }
  }
}
