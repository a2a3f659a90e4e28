package io.hyperslab.conformance;

import java.util.List;

/// What editing one file of the corpus came to.
///
/// @param name the file's, in the corpus
/// @param kind the result
/// @param detail of a refusal or a failure; otherwise empty
/// @param attributes how many objects had an attribute added and removed
/// @param elements how many datasets had an element written twice
/// @param refusals the changes of single objects that were refused
record EditResult(
    String name,
    Kind kind,
    String detail,
    int attributes,
    int elements,
    List<FileEdits.Refusal> refusals) {
  /// The result of one file.
  enum Kind {
    /// Edited, and everything else reads as before, here and in libhdf5.
    VERIFIED,
    /// The same, but libhdf5 does not open the file as it was.
    UNKNOWN_TO_LIBHDF5,
    /// Not opened for writing, and left as it was.
    REFUSED,
    /// Neither.
    FAILED
  }

  EditResult {
    refusals = List.copyOf(refusals);
  }

  static EditResult without(String name, Kind kind, String detail) {
    return new EditResult(name, kind, detail, 0, 0, List.of());
  }
}
