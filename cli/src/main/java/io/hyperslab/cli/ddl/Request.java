package io.hyperslab.cli.ddl;

import java.util.Optional;

/// One thing that is asked for by its path.
public sealed interface Request {
  /// The path as given.
  String path();

  /// An attribute: the path of its object, `/` and its name; `\/` in a name stands for a slash.
  record ForAttribute(String path) implements Request {}

  /// A dataset, or some of its elements.
  record ForDataset(String path, Optional<Subset> subset) implements Request {
    /// Reads a path.
    ///
    /// @param compact whether a subset may stand in brackets behind it
    static ForDataset parse(String argument, boolean compact) {
      int bracket = compact ? argument.lastIndexOf('[') : -1;
      return bracket < 0
          ? new ForDataset(argument, Optional.empty())
          : new ForDataset(
              argument.substring(0, bracket),
              Optional.of(Subset.parse(argument.substring(bracket + 1))));
    }
  }

  /// A group and all below it.
  record ForGroup(String path) implements Request {}

  /// A link that is not a hard one.
  record ForLink(String path) implements Request {}

  /// A committed datatype.
  record ForDatatype(String path) implements Request {}

  /// Everything of that path, or attributes of that name.
  record ForAny(String path) implements Request {}
}
