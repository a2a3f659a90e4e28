package io.hyperslab.cli.edit;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Values of the command line in the shape in which they were given.
///
/// @param elements in C order; none of them a list
/// @param shape empty for a single value
public record GivenValues(List<Literal> elements, List<Long> shape) {
  private static final BigInteger LARGEST_LONG = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger SMALLEST_LONG = BigInteger.valueOf(Long.MIN_VALUE);

  public GivenValues {
    elements = List.copyOf(elements);
    shape = List.copyOf(shape);
  }

  /// Reads arguments: one is a value or a list, several are a list.
  ///
  /// @throws IllegalArgumentException if one cannot be read, or lists differ in length
  public static GivenValues of(List<String> arguments) {
    List<Literal> all = arguments.stream().map(LiteralParser::parse).toList();
    return of(all.size() == 1 ? all.getFirst() : new Literal.Items(all));
  }

  /// The same values, lists in them as further axes.
  ///
  /// @throws IllegalArgumentException if lists differ in length
  GivenValues unfolded() {
    return of(new Literal.Items(elements));
  }

  private static GivenValues of(Literal whole) {
    List<Long> shape = new ArrayList<>();
    Literal level = whole;
    while (level instanceof Literal.Items items) {
      shape.add((long) items.items().size());
      if (items.items().isEmpty()) {
        break;
      }
      level = items.items().getFirst();
    }
    List<Literal> elements = new ArrayList<>();
    flatten(whole, shape, 0, elements);
    return new GivenValues(elements, shape);
  }

  private static void flatten(Literal literal, List<Long> shape, int axis, List<Literal> out) {
    if (axis == shape.size()) {
      if (literal instanceof Literal.Items) {
        throw new IllegalArgumentException("lists in the value differ in depth");
      }
      out.add(literal);
      return;
    }
    if (!(literal instanceof Literal.Items items) || items.items().size() != shape.get(axis)) {
      throw new IllegalArgumentException("lists in the value differ in length");
    }
    for (Literal item : items.items()) {
      flatten(item, shape, axis + 1, out);
    }
  }

  /// Whether these are compounds.
  boolean areStructs() {
    return !elements.isEmpty() && elements.stream().allMatch(Literal.Struct.class::isInstance);
  }

  /// One member of each compound.
  GivenValues member(int number, int count) {
    List<Literal> members = new ArrayList<>();
    for (Literal element : elements) {
      Literal.Struct struct = (Literal.Struct) element;
      if (struct.members().size() != count) {
        throw new IllegalArgumentException(
            "a compound of " + struct.members().size() + " values, expected " + count);
      }
      members.add(struct.members().get(number));
    }
    return new GivenValues(members, shape);
  }

  /// The texts of all elements; a number or a flag stands for the text it was written as.
  String[] texts() {
    return elements.stream().map(GivenValues::text).toArray(String[]::new);
  }

  /// The text of one value.
  static String text(Literal literal) {
    return switch (literal) {
      case Literal.Text text -> text.text();
      case Literal.Whole whole -> whole.text();
      case Literal.Real real -> real.text();
      case Literal.Flag flag -> flag.text();
      default -> throw new IllegalArgumentException("a list or a compound, expected a text");
    };
  }

  long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /// The same values in one list.
  GivenValues flat() {
    return new GivenValues(elements, List.of((long) elements.size()));
  }

  /// The datatype that a new dataset or attribute of these has: int64 (or uint64) of integers,
  /// float64 of numbers with a fraction, boolean of flags, texts of variable length. Numbers are
  /// texts where one is written with a zero before its digits, as in tables that are imported.
  ///
  /// @throws IllegalArgumentException if they are of different kinds
  Datatype inferred() {
    if (elements.isEmpty()) {
      return FloatingPoint.FLOAT64;
    }
    if (elements.stream().allMatch(Literal.Text.class::isInstance) || areCodes()) {
      return Datatypes.VARIABLE_STRING;
    }
    return elements.stream().allMatch(Literal.Flag.class::isInstance)
        ? Datatypes.BOOLEAN
        : inferredNumber();
  }

  /// Whether these are numbers and texts, and would not be the same any more as numbers.
  private boolean areCodes() {
    boolean found = false;
    for (Literal element : elements) {
      switch (element) {
        case Literal.Whole whole -> found |= whole.beginsWithZero();
        case Literal.Real _, Literal.Text _ -> {}
        default -> {
          return false;
        }
      }
    }
    return found;
  }

  private Datatype inferredNumber() {
    boolean reals = false;
    boolean large = false;
    for (Literal element : elements) {
      switch (element) {
        case Literal.Real _ -> reals = true;
        case Literal.Whole whole -> {
          large |= whole.number().compareTo(LARGEST_LONG) > 0;
          if (whole.number().compareTo(SMALLEST_LONG) < 0) {
            throw new IllegalArgumentException(whole.number() + " is too small for 64 bits");
          }
        }
        default ->
            throw new IllegalArgumentException(
                "numbers, texts and flags together; --type says which is meant");
      }
    }
    return reals ? FloatingPoint.FLOAT64 : large ? FixedPoint.UINT64 : FixedPoint.INT64;
  }
}
