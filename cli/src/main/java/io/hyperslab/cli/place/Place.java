package io.hyperslab.cli.place;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.TypedData;
import java.util.List;
import java.util.Optional;

/// A place in an open file: `/images[0, :64]`, `/table["x"]`, `/images@units`.
///
/// @param object the object, or that of the attribute
/// @param attribute the attribute's name; there may be none of that name
/// @param steps what is taken of the elements
/// @param written the whole, as the user wrote it
public record Place(
    Hdf5Object object, Optional<String> attribute, List<Step> steps, String written) {
  public Place {
    steps = List.copyOf(steps);
  }

  /// Finds what a text means. A name wins over brackets and over an attribute: `/a[0]` is the
  /// object of that name if there is one.
  ///
  /// @throws NoSuchPlaceException if there is no such object
  /// @throws IllegalArgumentException if brackets make no sense
  public static Place find(Hdf5File file, String text) {
    return new PlaceFinder(file, text).find();
  }

  /// The attribute, if this is one.
  ///
  /// @throws NoSuchPlaceException if there is none of that name
  public Optional<Attribute> existingAttribute() {
    return attribute.map(name ->
        object.attributes().find(name).orElseThrow(() -> PlaceFinder.noAttribute(object, name)));
  }

  /// The elements of the dataset or attribute, without the steps.
  ///
  /// @throws NoSuchPlaceException if it is neither
  public TypedData whole() {
    Optional<Attribute> found = existingAttribute();
    if (found.isPresent()) {
      return found.get();
    }
    return dataset();
  }

  /// The elements.
  ///
  /// @throws NoSuchPlaceException if it is no dataset or attribute
  /// @throws IndexOutOfBoundsException if a selection reaches beyond the shape
  public TypedData data() {
    TypedData data = whole();
    for (Step step : steps) {
      data = step.of(data);
    }
    return data;
  }

  /// The dataset.
  ///
  /// @throws NoSuchPlaceException if it is another object
  public Dataset dataset() {
    if (object instanceof Dataset dataset) {
      return dataset;
    }
    throw new NoSuchPlaceException(object.path() + " is " + kind(object) + ", not a dataset");
  }

  /// `a group`, `a dataset`, `a named datatype`.
  public static String kind(Hdf5Object object) {
    return switch (object.kind()) {
      case GROUP -> "a group";
      case DATASET -> "a dataset";
      case NAMED_DATATYPE -> "a named datatype";
    };
  }
}
