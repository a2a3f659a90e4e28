package io.hyperslab.cli.command;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.exchange.ExchangeFormat;
import io.hyperslab.cli.exchange.ImportOptions;
import io.hyperslab.cli.exchange.ImportTypes;
import io.hyperslab.cli.exchange.Importer;
import io.hyperslab.cli.exchange.TableForm;
import io.hyperslab.cli.listing.Bytes;
import io.hyperslab.cli.repack.FilterNames;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `hyperslab import`: tables, arrays of numpy and images become datasets.
public final class ImportCommand implements Command {
  private static final Option FORMAT =
      Option.choice(
          "-f, --format", "FORMAT", Exchange.FORMATS, "The format (default: what IN ends with).");
  private static final Option TYPE =
      Option.valued(
          "-t, --type",
          "TYPE",
          "Datatype of all values, such as float32, or of columns: count=int32,name=string[10]"
              + " (default: what fits them all).");
  private static final Option SKIP_LINES =
      Option.valued("--skip-lines", "N", "Leave out so many lines at the start.");
  private static final Option CHARSET =
      Option.valued("--charset", "NAME", "Character set of the text (default: UTF-8).");
  private static final Option QUOTED_NUMBERS =
      Option.flag("--quoted-numbers", "Numbers in quotes are numbers.");
  private static final Option MATRIX =
      Option.flag("--matrix", "A table with a header becomes an array of two dimensions.");
  private static final Option APPEND =
      Option.flag("--append", "Append rows to the dataset if it exists.");
  private static final Option OVERWRITE =
      Option.flag("--overwrite", "Replace the dataset if it exists.");
  private static final Option GROWING =
      Option.flag("--growing", "Rows can be appended to the new dataset.");
  private static final Option CHUNKS =
      Option.valued("--chunks", "SHAPE", "Shape of chunks, such as 100,64.");
  private static final Option FILTER =
      Option.valued(
          "--filter",
          "NAME[=LEVEL]",
          "Filters of the new dataset, in this order: " + FilterNames.all() + ".");

  @Override
  public Syntax syntax() {
    return Syntax.of("import", "Makes datasets of CSV, TSV, JSON, NPY, NPZ, PNG or TIFF files.")
        .description(
            "Groups on the way are made, and so is FILE. Everything happens in one commit, or, if"
                + " anything is wrong, nothing. A table with a header becomes compounds, one for"
                + " each row; one without becomes an array.")
        .options(
            FORMAT,
            TYPE,
            Exchange.DELIMITER,
            Exchange.QUOTE,
            Exchange.HEADER,
            Exchange.NO_HEADER,
            SKIP_LINES,
            CHARSET,
            QUOTED_NUMBERS,
            MATRIX,
            APPEND,
            OVERWRITE,
            GROWING,
            CHUNKS,
            FILTER)
        .operands(
            Operand.one("IN", "The file to read."),
            Operand.one("FILE/PATH", "Where the dataset shall be; a group for npz."))
        .example("import july.csv weather.h5/2026/july", "a table")
        .example("import --append august.csv weather.h5/2026/summer", "")
        .example("import --filter shuffle --filter gzip=4 a.npy run.h5/a", "")
        .example("import photo.png run.h5/photos/first", "");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    String in = arguments.operand(0);
    ExchangeFormat format = Exchange.format(arguments, FORMAT, in, null);
    ImportOptions options = options(arguments, format);
    String out = arguments.operand(1);
    Reports.run(
        console,
        () -> out,
        () -> {
          Path source = Path.of(in);
          if (!Files.exists(source)) {
            throw new NoSuchFileException(in);
          }
          Target target = Target.ofNew(out);
          boolean isNew = !Files.exists(target.file());
          boolean done = false;
          try (Exchange.Bar bar = new Exchange.Bar(console, Bytes::text)) {
            take(source, format, target, new Importer(options, bar));
            done = true;
          } finally {
            if (isNew && !done) {
              Files.deleteIfExists(target.file());
            }
          }
        });
    return console.status();
  }

  private static void take(Path source, ExchangeFormat format, Target target, Importer importer)
      throws IOException {
    if (target.path().equals("/") && format != ExchangeFormat.NPZ) {
      throw new IllegalArgumentException("expected a path behind the file: FILE/PATH");
    }
    Hdf5File file = Hdf5File.openOrCreate(target.file());
    try {
      List<Dataset> made = importer.into(file.root(), target.path(), source, format);
      if (made.isEmpty()) {
        throw new IllegalArgumentException(source + ": there is nothing in it");
      }
      file.close();
    } finally {
      file.closeWithoutCommit();
    }
  }

  private static ImportOptions options(Arguments arguments, ExchangeFormat format) {
    try {
      ImportOptions options = ImportOptions.defaults();
      if (format.isTable()) {
        options = options.withTable(form(arguments, format));
      }
      if (arguments.has(TYPE)) {
        options = options.withTypes(ImportTypes.parse(arguments.text(TYPE).orElseThrow()));
      }
      if (arguments.has(APPEND) && arguments.has(OVERWRITE)) {
        throw new UsageException("--append and --overwrite do not go together");
      }
      if (arguments.has(APPEND)) {
        options = options.withExisting(ImportOptions.Existing.APPENDED);
      } else if (arguments.has(OVERWRITE)) {
        options = options.withExisting(ImportOptions.Existing.REPLACED);
      }
      if (arguments.has(CHUNKS)) {
        options = options.withChunks(sizes(arguments.text(CHUNKS).orElseThrow()));
      }
      options = arguments.has(GROWING) ? options.withGrowing() : options;
      options = arguments.has(MATRIX) ? options.withMatrix() : options;
      return options.withFilters(
          arguments.texts(FILTER).stream()
              .map(FilterNames::parse)
              .flatMap(Optional::stream)
              .toList());
    } catch (IllegalArgumentException e) {
      throw UsageException.of(e);
    }
  }

  private static TableForm form(Arguments arguments, ExchangeFormat format) {
    TableForm form = Exchange.form(arguments, format);
    form =
        form.withSkippedLines((int) arguments.number(SKIP_LINES, 0, Integer.MAX_VALUE).orElse(0));
    if (arguments.has(CHARSET)) {
      form = form.withCharset(Charset.forName(arguments.text(CHARSET).orElseThrow()));
    }
    return arguments.has(QUOTED_NUMBERS) ? form.withQuotesIgnored() : form;
  }

  private static List<Long> sizes(String chunks) {
    try {
      List<Long> sizes = new ArrayList<>();
      Arrays.stream(chunks.split("[,x]", -1)).map(Long::valueOf).forEach(sizes::add);
      return sizes;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--chunks '" + chunks + "': expected sizes such as 100,64", e);
    }
  }
}
