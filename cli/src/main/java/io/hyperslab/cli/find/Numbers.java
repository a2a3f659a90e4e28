package io.hyperslab.cli.find;

import io.hyperslab.cli.value.Value;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/// Conditions on single numbers as tests of `double`s: many times faster, and just as exact, where
/// every number and every constant is one.
final class Numbers {
  private Numbers() {}

  /// The test of a condition; empty if it is not of that kind.
  ///
  /// @param type of the numbers
  static Optional<DoublePredicate> of(Condition condition, Datatype type) {
    return switch (condition) {
      case Condition.Both both ->
          of(both.one(), type).flatMap(one -> of(both.other(), type).map(one::and));
      case Condition.Either either ->
          of(either.one(), type).flatMap(one -> of(either.other(), type).map(one::or));
      case Condition.Not not -> of(not.condition(), type).map(DoublePredicate::negate);
      case Condition.Comparison comparison -> comparison(comparison, type);
    };
  }

  private static Optional<DoublePredicate> comparison(
      Condition.Comparison comparison, Datatype type) {
    if (!(comparison.left() instanceof Condition.Part part)
        || !part.members().isEmpty() && !part.members().equals(List.of(Condition.WHOLE))
        || !(comparison.right() instanceof Condition.Constant constant)) {
      return Optional.empty();
    }
    OptionalDouble known = limit(constant.value(), type);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    double limit = known.getAsDouble();
    if (Double.isNaN(limit)) {
      return switch (comparison.relation()) {
        case EQUAL -> Optional.of(Double::isNaN);
        case UNEQUAL -> Optional.of(value -> !Double.isNaN(value));
        default -> Optional.of(_ -> false);
      };
    }
    return Optional.of(
        switch (comparison.relation()) {
          case EQUAL -> value -> value == limit;
          case UNEQUAL -> value -> value != limit;
          case LESS -> value -> value < limit;
          case AT_MOST -> value -> value <= limit;
          case GREATER -> value -> value > limit;
          case AT_LEAST -> value -> value >= limit;
        });
  }

  /// The number that stands for a constant among those of a datatype: a fraction such as 0.1 means
  /// the stored number that is written so. Empty if none is.
  private static OptionalDouble limit(Value value, Datatype type) {
    Optional<BigDecimal> decimal = value.decimal();
    if (decimal.isEmpty()) {
      return value instanceof Value.Real real
          ? OptionalDouble.of(real.number())
          : OptionalDouble.empty();
    }
    double number = decimal.get().doubleValue();
    if (Double.isInfinite(number)) {
      return OptionalDouble.empty();
    }
    if (type instanceof FixedPoint || isSame(new BigDecimal(number), decimal.get())) {
      return OptionalDouble.of(number);
    }
    boolean isFloat = type.size() == Float.BYTES;
    String shortest = isFloat ? Float.toString((float) number) : Double.toString(number);
    return type.size() >= Float.BYTES && isSame(new BigDecimal(shortest), decimal.get())
        ? OptionalDouble.of(isFloat ? (float) number : number)
        : OptionalDouble.empty();
  }

  private static boolean isSame(BigDecimal one, BigDecimal other) {
    return one.compareTo(other) == 0;
  }
}
