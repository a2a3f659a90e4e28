package io.hyperslab.cli.h5stat;

import io.hyperslab.cli.h5stat.StatOptions.Request.Statistics;
import io.hyperslab.cli.tool.ToolOptions;
import io.hyperslab.cli.tool.ToolOptions.Given;
import io.hyperslab.cli.tool.ToolOptions.Parsed;
import io.hyperslab.cli.tool.ToolOptions.Spec;
import io.hyperslab.cli.tool.ToolOptions.UnknownOptionException;
import io.hyperslab.cli.tool.ToolOptions.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The arguments of `h5stat`. Options count in their order: the first that asks for help or for the
/// version, or makes no sense, decides.
final class StatOptions {
  /// What is printed.
  enum Part {
    /// How many objects there are.
    FILE,
    /// The space of all metadata.
    FILE_METADATA,
    /// How large groups are.
    GROUPS,
    /// The space of groups' metadata.
    GROUP_METADATA,
    /// How large datasets are, how they are stored and filtered.
    DATASETS,
    /// The datatypes of datasets.
    DATATYPES,
    /// The space of datasets' metadata.
    DATASET_METADATA,
    /// How many attributes objects have.
    ATTRIBUTES,
    /// Free sections.
    FREE_SPACE,
    /// Where the bytes of the file are.
    SUMMARY
  }

  /// What the arguments ask for.
  sealed interface Request {
    /// Statistics.
    ///
    /// @param parts those that were asked for by name; none for all
    /// @param thresholds what counts as small
    /// @param object the object that is counted instead of the whole file
    /// @param remote whether the file is said to be in a store that this program does not know
    /// @param file its name
    record Statistics(
        Set<Part> parts,
        Thresholds thresholds,
        Optional<String> object,
        boolean remote,
        String file)
        implements Request {}

    /// The text about the program's use, which was asked for.
    record Help(Optional<Statistics> following) implements Request {}

    /// The program's version.
    record Version(Optional<Statistics> following) implements Request {}

    /// Nothing, because the arguments make no sense.
    ///
    /// @param withUsage whether the text about the program's use is printed
    record Refused(String problem, boolean withUsage) implements Request {}
  }

  /// What still counts as small.
  ///
  /// @param links the fewest of a group that is not small, at least 1
  /// @param size the least of a one-dimensional dataset that is not small, at least 1
  /// @param attributes the most of an object with few, at least 1
  record Thresholds(int links, int size, int attributes) {
    private static final Thresholds DEFAULTS = new Thresholds(10, 10, 10);
  }

  private static final String LETTERS = "Aa:Ddm:EFfhGgl:sSTO:Vw:H:";

  private static final Map<String, Spec> NAMES =
      Map.ofEntries(
          Map.entry("help", new Spec('h', Value.NONE)),
          Map.entry("filemetadata", new Spec('F', Value.NONE)),
          Map.entry("groupmetadata", new Spec('G', Value.NONE)),
          Map.entry("links", new Spec('l', Value.REQUIRED)),
          Map.entry("dsetmetadata", new Spec('D', Value.NONE)),
          Map.entry("dims", new Spec('m', Value.REQUIRED)),
          Map.entry("dtypemetadata", new Spec('T', Value.NONE)),
          Map.entry("object", new Spec('O', Value.REQUIRED)),
          Map.entry("version", new Spec('V', Value.NONE)),
          Map.entry("attribute", new Spec('A', Value.NONE)),
          Map.entry("enable-error-stack", new Spec('E', Value.NONE)),
          Map.entry("numattrs", new Spec('a', Value.REQUIRED)),
          Map.entry("freespace", new Spec('s', Value.NONE)),
          Map.entry("summary", new Spec('S', Value.NONE)),
          Map.entry("s3-cred", new Spec('w', Value.REQUIRED)),
          Map.entry("hdfs-attrs", new Spec('H', Value.REQUIRED)));

  private static final Map<Character, Part> PARTS =
      Map.of(
          'f', Part.FILE,
          'F', Part.FILE_METADATA,
          'g', Part.GROUPS,
          'G', Part.GROUP_METADATA,
          'd', Part.DATASETS,
          'T', Part.DATATYPES,
          'D', Part.DATASET_METADATA,
          'A', Part.ATTRIBUTES,
          's', Part.FREE_SPACE,
          'S', Part.SUMMARY);

