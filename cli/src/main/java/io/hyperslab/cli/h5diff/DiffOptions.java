package io.hyperslab.cli.h5diff;

import java.util.List;
import java.util.OptionalLong;

/// How `h5diff` compares and what it says.
///
/// @param quiet whether nothing is said
/// @param report whether the values that differ are shown
/// @param verbose whether objects and warnings are shown as well
/// @param level how much is said when verbose, 0 to 3
/// @param listIncomparable whether objects that cannot be compared are listed
/// @param followLinks whether what soft and external links lead to is compared
/// @param refuseDangling whether links that lead nowhere are errors
/// @param tolerance which values are equal
/// @param most the most differences to find among the elements of one object
/// @param excludedPaths objects that are left out
/// @param excludedAttributes objects whose attributes are left out
record DiffOptions(
    boolean quiet,
    boolean report,
    boolean verbose,
    int level,
    boolean listIncomparable,
    boolean followLinks,
    boolean refuseDangling,
    Tolerance tolerance,
    OptionalLong most,
    List<String> excludedPaths,
    List<String> excludedAttributes) {
  DiffOptions {
    excludedPaths = List.copyOf(excludedPaths);
    excludedAttributes = List.copyOf(excludedAttributes);
  }

  /// Whether the values that differ are shown.
  boolean showsValues() {
    return (report || verbose) && !quiet;
  }

  /// Whether it is said which objects cannot be compared.
  boolean namesIncomparable() {
    return verbose || listIncomparable;
  }
}
