package io.hyperslab.datatype;

/// Text: of fixed size (class 3), or of variable length (class 9, type string).
public sealed interface StringType extends Datatype permits FixedString, VariableString {
  /// How the end of the text is marked.
  Padding padding();

  /// The declared character set. Files are known to declare one and hold another.
  CharacterSet characterSet();

  /// How a text shorter than its room ends.
  enum Padding {
    /// A NUL ends the text; what follows does not count.
    NULL_TERMINATED,
    /// The rest is NULs; a full room holds no NUL.
    NULL_PADDED,
    /// The rest is spaces, as in Fortran.
    SPACE_PADDED
  }

  /// The character sets that the format knows.
  enum CharacterSet {
    /// US-ASCII.
    ASCII,
    /// UTF-8.
    UTF8
  }
}
