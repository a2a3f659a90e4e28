package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.exchange.Exporter;
import io.hyperslab.cli.place.Place;
import io.hyperslab.cli.plot.Chart;
import io.hyperslab.cli.plot.ChartOptions;
import io.hyperslab.cli.plot.ChartReader;
import io.hyperslab.cli.plot.Picture;
import io.hyperslab.cli.plot.ShownRange;
import io.hyperslab.cli.plot.Size;
import io.hyperslab.cli.plot.TerminalSize;
import io.hyperslab.cli.plot.TerminalStyle;
import io.hyperslab.cli.plot.TextPicture;
import io.hyperslab.cli.text.Cancellation;
import io.hyperslab.cli.text.Progress;
import io.hyperslab.cli.tool.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `hyperslab plot`: draws numbers, as a picture or with characters.
public final class PlotCommand implements Command {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 600;
  private static final int MOST_PIXELS = 4_000;
  private static final int MOST_CHARACTERS = 1_000;
  private static final int MOST_BINS = 10_000;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");

  private static final Option OUTPUT =
      Option.valued(
          "-o, --output",
          "OUT",
          "The picture to make, a .png or .svg; without it the plot is drawn with characters.");
  private static final Option X =
      Option.valued(
          "--x",
          "PATH",
          "What the x axis shows: numbers in the same file (default: the dimension scale that is"
              + " attached, or indices).");
  private static final Option HISTOGRAM = Option.flag("--hist", "Count how often numbers come.");
  private static final Option BINS =
      Option.valued("--bins", "N", "How many bars a histogram has (default: 50).");
  private static final Option SCATTER = Option.flag("--scatter", "Draw points instead of lines.");
  private static final Option LOGARITHMIC =
      Option.valued(
          "--log", "AXES", "Logarithmic axes: x, y, c for colors, or several of them, such as xy.");
  private static final Option RANGE =
      Option.valued(
          "--range",
          "LOW,HIGH",
          "Which values are shown, such as 0,100, or 2%,98% for those between percentiles"
              + " (default: all).");
  private static final Option MAP =
      Option.choice("--map", "COLORS", List.of("viridis", "grey"), "Colors (default: viridis).");
  private static final Option SIZE_OPTION =
      Option.valued(
          "--size",
          "WxH",
          "Size of the picture in pixels (default: 900x600), or of the plot in characters"
              + " (default: the terminal's size).");
  private static final Option TITLE = Option.valued("--title", "TEXT", "What stands above.");
  private static final Option RAW =
      Option.flag(
          "--raw", "Numbers as stored, whatever _FillValue, scale_factor and add_offset say.");
  private static final Option ASCII = Option.flag("--ascii", "Draw with ASCII characters only.");
  private static final Option COLOR =
      Option.choice(
          "--color", "WHEN", List.of("auto", "always", "never"), "Use colors (default: auto).");

  @Override
  public Syntax syntax() {
    return Syntax.of("plot", "Draws numbers: lines, histograms, points, or tables as colors.")
        .description(
            "Numbers of one dimension become a line, of two an image. Titles, axes and units are"
                + " what attributes and dimension scales say; numbers that are too many to be seen"
                + " are reduced while they are read, lines to their lowest and highest values,"
                + " images to means.")
        .options(
            OUTPUT,
            X,
            HISTOGRAM,
            BINS,
            SCATTER,
            LOGARITHMIC,
            RANGE,
            MAP,
            SIZE_OPTION,
            TITLE,
            RAW,
            ASCII,
            COLOR)
        .operands(Operand.some("FILE/PATH", Target.HELP))
        .example("plot weather.h5/15/temperature", "in the terminal")
        .example("plot -o t.png 'weather.h5/15/temperature[:1000]'", "a part of it")
        .example("plot -o m.svg --range 2%,98% 'run.h5/images[7, :, :]'", "")
        .example("plot --hist --log y run.h5/counts", "")
        .example("plot --scatter --x /table[\"x\"] 'run.h5/table[\"y\"]'", "");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    Optional<String> output = arguments.text(OUTPUT);
    Optional<String> ending = output.map(PlotCommand::ending);
    if (output.isEmpty()) {
      Cancellation.nothingToLose();
    }
    Size size = size(arguments, output.isPresent(), console);
    TerminalStyle style = style(arguments, console);
    ChartOptions options = options(arguments, output.isPresent() ? size : style.dots(size));
    for (String argument : output.map(List::of).orElse(List.of())) {
      usage(OUTPUT, argument, () -> Path.of(argument));
    }
    try (Progress progress = new Progress(console.err(), 0, count -> count + " numbers")) {
      ChartReader reader = new ChartReader(options, console.isTerminal() ? progress::add : _ -> {});
      for (String argument : arguments.operands()) {
        if (!Reports.run(console, argument, () -> read(argument, arguments, reader))) {
          return console.status();
        }
      }
      progress.clear();
      reader.notes().forEach(console::note);
      Chart chart = reader.chart();
      if (output.isEmpty()) {
        console.out().print(TextPicture.of(chart, size.width(), size.height(), style));
      } else {
        Reports.run(
            console,
            output.get(),
            () -> write(Path.of(output.get()), picture(chart, size, ending.orElseThrow())));
      }
    }
    return console.status();
  }

