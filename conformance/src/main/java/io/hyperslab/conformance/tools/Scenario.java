package io.hyperslab.conformance.tools;

import java.util.List;
import java.util.Set;

/// Calls that run one after the other in the same folders.
///
/// @param tool the stand-in's class
/// @param files names, or patterns of names, of input files that are there beside those that the
///   calls name
/// @param elsewhere names of input files that the corpus lacks
/// @param calls what runs
record Scenario(String tool, List<String> files, Set<String> elsewhere, List<ToolCase> calls) {
  Scenario {
    files = List.copyOf(files);
    elsewhere = Set.copyOf(elsewhere);
    calls = List.copyOf(calls);
  }

  /// The calls that are compared.
  List<ToolCase> compared() {
    return calls.stream().filter(call -> !call.prepares()).toList();
  }
}
