package io.hyperslab.cli.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// One element, whatever its datatype.
public sealed interface Value {
  /// An integer.
  record Whole(BigInteger number) implements Value {
    static Whole of(long number) {
      return new Whole(BigInteger.valueOf(number));
    }
  }

  /// A floating-point number.
  ///
  /// @param number the number, rounded where a `double` does not hold it
  /// @param digits the shortest decimal that stands for the number as stored; empty if it is not
  ///   finite
  record Real(double number, Optional<BigDecimal> digits) implements Value {}

  /// A complex number.
  record Complex(Real real, Real imaginary) implements Value {}

  /// A boolean.
  record Flag(boolean isTrue) implements Value {}

  /// A text.
  record Text(String text) implements Value {}

  /// A value of an enumeration.
  record Name(String name) implements Value {}

  /// Bytes with a meaning of their own, as hexadecimal digits.
  record Blob(String digits) implements Value {}

  /// What a reference points to, as a path.
  record Pointer(String target) implements Value {}

  /// A member of a compound.
  record Member(String name, Value value) {}

  /// A compound.
  record Struct(List<Member> members) implements Value {
    public Struct {
      members = List.copyOf(members);
    }
  }

  /// An array or a sequence.
  ///
  /// @param values the first of them
  /// @param count how many there are
  record Items(List<Value> values, long count) implements Value {
    public Items {
      values = List.copyOf(values);
    }
  }

  /// A reference to nothing.
  record Nothing() implements Value {}

  /// What could not be read.
  ///
  /// @param why a short reason
  record Unreadable(String why) implements Value {}

  /// The number that this is, if it is a finite one.
  default Optional<BigDecimal> decimal() {
    return switch (this) {
      case Whole whole -> Optional.of(new BigDecimal(whole.number()));
      case Real real -> real.digits();
      case Flag flag -> Optional.of(flag.isTrue() ? BigDecimal.ONE : BigDecimal.ZERO);
      default -> Optional.empty();
    };
  }
}
