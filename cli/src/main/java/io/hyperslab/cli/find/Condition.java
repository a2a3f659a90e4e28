package io.hyperslab.cli.find;

import io.hyperslab.cli.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// What an element must be like.
///
/// Numbers are compared as the decimals that they are, exactly; `nan` equals `nan` and nothing
/// else, since that is what somebody looks for who writes it.
sealed interface Condition {
  /// What an element that has no members is called.
  String WHOLE = "value";

  /// A comparison.
  enum Relation {
    /// `==`, or `=`.
    EQUAL,
    /// `!=`.
    UNEQUAL,
    /// `<`.
    LESS,
    /// `<=`.
    AT_MOST,
    /// `>`.
    GREATER,
    /// `>=`.
    AT_LEAST
  }

  /// What stands beside an operator.
  sealed interface Operand {}

  /// The element, or a member of it.
  ///
  /// @param members names from the outside in; none for the element itself
  record Part(List<String> members) implements Operand {
    public Part {
      members = List.copyOf(members);
    }
  }

  /// A value that is written there.
  record Constant(Value value) implements Operand {}

  /// A comparison of two things.
  record Comparison(Operand left, Relation relation, Operand right) implements Condition {}

  /// Both.
  record Both(Condition one, Condition other) implements Condition {}

  /// At least one.
  record Either(Condition one, Condition other) implements Condition {}

  /// Not that.
  record Not(Condition condition) implements Condition {}

  /// Whether an element is like this.
  default boolean test(Value element) {
    return switch (this) {
      case Both both -> both.one().test(element) && both.other().test(element);
      case Either either -> either.one().test(element) || either.other().test(element);
      case Not not -> !not.condition().test(element);
      case Comparison comparison ->
          holds(
              value(comparison.left(), element),
              comparison.relation(),
              value(comparison.right(), element));
    };
  }

  private static Value value(Operand operand, Value element) {
    return switch (operand) {
      case Constant constant -> constant.value();
      case Part part -> {
        Value value = element;
        for (String name : part.members()) {
          value = member(value, name);
        }
        yield value;
      }
    };
  }

  private static Value member(Value value, String name) {
    if (value instanceof Value.Struct struct) {
      for (Value.Member member : struct.members()) {
        if (member.name().equals(name)) {
          return member.value();
        }
      }
    }
    boolean isWhole = !(value instanceof Value.Struct) && name.equals(WHOLE);
    return isWhole ? value : new Value.Nothing();
  }

  private static boolean holds(Value left, Relation relation, Value right) {
    if (left instanceof Value.Items items) {
      return items.values().stream().anyMatch(item -> holds(item, relation, right));
    }
    if (isNan(left) || isNan(right)) {
      boolean both = isNan(left) && isNan(right);
      return relation == Relation.EQUAL ? both : relation == Relation.UNEQUAL && !both;
    }
    Optional<Integer> order = order(left, right);
    if (order.isEmpty()) {
      return relation == Relation.UNEQUAL;
    }
    int sign = order.get();
    return switch (relation) {
      case EQUAL -> sign == 0;
      case UNEQUAL -> sign != 0;
      case LESS -> sign < 0;
      case AT_MOST -> sign <= 0;
      case GREATER -> sign > 0;
      case AT_LEAST -> sign >= 0;
    };
  }

  private static boolean isNan(Value value) {
    return value instanceof Value.Real real && Double.isNaN(real.number());
  }

  /// How two values follow each other; empty if they cannot be compared.
  private static Optional<Integer> order(Value left, Value right) {
    Optional<String> text = text(left);
    Optional<String> otherText = text(right);
    if (text.isPresent() && otherText.isPresent()) {
      return Optional.of(text.get().compareTo(otherText.get()));
    }
    Optional<BigDecimal> number = left.decimal();
    Optional<BigDecimal> other = right.decimal();
    if (number.isPresent() && other.isPresent()) {
      return Optional.of(number.get().compareTo(other.get()));
    }
    return left instanceof Value.Real || right instanceof Value.Real
        ? infinite(left, right)
        : Optional.empty();
  }

  /// At least one of the two is infinite, or no number.
  private static Optional<Integer> infinite(Value left, Value right) {
    Optional<Double> one = asDouble(left);
    Optional<Double> other = asDouble(right);
    return one.isPresent() && other.isPresent()
        ? Optional.of(Double.compare(one.get(), other.get()))
        : Optional.empty();
  }

  private static Optional<Double> asDouble(Value value) {
    return value instanceof Value.Real real
        ? Optional.of(real.number())
        : value.decimal().map(BigDecimal::doubleValue);
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Text text -> Optional.of(text.text());
      case Value.Name name -> Optional.of(name.name());
      case Value.Pointer pointer -> Optional.of(pointer.target());
      default -> Optional.empty();
    };
  }
}
