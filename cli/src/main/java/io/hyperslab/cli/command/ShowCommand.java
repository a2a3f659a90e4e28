package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.plot.TerminalSize;
import io.hyperslab.cli.show.Look;
import io.hyperslab.cli.show.ObjectView;
import io.hyperslab.cli.value.ValueText;
import java.util.List;

/// `hyperslab show`: contents as tables.
public final class ShowCommand implements Command {
  private static final int DEFAULT_ROWS = 20;
  private static final int DEFAULT_COLUMNS = 20;
  private static final int DEFAULT_SLICES = 2;
  private static final int DEFAULT_DIGITS = 8;
  private static final int DEFAULT_WIDTH = 100;
  private static final int LARGEST = 1_000_000;

  private static final Option ROWS =
      Option.valued("-n, --rows", "N", "Rows to show, half of them the last (default: 20).");
  private static final Option COLUMNS =
      Option.valued("--columns", "N", "Columns of a matrix to show (default: 20).");
  private static final Option ALL = Option.flag("-a, --all", "Show everything, in full length.");
  private static final Option PRECISION =
      Option.valued(
          "-p, --precision",
          "N",
          "Significant digits of floating-point numbers (default: 8; 17 are all there are).");
  private static final Option HEX = Option.flag("-x, --hex", "Show numbers in base 16.");
  private static final Option UNPACK =
      Option.flag(
          "-u, --unpack", "Apply scale_factor and add_offset, and show missing numbers as --.");
  private static final Option STATS =
      Option.flag("-s, --stats", "Read all elements and say their number, range, mean and NaNs.");
  private static final Option NO_DATA =
      Option.flag("--no-data", "Show what there is, not the elements.");
  private static final Option NO_ATTRIBUTES =
      Option.flag("--no-attributes", "Do not show attributes.");
  private static final Option WIDTH =
      Option.valued(
          "-w, --width", "N", "Characters of a line (default: as the terminal has, or 100).");

  @Override
  public Syntax syntax() {
    return Syntax.of("show", "Shows datasets as tables, with their units and attributes.")
        .description(
            "Only what is shown is read, however large the dataset is (but --stats reads all).",
            "Axes with a dimension scale show its values beside the indices. Numbers that an"
                + " attribute _FillValue or missing_value names do not count in --stats.")
        .options(ROWS, COLUMNS, ALL, PRECISION, HEX, UNPACK, STATS, NO_DATA, NO_ATTRIBUTES, WIDTH)
        .operands(Operand.some("FILE[/PATH]", Target.HELP))
        .example("show weather.h5", "the root group")
        .example("show weather.h5/15/temperature", "first and last rows")
        .example("show -u sst.nc/sst", "numbers that are packed, by CF")
        .example("show 'images.h5/images[0, :64, :64]'", "a part")
        .example("show -s 'table.h5/stations[\"height\"]'", "one member, and its statistics")
        .example("show weather.h5/15/temperature@units", "an attribute");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    Look look = look(arguments, console);
    List<String> targets = arguments.operands();
    for (int i = 0; i < targets.size(); i++) {
      String argument = targets.get(i);
      if (i > 0) {
        console.out().println();
      }
      Reports.run(
          console,
          argument,
          () -> {
            Target target = Target.of(argument);
            try (Hdf5File file = Hdf5File.open(target.file())) {
              new ObjectView(console.out(), look, failure -> console.reportFile(argument, failure))
                  .show(target.in(file));
            }
          });
    }
    return console.status();
  }

  private static Look look(Arguments arguments, Console console) {
    boolean all = arguments.has(ALL);
    long rows = arguments.number(ROWS, 1, Long.MAX_VALUE).orElse(DEFAULT_ROWS);
    long columns = arguments.number(COLUMNS, 1, LARGEST).orElse(DEFAULT_COLUMNS);
    long width =
        arguments
            .number(WIDTH, 20, LARGEST)
            .orElseGet(() -> console.isTerminal() ? TerminalSize.get().width() : DEFAULT_WIDTH);
    long digits =
        arguments
            .number(PRECISION, 1, ValueText.ALL_DIGITS)
            .orElse(all ? ValueText.ALL_DIGITS : DEFAULT_DIGITS);
    return new Look(
        all ? Long.MAX_VALUE : rows,
        all ? LARGEST : columns,
        all ? Long.MAX_VALUE : DEFAULT_SLICES,
        (int) digits,
        arguments.has(HEX),
        arguments.has(UNPACK),
        all ? Integer.MAX_VALUE : (int) width,
        !arguments.has(NO_ATTRIBUTES),
        !arguments.has(NO_DATA),
        arguments.has(STATS));
  }
}
