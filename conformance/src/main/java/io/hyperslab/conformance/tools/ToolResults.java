package io.hyperslab.conformance.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How the cases of one program went.
///
/// @param program what it is called
/// @param results the cases that ran, in their order
/// @param skipped of each that did not, its arguments and the input file that is not there
record ToolResults(String program, List<CaseResult> results, List<String> skipped) {
  ToolResults {
    results = List.copyOf(results);
    skipped = List.copyOf(skipped);
  }

  /// Runs the cases of a program.
  ///
  /// @param folder an empty one for the files
  static ToolResults of(ToolCases cases, CaseInputs inputs, Path folder) throws IOException {
    CaseRun run = new CaseRun(cases.program(), inputs, folder);
    List<CaseResult> results = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (Scenario scenario : cases.scenarios()) {
      String missing = inputs.missing(scenario).orElse("");
      if (missing.isEmpty()) {
        results.addAll(run.run(scenario));
      } else {
        scenario.compared().forEach(call -> skipped.add(call.text() + ": no " + missing));
      }
    }
    return new ToolResults(cases.program(), results, skipped);
  }

  long equal() {
    return results.stream().filter(CaseResult::isEqual).count();
  }

  /// The share of equal cases among those that ran, in percent.
  double share() {
    return results.isEmpty() ? 0 : 100.0 * equal() / results.size();
  }
}
