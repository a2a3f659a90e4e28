package io.hyperslab.cli.command;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.exchange.ExchangeFormat;
import io.hyperslab.cli.exchange.ExportOptions;
import io.hyperslab.cli.exchange.Exporter;
import io.hyperslab.cli.exchange.TableForm;
import io.hyperslab.cli.place.Place;
import io.hyperslab.cli.place.Step;
import io.hyperslab.cli.tool.InputFiles;
import io.hyperslab.dataspace.Selection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/// `hyperslab export`: datasets as tables, arrays of numpy and images.
public final class ExportCommand implements Command {
  private static final String STANDARD_OUTPUT = "-";

  private static final Option FORMAT =
      Option.choice(
          "-f, --format",
          "FORMAT",
          Exchange.FORMATS,
          "The format (default: what OUT ends with; csv on standard output).");
  private static final Option NUMBERS =
      Option.flag("--enum-numbers", "Print numbers, not names, of enumerations.");
  private static final Option FLAT =
      Option.flag("--flat", "Print elements of more than two dimensions in one table.");
  private static final Option LOSSY =
      Option.flag("--lossy", "Replace what the format cannot hold: references by paths.");
  private static final Option SKIP =
      Option.flag("--skip-unsupported", "Leave out datasets of a group that npz cannot hold.");
  private static final Option SCALE =
      Option.valued("--scale", "LOW:HIGH", "Numbers that become black and white in an image.");
  private static final Option FORCE = Option.flag("--force", "Replace OUT if it exists.");

  @Override
  public Syntax syntax() {
    return Syntax.of("export", "Writes datasets as CSV, TSV, JSON, NPY, NPZ, PNG or TIFF.")
        .description(
            "Nothing is lost: what a format cannot hold is refused, unless --lossy or --scale says"
                + " what shall become of it. Compounds are tables with a header, one column for"
                + " each number or text. A group becomes one .npz.")
        .options(
            FORMAT,
            Exchange.DELIMITER,
            Exchange.QUOTE,
            Exchange.HEADER,
            Exchange.NO_HEADER,
            NUMBERS,
            FLAT,
            LOSSY,
            SKIP,
            SCALE,
            FORCE)
        .operands(
            Operand.one("FILE/PATH", Target.HELP),
            Operand.optional("OUT", "The file to make; - or none for standard output."))
        .example("export weather.h5/stations stations.csv", "a table")
        .example("export 'run.h5/images[0]' frame.png", "an image")
        .example("export run.h5/images stack.tiff", "one page for each first index")
        .example("export run.h5/counts - | head", "")
        .example("export weather.h5/15 weather.npz", "a whole group, for numpy");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    String source = arguments.operand(0);
    String out = arguments.operands().size() > 1 ? arguments.operand(1) : STANDARD_OUTPUT;
    ExchangeFormat format = Exchange.format(arguments, FORMAT, out, ExchangeFormat.CSV);
    ExportOptions options = options(arguments, format);
    Reports.run(
        console,
        source,
        () -> {
          Target target = Target.of(source);
          try (Hdf5File file = Hdf5File.open(target.file());
              Exchange.Bar bar = new Exchange.Bar(console, count -> count + " elements")) {
            Place place = target.in(file);
            if (!out.equals(STANDARD_OUTPUT)) {
              InputFiles.requireOther(file, Path.of(out));
            }
            Exporter exporter = new Exporter(options, bar);
            List<String> skipped =
                out.equals(STANDARD_OUTPUT)
                    ? write(exporter, place, format, console.out().stream())
                    : Exporter.toFile(
                        Path.of(out),
                        arguments.has(FORCE),
                        stream -> write(exporter, place, format, stream));
            bar.erase();
            skipped.forEach(path -> console.note(path + ": left out"));
          }
        });
    return console.status();
  }

  private static List<String> write(
      Exporter exporter, Place place, ExchangeFormat format, OutputStream out) throws IOException {
    if (place.object() instanceof Group group) {
      if (format != ExchangeFormat.NPZ) {
        throw new IllegalArgumentException(
            group.path() + " is a group: only npz holds more than one dataset");
      }
      return exporter.write(group, out);
    }
    exporter.write(dataset(place), selection(place), format, out);
    return List.of();
  }

  private static Dataset dataset(Place place) {
    if (place.attribute().isPresent()) {
      throw new IllegalArgumentException(
          place.written() + ": an attribute; 'hyperslab get' prints its value");
    }
    return place.dataset();
  }

  private static Selection selection(Place place) {
    List<Step> steps = place.steps();
    if (steps.isEmpty()) {
      return Selection.all();
    }
    if (steps.size() == 1 && steps.getFirst() instanceof Step.Part part) {
      return part.selection();
    }
    throw new IllegalArgumentException(
        place.written() + ": expected one selection of elements, such as [:10]");
  }

  private static ExportOptions options(Arguments arguments, ExchangeFormat format) {
    ExportOptions options = ExportOptions.defaults();
    TableForm form = Exchange.form(arguments, format);
    if (format.isTable()) {
      options = options.withTable(form);
    }
    options = arguments.has(NUMBERS) ? options.withEnumNumbers() : options;
    options = arguments.has(FLAT) ? options.withFlat() : options;
    options = arguments.has(LOSSY) ? options.withLossy() : options;
    options = arguments.has(SKIP) ? options.withUnsupportedSkipped() : options;
    return arguments.has(SCALE) ? scaled(options, arguments.text(SCALE).orElseThrow()) : options;
  }

  private static ExportOptions scaled(ExportOptions options, String scale) {
    try {
      int colon = scale.indexOf(':');
      return options.withScale(
          Double.parseDouble(scale.substring(0, Math.max(0, colon))),
          Double.parseDouble(scale.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw UsageException.of(
          new IllegalArgumentException(
              SCALE.name() + " '" + scale + "': expected two different numbers, such as 0:255", e));
    }
  }
}
