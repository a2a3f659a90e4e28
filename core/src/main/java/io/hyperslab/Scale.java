package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.internal.convert.Elements;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A dataset as a dimension scale, by the attributes that make it one (HDF5 Dimension Scale
/// Specification, 3).
///
/// @param dataset that is a scale, or may become one
record Scale(Dataset dataset) {
  private static final String CLASS = "CLASS";
  private static final String CLASS_VALUE = "DIMENSION_SCALE";
  private static final String NAME = "NAME";
  private static final String USES = "REFERENCE_LIST";

  /// Bytes of an element of the attribute of uses as libhdf5 makes it: 4 are not used.
  private static final long USE_SIZE = 16;

  /// A dimension that has the scale.
  ///
  /// @param dataset the address of its dataset
  /// @param dimension its number
  record Use(ObjectReference dataset, int dimension) {}

  /// Makes the dataset a scale.
  void make(String name) {
    if (dataset.dimensions().stream().anyMatch(dimension -> !dimension.scales().isEmpty())) {
      throw new IllegalArgumentException(dataset + " has scales of its own");
    }
    dataset.edited(
        "scale",
        editor ->
            editor.edit(() -> {
              set(CLASS, CLASS_VALUE);
              if (!name.isEmpty()) {
                set(NAME, name);
              }
              return name;
            }));
  }

  /// Other programs look for text of fixed size that ends with a NUL.
  private void set(String attribute, String text) {
    FixedString type =
        Datatypes.fixedString(
            text.getBytes(StandardCharsets.UTF_8).length + 1L,
            text.chars().allMatch(c -> c < 0x80)
                ? StringType.CharacterSet.ASCII
                : StringType.CharacterSet.UTF8,
            StringType.Padding.NULL_TERMINATED);
    dataset.attributes().set(attribute, text, type);
  }

  boolean exists() {
    return text(CLASS).filter(CLASS_VALUE::equals).isPresent();
  }

  Optional<String> name() {
    return exists() ? text(NAME) : Optional.empty();
  }

  private Optional<String> text(String attribute) {
    return dataset
        .attributes()
        .find(attribute)
        .filter(found -> found.datatype() instanceof StringType)
        .map(Attribute::readString);
  }

  /// The dimensions that have the scale.
  List<Use> uses() {
    List<Use> uses = new ArrayList<>();
    dataset
        .attributes()
        .find(USES)
        .map(Attribute::read)
        .ifPresent(list -> {
          ObjectReference[] datasets = references(list.field("dataset"));
          NdArray dimensions = list.field("dimension");
          for (int i = 0; i < datasets.length; i++) {
            uses.add(new Use(datasets[i], dimensions.getInt(i)));
          }
        });
    return uses;
  }

  void store(List<Use> uses) {
    if (uses.isEmpty()) {
      dataset.attributes().remove(USES);
      return;
    }
    dataset
        .attributes()
        .set(
            USES,
            uses.toArray(Use[]::new),
            Datatypes.compound()
                .member("dataset", Datatypes.OBJECT_REFERENCE)
                .member("dimension", FixedPoint.INT32)
                .build(USE_SIZE));
  }

  /// What elements of an object reference datatype hold.
  static ObjectReference[] references(NdArray stored) {
    return Elements.array(ObjectReference[].class, stored, Conversion.EXACT);
  }
}
