package io.hyperslab.cli.show;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.value.Column;
import io.hyperslab.cli.value.Columns;
import io.hyperslab.cli.value.ElementWalk;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.value.Value;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.StringType;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How numbers of a dataset are packed, by the attributes of the CF conventions and `_Unsigned` of
/// netCDF: a number is what is stored times `scale_factor` plus `add_offset`, and `_FillValue` and
/// `missing_value` stand for none.
///
/// @param modulus what negative stored numbers are short of; 0 if they are what they seem
/// @param scale what stored numbers are multiplied with
/// @param offset what is added then
/// @param missing stored numbers that stand for none
record Packing(BigInteger modulus, BigDecimal scale, BigDecimal offset, Set<BigDecimal> missing) {
  /// Longer attributes are no numbers that stand for none.
  private static final long MOST_MISSING = 100;

  /// What a missing number is shown as.
  private static final String MISSING = "--";

  /// Digits that are written out.
  private static final int LONGEST = 20;

  Packing {
    missing = Set.copyOf(missing);
  }

  /// The packing of a dataset; nothing is done to the numbers of one that has no such attributes.
  static Packing of(Hdf5Object object) {
    Set<BigDecimal> missing = new HashSet<>(numbers(object, "_FillValue", MOST_MISSING));
    missing.addAll(numbers(object, "missing_value", MOST_MISSING));
    return new Packing(
        modulus(object),
        number(object, "scale_factor").orElse(BigDecimal.ONE),
        number(object, "add_offset").orElse(BigDecimal.ZERO),
        missing);
  }

  private static boolean saysUnsigned(Hdf5Object object) {
    return object
        .attributes()
        .find("_Unsigned")
        .filter(one -> one.dataspace().elementCount() == 1)
        .filter(one -> one.datatype() instanceof StringType)
        .filter(one -> one.readString().strip().equals("true"))
        .isPresent();
  }

  /// That of numbers that are not packed.
  static Packing none() {
    return new Packing(BigInteger.ZERO, BigDecimal.ONE, BigDecimal.ZERO, Set.of());
  }

  /// The number of an attribute that has one; of several it is not known which one is meant.
  private static Optional<BigDecimal> number(Hdf5Object object, String name) {
    return numbers(object, name, 1).stream().findFirst();
  }

  /// The numbers of an attribute; none if it has no numbers, or more elements than so many.
  private static List<BigDecimal> numbers(Hdf5Object object, String name, long most) {
    List<BigDecimal> numbers = new ArrayList<>();
    try {
      Optional<Attribute> attribute =
          object.attributes().find(name).filter(one -> one.dataspace().elementCount() <= most);
      if (attribute.isPresent()) {
        new ElementWalk(attribute.get())
            .forEach(
                new Columns(new References(object.file()), 1),
                value ->
                    value.decimal().map(BigDecimal::stripTrailingZeros).ifPresent(numbers::add));
      }
      return numbers;
    } catch (Hdf5Exception | UncheckedIOException e) {
      return List.of(); // The list of attributes says what is wrong with it.
    }
  }

  private static BigInteger modulus(Hdf5Object object) {
    try {
      return object instanceof Dataset dataset
              && dataset.datatype() instanceof FixedPoint type
              && type.signed()
              && type.size() <= Long.BYTES
              && saysUnsigned(object)
          ? BigInteger.ONE.shiftLeft(Math.toIntExact(Byte.SIZE * type.size()))
          : BigInteger.ZERO;
    } catch (Hdf5Exception | UncheckedIOException e) {
      return BigInteger.ZERO; // The list of attributes says what is wrong with it.
    }
  }

  /// Whether stored numbers are not the ones that are meant.
  boolean isScaled() {
    return modulus.signum() != 0 || isMoved();
  }

  private boolean isMoved() {
    return scale.compareTo(BigDecimal.ONE) != 0 || offset.signum() != 0;
  }

  /// The numbers that are meant.
  Column unpacked(Column stored) {
    return index -> unpacked(stored.at(index));
  }

  private Value unpacked(Value stored) {
    Optional<BigDecimal> number = stored.decimal();
    if (number.isEmpty()) {
      return stored;
    }
    if (missing.contains(number.get().stripTrailingZeros())) {
      return new Value.Name(MISSING);
    }
    if (!isScaled()) {
      return stored;
    }
    boolean isShort = number.get().signum() < 0;
    BigDecimal whole = isShort ? number.get().add(new BigDecimal(modulus)) : number.get();
    if (!isMoved()) {
      return new Value.Whole(whole.toBigInteger());
    }
    BigDecimal meant = whole.multiply(scale).add(offset);
    return new Value.Real(meant.doubleValue(), Optional.of(meant));
  }

  @Override
  public String toString() {
    return (modulus.signum() == 0 ? "stored * " : "stored as unsigned * ")
        + text(scale)
        + (offset.signum() == 0 ? "" : " + " + text(offset));
  }

  /// The number, with as many zeros as are still easy to read.
  static String text(BigDecimal number) {
    return Math.abs(number.scale()) < LONGEST ? number.toPlainString() : number.toString();
  }
}
