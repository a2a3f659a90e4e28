package io.hyperslab.cli.edit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads values as Python writes them: numbers, texts in quotes, lists, tuples, `True`, `nan`. A
/// word that is none of these is a text.
final class LiteralParser {
  private static final int DEEPEST = 32;
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9][0-9_]*");
  private static final Pattern RADIX = Pattern.compile("([-+]?)0([xXoObB])([0-9a-fA-F_]+)");
  private static final Pattern REAL =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern SPECIAL = Pattern.compile("[-+]?(nan|inf|infinity)");

  private final String source;
  private int at;

  private LiteralParser(String source) {
    this.source = source;
  }

  /// What an argument says. One that begins with a bracket or a quote must be a literal as a whole;
  /// any other is a number, a flag, or a text.
  ///
  /// @throws IllegalArgumentException if it begins as a literal and is none
  static Literal parse(String argument) {
    String text = argument.strip();
    if (text.isEmpty() || "[('\"".indexOf(text.charAt(0)) < 0) {
      return word(argument);
    }
    LiteralParser parser = new LiteralParser(text);
    Literal literal = parser.value(0);
    parser.skipBlanks();
    if (parser.at < text.length()) {
      throw parser.wrong("the end");
    }
    return literal;
  }

  private static Literal word(String text) {
    String word = text.strip();
    if (WHOLE.matcher(word).matches()) {
      String digits = word.replace("_", "").replaceFirst("^\\+", "");
      return new Literal.Whole(new BigInteger(digits), text);
    }
    Matcher radix = RADIX.matcher(word);
    if (radix.matches()) {
      return radix(radix.group(1), radix.group(2), radix.group(3).replace("_", ""), text);
    }
    if (REAL.matcher(word).matches()) {
      return new Literal.Real(Double.parseDouble(word), text);
    }
    String lower = word.toLowerCase(Locale.ROOT);
    if (SPECIAL.matcher(lower).matches()) {
      double special = lower.contains("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
      return new Literal.Real(lower.startsWith("-") ? -special : special, text);
    }
    return switch (word) {
      case "True", "true" -> new Literal.Flag(true, text);
      case "False", "false" -> new Literal.Flag(false, text);
      default -> new Literal.Text(text, false);
    };
  }

  private static Literal radix(String sign, String kind, String digits, String text) {
    int radix =
        switch (kind) {
          case "x", "X" -> 16;
          case "o", "O" -> 8;
          default -> 2;
        };
    try {
      BigInteger number = new BigInteger(digits, radix);
      return new Literal.Whole(sign.equals("-") ? number.negate() : number, text);
    } catch (NumberFormatException e) {
      return new Literal.Text(text, false);
    }
  }

  private Literal value(int depth) {
    if (depth > DEEPEST) {
      throw wrong("at most " + DEEPEST + " levels");
    }
    skipBlanks();
    char c = at < source.length() ? source.charAt(at) : 0;
    return switch (c) {
      case '\'', '"' -> new Literal.Text(text(), true);
      case '[' -> new Literal.Items(sequence(']', depth).values());
      case '(' -> {
        Sequence sequence = sequence(')', depth);
        yield sequence.values().size() == 1 && !sequence.endsWithComma()
            ? sequence.values().getFirst()
            : new Literal.Struct(sequence.values());
      }
      case 0 -> throw wrong("a value");
      default -> bare();
    };
  }

  /// What is between brackets.
  private record Sequence(List<Literal> values, boolean endsWithComma) {}

  private Sequence sequence(char close, int depth) {
    at++;
    List<Literal> values = new ArrayList<>();
    boolean comma = true;
    skipBlanks();
    while (at < source.length() && source.charAt(at) != close) {
      if (!comma) {
        throw wrong("a comma or '" + close + "'");
      }
      values.add(value(depth + 1));
      skipBlanks();
      comma = at < source.length() && source.charAt(at) == ',';
      at += comma ? 1 : 0;
      skipBlanks();
    }
    if (at == source.length()) {
      throw wrong("'" + close + "'");
    }
    at++;
    return new Sequence(values, comma);
  }

  private Literal bare() {
    int start = at;
    while (at < source.length() && ",])(['\"".indexOf(source.charAt(at)) < 0) {
      at++;
    }
    String word = source.substring(start, at).strip();
    if (word.isEmpty()) {
      throw wrong("a value");
    }
    return word(word);
  }

  private String text() {
    char quote = source.charAt(at++);
    StringBuilder text = new StringBuilder();
    while (at < source.length() && source.charAt(at) != quote) {
      char c = source.charAt(at++);
      if (c == '\\' && at < source.length()) {
        char escaped = source.charAt(at++);
        switch (escaped) {
          case 'n' -> text.append('\n');
          case 't' -> text.append('\t');
          case 'r' -> text.append('\r');
          case '\\', '\'', '"' -> text.append(escaped);
          default -> throw wrong("an escape that is known");
        }
      } else {
        text.append(c);
      }
    }
    if (at == source.length()) {
      throw wrong("the end of the text, " + quote);
    }
    at++;
    return text.toString();
  }

  private void skipBlanks() {
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "value \"" + source + "\", position " + at + ": expected " + expected);
  }
}
