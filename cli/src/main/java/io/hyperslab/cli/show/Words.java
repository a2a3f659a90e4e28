package io.hyperslab.cli.show;

import io.hyperslab.Attribute;
import io.hyperslab.Hdf5Object;
import io.hyperslab.datatype.StringType;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the attributes of a dataset say about it, by the conventions of netCDF's CF and of NeXus.
final class Words {
  private static final List<String> UNITS = List.of("units", "unit", "Units", "Unit", "UNITS");
  private static final List<String> NAMES =
      List.of("long_name", "standard_name", "title", "Title", "description", "Description");
  private static final int LONGEST = 60;

  /// Attributes that only programs need.
  private static final Set<String> PLUMBING =
      Set.of(
          "DIMENSION_LIST",
          "REFERENCE_LIST",
          "DIMENSION_LABELS",
          "_Netcdf4Dimid",
          "_Netcdf4Coordinates",
          "_nc3_strict",
          "_NCProperties");

  private Words() {}

  /// Whether an attribute says something about the data rather than about their storage.
  static boolean isTelling(String attribute) {
    return !PLUMBING.contains(attribute);
  }

  /// The units; empty if there are none.
  static String units(Hdf5Object object) {
    return first(object, UNITS);
  }

  /// What it is called; empty if nobody said.
  static String name(Hdf5Object object) {
    String name = first(object, NAMES);
    return name.length() > LONGEST ? "" : name;
  }

  /// A name with units behind it.
  static String withUnits(String name, String units) {
    return units.isEmpty() ? name : (name + " [" + units + "]").strip();
  }

  private static String first(Hdf5Object object, List<String> names) {
    for (String name : names) {
      Optional<String> text = object.attributes().find(name).flatMap(Words::text);
      if (text.isPresent()) {
        return text.get();
      }
    }
    return "";
  }

  private static Optional<String> text(Attribute attribute) {
    try {
      return attribute.datatype() instanceof StringType && attribute.dataspace().elementCount() == 1
          ? Optional.of(attribute.readString().strip()).filter(text -> !text.isEmpty())
          : Optional.empty();
    } catch (Hdf5Exception | UncheckedIOException e) {
      return Optional.empty(); // The list of attributes says what is wrong with it.
    }
  }
}
