package io.hyperslab.cli.tool;

import io.hyperslab.cli.tool.ToolOptions.Given;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the programs of HDF5 say about their use. Scripts compare it, so it is theirs to the byte.
public final class UsageText {
  private static final String RELEASE = "1.10.8";

  private UsageText() {}

  /// The text of a resource beside a class.
  ///
  /// @throws IllegalArgumentException if there is no such resource
  public static String of(Class<?> neighbour, String resource) {
    try (InputStream in = neighbour.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The line that tells a program's release: that of the one whose output is matched.
  public static String version(String program) {
    return program + ": Version " + RELEASE + "\n";
  }

  /// Prints what is asked for by the first option `h` or `V`: how the program is used, or its
  /// version.
  ///
  /// @param usage how it is used
  /// @return whether either was asked for
  public static boolean answers(Invocation invocation, List<Given> options, String usage) {
    for (Given given : options) {
      if (given.letter() == 'h' || given.letter() == 'V') {
        invocation.out().print(given.letter() == 'h' ? usage : version(invocation.name()));
        return true;
      }
    }
    return false;
  }
}
