package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.find.Glob;
import io.hyperslab.cli.find.PathMatches;
import io.hyperslab.cli.listing.JsonListing;
import io.hyperslab.cli.listing.Listing;
import io.hyperslab.cli.listing.ListingOptions;
import io.hyperslab.cli.listing.Order;
import io.hyperslab.cli.place.NoSuchPlaceException;
import io.hyperslab.cli.place.Place;
import java.io.IOException;
import java.util.List;

/// `hyperslab ls`: lists what is in files.
public final class LsCommand implements Command {
  /// When to use colors.
  private enum Color {
    /// On a terminal, unless the variable NO_COLOR is set.
    AUTO,
    /// Always.
    ALWAYS,
    /// Never.
    NEVER
  }

  private static final Option RECURSIVE =
      Option.flag(
          "-r, --recursive",
          "List everything below: as a tree on a terminal, with full paths elsewhere.");
  private static final Option TREE =
      Option.flag("-t, --tree", "List everything below as a tree, always.");
  private static final Option DEPTH =
      Option.valued("-L, --depth", "N", "Levels below the group at most.");
  private static final Option LONG =
      Option.flag(
          "-l, --long", "Show compression ratios, numbers of attributes, and where links lead.");
  private static final Option VERBOSE =
      Option.flag("-v, --verbose", "Show addresses, layout, storage and attributes.");
  private static final Option SORT =
      Option.choice(
          "--sort", "KEY", List.of("name", "natural", "created", "size"), "Order (default: name).");
  private static final Option JSON =
      Option.flag("-j, --json", "Print a JSON array of objects, sizes in bytes.");
  private static final Option COLOR =
      Option.choice(
          "--color", "WHEN", List.of("auto", "always", "never"), "Use colors (default: auto).");

  @Override
  public Syntax syntax() {
    return Syntax.of("ls", "Lists groups, datasets, datatypes and links.")
        .options(RECURSIVE, TREE, DEPTH, LONG, VERBOSE, SORT, JSON, COLOR)
        .operands(Operand.some("FILE[/PATH]", "A file, or a path in one; names may have * and ?."))
        .example("ls weather.h5", "the root group")
        .example("ls -v weather.h5/15/temperature", "one dataset, with its attributes")
        .example("ls -t weather.h5", "everything as a tree")
        .example("ls -l 'weather.h5/*/wind*'", "what matches, with compression ratios")
        .example("ls -r --json *.h5", "for programs");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    boolean json = arguments.has(JSON);
    ListingOptions options = options(arguments, console);
    List<String> targets = arguments.operands();
    for (int i = 0; i < targets.size(); i++) {
      String argument = targets.get(i);
      if (targets.size() > 1 && !json) {
        console.out().println((i == 0 ? "" : "\n") + argument + ":");
      }
      Reports.run(console, argument, () -> list(argument, options, json, console));
    }
    return console.status();
  }

  private static ListingOptions options(Arguments arguments, Console console) {
    boolean colored =
        switch (arguments.choice(COLOR, Color.class).orElse(Color.AUTO)) {
          case AUTO -> console.isColorful();
          case ALWAYS -> true;
          case NEVER -> false;
        };
    boolean tree = arguments.has(TREE) || arguments.has(RECURSIVE) && console.isTerminal();
    return new ListingOptions(
        tree || arguments.has(RECURSIVE),
        tree,
        arguments.number(DEPTH, 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE),
        arguments.has(LONG),
        arguments.has(VERBOSE),
        colored,
        arguments.choice(SORT, Order.class).orElse(Order.NAME));
  }

  private static void list(String argument, ListingOptions options, boolean json, Console console)
      throws IOException {
    Target target = Target.of(argument);
    try (Hdf5File file = Hdf5File.open(target.file())) {
      Listing listing =
          new Listing(console.out(), options, failure -> console.reportFile(argument, failure));
      JsonListing documents =
          new JsonListing(console.out(), options, failure -> console.reportFile(argument, failure));
      if (Glob.isPattern(target.path()) && file.find(target.path()).isEmpty()) {
        List<Listing.Found> found = PathMatches.of(file, target.path());
        if (found.isEmpty()) {
          throw new NoSuchPlaceException("nothing matches " + target.path());
        } else if (json) {
          documents.list(found);
        } else {
          listing.list(found);
        }
        return;
      }
      Place place = target.in(file);
      if (place.attribute().isPresent() || !place.steps().isEmpty()) {
        throw new NoSuchPlaceException("ls lists objects; show and get print values");
      } else if (json) {
        documents.list(place.object());
      } else {
        listing.list(place.object());
      }
    }
  }
}
