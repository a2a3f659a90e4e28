package io.hyperslab.conformance.tools;

import java.util.List;

/// How a case went.
///
/// @param call the case
/// @param differences what is not equal, in words; empty if all is
record CaseResult(ToolCase call, List<String> differences) {
  CaseResult {
    differences = List.copyOf(differences);
  }

  boolean isEqual() {
    return differences.isEmpty();
  }

  /// Whether it went as its list says.
  boolean isAsListed() {
    return isEqual() == call.reason().isEmpty();
  }
}
