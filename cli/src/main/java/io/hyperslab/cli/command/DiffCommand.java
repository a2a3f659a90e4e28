package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.compare.Difference;
import io.hyperslab.cli.compare.DifferenceOptions;
import io.hyperslab.cli.compare.DifferencePrinter;
import io.hyperslab.cli.compare.FileDifference;
import java.util.function.Consumer;

/// `hyperslab diff`: in what two files differ.
public final class DiffCommand implements Command {
  private static final int TROUBLE = 2;

  private static final Option ABSOLUTE =
      Option.valued(
          "-a, --absolute", "X", "How far numbers may be from each other and still be equal.");
  private static final Option RELATIVE =
      Option.valued("-r, --relative", "X", "The same as a part of the larger of the two: 1e-6.");
  private static final Option NANS_DIFFER =
      Option.flag("--nan-differs", "Two that are no numbers (NaN) differ.");
  private static final Option NO_ATTRIBUTES =
      Option.flag("--no-attributes", "Do not look at attributes.");
  private static final Option ANY_TYPE =
      Option.flag("--any-type", "Datatypes may differ where all values are equal.");
  private static final Option NO_VALUES =
      Option.flag("-s, --structure", "Compare links, types and shapes, but no elements.");
  private static final Option MOST =
      Option.valued(
          "-n, --values", "N", "Print so many values of an object that differ (default: 10).");
  private static final Option SIDE_BY_SIDE =
      Option.flag("-y, --side-by-side", "Print both files in columns.");
  private static final Option QUIET =
      Option.flag("-q, --quiet", "Print nothing; only the exit status tells.");

  @Override
  public Syntax syntax() {
    return Syntax.of("diff", "Says in what two files, or two objects, differ.")
        .description(
            "Links, objects, attributes, datatypes, shapes and values; not how elements are stored."
                + " Links that are no hard ones are compared, not followed.")
        .options(
            ABSOLUTE,
            RELATIVE,
            NANS_DIFFER,
            NO_ATTRIBUTES,
            ANY_TYPE,
            NO_VALUES,
            MOST,
            SIDE_BY_SIDE,
            QUIET)
        .operands(
            Operand.one("ONE[/PATH]", "A file, or a path in one."),
            Operand.one("OTHER[/PATH]", "What it is compared with."))
        .example("diff old.h5 new.h5", "")
        .example("diff -r 1e-6 old.h5/run new.h5/run", "two groups, with a tolerance")
        .example("diff -y -n 100 a.h5/x b.h5/x", "side by side")
        .statuses("0 nothing differs, 1 something differs, 2 trouble.");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    DifferenceOptions options = options(arguments);
    String[] names = {arguments.operand(0), arguments.operand(1)};
    int[] status = {TROUBLE};
    int[] at = {0};
    Reports.run(
        console,
        () -> names[at[0]],
        () -> {
          Target first = Target.of(names[0]);
          try (Hdf5File one = Hdf5File.open(first.file())) {
            Hdf5Object object = first.in(one).object();
            at[0] = 1;
            Target second = Target.of(names[1]);
            try (Hdf5File other = Hdf5File.open(second.file())) {
              DifferencePrinter printer = printer(arguments, console, names);
              Consumer<Difference> visitor = arguments.has(QUIET) ? _ -> {} : printer;
              FileDifference.Result result =
                  FileDifference.of(object, second.in(other).object(), options, visitor);
              if (!arguments.has(QUIET)) {
                printer.summary(result);
              }
              status[0] = result.status();
            }
          }
        });
    return status[0];
  }

  private static DifferencePrinter printer(Arguments arguments, Console console, String[] names) {
    DifferencePrinter.Style style =
        arguments.has(SIDE_BY_SIDE)
            ? DifferencePrinter.Style.SIDE_BY_SIDE
            : DifferencePrinter.Style.LINES;
    return new DifferencePrinter(console.out(), style, names[0], names[1]);
  }

  private static DifferenceOptions options(Arguments arguments) {
    try {
      return new DifferenceOptions(
          arguments.decimal(ABSOLUTE).orElse(0),
          arguments.decimal(RELATIVE).orElse(0),
          !arguments.has(NANS_DIFFER),
          !arguments.has(NO_ATTRIBUTES),
          !arguments.has(ANY_TYPE),
          !arguments.has(NO_VALUES),
          arguments
              .number(MOST, 0, Long.MAX_VALUE)
              .orElse(DifferenceOptions.defaults().mostValues()));
    } catch (IllegalArgumentException e) {
      throw UsageException.of(e);
    }
  }
}
