package io.hyperslab.cli.h5import;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The command line of `h5import`: `INPUT (-c CONFIG | -d DIMS [-p PATH] [-t TYPE] [-s SIZE])... -o
/// OUTPUT`, in just that order. Options may be cut short, down to their letter.
final class ImportCommandLine {
  private static final int MOST_INPUTS = 29;
  private static final int MOST_NAME_LENGTH = 255;

  /// What the program can be asked for.
  enum Request {
    /// Input files and an output file.
    IMPORT,
    /// A description of the program.
    HELP,
    /// Nothing that makes sense.
    USAGE
  }

  /// An input file.
  ///
  /// @param configuration the file that says what it is; empty if options said it
  /// @param settings what options said
  record Input(String file, Optional<String> configuration, ImportSettings settings) {}

  /// What may come next.
  private enum State {
    START,
    INPUT,
    CONFIGURATION,
    CONFIGURED,
    OUTPUT,
    END,
    SIZES,
    SIZED,
    PATH,
    NAMED,
    TYPE,
    TYPED,
    BITS,
    DESCRIBED
  }

  private final List<Input> inputs = new ArrayList<>();
  private State state = State.START;
  private Optional<String> output = Optional.empty();
  private Request request = Request.USAGE;

  private ImportCommandLine() {}

  /// Reads arguments.
  ///
  /// @throws ImportRefusedException if a value makes no sense
  static ImportCommandLine of(List<String> arguments) throws ImportRefusedException {
    ImportCommandLine line = new ImportCommandLine();
    for (String argument : arguments) {
      Optional<State> next =
          argument.startsWith("-") ? line.option(argument) : line.value(argument);
      if (next.isEmpty()) {
        return line;
      }
      if (line.request == Request.HELP) {
        return line;
      }
      line.state = next.get();
    }
    if (line.output.isPresent()) {
      line.request = Request.IMPORT;
    }
    return line;
  }

  Request request() {
    return request;
  }

  List<Input> inputs() {
    return List.copyOf(inputs);
  }

  String output() {
    return output.orElseThrow();
  }

  /// What follows an option; empty if it must not stand here, or is none.
  private Optional<State> option(String argument) {
    return switch (state) {
      case START -> {
        request = is(argument, "help") ? Request.HELP : request;
        yield request == Request.HELP ? Optional.of(State.END) : Optional.empty();
      }
      case INPUT ->
          is(argument, "config")
              ? Optional.of(State.CONFIGURATION)
              : optional(is(argument, "dims"), State.SIZES);
      case CONFIGURED, SIZED, NAMED, TYPED, DESCRIBED -> more(argument);
      default -> Optional.empty();
    };
  }

  private Optional<State> more(String argument) {
    if (is(argument, "outfile")) {
      return Optional.of(State.OUTPUT);
    }
    if (is(argument, "path")) {
      return optional(state == State.SIZED, State.PATH);
    }
    if (is(argument, "type")) {
      return optional(state == State.SIZED || state == State.NAMED, State.TYPE);
    }
    boolean open = state == State.SIZED || state == State.NAMED || state == State.TYPED;
    return optional(open && is(argument, "size"), State.BITS);
  }

  private static Optional<State> optional(boolean condition, State next) {
    return condition ? Optional.of(next) : Optional.empty();
  }

  private static boolean is(String argument, String option) {
    return argument.length() > 1 && option.startsWith(argument.substring(1));
  }

  private Optional<State> value(String argument) throws ImportRefusedException {
    switch (state) {
      case START, CONFIGURED, SIZED, NAMED, TYPED, DESCRIBED -> addInput(argument);
      case CONFIGURATION -> {
        Input last = inputs.removeLast();
        inputs.add(new Input(last.file(), Optional.of(argument), last.settings()));
      }
      case OUTPUT -> takeOutput(argument);
      case SIZES -> settings().shape(sizes(argument));
      case PATH -> settings().path(argument);
      case TYPE -> settings().inputClass(argument);
      case BITS -> settings().inputBits(TokenScanner.leadingInteger(argument).orElse(0));
      case INPUT, END -> {
        return Optional.empty();
      }
    }
    return Optional.of(
        switch (state) {
          case CONFIGURATION -> State.CONFIGURED;
          case OUTPUT -> State.END;
          case SIZES -> State.SIZED;
          case PATH -> State.NAMED;
          case TYPE -> State.TYPED;
          case BITS -> State.DESCRIBED;
          default -> State.INPUT;
        });
  }

  private ImportSettings settings() {
    return inputs.getLast().settings();
  }

  private void addInput(String file) throws ImportRefusedException {
    if (inputs.size() == MOST_INPUTS) {
      throw new ImportRefusedException("more than " + MOST_INPUTS + " input files");
    }
    inputs.add(new Input(file, Optional.empty(), new ImportSettings(inputs.size())));
  }

  private void takeOutput(String file) throws ImportRefusedException {
    if (file.length() > MOST_NAME_LENGTH) {
      throw new ImportRefusedException("the name of the output file is too long");
    }
    output = Optional.of(file);
  }

  private static long[] sizes(String list) throws ImportRefusedException {
    List<Long> sizes = new ArrayList<>();
    for (String word : list.split(",", -1)) {
      if (!word.isEmpty()) {
        OptionalLong size = TokenScanner.leadingInteger(word.strip());
        sizes.add(size.orElse(0));
      }
    }
    if (sizes.isEmpty()) {
      throw new ImportRefusedException("no dimensions: '" + list + "'");
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }
}
