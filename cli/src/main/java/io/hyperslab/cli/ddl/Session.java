package io.hyperslab.cli.ddl;

import io.hyperslab.Hdf5File;
import java.util.IdentityHashMap;
import java.util.function.BiConsumer;

/// What all parts of one dump share.
final class Session {
  /// Is told what could not be printed: a message, and the failure behind it.
  interface Problems extends BiConsumer<String, RuntimeException> {}

  private final Hdf5File file;
  private final DumpOptions options;
  private final Streams streams;
  private final Problems problems;
  private final LineFormat format;
  private final IdentityHashMap<Hdf5File, ObjectTable> tables = new IdentityHashMap<>();

  /// @param file the file that is asked for; external links back into it are not followed
  Session(Hdf5File file, DumpOptions options, Streams streams, Problems problems) {
    this.file = file;
    this.options = options;
    this.streams = streams;
    this.problems = problems;
    format = LineFormat.plain(options.layout().columns(), options.layout().perLine());
  }

  DumpOptions options() {
    return options;
  }

  Streams streams() {
    return streams;
  }

  /// The format of everything that is not data.
  LineFormat format() {
    return format;
  }

  ObjectTable table(Hdf5File file) {
    return tables.computeIfAbsent(file, f -> new ObjectTable(f, options.order()));
  }

  /// The file that is asked for.
  Hdf5File file() {
    return file;
  }

  /// Prints a line that is not data.
  void line(LineState state, String text) {
    streams.ddl().ifPresent(printer -> printer.line(format, state, text));
  }

  /// Prints a line that is started before it is known whether the text fits: where it does not, an
  /// empty line is left behind, as h5dump does.
  void startedLine(LineState state, String text) {
    streams
        .ddl()
        .ifPresent(printer -> {
          state.needsLine = true;
          printer.startLine(format, state, 0, 0);
          printer.print(format, state, text, 0, 0);
        });
  }

  void problem(String message, RuntimeException failure) {
    problems.accept(message, failure);
  }
}
