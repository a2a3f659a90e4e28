package io.hyperslab.cli.h5repack;

import io.hyperslab.FileProperties.FileSpaceStrategy;
import io.hyperslab.cli.h5repack.RepackException.Echo;
import io.hyperslab.cli.tool.ToolOptions;
import io.hyperslab.cli.tool.ToolOptions.Given;
import io.hyperslab.cli.tool.ToolOptions.Parsed;
import io.hyperslab.cli.tool.ToolOptions.Spec;
import io.hyperslab.cli.tool.ToolOptions.UnknownOptionException;
import io.hyperslab.cli.tool.ToolOptions.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What `h5repack` is asked for.
final class RepackOptions {
  private static final int LATEST = 2;
  private static final ToolOptions OPTIONS =
      new ToolOptions("a:b:c:d:e:f:hi:j:k:l:m:no:q:s:t:u:vz:EG:LM:P:S:T:VXW", names());

  private final Parsed parsed;
  private final StorageTable table = new StorageTable();
  private String input = "";
  private String output = "";

  private RepackOptions(Parsed parsed) {
    this.parsed = parsed;
  }

  private static Map<String, Spec> names() {
    Map<String, Spec> names = new HashMap<>();
    String withValue =
        "a=alignment b=block c=compact d=indexed e=file f=filter i=infile j=low k=high l=layout"
            + " m=minimum o=outfile q=sort_by s=ssize t=threshold u=ublock z=sort_order"
            + " G=fs_pagesize M=metadata_block_size P=fs_persist S=fs_strategy T=fs_threshold";
    String without =
        "h=help n=native v=verbose E=enable-error-stack L=latest V=version X=merge W=prune";
    put(names, withValue, Value.REQUIRED);
    put(names, without, Value.NONE);
    return names;
  }

  private static void put(Map<String, Spec> names, String list, Value value) {
    for (String each : list.split(" ", -1)) {
      names.put(each.substring(2), new Spec(each.charAt(0), value));
    }
  }

  /// Looks at arguments, as far as the scanner goes.
  static RepackOptions scan(List<String> arguments) throws RepackException {
    try {
      return new RepackOptions(OPTIONS.parse(arguments));
    } catch (UnknownOptionException e) {
      throw new RepackException(Echo.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /// Options in their order.
  List<Given> given() {
    return parsed.options();
  }

  /// Reads what the options say.
  ///
  /// @param files reads a file of options
  void read(OptionFile.Source files) throws RepackException {
    for (Given given : parsed.options()) {
      String value = given.value().orElse("");
      switch (given.letter()) {
        case 'f' -> table.addFilter(value);
        case 'l' -> table.addLayout(value);
        case 'e' -> new OptionFile(files.text(value)).addTo(table);
        case 'm' -> require(number(value) > 0, "-m " + value + " is no size");
        case 'a' -> require(number(value) > 0, "-a " + value + " is no alignment");
        case 'j', 'k' -> {
          long bound = number(value);
          require(bound >= 0 && bound <= LATEST, "bound " + value + ", expected 0, 1 or 2");
        }
        case 'S' -> require(strategy(value).isPresent(), "no file space strategy " + value);
        case 'q' ->
            require(List.of("name", "creation_order").contains(value), "no sort index " + value);
        case 'z' ->
            require(List.of("ascending", "descending").contains(value), "no sort order " + value);
        default -> {
          // Looked up where it is needed.
        }
      }
    }
    readNames();
  }

  private void readNames() throws RepackException {
    Optional<String> in = parsed.value('i');
    Optional<String> out = parsed.value('o');
    List<String> operands = parsed.operands();
    if (in.isEmpty() && out.isEmpty()) {
      if (operands.size() < 2) {
        throw new RepackException(Echo.USAGE, "expected the names of an input and an output file");
      }
      input = operands.getFirst();
      output = operands.get(1);
      if (input.equals(output)) {
        throw new RepackException(Echo.USAGE, "the output file cannot be the input file");
      }
    } else if (in.isEmpty() || out.isEmpty()) {
      throw new RepackException(Echo.USAGE, "-i and -o can only be given both, or none");
    } else {
      input = in.get();
      output = out.get();
    }
  }

  private static void require(boolean sound, String message) throws RepackException {
    if (!sound) {
      throw new RepackException(Echo.PARSING, message);
    }
  }

  /// The number at the beginning of a text, 0 if there is none.
  private static long number(String text) {
    int end = text.startsWith("-") ? 1 : 0;
    while (end < text.length() && Character.digit(text.charAt(end), 10) >= 0) {
      end++;
    }
    try {
      return Long.parseLong(text.substring(0, end));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  static Optional<FileSpaceStrategy> strategy(String name) {
    return switch (name) {
      case "FSM_AGGR" -> Optional.of(FileSpaceStrategy.FREE_SPACE_MANAGER_AND_AGGREGATORS);
      case "PAGE" -> Optional.of(FileSpaceStrategy.PAGED_AGGREGATION);
      case "AGGR" -> Optional.of(FileSpaceStrategy.AGGREGATORS);
      case "NONE" -> Optional.of(FileSpaceStrategy.NONE);
      default -> Optional.empty();
    };
  }

  String input() {
    return input;
  }

  String output() {
    return output;
  }

  /// How datasets are to be stored.
  StorageTable table() {
    return table;
  }

  boolean has(char letter) {
    return parsed.has(letter);
  }

  /// The value of an option; empty if it was not given.
  Optional<String> text(char letter) {
    return parsed.value(letter);
  }

  /// The value of an option that is a number; empty if it was not given.
  OptionalLong number(char letter) {
    return parsed
        .value(letter)
        .map(text -> OptionalLong.of(number(text)))
        .orElseGet(OptionalLong::empty);
  }

  /// Bytes that a dataset must have to be filtered.
  long minimum() {
    return number('m').orElse(0);
  }

  boolean verbose() {
    return has('v');
  }

  /// Whether only the newest structures are used.
  boolean latest() {
    return has('L') || has('s') || number('c').orElse(0) > 0 || number('d').orElse(0) > 0;
  }

  /// Oldest release whose structures are used: 0 for the first, 1 for 1.8, 2 for 1.10.
  int low() {
    return latest() ? LATEST : (int) number('j').orElse(0);
  }

  /// Newest release whose structures are used.
  int high() {
    return latest() ? LATEST : (int) number('k').orElse(LATEST);
  }

  /// Whether links are listed by the order of their creation, where that is known.
  boolean byCreation() {
    return !text('q').orElse("").equals("name");
  }

  boolean descending() {
    return text('z').orElse("").equals("descending");
  }
}
