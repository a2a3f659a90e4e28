package io.hyperslab.h5py;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One test of ours that asserts what a test of h5py does, as its annotation says.
///
/// @param name the test of h5py
/// @param source the file that our test is in
/// @param method our test
/// @param differs what is deliberately different; empty if nothing is
record PortedTest(String name, Path source, String method, String differs) {
  /// An annotation with its arguments, whose only parentheses are within literals, and the name of
  /// the method or class that it is on.
  private static final Pattern ANNOTATION =
      Pattern.compile(
          "@H5py\\(((?:[^\"()]|\"(?:[^\"\\\\]|\\\\.)*\")*)\\)(?s:.*?)\\b(?:void|class) (\\w+)");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern DIFFERS = Pattern.compile("\\bdiffers\\s*=");

  /// Those that one source file has.
  static List<PortedTest> in(Path source, String text) {
    List<PortedTest> ported = new ArrayList<>();
    Matcher annotations = ANNOTATION.matcher(text);
    while (annotations.find()) {
      String arguments = annotations.group(1);
      Matcher differs = DIFFERS.matcher(arguments);
      int end = differs.find() ? differs.start() : arguments.length();
      String difference = String.join("", literals(arguments.substring(end)));
      for (String name : literals(arguments.substring(0, end))) {
        ported.add(new PortedTest(name, source, annotations.group(2), difference));
      }
    }
    return ported;
  }

  private static List<String> literals(String text) {
    return LITERAL.matcher(text).results().map(PortedTest::unescaped).toList();
  }

  private static String unescaped(MatchResult literal) {
    return literal.group(1).translateEscapes();
  }
}
