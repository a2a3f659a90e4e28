package io.hyperslab.tour;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The source of a lesson, of which each line is taken once, when the program has got there.
///
/// Methods are told apart by their indentation, as the formatter of this project leaves it: members
/// of a class are indented by two blanks, and nothing else is.
final class LessonSource {
  private static final String MEMBER = "  ";
  private static final int BODY = 4;

  private final List<String> lines;

  /// The last line that was taken of each method, by the method's first line.
  private final Map<Integer, Integer> taken = new HashMap<>();

  private LessonSource(List<String> lines) {
    this.lines = lines;
  }

  /// The source of a class, which lies beside it.
  static LessonSource of(Class<?> lesson) {
    String name = lesson.getSimpleName() + ".java";
    try (InputStream source = lesson.getResourceAsStream(name)) {
      if (source == null) {
        throw new LessonFailedException("the source " + name + " is not packed with its class");
      }
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      return new LessonSource(text.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A statement that calls the page.
  ///
  /// @param before the code between the last statement taken and this one, if it starts a paragraph
  ///   with an empty line first
  /// @param argument what is between the call's parentheses, indented as the statement is; empty if
  ///   it was taken before
  record Statement(String before, String argument) {}

  /// Takes the code up to and including the statement that starts in a line.
  ///
  /// @param line its number, from 1
  Statement take(int line) {
    int method = methodOf(line);
    int from = taken.computeIfAbsent(method, this::opening) + 1;
    if (line < from) {
      return new Statement("", "");
    }
    int last = lastLine(line);
    taken.put(method, last);
    return new Statement(code(from, line - 1), argument(line, last));
  }

  /// Takes what is left of the method that `line` is in.
  String takeRest(int line) {
    int method = methodOf(line);
    int from = taken.computeIfAbsent(method, this::opening) + 1;
    int end = from;
    while (!isMember(end) && end < lines.size()) {
      end++;
    }
    taken.put(method, end);
    return code(from, end - 1);
  }

  /// The line in which the method starts that another line is in.
  int methodOf(int line) {
    int start = line;
    while (!isMember(start)) {
      start--;
    }
    return start;
  }

  private boolean isMember(int line) {
    String text = line(line);
    return text.startsWith(MEMBER) && text.length() > MEMBER.length() && text.charAt(2) != ' ';
  }

  /// The line in which a method's body is opened.
  private int opening(int method) {
    int line = method;
    while (!line(line).endsWith("{")) {
      line++;
    }
    return line;
  }

  private String line(int number) {
    return lines.get(number - 1);
  }

  private String code(int from, int to) {
    StringBuilder code = new StringBuilder();
    for (int line = from; line <= to; line++) {
      String text = line(line);
      code.append(text, Math.min(BODY, text.length()), text.length()).append('\n');
    }
    return code.toString().stripTrailing();
  }

  private int lastLine(int line) {
    int depth = 0;
    for (int last = line; ; last++) {
      depth += depthChange(line(last));
      if (depth == 0) {
        return last;
      }
    }
  }

  /// How many more parentheses a line opens than it closes, outside of literals.
  private static int depthChange(String line) {
    int depth = 0;
    char literal = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (literal != 0) {
        if (c == '\\') {
          i++;
        } else if (c == literal) {
          literal = 0;
        }
      } else if (c == '"' || c == '\'') {
        literal = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      }
    }
    return depth;
  }

  private String argument(int first, int last) {
    String call = code(first, last);
    int indent = indentOf(call);
    String inside = call.substring(call.indexOf('(') + 1, call.lastIndexOf(')'));
    if (!inside.startsWith("\n")) {
      return " ".repeat(indent) + inside;
    }
    String argument = inside.substring(1);
    return argument.indent(indent - indentOf(argument)).stripTrailing();
  }

  private static int indentOf(String text) {
    return text.length() - text.stripLeading().length();
  }
}
