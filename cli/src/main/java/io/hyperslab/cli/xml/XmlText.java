package io.hyperslab.cli.xml;

/// Texts without what has a meaning in XML.
final class XmlText {
  private XmlText() {}

  /// A name, for an attribute of an element.
  static String name(String text) {
    return escaped(text, "&quot;", "\\");
  }

  /// A value between quotation marks in the contents of an element.
  static String value(String text) {
    return escaped(text, "\\\"", "\\\\");
  }

  private static String escaped(String text, String quote, String backslash) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append(quote);
        case '\\' -> out.append(backslash);
        case '\'' -> out.append("&apos;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
