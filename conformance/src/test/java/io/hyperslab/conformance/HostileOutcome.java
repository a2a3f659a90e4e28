package io.hyperslab.conformance;

/// How the reading of one hostile image went.
///
/// @param kind what happened
/// @param millis how long it took
/// @param detail what was refused, or the stack of a defect
record HostileOutcome(Kind kind, long millis, String detail) {
  /// What happened.
  enum Kind {
    /// Everything was read.
    READ,
    /// Something was refused with an exception of the library.
    REFUSED,
    /// Another exception or error escaped.
    DEFECT,
    /// It took too long.
    SLOW,
    /// It took so long that the process was killed.
    HANG,
    /// The process ended.
    CRASH
  }

  boolean isDefect() {
    return kind != Kind.READ && kind != Kind.REFUSED;
  }

  /// One line of text.
  String line() {
    return kind + "\t" + millis + "\t" + detail.replaceAll("[\\r\\n\\t]+", " ");
  }

  static HostileOutcome parse(String line) {
    String[] parts = line.split("\t", 3);
    return new HostileOutcome(Kind.valueOf(parts[0]), Long.parseLong(parts[1]), parts[2]);
  }
}
