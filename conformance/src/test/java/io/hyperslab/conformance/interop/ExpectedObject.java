package io.hyperslab.conformance.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// An object as the file must hold it.
abstract sealed class ExpectedObject {
  /// By name, in the order of creation.
  final Map<String, Values> attributes = new LinkedHashMap<>();

  String comment = "";
  boolean tracksAttributes;
  int links;

  /// What an attribute holds.
  ///
  /// @param shape as text: the sizes of the dimensions, or `null` for a null dataspace
  /// @param elements their canonical bytes, in C order; not changed
  /// @param committed the committed datatype that it shares
  record Values(String shape, List<byte[]> elements, OptionalInt committed) {
    Values(String shape, List<byte[]> elements) {
      this(shape, elements, OptionalInt.empty());
    }
  }

  /// What a link leads to.
  sealed interface Target {}

  /// An object of the model.
  record Hard(int id) implements Target {}

  /// A path.
  record Soft(String path) implements Target {}

  /// A path in another file.
  record External(String file, String path) implements Target {}

  abstract ExpectedObject copy();

  /// The objects that this one counts as a link to, but for links.
  IntStream shares() {
    return attributes.values().stream().map(Values::committed).flatMapToInt(OptionalInt::stream);
  }

  <T extends ExpectedObject> T shared(T copy) {
    copy.attributes.putAll(attributes);
    copy.comment = comment;
    copy.tracksAttributes = tracksAttributes;
    copy.links = links;
    return copy;
  }

  static final class Group extends ExpectedObject {
    /// By name, in the order of creation.
    final Map<String, Target> targets = new LinkedHashMap<>();

    boolean tracksLinks;

    @Override
    ExpectedObject copy() {
      Group copy = shared(new Group());
      copy.targets.putAll(targets);
      copy.tracksLinks = tracksLinks;
      return copy;
    }
  }

  static final class NamedType extends ExpectedObject {
    final ElementKind kind;

    NamedType(ElementKind kind) {
      this.kind = kind;
    }

    @Override
    ExpectedObject copy() {
      return shared(new NamedType(kind));
    }
  }

  static final class Dataset extends ExpectedObject {
    final ElementKind kind;
    final long[] maxShape;
    final byte[] fill;
    final boolean chunked;

    /// Whether libhdf5 may be unable to read the elements.
    final boolean oursOnly;

    OptionalInt committed = OptionalInt.empty();
    long[] shape;

    /// Replaced, never changed.
    List<byte[]> elements;

    Dataset(
        ElementKind kind,
        long[] shape,
        long[] maxShape,
        byte[] fill,
        boolean chunked,
        boolean oursOnly) {
      this.kind = kind;
      this.shape = shape;
      this.maxShape = maxShape;
      this.fill = fill;
      this.chunked = chunked;
      this.oursOnly = oursOnly;
      this.elements = List.of();
      this.elements = resized(new long[] {0}, shape);
    }

    @Override
    IntStream shares() {
      return IntStream.concat(super.shares(), committed.stream());
    }

    boolean canGrow() {
      return chunked && shape.length > 0;
    }

    void resize(long[] other) {
      elements = resized(shape, other);
      shape = other.clone();
    }

    private List<byte[]> resized(long[] from, long[] to) {
      int count = count(to);
      List<byte[]> all = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int before = from.length == to.length && !elements.isEmpty() ? moved(i, to, from) : -1;
        all.add(before < 0 ? fill : elements.get(before));
      }
      return all;
    }

    /// The position in one shape of what is at a position in another; -1 if it is not there.
    private static int moved(int position, long[] in, long[] to) {
      long rest = position;
      long result = 0;
      long step = 1;
      for (int axis = in.length - 1; axis >= 0; axis--) {
        long index = rest % in[axis];
        rest /= in[axis];
        if (index >= to[axis]) {
          return -1;
        }
        result += index * step;
        step *= to[axis];
      }
      return (int) result;
    }

    @Override
    ExpectedObject copy() {
      Dataset copy = shared(new Dataset(kind, shape, maxShape, fill, chunked, oursOnly));
      copy.elements = elements;
      copy.committed = committed;
      return copy;
    }
  }

  /// The number of elements of a shape.
  static int count(long[] shape) {
    int count = 1;
    for (long size : shape) {
      count = Math.multiplyExact(count, Math.toIntExact(size));
    }
    return count;
  }
}
