package io.hyperslab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Options whose value may be left out, as h5dump reads them: a value in the next argument counts
/// unless that argument is an option or the last one, which is a file; behind a long option a value
/// follows `=` only. What is found is attached, which picocli reads alike wherever it stands.
final class OptionalValues {
  private final Map<String, String> longNames;

  /// @param longNames of each short option the long one; dashes included
  OptionalValues(Map<String, String> longNames) {
    this.longNames = longNames;
  }

  /// The arguments with every optional value attached, if only an empty one.
  List<String> attach(List<String> arguments) {
    List<String> attached = new ArrayList<>();
    int i = 0;
    while (i < arguments.size()) {
      String argument = arguments.get(i++);
      String longName = longNames.get(argument);
      if (argument.equals("--")) {
        attached.add(argument);
        attached.addAll(arguments.subList(i, arguments.size()));
        return attached;
      } else if (longName != null) {
        boolean valued = i + 1 < arguments.size() && !arguments.get(i).startsWith("-");
        attached.add(longName + "=" + (valued ? arguments.get(i++) : ""));
      } else {
        attached.add(longNames.containsValue(argument) ? argument + "=" : argument);
      }
    }
    return attached;
  }
}
