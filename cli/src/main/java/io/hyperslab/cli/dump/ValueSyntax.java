package io.hyperslab.cli.dump;

/// What stands around and between the parts of a value.
///
/// @param compound of compounds
/// @param array of arrays
/// @param sequence of sequences of variable length
/// @param breaksLines whether members of compounds and rows of arrays start lines
public record ValueSyntax(Marks compound, Marks array, Marks sequence, boolean breaksLines) {
  /// The marks of one kind of value.
  ///
  /// @param open before the first part
  /// @param separator between two
  /// @param close behind the last one
  public record Marks(String open, String separator, String close) {}

  /// The syntax of the data description language.
  public static final ValueSyntax DDL =
      new ValueSyntax(
          new Marks("{", ",", "}"), new Marks("[ ", ",", " ]"), new Marks("(", ", ", ")"), true);

  /// The syntax of h5dump's XML: nothing but blanks.
  public static final ValueSyntax XML =
      new ValueSyntax(
          new Marks("", " ", ""), new Marks("", "", ""), new Marks(" ", " ", ""), false);
}
