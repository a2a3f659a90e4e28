package io.hyperslab.dataspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// Reads the text of one selection; see [Selection#of(String)] for the syntax.
final class SelectionParser {
  private final String text;
  private int at;

  SelectionParser(String text) {
    this.text = text;
  }

  Selection parse() {
    skipSpace();
    char close = outerClose();
    if (close != 0) {
      at++;
    }
    List<Axis> entries = parseEntries(close);
    if (close != 0) {
      at++;
      skipSpace();
      if (at < text.length()) {
        throw expected("nothing after the closing '" + close + "'");
      }
    }
    return new AxesSelection(entries);
  }

  /// The character that closes brackets around the whole text, or 0.
  private char outerClose() {
    if (peek() == '(') {
      return ')';
    }
    if (peek() != '[') {
      return 0;
    }
    int match = matchingBracket();
    boolean wraps = match >= 0 && text.substring(match + 1).isBlank();
    return wraps && !isListBody(at + 1, match) ? ']' : 0;
  }

  /// Where the bracket that opens here closes, or -1.
  private int matchingBracket() {
    int depth = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /// Whether nothing but integers or flags stands there, which makes the brackets a list's.
  private boolean isListBody(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean belongs = c >= '0' && c <= '9' || "+-,".indexOf(c) >= 0 || "TrueFals".indexOf(c) >= 0;
      if (!belongs && !Character.isWhitespace(c)) {
        return false;
      }
    }
    return true;
  }

  private List<Axis> parseEntries(char close) {
    List<Axis> entries = new ArrayList<>();
    skipSpace();
    if (close == ')' && peek() == ')') {
      return entries;
    }
    do {
      skipSpace();
      int start = at;
      Axis entry = parseEntry();
      requireSingle(entries, entry, start);
      entries.add(entry);
      skipSpace();
    } while (skip(',') && !atEnd(close));
    if (!atEnd(close)) {
      throw expected(close == 0 ? "',' or the end" : "',' or '" + close + "'");
    }
    return entries;
  }

  private boolean atEnd(char close) {
    skipSpace();
    return close == 0 ? at == text.length() : peek() == close;
  }

  private void requireSingle(List<Axis> entries, Axis entry, int start) {
    for (Axis other : entries) {
      if (entry == Axis.Filler.ELLIPSIS && other == Axis.Filler.ELLIPSIS) {
        throw error(start, "there is more than one ellipsis");
      }
      if (isList(entry) && isList(other)) {
        throw error(
            start,
            "there is more than one list; Selection.points pairs their indices, Selection.axes"
                + " takes the product");
      }
    }
  }

  private static boolean isList(Axis entry) {
    return entry instanceof Axis.Listed || entry instanceof Axis.Mask;
  }

  private Axis parseEntry() {
    if (skip("...") || skip("Ellipsis")) {
      return Axis.ellipsis();
    }
    if (skip("None") || skip("newaxis") || skip("np.newaxis")) {
      return Axis.newAxis();
    }
    if (skip('[')) {
      return parseList();
    }
    OptionalLong start = parseInteger();
    skipSpace();
    if (skip(':')) {
      return parseSlice(start);
    }
    return Axis.index(start.orElseThrow(() -> expected("an index, a slice, a list or '...'")));
  }

  /// What follows the first colon of a slice.
  private Axis parseSlice(OptionalLong start) {
    skipSpace();
    OptionalLong stop = parseInteger();
    skipSpace();
    long step = 1;
    if (skip(':')) {
      skipSpace();
      int stepStart = at;
      step = parseInteger().orElse(1);
      if (step == 0) {
        throw error(stepStart, "the step is 0");
      }
    }
    return new Axis.Slice(start, stop, step);
  }

  /// What follows the opening bracket of a list.
  private Axis parseList() {
    skipSpace();
    boolean isMask = peek() == 'T' || peek() == 'F';
    long[] values = new long[8];
    int count = 0;
    while (!skip(']')) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = isMask ? parseFlag() : parseElement();
      skipSpace();
      if (peek() != ']' && !skip(',')) {
        throw expected("',' or ']'");
      }
      skipSpace();
    }
    return isMask ? mask(values, count) : Axis.list(Arrays.copyOf(values, count));
  }

  private static Axis mask(long[] values, int count) {
    boolean[] flags = new boolean[count];
    for (int i = 0; i < count; i++) {
      flags[i] = values[i] != 0;
    }
    return Axis.mask(flags);
  }

  private long parseElement() {
    return parseInteger().orElseThrow(() -> expected("an index"));
  }

  private long parseFlag() {
    if (skip("True")) {
      return 1;
    }
    if (skip("False")) {
      return 0;
    }
    throw expected("True or False");
  }

  /// A decimal integer with an optional sign, or nothing when none begins here.
  private OptionalLong parseInteger() {
    int start = at;
    if (peek() == '-' || peek() == '+') {
      at++;
      skipSpace();
    }
    int digits = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (digits == at) {
      if (digits > start) {
        throw expected("a digit");
      }
      return OptionalLong.empty();
    }
    String sign = text.charAt(start) == '-' ? "-" : "";
    try {
      return OptionalLong.of(Long.parseLong(sign + text.substring(digits, at)));
    } catch (NumberFormatException e) {
      throw error(start, "the number does not fit in 64 bits");
    }
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private boolean skip(String word) {
    if (text.startsWith(word, at)) {
      at += word.length();
      return true;
    }
    return false;
  }

  private IllegalArgumentException expected(String what) {
    return error(at, "expected " + what);
  }

  private IllegalArgumentException error(int position, String problem) {
    String found = position < text.length() ? "'" + text.charAt(position) + "'" : "the end";
    return new IllegalArgumentException(
        "selection \"" + text + "\", position " + position + " (" + found + "): " + problem);
  }
}
