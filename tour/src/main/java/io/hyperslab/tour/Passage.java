package io.hyperslab.tour;

/// A part of what a lesson shows.
public sealed interface Passage {
  /// What the lesson says; one paragraph.
  record Note(String text) implements Passage {}

  /// Code that ran and that shows nothing itself; one or more lines, indented as they stand in
  /// their method. The first may be empty.
  record Code(String text) implements Passage {}

  /// What an expression gave.
  ///
  /// @param code the expression, indented as it stands in its method; empty where it was shown
  ///   before, in a loop
  /// @param value as text, in one line or more
  record Result(String code, String value) implements Passage {}

  /// What was refused, as it should be.
  ///
  /// @param code as for [Result]
  /// @param error the simple name of the exception's class
  /// @param message what the exception says
  record Refusal(String code, String error, String message) implements Passage {}
}
