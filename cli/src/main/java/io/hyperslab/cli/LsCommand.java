package io.hyperslab.cli;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.listing.Listing;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `hyperslab ls`: lists what is in files.
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Lists groups, datasets, datatypes and links, for people to read.",
    footer = {
      "",
      "Examples:",
      "  hyperslab ls weather.h5                   the root group",
      "  hyperslab ls -v weather.h5/15/temperature one dataset, with its attributes",
      "  hyperslab ls -r *.h5                      everything in many files"
    })
final class LsCommand implements Callable<Integer> {
  /// When to use colors.
  enum Color {
    /// On a terminal, unless the variable NO_COLOR is set.
    AUTO,
    /// Always.
    ALWAYS,
    /// Never.
    NEVER
  }

  @ParentCommand private Main main;

  @Parameters(arity = "1..*", paramLabel = "FILE[/PATH]", description = "A file, or a path in one.")
  private List<String> targets;

  @Option(
      names = {"-r", "--recursive"},
      description = "List everything below, with paths from the root group.")
  private boolean recursive;

  @Option(
      names = {"-l", "--links"},
      description = "Show where links lead, and how many hard links an object has.")
  private boolean links;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show addresses, layout, storage and attributes.")
  private boolean verbose;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "Use colors: auto, always or never (default: auto).")
  private Color color;

  @Override
  public Integer call() {
    for (int i = 0; i < targets.size(); i++) {
      if (targets.size() > 1) {
        main.console().out().println((i == 0 ? "" : "\n") + targets.get(i) + ":");
      }
      list(targets.get(i));
    }
    return main.console().status();
  }

  private void list(String argument) {
    Console console = main.console();
    boolean colored =
        switch (color) {
          case AUTO -> console.isColorful();
          case ALWAYS -> true;
          case NEVER -> false;
        };
    Listing listing =
        new Listing(
            console.out(),
            new Listing.Options(recursive, links, verbose, colored),
            failure -> console.reportFile(argument, failure));
    try {
      Target target = Target.of(argument);
      try (Hdf5File file = Hdf5File.open(target.file())) {
        listing.list(file.get(target.path()));
      }
    } catch (IOException | Hdf5Exception | UncheckedIOException | InvalidPathException e) {
      console.reportFile(argument, e);
    }
  }
}