  private static final Pattern LEADING_NUMBER = Pattern.compile("\\s*([+-]?\\d{1,18})");
  private static final Pattern CREDENTIALS = Pattern.compile("\\([^,]*,[^,]*,[^,]*\\)");

  private final Set<Part> parts = EnumSet.noneOf(Part.class);
  private Thresholds thresholds = Thresholds.DEFAULTS;
  private Optional<String> object = Optional.empty();
  private boolean remote;

  private StatOptions() {}

  /// Reads arguments. Help and version are printed, and then the program goes on with what follows
  /// if that is anything, as a file.
  static Request parse(List<String> arguments) {
    ToolOptions scanner = new ToolOptions(LETTERS, NAMES);
    for (int count = 1; count <= arguments.size(); count++) {
      String last = arguments.get(count - 1);
      boolean letters = last.startsWith("-") && !last.startsWith("--");
      for (int end = letters ? Math.min(2, last.length()) : last.length();
          end <= last.length();
          end++) {
        List<String> beginning = new ArrayList<>(arguments.subList(0, count - 1));
        beginning.add(last.substring(0, end));
        StatOptions options = new StatOptions();
        Optional<Request> decided = options.decided(scanner, beginning);
        if (decided.isPresent()) {
          return options.withFile(
              decided.get(), arguments, end < last.length() ? count - 1 : count);
        }
      }
    }
    try {
      return new StatOptions().request(scanner.parse(arguments));
    } catch (UnknownOptionException e) {
      return new Request.Refused(String.valueOf(e.getMessage()), true);
    }
  }

  private Optional<Request> decided(ToolOptions scanner, List<String> arguments) {
    try {
      return decided(scanner.parse(arguments).options());
    } catch (UnknownOptionException _) {
      return Optional.empty(); // Nothing decides yet: an option may lack its value only so far.
    }
  }

  private Request withFile(Request decided, List<String> arguments, int next) {
    Optional<Statistics> following =
        next < arguments.size() ? Optional.of(statistics(arguments.get(next))) : Optional.empty();
    return switch (decided) {
      case Request.Help _ -> new Request.Help(following);
      case Request.Version _ -> new Request.Version(following);
      default -> decided;
    };
  }

  private Request request(Parsed parsed) {
    return decided(parsed.options())
        .orElseGet(() ->
            parsed.operands().isEmpty()
                ? new Request.Refused("no file is named", true)
                : statistics(parsed.operands().getFirst()));
  }

  private Statistics statistics(String file) {
    return new Statistics(parts, thresholds, object, remote, file);
  }

  /// Takes options up to one that decides.
  private Optional<Request> decided(List<Given> given) {
    for (Given option : given) {
      Optional<Request> decided = take(option.letter(), option.value().orElse(""));
      if (decided.isPresent()) {
        return decided;
      }
    }
    return Optional.empty();
  }

  private Optional<Request> take(char letter, String value) {
    Part part = PARTS.get(letter);
    if (part != null) {
      parts.add(part);
      return Optional.empty();
    }
    return switch (letter) {
      case 'h' -> Optional.of(new Request.Help(Optional.empty()));
      case 'V' -> Optional.of(new Request.Version(Optional.empty()));
      case 'l', 'm', 'a' -> threshold(letter, value);
      case 'O' -> {
        object = Optional.of(value);
        yield Optional.empty();
      }
      case 'w' -> {
        remote = true;
        yield CREDENTIALS.matcher(value).matches()
            ? Optional.empty()
            : refused("'" + value + "' is not of the form (region,id,key)");
      }
      case 'H' -> refused("files in HDFS cannot be read");
      default -> Optional.empty();
    };
  }

  private Optional<Request> threshold(char letter, String value) {
    Matcher matcher = LEADING_NUMBER.matcher(value);
    // What is larger than an int is cut to one.
    int number = matcher.lookingAt() ? (int) Long.parseLong(matcher.group(1)) : 0;
    if (number < 1) {
      return refused("the value of '-" + letter + "' is " + value + ", expected at least 1");
    }
    thresholds =
        switch (letter) {
          case 'l' -> new Thresholds(number, thresholds.size(), thresholds.attributes());
          case 'm' -> new Thresholds(thresholds.links(), number, thresholds.attributes());
          default -> new Thresholds(thresholds.links(), thresholds.size(), number);
        };
    return Optional.empty();
  }

  private static Optional<Request> refused(String problem) {
    return Optional.of(new Request.Refused(problem, false));
  }
}
