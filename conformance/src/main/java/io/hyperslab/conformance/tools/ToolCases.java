package io.hyperslab.conformance.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The cases of one program. The package says how they are written.
///
/// @param program what it is called: `h5diff`
/// @param scenarios its cases, in their order
record ToolCases(String program, List<Scenario> scenarios) {
  private static final String SUFFIX = ".cases";
  private static final String TOOL = "tool:";
  private static final String FILES = "files:";
  private static final String ELSEWHERE = "elsewhere:";

  ToolCases {
    scenarios = List.copyOf(scenarios);
  }

  /// All that stand in a folder, ordered by name.
  static List<ToolCases> in(Path folder) throws IOException {
    List<ToolCases> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX)) {
          String text = Files.readString(file, StandardCharsets.UTF_8);
          all.add(parse(name.substring(0, name.length() - SUFFIX.length()), text));
        }
      }
    }
    return all;
  }

  /// Reads the cases of a program.
  ///
  /// @throws IllegalArgumentException if a line says nothing known
  static ToolCases parse(String program, String text) {
    return new ToolCases(program, new Parser(program).parse(text.lines().toList()));
  }

  private static final class Parser {
    private final String program;
    private final List<Scenario> scenarios = new ArrayList<>();
    private final List<ToolCase> calls = new ArrayList<>();
    private final Set<String> elsewhere = new HashSet<>();
    private List<String> files = List.of();
    private String tool = "";

    Parser(String program) {
      this.program = program;
    }

    List<Scenario> parse(List<String> lines) {
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        try {
          take(i + 1, line);
        } catch (IllegalArgumentException e) {
          String place = program + SUFFIX + ":" + (i + 1) + ": ";
          throw new IllegalArgumentException(place + e.getMessage(), e);
        }
      }
      end();
      return scenarios;
    }

    private void take(int number, String line) {
      if (line.isBlank() || line.startsWith("#")) {
        return;
      }
      if (line.startsWith("+")) {
        calls.add(ToolCase.parse(number, line.substring(1).strip()));
        return;
      }
      end();
      if (line.startsWith(TOOL)) {
        tool = line.substring(TOOL.length()).strip();
      } else if (line.startsWith(FILES)) {
        files = ShellWords.of(line.substring(FILES.length()));
      } else if (line.startsWith(ELSEWHERE)) {
        elsewhere.addAll(ShellWords.of(line.substring(ELSEWHERE.length())));
      } else {
        calls.add(ToolCase.parse(number, line));
      }
    }

    private void end() {
      if (!calls.isEmpty()) {
        scenarios.add(new Scenario(tool, files, elsewhere, calls));
        calls.clear();
      }
    }
  }
}
