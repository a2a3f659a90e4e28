package io.hyperslab.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line in a JVM of its own.
public final class ChildCommand {
  private ChildCommand() {}

  /// A process that can be started.
  ///
  /// @param options of the JVM
  /// @param arguments of the command line
  public static ProcessBuilder of(List<String> options, String... arguments) {
    String classes =
        String.join(
            File.pathSeparator,
            System.getProperty("java.class.path"),
            System.getProperty("jdk.module.path", ""));
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("--enable-native-access=ALL-UNNAMED");
    words.addAll(options);
    words.addAll(List.of("-cp", classes, Main.class.getName()));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words);
  }
}
