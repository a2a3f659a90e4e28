package io.hyperslab.cli;

import io.hyperslab.cli.ddl.DumpTool;
import io.hyperslab.cli.h5copy.CopyTool;
import io.hyperslab.cli.h5diff.DiffTool;
import io.hyperslab.cli.h5import.ImportTool;
import io.hyperslab.cli.h5ls.LsTool;
import io.hyperslab.cli.h5repack.RepackTool;
import io.hyperslab.cli.h5stat.StatTool;
import io.hyperslab.cli.tool.ClearTool;
import io.hyperslab.cli.tool.JamTool;
import io.hyperslab.cli.tool.MakeGroupTool;
import io.hyperslab.cli.tool.RepartTool;
import io.hyperslab.cli.tool.Tool;
import io.hyperslab.cli.tool.UnjamTool;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All stand-ins for programs of HDF5, by the programs' names. None is made before it is asked for.
final class Tools {
  static final List<String> NAMES =
      List.of(
          "h5clear",
          "h5copy",
          "h5diff",
          "h5dump",
          "h5import",
          "h5jam",
          "h5ls",
          "h5mkgrp",
          "h5repack",
          "h5repart",
          "h5stat",
          "h5unjam");

  /// Those that write nothing, or nothing but texts as they go.
  static final Set<String> READING = Set.of("h5diff", "h5dump", "h5ls", "h5stat");

  private Tools() {}

  /// The stand-in for a program.
  static Optional<Tool> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "h5clear" -> new ClearTool();
          case "h5copy" -> new CopyTool();
          case "h5diff" -> new DiffTool();
          case "h5dump" -> new DumpTool();
          case "h5import" -> new ImportTool();
          case "h5jam" -> new JamTool();
          case "h5ls" -> new LsTool();
          case "h5mkgrp" -> new MakeGroupTool();
          case "h5repack" -> new RepackTool();
          case "h5repart" -> new RepartTool();
          case "h5stat" -> new StatTool();
          case "h5unjam" -> new UnjamTool();
          default -> null;
        });
  }
}
