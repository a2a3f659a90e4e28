package io.hyperslab.cli.plot;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.place.Place;
import io.hyperslab.cli.place.Step;
import java.util.Optional;
import java.util.stream.Collectors;

/// What numbers are called.
///
/// @param place where they are
/// @param owner the dataset whose scale they are, if they are one
record PlaceLabel(Place place, Optional<Hdf5Object> owner) {
  /// More datasets are not opened to find out which one is a scale.
  private static final int MOST_SIBLINGS = 200;

  /// The place as the user wrote it, without the path's beginning.
  String shortName() {
    String written = place.written();
    int brackets = written.indexOf('[');
    int slash = written.lastIndexOf('/', brackets < 0 ? written.length() : brackets);
    return written.substring(slash + 1);
  }

  /// What the numbers are, with their unit: `wind speed [m/s]`.
  String text() {
    if (place.attribute().isPresent() || !(place.object() instanceof Dataset dataset)) {
      return shortName();
    }
    String field =
        place.steps().stream()
            .filter(Step.Field.class::isInstance)
            .map(step -> ((Step.Field) step).name())
            .collect(Collectors.joining("."));
    if (!field.isEmpty()) {
      return field;
    }
    String label = Packing.text(dataset, "long_name").orElseGet(() -> name(dataset));
    String unit = Packing.text(dataset, "units").map(text -> "[" + text + "]").orElse("");
    return (label + " " + unit).strip();
  }

  private String name(Dataset dataset) {
    String path = dataset.path();
    return path.startsWith("/")
        ? path.substring(path.lastIndexOf('/') + 1)
        : dataset.scaleName().or(() -> sibling(dataset)).orElse("");
  }

  /// A dataset that a reference led to does not know its path; mostly it is beside the one that
  /// refers to it.
  private Optional<String> sibling(Dataset dataset) {
    String path = owner.map(Hdf5Object::path).orElse("");
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    Group group = dataset.file().group(slash == 0 ? "/" : path.substring(0, slash));
    return group.members().stream()
        .filter(member -> member.kind().equals(Optional.of(Hdf5Object.Kind.DATASET)))
        .limit(MOST_SIBLINGS)
        .map(Group.Member::name)
        .filter(name -> group.dataset(name).address() == dataset.address())
        .findFirst();
  }
}
