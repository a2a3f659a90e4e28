package io.hyperslab.cli.command;

import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.exchange.ExchangeFormat;
import io.hyperslab.cli.exchange.ExchangeProgress;
import io.hyperslab.cli.exchange.TableForm;
import io.hyperslab.cli.text.Cancellation;
import io.hyperslab.cli.text.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What export and import have in common.
final class Exchange {
  static final List<String> FORMATS =
      Arrays.stream(ExchangeFormat.values())
          .map(format -> format.name().toLowerCase(Locale.ROOT))
          .toList();

  static final Option DELIMITER =
      Option.valued("--delimiter", "C", "What is between cells of a table: a character, or tab.");
  static final Option QUOTE = Option.valued("--quote", "C", "What is around texts (default: \").");
  static final Option HEADER = Option.flag("--header", "The first line names the columns.");
  static final Option NO_HEADER =
      Option.flag("--no-header", "The first line does not name the columns.");

  private Exchange() {}

  /// The format that was asked for, or that a file's name ends with.
  ///
  /// @param usual of a file whose name has no ending that is known; null if one must be named
  static ExchangeFormat format(
      Arguments arguments, Option option, String file, @Nullable ExchangeFormat usual) {
    Optional<ExchangeFormat> format =
        arguments.text(option).flatMap(ExchangeFormat::named).or(() -> ExchangeFormat.ofFile(file));
    if (format.isEmpty() && file.equals("-") && usual != null) {
      return usual;
    }
    return format.orElseThrow(() ->
        new UsageException(
            "'" + file + "' does not say the format: " + option.name() + " does: " + FORMATS));
  }

  /// How tables are written.
  static TableForm form(Arguments arguments, ExchangeFormat format) {
    TableForm form = format == ExchangeFormat.TSV ? TableForm.tsv() : TableForm.csv();
    if (arguments.has(DELIMITER)) {
      form = form.withDelimiter(character(DELIMITER, arguments));
    }
    if (arguments.has(QUOTE)) {
      form = form.withQuote(character(QUOTE, arguments));
    }
    if (arguments.has(HEADER)) {
      form = form.withHeader(TableForm.Header.PRESENT);
    }
    return arguments.has(NO_HEADER) ? form.withHeader(TableForm.Header.ABSENT) : form;
  }

  private static char character(Option option, Arguments arguments) {
    String text = arguments.text(option).orElseThrow();
    if (text.equals("tab") || text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1) {
      throw new UsageException(option.name() + " '" + text + "': expected one character");
    }
    return text.charAt(0);
  }

  /// A line on the terminal that says how far it is; made when the amount of work is known.
  static final class Bar implements ExchangeProgress, AutoCloseable {
    private final Console console;
    private final LongFunction<String> unit;
    private @Nullable Progress progress;
    private long before;

    /// @param unit writes an amount
    Bar(Console console, LongFunction<String> unit) {
      this.console = console;
      this.unit = unit;
    }

    @Override
    public void progress(long done, long total) {
      Cancellation.check();
      if (!console.isTerminal()) {
        return;
      }
      Progress line = progress;
      if (line == null) {
        line = new Progress(console.err(), total, unit);
        progress = line;
      }
      line.add(done - before);
      before = done;
    }

    /// Takes the line away until there is more to tell.
    void erase() {
      if (progress != null) {
        progress.clear();
      }
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
      }
    }
  }
}
