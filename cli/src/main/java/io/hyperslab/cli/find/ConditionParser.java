package io.hyperslab.cli.find;

import io.hyperslab.cli.find.Condition.Relation;
import io.hyperslab.cli.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads conditions: `> 5 and < 10`, `x > 3 and (flag == 1 or name == 'a')`, `not == nan`.
final class ConditionParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(<=|>=|==|!=|=|<|>|\\(|\\)|&&|\\|\\||&|\\||!)"
              + "|\"([^\"]*)\"|'([^']*)'"
              + "|([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?(?![\\w.])|[-+]inf\\b)"
              + "|([^\\s<>=!()'\"&|]+))");
  private static final int DEEPEST = 64;

  /// What a piece of the text is.
  private enum Kind {
    SIGN,
    TEXT,
    NUMBER,
    WORD
  }

  private record Token(Kind kind, String text) {}

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int depth;

  private ConditionParser(String source) {
    this.source = source;
  }

  /// Reads a condition.
  ///
  /// @throws IllegalArgumentException if it is none
  static Condition parse(String source) {
    ConditionParser parser = new ConditionParser(source);
    parser.split();
    Condition condition = parser.either();
    if (parser.at < parser.tokens.size()) {
      throw parser.expected("'and' or 'or'");
    }
    return condition;
  }

  private void split() {
    Matcher matcher = TOKEN.matcher(source.strip());
    int end = 0;
    while (end < source.strip().length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new IllegalArgumentException("condition \"" + source + "\": a quote lacks its end");
      }
      end = matcher.end();
      tokens.add(token(matcher));
    }
  }

  private static Token token(Matcher matcher) {
    if (matcher.group(1) != null) {
      return new Token(Kind.SIGN, matcher.group(1));
    } else if (matcher.group(2) != null) {
      return new Token(Kind.TEXT, matcher.group(2));
    } else if (matcher.group(3) != null) {
      return new Token(Kind.TEXT, matcher.group(3));
    } else if (matcher.group(4) != null) {
      return new Token(Kind.NUMBER, matcher.group(4));
    }
    return new Token(Kind.WORD, matcher.group(5));
  }

  private Condition either() {
    if (++depth > DEEPEST) {
      throw expected("at most " + DEEPEST + " levels");
    }
    Condition condition = both();
    while (skip("or", "||", "|")) {
      condition = new Condition.Either(condition, both());
    }
    depth--;
    return condition;
  }

  private Condition both() {
    Condition condition = one();
    while (skip("and", "&&", "&")) {
      condition = new Condition.Both(condition, one());
    }
    return condition;
  }

  private Condition one() {
    boolean negated = false;
    while (skip("not", "!")) {
      negated = !negated;
    }
    Condition condition;
    if (skip("(")) {
      condition = either();
      if (!skip(")")) {
        throw expected("')'");
      }
    } else {
      condition = comparison();
    }
    return negated ? new Condition.Not(condition) : condition;
  }

  private Condition comparison() {
    Condition.Operand left = relation().isPresent() ? new Condition.Part(List.of()) : operand(true);
    Relation relation = relation().orElseThrow(() -> expected("one of == != < <= > >="));
    at++;
    return new Condition.Comparison(left, relation, operand(false));
  }

  private Optional<Relation> relation() {
    if (at == tokens.size() || tokens.get(at).kind() != Kind.SIGN) {
      return Optional.empty();
    }
    return switch (tokens.get(at).text()) {
      case "=", "==" -> Optional.of(Relation.EQUAL);
      case "!=" -> Optional.of(Relation.UNEQUAL);
      case "<" -> Optional.of(Relation.LESS);
      case "<=" -> Optional.of(Relation.AT_MOST);
      case ">" -> Optional.of(Relation.GREATER);
      case ">=" -> Optional.of(Relation.AT_LEAST);
      default -> Optional.empty();
    };
  }

  /// A word is a member where something is compared, and a text where something is compared with.
  private Condition.Operand operand(boolean left) {
    if (at == tokens.size() || tokens.get(at).kind() == Kind.SIGN) {
      throw expected("a value");
    }
    Token token = tokens.get(at++);
    return switch (token.kind()) {
      case NUMBER -> new Condition.Constant(number(token.text()));
      case TEXT ->
          left
              ? new Condition.Part(List.of(token.text()))
              : new Condition.Constant(new Value.Text(token.text()));
      default -> word(token.text(), left);
    };
  }

  private static Condition.Operand word(String word, boolean left) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "nan" -> real(Double.NaN);
      case "inf", "infinity" -> real(Double.POSITIVE_INFINITY);
      case "true" -> new Condition.Constant(new Value.Flag(true));
      case "false" -> new Condition.Constant(new Value.Flag(false));
      default ->
          left
              ? new Condition.Part(List.of(word.split("\\.", -1)))
              : new Condition.Constant(new Value.Text(word));
    };
  }

  private static Condition.Operand real(double number) {
    return new Condition.Constant(new Value.Real(number, Optional.empty()));
  }

  /// The value of a number.
  static Value number(String text) {
    if (text.endsWith("inf")) {
      double sign = text.startsWith("-") ? -1 : 1;
      return new Value.Real(sign * Double.POSITIVE_INFINITY, Optional.empty());
    }
    BigDecimal decimal = new BigDecimal(text);
    return decimal.scale() <= 0 && (long) decimal.precision() - decimal.scale() < 40
        ? new Value.Whole(new BigInteger(decimal.toPlainString()))
        : new Value.Real(decimal.doubleValue(), Optional.of(decimal));
  }

  private boolean skip(String... words) {
    if (at < tokens.size() && tokens.get(at).kind() != Kind.TEXT) {
      for (String word : words) {
        if (tokens.get(at).text().equals(word)) {
          at++;
          return true;
        }
      }
    }
    return false;
  }

  private IllegalArgumentException expected(String what) {
    String found = at < tokens.size() ? "'" + tokens.get(at).text() + "'" : "the end";
    return new IllegalArgumentException(
        "condition \"" + source + "\": found " + found + ", expected " + what);
  }
}
