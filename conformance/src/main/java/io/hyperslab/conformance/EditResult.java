package io.hyperslab.conformance;

import java.util.ArrayList;
import java.util.List;

/// What editing one file of the corpus came to.
///
/// @param name the file's, in the corpus
/// @param kind the result
/// @param detail of a refusal or a failure; otherwise empty
/// @param changes what was done to the file
record EditResult(String name, Kind kind, String detail, Changes changes) {
  private static final int FIXED = 7;

  /// The result of one file.
  enum Kind {
    /// Edited, and everything else reads as before, here and in libhdf5; and libhdf5 edited it.
    EDITED_BY_BOTH,
    /// The same, but libhdf5 does not edit the file as it was.
    VERIFIED,
    /// The same, but libhdf5 does not open the file as it was, or dies over it.
    UNKNOWN_TO_LIBHDF5,
    /// Not opened for writing, and left as it was.
    REFUSED,
    /// Not an HDF5 file, or not one that can be read.
    UNREAD,
    /// None of these.
    FAILED;

    /// Whether the file was edited and libhdf5 read that.
    boolean isVerified() {
      return this == EDITED_BY_BOTH || this == VERIFIED;
    }

    /// Whether the file was edited, and nothing is known to be wrong with it.
    boolean isEdited() {
      return isVerified() || this == UNKNOWN_TO_LIBHDF5;
    }
  }

  /// What was done to a file.
  ///
  /// @param attributes how many objects had an attribute added and removed
  /// @param elements how many datasets had an element written twice
  /// @param refusals the changes of single objects that were refused, as text
  /// @param reallocated the paths of the datasets that may take more or less room now
  record Changes(int attributes, int elements, List<String> refusals, List<String> reallocated) {
    static final Changes NONE = new Changes(0, 0, List.of(), List.of());

    Changes {
      refusals = List.copyOf(refusals);
      reallocated = List.copyOf(reallocated);
    }
  }

  static EditResult without(String name, Kind kind, String detail) {
    return new EditResult(name, kind, detail, Changes.NONE);
  }

  static EditResult failed(String name, String detail) {
    return without(name, Kind.FAILED, detail);
  }

  /// The result as a line.
  String line() {
    List<String> fields = new ArrayList<>();
    fields.add(name);
    fields.add(kind.name());
    fields.add(detail);
    fields.add(String.valueOf(changes.attributes()));
    fields.add(String.valueOf(changes.elements()));
    fields.add(String.valueOf(changes.refusals().size()));
    fields.add(String.valueOf(changes.reallocated().size()));
    fields.addAll(changes.refusals());
    fields.addAll(changes.reallocated());
    return TextFields.line(fields);
  }

  static EditResult parse(String line) {
    List<String> fields = TextFields.of(line);
    int refusals = Integer.parseInt(fields.get(5));
    int reallocated = Integer.parseInt(fields.get(6));
    Changes changes =
        new Changes(
            Integer.parseInt(fields.get(3)),
            Integer.parseInt(fields.get(4)),
            fields.subList(FIXED, FIXED + refusals),
            fields.subList(FIXED + refusals, FIXED + refusals + reallocated));
    return new EditResult(fields.get(0), Kind.valueOf(fields.get(1)), fields.get(2), changes);
  }
}
