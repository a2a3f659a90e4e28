package io.hyperslab.cli.h5stat;

import io.hyperslab.FileStructures;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.h5stat.StatOptions.Request;
import io.hyperslab.cli.h5stat.StatOptions.Request.Statistics;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.cli.tool.Tool;
import io.hyperslab.cli.tool.ToolFiles;
import io.hyperslab.cli.tool.UsageText;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;

/// Stands in for `h5stat`.
public final class StatTool implements Tool {
  private static final int FAILURE = 1;

  /// Where the text about the program's use has its name.
  private static final String NAME = "@NAME@";

  /// A program that can be run once and again.
  public StatTool() {}

  @Override
  public int run(Invocation invocation) {
    return switch (StatOptions.parse(invocation.arguments())) {
      case Request.Help(Optional<Statistics> following) -> {
        invocation.out().print(usage(invocation));
        yield following.map(request -> print(invocation, request)).orElse(0);
      }
      case Request.Version(Optional<Statistics> following) -> {
        invocation.out().print(UsageText.version(invocation.name()));
        yield following.map(request -> print(invocation, request)).orElse(0);
      }
      case Request.Refused(String problem, boolean withUsage) -> {
        invocation.report(problem);
        invocation.out().print(withUsage ? usage(invocation) : "");
        yield FAILURE;
      }
      case Statistics request -> print(invocation, request);
    };
  }

  private static String usage(Invocation invocation) {
    return UsageText.of(StatTool.class, "usage.txt").replace(NAME, invocation.name());
  }

  private static int print(Invocation invocation, Statistics request) {
    if (request.remote()) {
      invocation.report(request.file() + ": files in S3 cannot be read");
      return FAILURE;
    }
    invocation.out().println("Filename: " + request.file());
    try (Hdf5File file = ToolFiles.open(invocation.path(request.file()))) {
      Census census = new Census(request.thresholds());
      FileStructures structures = structures(invocation, request, file);
      if (request.object().isPresent()) {
        return printObject(invocation, request, file.get(request.object().get()), census);
      }
      census.count(file.root());
      new StatReport(
              invocation.out(),
              fileSize(file),
              file.properties(),
              structures,
              census,
              request.thresholds())
          .print(request.parts());
      return 0;
    } catch (IOException | Hdf5Exception | UncheckedIOException | InvalidPathException e) {
      invocation.reportFile(request.file(), e);
      return FAILURE;
    }
  }

  /// Statistics of one object were never made: the program counts, but prints the name only, once
  /// for each of its arguments.
  private static int printObject(
      Invocation invocation, Statistics request, Hdf5Object object, Census census) {
    census.count(object);
    for (int i = 0; i <= invocation.arguments().size(); i++) {
      invocation.out().println("Object name " + request.object().orElseThrow());
    }
    return 0;
  }

  /// What cannot be found out counts as nothing.
  private static FileStructures structures(
      Invocation invocation, Statistics request, Hdf5File file) {
    try {
      return file.structures();
    } catch (Hdf5Exception e) {
      invocation.reportFile(request.file(), e);
      return new FileStructures(0, 0, 0, 0, 0, 0, 0, List.of());
    }
  }

  /// With what may be behind the end of the HDF5 data.
  private static long fileSize(Hdf5File file) throws IOException {
    long size = file.fileSize();
    return file.path().isPresent() && Files.isRegularFile(file.path().get())
        ? Math.max(size, Files.size(file.path().get()))
        : size;
  }
}
