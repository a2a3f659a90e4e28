package io.hyperslab.cli.value;

import java.util.Collection;
import java.util.stream.Collectors;

/// Values as JSON. What JSON has no word for is a text: `"NaN"`, `"Infinity"`, bytes as hexadecimal
/// digits; a complex number is an array of two. Integers have all their digits.
public final class JsonText {
  private JsonText() {}

  /// The JSON of a value.
  public static String of(Value value) {
    return switch (value) {
      case Value.Whole whole -> whole.number().toString();
      case Value.Real real -> number(real);
      case Value.Complex complex ->
          "[" + number(complex.real()) + ", " + number(complex.imaginary()) + "]";
      case Value.Flag flag -> Boolean.toString(flag.isTrue());
      case Value.Text text -> string(text.text());
      case Value.Name name -> string(name.name());
      case Value.Blob blob -> string("0x" + blob.digits());
      case Value.Pointer pointer -> string(pointer.target());
      case Value.Nothing() -> "null";
      case Value.Unreadable unreadable -> string("<" + unreadable.why() + ">");
      case Value.Struct struct ->
          struct.members().stream()
              .map(member -> string(member.name()) + ": " + of(member.value()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Value.Items items -> array(items.values().stream().map(JsonText::of).toList());
    };
  }

  private static String number(Value.Real real) {
    if (real.digits().isPresent()) {
      return ValueText.exact().of(real);
    }
    return Double.isNaN(real.number())
        ? "\"NaN\""
        : real.number() < 0 ? "\"-Infinity\"" : "\"Infinity\"";
  }

  /// An array of texts that are JSON already.
  public static String array(Collection<String> items) {
    return items.stream().collect(Collectors.joining(", ", "[", "]"));
  }

  /// A string literal. A byte of a name that is no UTF-8 is an escaped lone surrogate, as Python's
  /// `json` has it.
  public static String string(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c >= 0x7f && c < 0xa0 || Character.isSurrogate(c)) {
            escape(out, c);
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  private static void escape(StringBuilder out, char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(c >> shift & 0xf, 16));
    }
  }
}
