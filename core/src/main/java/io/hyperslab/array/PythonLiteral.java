package io.hyperslab.array;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A literal of Python, as the headers of `.npy` files are written: texts, integers, flags, tuples,
/// lists and dictionaries. Nothing is evaluated, and nesting is limited.
final class PythonLiteral {
  private static final String STRUCTURE = "npy header";
  private static final int DEEPEST = 32;

  /// What a literal stands for.
  sealed interface Value {}

  /// A text.
  record Characters(String text) implements Value {}

  /// An integer.
  record Whole(long value) implements Value {}

  /// `True`, `False` or `None`.
  record Word(String name) implements Value {}

  /// A tuple or a list.
  record Sequence(List<Value> values, boolean isTuple) implements Value {}

  /// A dictionary whose keys are texts.
  record Dictionary(Map<String, Value> entries) implements Value {}

  private final String source;
  private int at;

  private PythonLiteral(String source) {
    this.source = source;
  }

  /// The value of a text that holds one literal and nothing else.
  ///
  /// @throws MalformedFileException if it does not
  static Value parse(String source) {
    PythonLiteral parser = new PythonLiteral(source);
    Value value = parser.value(0);
    parser.skipBlanks();
    if (parser.at < source.length()) {
      throw parser.malformed("the end");
    }
    return value;
  }

  private MalformedFileException malformed(String expected) {
    String rest = source.substring(Math.min(at, source.length()));
    return new MalformedFileException(
        STRUCTURE, -1, "text at " + at, rest.isEmpty() ? "the end" : Text.quote(rest), expected);
  }

  private void skipBlanks() {
    while (at < source.length() && " \t\r\n".indexOf(source.charAt(at)) >= 0) {
      at++;
    }
  }

  /// The next character that is not blank, or NUL at the end.
  private char peek() {
    skipBlanks();
    return at < source.length() ? source.charAt(at) : 0;
  }

  private boolean skip(char c) {
    boolean found = peek() == c;
    at += found ? 1 : 0;
    return found;
  }

  private Value value(int depth) {
    if (depth > DEEPEST) {
      throw malformed("at most " + DEEPEST + " levels");
    }
    char c = peek();
    return switch (c) {
      case '\'', '"' -> new Characters(text());
      case '(' -> sequence(')', depth);
      case '[' -> sequence(']', depth);
      case '{' -> dictionary(depth);
      default -> {
        if (c == '-' || c >= '0' && c <= '9') {
          yield integer();
        }
        yield word(depth);
      }
    };
  }

  private Value word(int depth) {
    int end = at;
    while (end < source.length() && Character.isLetter(source.charAt(end))) {
      end++;
    }
    String name = source.substring(at, end);
    char next = end < source.length() ? source.charAt(end) : 0;
    // Python 2 wrote prefixes: u'name'.
    if (next == '\'' || next == '"') {
      if (!name.equals("u") && !name.equals("b")) {
        throw malformed("a text");
      }
      at = end;
      return value(depth + 1);
    }
    if (!name.equals("True") && !name.equals("False") && !name.equals("None")) {
      throw malformed("a literal");
    }
    at = end;
    return new Word(name);
  }

  private Whole integer() {
    int end = at + 1;
    while (end < source.length() && source.charAt(end) >= '0' && source.charAt(end) <= '9') {
      end++;
    }
    long value;
    try {
      value = Long.parseLong(source, at, end, 10);
    } catch (NumberFormatException _) {
      throw malformed("an integer of 64 bits");
    }
    // Python 2 marked long integers.
    at = end < source.length() && source.charAt(end) == 'L' ? end + 1 : end;
    return new Whole(value);
  }

  private Value sequence(char close, int depth) {
    at++;
    List<Value> values = new ArrayList<>();
    boolean comma = false;
    while (!skip(close)) {
      if (!values.isEmpty() && !comma) {
        throw malformed("a comma or " + close);
      }
      values.add(value(depth + 1));
      comma = skip(',');
    }
    // One value in parentheses is itself, unless a comma follows.
    return close == ')' && values.size() == 1 && !comma
        ? values.getFirst()
        : new Sequence(values, close == ')');
  }

  private Dictionary dictionary(int depth) {
    at++;
    Map<String, Value> entries = new LinkedHashMap<>();
    boolean comma = true;
    while (!skip('}')) {
      if (!comma || !(value(depth + 1) instanceof Characters key) || !skip(':')) {
        throw malformed("a key and a colon");
      }
      if (entries.put(key.text(), value(depth + 1)) != null) {
        throw malformed("different keys");
      }
      comma = skip(',');
    }
    return new Dictionary(entries);
  }

  private String text() {
    char quote = source.charAt(at++);
    StringBuilder out = new StringBuilder();
    while (at < source.length() && source.charAt(at) != quote) {
      char c = source.charAt(at++);
      if (c == '\\') {
        escape(out);
      } else {
        out.append(c);
      }
    }
    if (at == source.length()) {
      throw malformed("the end of a text");
    }
    at++;
    return out.toString();
  }

  private void escape(StringBuilder out) {
    char kind = at < source.length() ? source.charAt(at++) : 0;
    switch (kind) {
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case '\\', '\'', '"' -> out.append(kind);
      case 'x' -> out.appendCodePoint(codePoint(2));
      case 'u' -> out.appendCodePoint(codePoint(4));
      case 'U' -> out.appendCodePoint(codePoint(8));
      default -> throw malformed("an escape that is known");
    }
  }

  private int codePoint(int digits) {
    long value = -1;
    if (at + digits <= source.length()) {
      try {
        value = Long.parseLong(source, at, at + digits, 16);
      } catch (NumberFormatException _) {
        throw malformed(digits + " hexadecimal digits");
      }
    }
    if (value < 0 || value > Character.MAX_CODE_POINT) {
      throw malformed("a character of " + digits + " hexadecimal digits");
    }
    at += digits;
    return (int) value;
  }

  /// The literal of a text.
  static String quote(String text) {
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\\', '\'' -> out.append('\\').append(c);
        default -> {
          boolean hidden = c < ' ' || c >= 0x7f && c < 0xa0;
          if (hidden || Character.isSurrogate(c) && !isPair(text, i)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('\'').toString();
  }

  private static boolean isPair(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))
        || i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
  }
}
