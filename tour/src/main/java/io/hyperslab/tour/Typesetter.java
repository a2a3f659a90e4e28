package io.hyperslab.tour;

import java.util.ArrayList;
import java.util.List;

/// Sets what a lesson shows as plain text.
public final class Typesetter {
  private static final int WIDTH = 92;
  private static final int RESULTS = 54;
  private static final String MARGIN = "    ";
  private static final String RESULT = "→ ";
  private static final String REFUSAL = "✗ ";

  private boolean afterCode;

  /// How far the last result was indented; those of a loop follow it.
  private int indent;

  /// A typesetter for one lesson.
  public Typesetter() {}

  /// The heading of a lesson.
  ///
  /// @param number from 1
  public String heading(int number, Lesson.Card card) {
    String title = number + ". " + card.title();
    return title + "\n" + "=".repeat(title.length()) + "\n" + card.summary() + "\n";
  }

  /// One passage after those before it; whole lines.
  public String set(Passage passage) {
    boolean prose = passage instanceof Passage.Note;
    String gap = prose || !afterCode ? "\n" : "";
    afterCode = !prose;
    return gap
        + switch (passage) {
          case Passage.Note(String text) -> String.join("\n", wrapped(text, " ", WIDTH)) + "\n";
          case Passage.Code(String text) -> code(gap.isEmpty() ? text : withoutEmptyLine(text));
          case Passage.Result(String code, String value) -> result(code, value);
          case Passage.Refusal(String code, String error, String message) ->
              placed(code) + hung(REFUSAL, wrapped(error + ": " + message, " ", room()));
        };
  }

  private static String withoutEmptyLine(String text) {
    return text.startsWith("\n") ? text.substring(1) : text;
  }

  private static String code(String text) {
    StringBuilder out = new StringBuilder();
    text.lines().forEach(line -> out.append((MARGIN + line).stripTrailing()).append('\n'));
    return out.toString();
  }

  private String result(String code, String value) {
    List<String> lines =
        value.lines().flatMap(line -> wrapped(line, ", ", room()).stream()).toList();
    if (code.isEmpty()) {
      return hung(RESULT, lines);
    }
    String left = MARGIN + code;
    if (left.length() < RESULTS && !code.contains("\n") && fitsBeside(lines)) {
      indent = RESULTS;
      return left + hung(RESULT, lines).substring(left.length());
    }
    return placed(code) + hung(RESULT, lines);
  }

  private static boolean fitsBeside(List<String> lines) {
    return lines.stream().allMatch(line -> RESULTS + RESULT.length() + line.length() <= WIDTH);
  }

  /// Code whose result comes below.
  private String placed(String code) {
    if (!code.isEmpty()) {
      indent = code.length() - code.stripLeading().length() + MARGIN.length() * 2;
    }
    return code(code);
  }

  private int room() {
    return WIDTH - MARGIN.length() * 2 - RESULT.length();
  }

  /// Lines after a mark.
  private String hung(String mark, List<String> lines) {
    StringBuilder out = new StringBuilder();
    for (String line : lines) {
      String before = out.isEmpty() ? mark : " ".repeat(mark.length());
      out.append(" ".repeat(indent)).append(before).append(line).append('\n');
    }
    return out.toString();
  }

  private static List<String> wrapped(String text, String separator, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("(?<=" + separator + ")", -1)) {
      if (!line.isEmpty() && line.length() + word.stripTrailing().length() > width) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
      line.append(word);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
