package io.hyperslab.internal.check;

import java.util.Optional;

/// One thing that a check found.
///
/// @param severity how bad it is
/// @param path of the object that it concerns; `/` for the file
/// @param structure its name in the specification, if it is known
/// @param address of the structure, from the file's base address; negative if it is not known
/// @param text what is wrong, in words
public record Finding(
    Severity severity, String path, Optional<String> structure, long address, String text) {
  /// How bad a finding is.
  public enum Severity {
    /// Something cannot be read, or is not what it should be.
    DAMAGE,
    /// Something could not be looked at.
    UNCHECKED,
    /// Worth knowing, but it keeps nothing in this file from being read.
    NOTE
  }
}
