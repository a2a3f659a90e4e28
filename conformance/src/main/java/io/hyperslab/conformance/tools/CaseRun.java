package io.hyperslab.conformance.tools;

import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.cli.tool.Tool;
import io.hyperslab.conformance.tools.Program.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Runs scenarios with a program of HDF5 and with its stand-in.
final class CaseRun {
  private static final int MOST_TEXT = 120;
  private static final int THREW = -1;

  private final String program;
  private final CaseInputs inputs;
  private final Path folder;
  private int count;

  /// @param folder where the scenarios' folders are made
  CaseRun(String program, CaseInputs inputs, Path folder) {
    this.program = program;
    this.inputs = inputs;
    this.folder = folder;
  }

  /// The results of a scenario's compared calls.
  ///
  /// @throws IOException if the programs cannot be run
  List<CaseResult> run(Scenario scenario) throws IOException {
    Path home = folder.resolve("case" + count++);
    Path theirs = Files.createDirectories(home.resolve("theirs"));
    Path ours = Files.createDirectories(home.resolve("ours"));
    Set<String> names = inputs.names(scenario);
    inputs.copy(names, theirs);
    inputs.copy(names, ours);
    List<CaseResult> results = new ArrayList<>();
    for (ToolCase call : scenario.calls()) {
      if (call.prepares()) {
        prepare(call, theirs);
        prepare(call, ours);
      } else {
        Outcome expected = Program.run(program, call.arguments(), theirs);
        Outcome actual = runOurs(scenario.tool(), call.arguments(), ours);
        results.add(compare(call, new Pair(expected, theirs, actual, ours)));
      }
    }
    return results;
  }

  /// What is not prepared would make both fail in the same way.
  private static void prepare(ToolCase call, Path folder) throws IOException {
    int status = Program.run(call.arguments(), folder).status();
    if (status != 0) {
      throw new IOException("line " + call.line() + " ends with " + status + ": " + call.text());
    }
  }

  private Outcome runOurs(String tool, List<String> arguments, Path ours) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes);
    Output err = new Output(OutputStream.nullOutputStream());
    Tool standIn = tool(tool);
    try {
      int status = standIn.run(new Invocation(program, arguments, ours, out, err, false));
      out.flush();
      return new Outcome(status, bytes.toByteArray());
    } catch (RuntimeException e) {
      out.println(program + " threw " + e).flush(); // a difference like any other
      return new Outcome(THREW, bytes.toByteArray());
    }
  }

  private static Tool tool(String name) {
    try {
      return Class.forName(name).asSubclass(Tool.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no stand-in: " + name, e);
    }
  }

  /// What the two left behind.
  private record Pair(Outcome expected, Path theirs, Outcome actual, Path ours) {}

  private static CaseResult compare(ToolCase call, Pair pair) throws IOException {
    List<String> differences = new ArrayList<>();
    for (Check check : call.checks()) {
      String found = difference(check, pair);
      if (!found.isEmpty()) {
        differences.add(check + ": " + found);
      }
    }
    return new CaseResult(call, differences);
  }

  /// What differs; empty if nothing does.
  private static String difference(Check check, Pair pair) throws IOException {
    Path expected = pair.theirs().resolve(check.file());
    Path actual = pair.ours().resolve(check.file());
    return switch (check.kind()) {
      case STDOUT -> difference(pair.expected().out(), pair.actual().out());
      case STATUS ->
          pair.expected().status() == pair.actual().status()
              ? ""
              : pair.actual().status() + " instead of " + pair.expected().status();
      case SAME ->
          Files.isRegularFile(expected) && Files.isRegularFile(actual)
              ? difference(Files.readAllBytes(expected), Files.readAllBytes(actual))
              : "not there";
      case ABSENT -> Files.exists(expected) || Files.exists(actual) ? "is there" : "";
      case DUMP, DUMP_P, LAYOUT, LS -> shownDifference(check, pair);
      case DIFF -> {
        List<String> files = List.of(expected.toString(), actual.toString());
        int status = Program.run("h5diff", files, pair.ours()).status();
        yield status == 0 ? "" : "h5diff ends with " + status;
      }
    };
  }

  private static String shownDifference(Check check, Pair pair) throws IOException {
    List<String> command = new ArrayList<>(check.kind().command());
    command.add(check.file());
    Outcome expected = Program.run(command, pair.theirs());
    Outcome actual = Program.run(command, pair.ours());
    if (expected.status() != 0) {
      return command.getFirst() + " cannot show what the program made";
    }
    if (actual.status() != 0) {
      return command.getFirst() + " cannot show what the stand-in made";
    }
    return check.kind() == Check.Kind.LAYOUT
        ? difference(withoutAddresses(expected.out()), withoutAddresses(actual.out()))
        : difference(expected.out(), actual.out());
  }

  /// The lines that do not say where in the file something is, nor how small a compressor has made
  /// it.
  private static byte[] withoutAddresses(byte[] text) {
    return new String(text, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.strip().startsWith("OFFSET") && !line.endsWith("COMPRESSION)"))
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /// Where two texts begin to differ; empty if they do not.
  private static String difference(byte[] expected, byte[] actual) {
    int at = Arrays.mismatch(expected, actual);
    if (at < 0) {
      return "";
    }
    int line = 1;
    int start = 0;
    for (int i = 0; i < at; i++) {
      if (expected[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    return "line " + line + " is " + line(actual, start) + " instead of " + line(expected, start);
  }

  private static String line(byte[] text, int start) {
    int end = start;
    while (end < text.length && text[end] != '\n' && end - start < MOST_TEXT) {
      end++;
    }
    return start >= text.length
        ? "nothing"
        : "'" + new String(text, start, end - start, StandardCharsets.UTF_8) + "'";
  }
}
