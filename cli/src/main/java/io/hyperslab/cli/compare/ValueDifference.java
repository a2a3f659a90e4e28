package io.hyperslab.cli.compare;

import io.hyperslab.Hdf5File;
import io.hyperslab.TypedData;
import io.hyperslab.cli.listing.DatasetFacts;
import io.hyperslab.cli.value.References;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Finds in what two datasets or attributes differ.
final class ValueDifference {
  /// One of the two.
  ///
  /// @param data its datatype and extent
  /// @param elements reads its elements
  record Subject(TypedData data, Supplier<ElementSource> elements) {}

  private final DifferenceOptions options;
  private final Consumer<Difference> visitor;
  private final References ofOne;
  private final References ofOther;

  ValueDifference(
      Hdf5File one, Hdf5File other, DifferenceOptions options, Consumer<Difference> visitor) {
    this.options = options;
    this.visitor = visitor;
    ofOne = new References(one);
    ofOther = new References(other);
  }

  /// Compares two.
  ///
  /// @param path of the object
  /// @param attribute the attribute's name; empty for datasets
  void compare(String path, Optional<String> attribute, Subject one, Subject other) {
    boolean sameTypes = one.data().datatype().equals(other.data().datatype());
    ElementPair pair = ElementPair.of(one.data().datatype(), other.data().datatype());
    boolean comparable = !(pair instanceof ElementPair.Incomparable);
    if (!sameTypes && (options.storedTypes() || !comparable)) {
      visitor.accept(
          new Difference.Type(path, attribute, one.data().datatype(), other.data().datatype()));
    }
    String shape = DatasetFacts.shape(one.data().dataspace());
    String shapeOfOther = DatasetFacts.shape(other.data().dataspace());
    if (!shape.equals(shapeOfOther)) {
      visitor.accept(new Difference.Shape(path, attribute, shape, shapeOfOther));
    }
    boolean sameExtent =
        one.data().dataspace().kind() == other.data().dataspace().kind()
            && Arrays.equals(one.data().dataspace().shape(), other.data().dataspace().shape());
    if (!sameExtent || !comparable || !options.values()) {
      return;
    }
    try {
      new Elements(path, attribute, pair, one.elements().get(), other.elements().get()).compare();
    } catch (Hdf5Exception | UncheckedIOException e) {
      String place = attribute.map(name -> path + "@" + name).orElse(path);
      visitor.accept(new Difference.Unreadable(place, String.valueOf(e.getMessage())));
    }
  }

  /// The elements of two.
  private final class Elements {
    private final String path;
    private final Optional<String> attribute;
    private final ElementPair pair;
    private final ElementSource one;
    private final ElementSource other;
    private final ElementComparison comparison;
    private long number;
    private long differing;
    private double largest = -1;

    Elements(
        String path,
        Optional<String> attribute,
        ElementPair pair,
        ElementSource one,
        ElementSource other) {
      this.path = path;
      this.attribute = attribute;
      this.pair = pair;
      this.one = one;
      this.other = other;
      ValueLeaves leaves = new ValueLeaves(options, ofOne, ofOther, this::differ);
      comparison = new ElementComparison(leaves, one.indirectData(), other.indirectData());
    }

    void compare() {
      ElementScan scan =
          new ElementScan(
              one.datatype(),
              other.datatype(),
              (place, first, atFirst, second, atSecond) -> {
                number = place;
                comparison.compare(pair, first, atFirst, second, atSecond);
                return true;
              });
      new PairedPieces(one, other).readAll(scan);
      if (differing > 0) {
        OptionalDouble most = largest < 0 ? OptionalDouble.empty() : OptionalDouble.of(largest);
        visitor.accept(
            new Difference.Values(
                path, attribute, differing, one.dataspace().elementCount(), most));
      }
    }

    private void differ(String part, String first, String second, OptionalDouble distance) {
      differing++;
      largest = Math.max(largest, distance.orElse(-1)); // what is no number stays the largest
      if (differing <= options.mostValues()) {
        visitor.accept(
            new Difference.Value(path, attribute, position(), part, first, second, distance));
      }
    }

    private List<Long> position() {
      long[] shape = one.dataspace().shape();
      Long[] position = new Long[shape.length];
      long rest = number;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        position[axis] = rest % shape[axis];
        rest /= shape[axis];
      }
      return new ArrayList<>(List.of(position));
    }
  }
}
