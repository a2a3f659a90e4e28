package io.hyperslab.cli.show;

import io.hyperslab.Attribute;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.value.Column;
import io.hyperslab.cli.value.Columns;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.value.Value;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// How numbers of a dataset are packed, by the attributes of the CF conventions: a number is what
/// is stored times `scale_factor` plus `add_offset`, and `_FillValue` and `missing_value` stand for
/// none.
///
/// @param scale what stored numbers are multiplied with
/// @param offset what is added then
/// @param missing stored numbers that stand for none
record Packing(BigDecimal scale, BigDecimal offset, Set<BigDecimal> missing) {
  /// What a missing number is shown as.
  private static final String MISSING = "--";

  /// Digits that are written out.
  private static final int LONGEST = 20;

  Packing {
    missing = Set.copyOf(missing);
  }

  /// The packing of a dataset; nothing is done to the numbers of one that has no such attributes.
  static Packing of(Hdf5Object object) {
    Set<BigDecimal> missing = new HashSet<>();
    number(object, "_FillValue").ifPresent(missing::add);
    number(object, "missing_value").ifPresent(missing::add);
    return new Packing(
        number(object, "scale_factor").orElse(BigDecimal.ONE),
        number(object, "add_offset").orElse(BigDecimal.ZERO),
        missing);
  }

  /// That of numbers that are not packed.
  static Packing none() {
    return new Packing(BigDecimal.ONE, BigDecimal.ZERO, Set.of());
  }

  private static Optional<BigDecimal> number(Hdf5Object object, String name) {
    try {
      Optional<Attribute> attribute =
          object.attributes().find(name).filter(one -> one.dataspace().elementCount() == 1);
      return attribute
          .map(one ->
              new Columns(new References(object.file()), 1)
                  .of(one.read(), one.dataspace().rank())
                  .at(new long[one.dataspace().rank()]))
          .flatMap(Value::decimal)
          .map(BigDecimal::stripTrailingZeros);
    } catch (Hdf5Exception | UncheckedIOException e) {
      return Optional.empty(); // The list of attributes says what is wrong with it.
    }
  }

  /// Whether stored numbers are not the ones that are meant.
  boolean isScaled() {
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
    BigDecimal meant = number.get().multiply(scale).add(offset);
    return new Value.Real(meant.doubleValue(), Optional.of(meant));
  }

  @Override
  public String toString() {
    return "stored * " + text(scale) + (offset.signum() == 0 ? "" : " + " + text(offset));
  }

  /// The number, with as many zeros as are still easy to read.
  static String text(BigDecimal number) {
    return Math.abs(number.scale()) < LONGEST ? number.toPlainString() : number.toString();
  }
}
