package io.hyperslab.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parses JSON documents that this project or its corpus made; their nesting is shallow.
final class JsonParser {
  private static final int HEX = 16;

  private final String text;
  private int at;

  JsonParser(String text) {
    this.text = text;
  }

  JsonValue document() {
    JsonValue value = value();
    skipSpace();
    if (at != text.length()) {
      throw unexpected();
    }
    return value;
  }

  private JsonValue value() {
    skipSpace();
    if (at == text.length()) {
      throw unexpected();
    }
    return switch (text.charAt(at)) {
      case '{' -> members();
      case '[' -> items();
      case '"' -> new JsonValue.Text(string());
      default -> literal();
    };
  }

  private JsonValue members() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    at++;
    while (!closes('}', members.isEmpty())) {
      skipSpace();
      String name = string();
      skipSpace();
      expect(':');
      members.put(name, value());
    }
    return new JsonValue.Members(members);
  }

  private JsonValue items() {
    List<JsonValue> items = new ArrayList<>();
    at++;
    while (!closes(']', items.isEmpty())) {
      items.add(value());
    }
    return new JsonValue.Items(items);
  }

  /// Passes over the closing bracket, or over the comma before the next element.
  private boolean closes(char bracket, boolean first) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == bracket) {
      at++;
      return true;
    }
    if (!first) {
      expect(',');
    }
    return false;
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      value.append(c == '\\' ? escaped() : c);
    }
    expect('"');
    return value.toString();
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at++) : '\0';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        if (text.length() - at < 4) {
          throw unexpected();
        }
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, HEX);
      }
      default -> throw unexpected();
    };
  }

  private JsonValue literal() {
    int start = at;
    while (at < text.length() && isLiteral(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw unexpected();
    }
    return new JsonValue.Literal(text.substring(start, at));
  }

  private static boolean isLiteral(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.';
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void expect(char wanted) {
    if (at == text.length() || text.charAt(at) != wanted) {
      throw unexpected();
    }
    at++;
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("not JSON at character " + at);
  }
}
