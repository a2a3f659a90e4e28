package io.hyperslab.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of a family's member files: a path whose last component has one integer conversion in
/// the manner of printf.
///
/// @param path such as `x%05d.h5`
record FamilyPattern(Path path) {
  private static final Pattern CONVERSION = Pattern.compile("%(?:%|(0?)(\\d{0,3})[diu])?");

  /// @throws IllegalArgumentException if the path has no conversion, more than one, or another
  FamilyPattern {
    List<String> found =
        CONVERSION
            .matcher(lastComponent(path))
            .results()
            .map(MatchResult::group)
            .filter(text -> !text.equals("%%"))
            .toList();
    if (found.size() != 1 || found.getFirst().equals("%")) {
      throw new IllegalArgumentException(
          "family pattern " + path + " has no single conversion such as %05d in its file name");
    }
  }

  /// The path of a member.
  ///
  /// @param index its number, from 0 on
  Path member(int index) {
    Matcher conversion = CONVERSION.matcher(lastComponent(path));
    return path.resolveSibling(
        conversion.replaceAll(found -> found.group().equals("%%") ? "%" : number(found, index)));
  }

  private static String number(MatchResult conversion, int index) {
    String width = conversion.group(2);
    if (width.isEmpty()) {
      return Integer.toString(index);
    }
    return String.format(Locale.ROOT, "%" + conversion.group(1) + width + "d", index);
  }

  private static String lastComponent(Path pattern) {
    return String.valueOf(pattern.getFileName());
  }
}
