package io.hyperslab.conformance;

import java.util.List;

/// How one file of the corpus compares.
///
/// @param entry the file
/// @param kind the result
/// @param detail the first difference or the error; empty when there is none
/// @param more where something was read that the reference cannot read
record FileResult(Corpus.Entry entry, Kind kind, String detail, List<String> more) {
  /// The result of one file.
  enum Kind {
    /// The digests agree in everything.
    EQUAL("equal"),
    /// They agree in all that the reference can read, and more was read.
    MORE("equal, and more read"),
    /// The digests differ.
    DIFFERS("different"),
    /// The file was refused, the reference reads it.
    REFUSED("refused"),
    /// A corrupt file, or one that the reference cannot open: read or refused cleanly.
    HOSTILE("hostile, clean answer"),
    /// Another exception than the library's escaped.
    UNTYPED("untyped error");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  FileResult {
    more = List.copyOf(more);
  }

  /// Whether the file counts as well-formed.
  boolean isWellFormed() {
    return kind != Kind.HOSTILE && !(kind == Kind.UNTYPED && entry.isHostile());
  }

  /// Whether the file is not read as the reference reads it.
  boolean isException() {
    return kind == Kind.DIFFERS || kind == Kind.REFUSED || kind == Kind.UNTYPED;
  }

  /// Whether the file has to be explained; what was read beyond the reference needs a proof, too.
  boolean needsReason() {
    return isException() || kind == Kind.MORE;
  }
}
