package io.hyperslab.cli.h5diff;

import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.cli.tool.Tool;
import io.hyperslab.cli.tool.UsageText;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Stands in for `h5diff`.
///
/// Elements are read in pieces, so that files of any size are compared in bounded memory.
public final class DiffTool implements Tool {
  private static final int WRONG_ARGUMENTS = 1;
  private static final String SPLIT_STRUCTURES = "-m.h5";
  private static final String MULTI_SUPERBLOCK = "-s.h5";

  /// A program that can be run once and again.
  public DiffTool() {}

  @Override
  public int run(Invocation invocation) {
    DiffCommandLine line;
    try {
      line = DiffCommandLine.parse(invocation.arguments());
    } catch (DiffCommandLine.EndedException e) {
      return end(invocation, e);
    }
    DiffState state = new DiffState();
    DiffOutput out = new DiffOutput(invocation.out(), line.options());
    long found = compare(invocation, line, out, state);
    summary(out, state);
    return state.status(found);
  }

  private static int end(Invocation invocation, DiffCommandLine.EndedException reason) {
    String message = String.valueOf(reason.getMessage());
    switch (reason.ending()) {
      case HELP -> invocation.out().print(help());
      case VERSION -> invocation.out().print(UsageText.version(invocation.name()));
      case USAGE -> {
        invocation.out().print(help());
        invocation.report(message);
      }
      case WRONG_VALUE -> invocation.out().println(message).print(help());
      case TWO_TOLERANCES -> invocation.out().print(UsageText.of(DiffTool.class, "tolerances.txt"));
      case CONTRADICTION -> invocation.out().println(message);
    }
    return switch (reason.ending()) {
      case HELP, VERSION -> 0;
      case USAGE, WRONG_VALUE, TWO_TOLERANCES -> WRONG_ARGUMENTS;
      case CONTRADICTION -> DiffState.ERROR;
    };
  }

  private static String help() {
    return UsageText.of(DiffTool.class, "help.txt");
  }

  private static long compare(
      Invocation invocation, DiffCommandLine line, DiffOutput out, DiffState state) {
    String opening = line.fileOfOne();
    try (Hdf5File one = open(invocation, opening)) {
      opening = line.fileOfOther();
      try (Hdf5File other = open(invocation, opening)) {
        String both = line.fileOfOne() + ", " + line.fileOfOther();
        Consumer<RuntimeException> failures = failure -> invocation.reportFile(both, failure);
        DatasetDiff datasets =
            new DatasetDiff(out, state, line.subsetOfOne(), line.subsetOfOther(), failures);
        return new FileDiff(out, state, datasets, failures)
            .compare(
                new FileDiff.Side(line.fileOfOne(), one, line.one()),
                new FileDiff.Side(line.fileOfOther(), other, line.other()));
      }
    } catch (IOException | UncheckedIOException | Hdf5Exception | InvalidPathException e) {
      out.line("h5diff: <" + opening + ">: unable to open file");
      invocation.reportFile(opening, e);
      state.failed(DiffState.ERROR);
      return 0;
    }
  }

  /// Opens a file, also one that consists of several.
  private static Hdf5File open(Invocation invocation, String name) throws IOException {
    OpenOptions options = OpenOptions.defaults().missingSource(OpenOptions.MissingSource.FILL);
    Path path = invocation.path(name);
    if (Files.exists(path)) {
      return Hdf5File.open(path, options);
    } else if (name.contains("%")) {
      return openFamily(path, options);
    } else if (Files.exists(invocation.path(name + SPLIT_STRUCTURES))) {
      return Hdf5File.open(Storage.split(path), options);
    } else if (Files.exists(invocation.path(name + MULTI_SUPERBLOCK))) {
      return Hdf5File.open(Storage.multi(path), options);
    }
    return Hdf5File.open(path, options); // says that there is none
  }

  private static Hdf5File openFamily(Path pattern, OpenOptions options) throws IOException {
    try {
      return Hdf5File.open(Storage.family(pattern), options);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void summary(DiffOutput out, DiffState state) {
    DiffOptions options = out.options();
    if (options.quiet()
        || state.hasFailed()
        || options.listIncomparable()
        || !state.hasIncomparable()) {
      return;
    }
    out.line("--------------------------------");
    out.line("Some objects are not comparable");
    out.line("--------------------------------");
    out.line(
        options.verbose()
            ? "Use -c for a list of objects without details of differences."
            : "Use -c for a list of objects.");
  }
}
