package io.hyperslab.cli.arguments;

import java.util.ArrayList;
import java.util.List;

/// The text that explains a command.
public final class HelpText {
  private static final int WIDTH = 80;
  private static final int WIDEST_NAMES = 26;
  private static final int WIDEST_LINE = 42;

  private HelpText() {}

  /// The text, its last line ended.
  public static String of(Syntax syntax) {
    StringBuilder text = new StringBuilder();
    text.append("Usage: ")
        .append(Syntax.PROGRAM)
        .append(' ')
        .append(syntax.name())
        .append(" [OPTION]...");
    for (Operand operand : syntax.operands()) {
      text.append(' ').append(operand.synopsis());
    }
    text.append('\n');
    wrap(text, 0, 0, syntax.summary());
    for (String paragraph : syntax.description()) {
      text.append('\n');
      wrap(text, 0, 0, paragraph);
    }
    if (!syntax.operands().isEmpty()) {
      text.append('\n');
    }
    for (Operand operand : syntax.operands()) {
      row(text, operand.placeholder(), operand.help());
    }
    text.append("\nOptions:\n");
    for (Option option : syntax.allOptions()) {
      String choices =
          option.choices().isEmpty() ? "" : " One of " + Listed.or(option.choices()) + ".";
      row(text, written(option), option.help() + choices);
    }
    if (!syntax.examples().isEmpty()) {
      text.append("\nExamples:\n");
    }
    for (Syntax.Example example : syntax.examples()) {
      String line = "  " + Syntax.PROGRAM + " " + example.line();
      text.append(line);
      if (!example.remark().isEmpty()) {
        text.append(" ".repeat(Math.max(2, WIDEST_LINE - line.length()))).append(example.remark());
      }
      text.append('\n');
    }
    text.append('\n');
    wrap(text, 0, 0, "Exit status: " + syntax.statuses());
    return text.toString();
  }

  /// `-w, --width N`; long names stand below each other.
  private static String written(Option option) {
    List<String> names = new ArrayList<>(option.names());
    String joined = String.join(", ", names);
    String aligned = names.getFirst().startsWith("--") ? "    " + joined : joined;
    return option.isValued() ? aligned + " " + option.placeholder() : aligned;
  }

  private static void row(StringBuilder text, String name, String help) {
    text.append("  ").append(name);
    int used = 2 + name.length();
    if (used > WIDEST_NAMES - 2) {
      text.append('\n');
      used = 0;
    }
    text.append(" ".repeat(WIDEST_NAMES - used));
    wrap(text, WIDEST_NAMES, WIDEST_NAMES, help);
  }

  /// Appends words, and breaks lines between them.
  private static void wrap(StringBuilder text, int column, int indent, String words) {
    int at = column;
    boolean first = true;
    for (String word : words.split(" ", -1)) {
      if (!first && at + 1 + word.length() > WIDTH) {
        text.append('\n').append(" ".repeat(indent));
        at = indent;
      } else if (!first) {
        text.append(' ');
        at++;
      }
      text.append(word);
      at += word.length();
      first = false;
    }
    text.append('\n');
  }
}
