package io.hyperslab.cli.compare;

import io.hyperslab.datatype.Reference;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Decides about the values at the leaves of two elements. Every call returns the number of
/// differences. Equal values may be left out.
public interface Leaves {
  /// Two integers.
  ///
  /// @param size bytes that hold both
  /// @param signed whether they have a sign; if not, eight bytes may look negative
  long integers(long one, long other, int size, boolean signed);

  /// Two floating-point numbers.
  ///
  /// @param size bytes of the native type: those of 4 are exact as `float`
  long floats(double one, double other, int size);

  /// The bytes of two bitfields or opaque values, of equal number.
  long octets(byte[] one, byte[] other);

  /// Two values of an enumeration, by their names; empty for a value without a name.
  long names(Optional<String> one, Optional<String> other);

  /// Two texts.
  long texts(Text one, Text other);

  /// Two references.
  ///
  /// @param type their datatype
  /// @param one the first one's bytes
  /// @param other the second one's
  long references(Reference type, MemorySegment one, MemorySegment other);

  /// The lengths of two sequences. Their common elements follow.
  long lengths(long one, long other);

  /// Two values that cannot be compared.
  long incomparable(ElementPair.Incomparable pair);

  /// What follows is inside of a member.
  void enter(String member);

  /// What follows is inside of an array or a sequence.
  ///
  /// @param index the element's
  void enter(long index);

  /// The end of what was entered last.
  void leave();
}
