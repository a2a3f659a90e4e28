package io.hyperslab.storage;

/// What a commit survives once it has returned, and what the file survives while it goes on.
public enum Durability {
  /// The death of the process at any moment, whatever its cause: the file is at this commit or at
  /// the one before. Nothing is forced to the medium, so nothing is promised for a loss of power or
  /// of the operating system: commits of the last moments may be lost, and the file may be refused
  /// or wrong.
  PROCESS,

  /// The loss of power too. The medium is forced to take everything, at most three times.
  FULL,

  /// Nothing: changed structures are written in place without a journal. If the process dies
  /// meanwhile, the file is refused or wrong from then on.
  NONE
}
