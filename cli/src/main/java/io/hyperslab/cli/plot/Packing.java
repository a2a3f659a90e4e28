package io.hyperslab.cli.plot;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.error.DatatypeMismatchException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// What stored numbers mean, after the CF conventions (chapters 2.5.1 and 8.1) and netCDF's
/// `_Unsigned`: some stand for no value, the others are scaled and moved.
///
/// @param missing stored numbers that stand for no value
/// @param modulus what negative numbers are short of; 0 if they are what they seem
/// @param factor what a stored number is multiplied by
/// @param offset what is added then
record Packing(double[] missing, double modulus, double factor, double offset) {
  /// Numbers that are what they seem.
  static final Packing NONE = new Packing(new double[0], 0, 1, 0);

  /// Longer attributes are no numbers that stand for no value.
  private static final long MOST_MISSING = 100;

  /// What a dataset's attributes say.
  static Packing of(Dataset dataset) {
    double[] missing =
        Stream.of("_FillValue", "missing_value")
            .flatMapToDouble(name -> numbers(dataset, name, MOST_MISSING))
            .filter(value -> !Double.isNaN(value))
            .toArray();
    boolean unsigned =
        dataset.datatype() instanceof FixedPoint type
            && type.signed()
            && text(dataset, "_Unsigned").equals(Optional.of("true"));
    double modulus = unsigned ? Math.pow(2, 8.0 * dataset.datatype().size()) : 0;
    return new Packing(
        missing,
        modulus,
        number(dataset, "scale_factor").orElse(1),
        number(dataset, "add_offset").orElse(0));
  }

  /// The number of an attribute that has one; of several it is not known which one is meant.
  private static OptionalDouble number(Dataset dataset, String name) {
    return numbers(dataset, name, 1).findFirst();
  }

  /// The numbers of an attribute; none if it has no numbers, or more elements than so many.
  private static DoubleStream numbers(Dataset dataset, String name, long most) {
    Optional<Attribute> attribute = dataset.attributes().find(name);
    if (attribute.isEmpty() || attribute.get().dataspace().elementCount() > most) {
      return DoubleStream.empty();
    }
    try {
      return Arrays.stream(attribute.get().with(Conversion.CLIP).readDoubles());
    } catch (DatatypeMismatchException _) {
      return DoubleStream.empty();
    }
  }

  /// The text of an attribute, if it has one.
  static Optional<String> text(Dataset dataset, String name) {
    try {
      return dataset
          .attributes()
          .find(name)
          .filter(attribute -> attribute.dataspace().elementCount() == 1)
          .map(attribute -> attribute.readString().strip())
          .filter(text -> !text.isEmpty());
    } catch (DatatypeMismatchException _) {
      return Optional.empty();
    }
  }

  /// Makes of stored numbers what they mean, in place; NaN where there is none.
  void unpack(double[] values) {
    for (double absent : missing) {
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] == absent ? Double.NaN : values[i];
      }
    }
    if (modulus != 0) {
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] < 0 ? values[i] + modulus : values[i];
      }
    }
    if (factor != 1 || offset != 0) {
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] * factor + offset;
      }
    }
  }
}
