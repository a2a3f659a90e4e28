package io.hyperslab.cli.edit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/// What a value of the command line says, before it is known what it is for.
sealed interface Literal {
  /// An integer.
  ///
  /// @param text as written
  record Whole(BigInteger number, String text) implements Literal {
    private static final Pattern ZERO_BEFORE_DIGITS = Pattern.compile("\\s*[-+]?0[0-9_].*");

    /// One that was not written.
    Whole(BigInteger number) {
      this(number, number.toString());
    }

    /// Whether it is more likely a code than a number: `00123`.
    boolean beginsWithZero() {
      return ZERO_BEFORE_DIGITS.matcher(text).matches();
    }
  }

  /// A number with a fraction, or one of `nan`, `inf` and `-inf`.
  ///
  /// @param number what Java makes of it
  /// @param text as written
  record Real(double number, String text) implements Literal {
    /// Whether it is a number with digits, however large.
    boolean isFinite() {
      return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    /// The `float` that is nearest to what was written.
    float single() {
      return isFinite() ? Float.parseFloat(text) : (float) number;
    }

    /// The number with all digits that were written.
    BigDecimal decimal() {
      return new BigDecimal(text.strip());
    }
  }

  /// `True` or `False`.
  ///
  /// @param text as written
  record Flag(boolean isTrue, String text) implements Literal {}

  /// A text: in quotes, or a word that is nothing else.
  ///
  /// @param text without quotes
  /// @param isQuoted whether there were some
  record Text(String text, boolean isQuoted) implements Literal {}

  /// `[1, 2]`.
  record Items(List<Literal> items) implements Literal {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// `(1, 'a')`: a compound.
  record Struct(List<Literal> members) implements Literal {
    public Struct {
      members = List.copyOf(members);
    }
  }
}
