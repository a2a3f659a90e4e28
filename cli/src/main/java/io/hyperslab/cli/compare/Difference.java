package io.hyperslab.cli.compare;

import io.hyperslab.datatype.Datatype;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Something in which two files differ.
public sealed interface Difference {
  /// Where: the path in the first file, or the one in the second where the first has none.
  String path();

  /// Which of the two files.
  enum Side {
    /// The first one.
    ONE,
    /// The second one.
    OTHER
  }

  /// An object, a link or an attribute that only one of them has.
  ///
  /// @param path where
  /// @param attribute the attribute's name; empty for an object or a link
  /// @param side which of the files has it
  /// @param what it is, in words
  record OnlyIn(String path, Optional<String> attribute, Side side, String what)
      implements Difference {}

  /// Different kinds of objects or links have the same name, or a link leads elsewhere.
  ///
  /// @param path where
  /// @param one what the first has, in words
  /// @param other what the second has
  record Kind(String path, String one, String other) implements Difference {}

  /// The datatypes differ, if only in how the same values are stored.
  ///
  /// @param path of the object
  /// @param attribute the attribute's name; empty for an object
  /// @param one the first one's
  /// @param other the second one's
  record Type(String path, Optional<String> attribute, Datatype one, Datatype other)
      implements Difference {}

  /// The shapes differ, and so the elements cannot be compared.
  ///
  /// @param path of the object
  /// @param attribute the attribute's name; empty for a dataset
  /// @param one the first one's, in words
  /// @param other the second one's
  record Shape(String path, Optional<String> attribute, String one, String other)
      implements Difference {}

  /// An element differs.
  ///
  /// @param path of the object
  /// @param attribute the attribute's name; empty for a dataset
  /// @param position its indices; none for a scalar
  /// @param part the member or the inner element that differs, as `.name[3]`; empty for a plain
  ///   value
  /// @param one the first one's value, as text
  /// @param other the second one's
  /// @param distance how far numbers are from each other; empty for all other values
  record Value(
      String path,
      Optional<String> attribute,
      List<Long> position,
      String part,
      String one,
      String other,
      OptionalDouble distance)
      implements Difference {
    /// Copies the list.
    public Value {
      position = List.copyOf(position);
    }
  }

  /// How many values of an object or an attribute differ; comes after the last of them.
  ///
  /// @param path of the object
  /// @param attribute the attribute's name; empty for a dataset
  /// @param differing how many differ
  /// @param elements how many elements there are
  /// @param largest the largest distance of two numbers; empty if none differ
  record Values(
      String path,
      Optional<String> attribute,
      long differing,
      long elements,
      OptionalDouble largest)
      implements Difference {}

  /// Something could not be read, and so not be compared.
  ///
  /// @param path of the object
  /// @param reason why
  record Unreadable(String path, String reason) implements Difference {}
}
