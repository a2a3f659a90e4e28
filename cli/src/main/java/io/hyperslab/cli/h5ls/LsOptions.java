package io.hyperslab.cli.h5ls;

import java.util.Optional;
import java.util.Set;

/// What is listed, and how.
///
/// @param flags what was asked for
/// @param width columns of a line of data; 0 for one element on each line, as wide as it is
/// @param driver what opens the files; empty for whatever can
record LsOptions(Set<Flag> flags, int width, Optional<String> driver) {
  /// What can be asked for.
  enum Flag {
    /// Where raw data is.
    ADDRESS,
    /// Elements of datasets and attributes.
    DATA,
    /// Follow soft and external links.
    FOLLOW_SYMLINKS,
    /// Follow external links.
    FOLLOW_EXTERNAL,
    /// Links that lead nowhere are errors.
    NO_DANGLING_LINKS,
    /// Whole paths.
    FULL,
    /// A group, not what is in it.
    GROUP,
    /// Names of a compound's members.
    LABEL,
    /// Groups in groups.
    RECURSIVE,
    /// For machines to read.
    SIMPLE,
    /// One-byte integers are characters.
    STRING,
    /// All that is known of an object.
    VERBOSE,
    /// Bytes instead of values.
    HEXADECIMAL
  }

  LsOptions {
    flags = Set.copyOf(flags);
  }

  boolean has(Flag flag) {
    return flags.contains(flag);
  }
}
