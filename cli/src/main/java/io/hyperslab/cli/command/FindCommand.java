package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.find.Criteria;
import io.hyperslab.cli.find.Finder;
import io.hyperslab.cli.place.NoSuchPlaceException;
import io.hyperslab.cli.place.Place;
import java.util.List;

/// `hyperslab find`: finds objects by what they are and hold.
public final class FindCommand implements Command {
  private static final int DEFAULT_POSITIONS = 10;

  private static final Option NAME =
      Option.valued(
          "-n, --name",
          "GLOB",
          "Names with * and ?; with a slash in it, paths, in which ** crosses slashes.");
  private static final Option REGEX =
      Option.valued("--regex", "REGEX", "Paths in which a regular expression matches.");
  private static final Option KIND =
      Option.choice(
          "-k, --kind", "KIND", List.of("group", "dataset", "datatype"), "Objects of a kind.");
  private static final Option TYPE =
      Option.valued(
          "-t, --type",
          "TYPE",
          "Datatypes: int16, float64..., or int, uint, float, string, compound, enum, bool,"
              + " reference, sequence, array, opaque; also patterns.");
  private static final Option SHAPE =
      Option.valued("-s, --shape", "SHAPE", "Shapes such as 10,*,3, or numbers of axes: 2d.");
  private static final Option ATTRIBUTE =
      Option.valued(
          "-a, --attr",
          "NAME[=VALUE]",
          "Attributes: units, units=K, 'long_name=*wind*', 'valid_max>100'.");
  private static final Option FILTER =
      Option.valued("-f, --filter", "NAME", "Filters by name or number; any, or none.");
  private static final Option WHERE =
      Option.valued(
          "-w, --where",
          "CONDITION",
          "Elements: '> 5 and < 10', '== nan', on compounds 'x > 3 and flag == 1'.");
  private static final Option MAX =
      Option.valued("-m, --max", "N", "Elements to print of each dataset (default: 10).");
  private static final Option COUNT =
      Option.flag("-c, --count", "Print how many were found, nothing else.");
  private static final Option QUIET =
      Option.flag("-q, --quiet", "Print nothing; the exit status tells.");
  private static final Option JSON =
      Option.flag("-j, --json", "Print one JSON object for each finding.");

  @Override
  public Syntax syntax() {
    return Syntax.of("find", "Finds objects by name, type, shape, attributes and values.")
        .description(
            "Prints FILE/PATH of what has everything that is asked for. An option that is given"
                + " several times asks for all of it.",
            "A condition compares elements or, by name, members of compounds (a.b in nested ones)"
                + " with numbers and 'texts', with == != < <= > >=, and, or, not and parentheses;"
                + " nan is equal to nan. Elements are read piece by piece.")
        .options(NAME, REGEX, KIND, TYPE, SHAPE, ATTRIBUTE, FILTER, WHERE, MAX, COUNT, QUIET, JSON)
        .operands(Operand.some("FILE[/PATH]", "Where to look."))
        .example("find -n 'temp*' weather.h5", "by name")
        .example("find -t float32 -s 2d *.h5", "by type and shape")
        .example("find -a units=K weather.h5", "by attribute")
        .example("find -w '== nan' weather.h5", "NaNs, and where they are")
        .example("find -w 'height > 100 and kind == buoy' stations.h5", "in compounds")
        .statuses("0 something was found, 1 nothing was found, 2 wrong usage or trouble.");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    Finder finder;
    try {
      finder = finder(arguments, console);
    } catch (IllegalArgumentException e) {
      UsageException usage =
          new UsageException(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      usage.initCause(e);
      throw usage;
    }
    for (String argument : arguments.operands()) {
      Reports.run(
          console,
          argument,
          () -> {
            Target target = Target.of(argument);
            try (Hdf5File file = Hdf5File.open(target.file())) {
              Place place = target.in(file);
              if (place.attribute().isPresent() || !place.steps().isEmpty()) {
                throw new NoSuchPlaceException(target.path() + " is no object");
              }
              finder.search(target.file().toString(), place.object());
            }
          });
    }
    if (arguments.has(COUNT)) {
      console.out().println(Long.toString(finder.found()));
    }
    return console.status() != 0 ? 2 : finder.found() > 0 ? 0 : 1;
  }

  private static Finder finder(Arguments arguments, Console console) {
    Criteria criteria = new Criteria();
    arguments.texts(NAME).forEach(criteria::name);
    arguments.texts(REGEX).forEach(criteria::regex);
    arguments.texts(KIND).forEach(criteria::kind);
    arguments.texts(TYPE).forEach(criteria::type);
    arguments.texts(SHAPE).forEach(criteria::shape);
    arguments.texts(ATTRIBUTE).forEach(criteria::attribute);
    arguments.texts(FILTER).forEach(criteria::filter);
    Finder.Style style =
        new Finder.Style(
            arguments.number(MAX, 0, Integer.MAX_VALUE).orElse(DEFAULT_POSITIONS),
            arguments.has(QUIET) || arguments.has(COUNT),
            arguments.has(JSON));
    return new Finder(console.out(), criteria, arguments.text(WHERE), style, console::reportFile);
  }
}