  private static void read(String argument, Arguments arguments, ChartReader reader)
      throws IOException {
    Target target = Target.of(argument);
    try (Hdf5File file = Hdf5File.open(target.file())) {
      Optional<Place> x =
          arguments.text(X).map(path -> Place.find(file, path.startsWith("/") ? path : "/" + path));
      Place place = target.in(file);
      if (arguments.has(OUTPUT)) {
        InputFiles.requireOther(file, Path.of(arguments.text(OUTPUT).orElseThrow()));
      }
      reader.add(place, x);
    }
  }

  private static void write(Path file, byte[] picture) throws IOException {
    Path _ =
        Exporter.toFile(
            file,
            true,
            out -> {
              out.write(picture);
              return file;
            });
  }

  private static byte[] picture(Chart chart, Size size, String ending) {
    return ending.equals("svg")
        ? Picture.svg(chart, size.width(), size.height())
        : Picture.png(chart, size.width(), size.height());
  }

  private static String ending(String output) {
    String ending = output.substring(output.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!ending.equals("png") && !ending.equals("svg")) {
      throw new UsageException(
          OUTPUT.name() + " '" + output + "': expected a name that ends in .png or .svg");
    }
    return ending;
  }

  private static Size size(Arguments arguments, boolean isPicture, Console console) {
    Optional<String> wanted = arguments.text(SIZE_OPTION);
    if (wanted.isEmpty()) {
      return isPicture
          ? new Size(WIDTH, HEIGHT)
          : console.isTerminal() ? TerminalSize.get() : TerminalSize.USUAL;
    }
    Matcher size = SIZE.matcher(wanted.get());
    int least = isPicture ? 50 : 10;
    int most = isPicture ? MOST_PIXELS : MOST_CHARACTERS;
    if (size.matches()) {
      Size given = new Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
      if (given.isBetween(least, most)) {
        return given;
      }
    }
    throw new UsageException(
        "--size '%s': expected two numbers from %d to %d, such as %s"
            .formatted(wanted.get(), least, most, isPicture ? "900x600" : "80x24"));
  }

  private static TerminalStyle style(Arguments arguments, Console console) {
    TerminalStyle here = TerminalStyle.ofEnvironment();
    boolean colored =
        switch (arguments.text(COLOR).orElse("auto")) {
          case "always" -> true;
          case "never" -> false;
          default -> console.isColorful();
        };
    return new TerminalStyle(
        here.isUnicode() && !arguments.has(ASCII),
        colored ? here.colors() : TerminalStyle.Colors.NONE);
  }

  private static ChartOptions options(Arguments arguments, Size resolution) {
    String log = arguments.text(LOGARITHMIC).orElse("").toLowerCase(Locale.ROOT);
    if (!log.matches("[xyc, ]*")) {
      throw new UsageException("--log '" + log + "': expected x, y, c or several of them");
    }
    OptionalLong bins = arguments.number(BINS, 1, MOST_BINS);
    return new ChartOptions(
        kind(arguments),
        resolution.width(),
        resolution.height(),
        log.contains("x"),
        log.contains("y"),
        log.contains("c"),
        arguments.text(RANGE).map(text -> usage(RANGE, text, () -> ShownRange.of(text))),
        bins.isPresent() ? OptionalInt.of((int) bins.getAsLong()) : OptionalInt.empty(),
        arguments.text(MAP).equals(Optional.of("grey")),
        arguments.has(RAW),
        arguments.text(TITLE));
  }

  private static ChartOptions.Kind kind(Arguments arguments) {
    if (arguments.has(HISTOGRAM) && arguments.has(SCATTER)) {
      throw new UsageException("--hist and --scatter do not go together");
    }
    return arguments.has(HISTOGRAM)
        ? ChartOptions.Kind.HISTOGRAM
        : arguments.has(SCATTER) ? ChartOptions.Kind.SCATTER : ChartOptions.Kind.USUAL;
  }

  private static <T> T usage(Option option, String value, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      UsageException usage =
          new UsageException(option.name() + " '" + value + "': " + e.getMessage());
      usage.initCause(e);
      throw usage;
    }
  }
}
