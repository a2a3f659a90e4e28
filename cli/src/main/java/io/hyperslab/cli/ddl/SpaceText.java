package io.hyperslab.cli.ddl;

import io.hyperslab.dataspace.Dataspace;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Dataspaces as text.
public final class SpaceText {
  private SpaceText() {}

  public static String of(Dataspace space) {
    return switch (space.kind()) {
      case NULL -> " NULL";
      case SCALAR -> " SCALAR";
      case SIMPLE -> " SIMPLE { " + tuple(space.shape()) + " / " + tuple(space.maxShape()) + " }";
    };
  }

  /// Numbers in parentheses.
  static String tuple(long... extents) {
    return LongStream.of(extents)
        .mapToObj(e -> e == Dataspace.UNLIMITED ? "H5S_UNLIMITED" : Long.toString(e))
        .collect(Collectors.joining(", ", "( ", " )"));
  }
}
