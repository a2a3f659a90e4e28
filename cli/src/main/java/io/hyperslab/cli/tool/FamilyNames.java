package io.hyperslab.cli.tool;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of the files of a family: a name with an integer conversion in the manner of printf.
///
/// @param pattern such as `x%05d.h5`; or the name of a single file
public record FamilyNames(String pattern) {
  private static final Pattern CONVERSION = Pattern.compile("%(?:%|(0?)(\\d{0,3})[diu])");

  /// Whether there are several names.
  public boolean areMany() {
    return !name(0).equals(name(1));
  }

  /// The name of a file.
  ///
  /// @param index its number, from 0 on
  public String name(int index) {
    Matcher conversion = CONVERSION.matcher(pattern);
    return conversion.replaceAll(found -> found.group().equals("%%") ? "%" : number(found, index));
  }

  private static String number(MatchResult conversion, int index) {
    String width = conversion.group(2);
    return width.isEmpty()
        ? Integer.toString(index)
        : String.format(Locale.ROOT, "%" + conversion.group(1) + width + "d", index);
  }
}
