package io.hyperslab.cli.dump;

import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What all parts of one dump share.
public final class Session {
  /// Is told what could not be printed: a message, and the failure behind it.
  public interface Problems extends BiConsumer<String, RuntimeException> {
    /// Is told what could not be printed and what h5dump does not take for a failure.
    default void passedOver(String message, RuntimeException failure) {
      accept(message, failure);
    }
  }

  private final Hdf5File file;
  private final DumpOptions options;
  private final Streams streams;
  private final Problems problems;
  private final LineFormat format;

  /// Of each file the table, which files that are opened again through other links share.
  private final IdentityHashMap<Hdf5File, ObjectTable> tables = new IdentityHashMap<>();

  private final Map<Path, ObjectTable> tablesByPath = new HashMap<>();

  /// @param file the file that is asked for; external links back into it are not followed
  public Session(Hdf5File file, DumpOptions options, Streams streams, Problems problems) {
    this.file = file;
    this.options = options;
    this.streams = streams;
    this.problems = problems;
    format = LineFormat.plain(options.layout().columns(), options.layout().perLine());
  }

  public DumpOptions options() {
    return options;
  }

  public Streams streams() {
    return streams;
  }

  /// The format of everything that is not data.
  public LineFormat format() {
    return format;
  }

  public ObjectTable table(Hdf5File file) {
    ObjectTable table = tables.get(file);
    if (table == null) {
      Optional<Path> path = realPath(file);
      table =
          path.isPresent()
              ? tablesByPath.computeIfAbsent(path.get(), _ -> newTable(file))
              : newTable(file);
      tables.put(file, table);
    }
    return table;
  }

  private ObjectTable newTable(Hdf5File file) {
    return new ObjectTable(file, options.order());
  }

  private static Optional<Path> realPath(Hdf5File file) {
    try {
      return file.path().isPresent()
          ? Optional.of(file.path().get().toRealPath())
          : Optional.empty();
    } catch (IOException e) {
      return file.path();
    }
  }

  /// Whether a file is the one that is asked for.
  public boolean isOwn(Hdf5File other) {
    return other == file || table(other) == table(file);
  }

  /// The file that is asked for.
  public Hdf5File file() {
    return file;
  }

  /// Prints a line that is not data.
  public void line(LineState state, String text) {
    streams.ddl().ifPresent(printer -> printer.line(format, state, text));
  }

  /// Prints a line that is started before it is known whether the text fits: where it does not, an
  /// empty line is left behind, as h5dump does.
  public void startedLine(LineState state, String text) {
    streams
        .ddl()
        .ifPresent(printer -> {
          state.needsLine = true;
          printer.startLine(format, state, 0, 0);
          printer.print(format, state, text, 0, 0);
        });
  }

  public void problem(String message, RuntimeException failure) {
    problems.accept(message, failure);
  }

  /// Tells a problem that h5dump passes over in silence.
  public void passedOver(String message, RuntimeException failure) {
    problems.passedOver(message, failure);
  }
}
