package io.hyperslab.conformance.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/// An object as the file must hold it.
abstract sealed class ExpectedObject {
  /// By name, in the order of creation.
  final Map<String, Values> attributes = new LinkedHashMap<>();

  String comment = "";
  boolean tracksAttributes;

  /// Whether another program made it, and its header may be of the first version: it takes no large
  /// attributes, and if it is a group no external links.
  boolean mayBeOld;

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

  /// Elements of a virtual dataset that are those of another dataset.
  ///
  /// @param source the other dataset, if it is one of this file
  /// @param elements those of one in another file, which nobody changes
  /// @param from positions in the source
  /// @param to positions in the virtual dataset, as many
  record VirtualPart(OptionalInt source, List<byte[]> elements, int[] from, int[] to) {}

  /// What keeps a program from the elements of a dataset.
  enum Obstacle {
    /// A filter that is not always built in.
    SZIP,
    /// A filter that comes with h5py.
    LZF,
    /// Data of variable length in the fill value of chunks. To read such that are not stored
    /// libhdf5 tries to store that data, in a file that it may not change.
    FILL_SEQUENCES
  }

  abstract ExpectedObject copy();

  /// The objects that this one counts as a link to, but for links.
  IntStream shares() {
    return attributes.values().stream().map(Values::committed).flatMapToInt(OptionalInt::stream);
  }

  <T extends ExpectedObject> T shared(T copy) {
    copy.attributes.putAll(attributes);
    copy.comment = comment;
    copy.tracksAttributes = tracksAttributes;
    copy.mayBeOld = mayBeOld;
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

    /// What keeps other programs from the elements.
    final Set<Obstacle> obstacles;

    /// Where the elements are instead; none of a dataset that has its own.
    List<VirtualPart> parts = List.of();

    OptionalInt committed = OptionalInt.empty();
    long[] shape;
    private Contents contents = new Contents();
    private boolean external;
    private boolean written;

    /// Elements, which copies of the dataset share if they are in a file of raw data: there is only
    /// one of that, whatever becomes of the dataset's file.
    private static final class Contents {
      /// Replaced, never changed.
      private List<byte[]> elements = List.of();
    }

    Dataset(
        ElementKind kind,
        long[] shape,
        long[] maxShape,
        byte[] fill,
        boolean chunked,
        Set<Obstacle> obstacles) {
      this.kind = kind;
      this.shape = shape;
      this.maxShape = maxShape;
      this.fill = fill;
      this.chunked = chunked;
      this.obstacles = Set.copyOf(obstacles);
      this.contents.elements = resized(new long[] {0}, shape);
    }

    /// A dataset that has one size and no fill value.
    static Dataset plain(ElementKind kind, long... shape) {
      return new Dataset(kind, shape, shape, kind.zero(), false, Set.of());
    }

    /// The elements in C order; of a virtual dataset those that nothing is mapped to.
    List<byte[]> elements() {
      return contents.elements;
    }

    void put(List<byte[]> elements) {
      contents.elements = List.copyOf(elements);
      written = true;
    }

    /// Whether any element was ever written.
    boolean isWritten() {
      return written;
    }

    /// From now on the elements are in another file.
    void putOutside() {
      external = true;
    }

    boolean isVirtual() {
      return !parts.isEmpty();
    }

    @Override
    IntStream shares() {
      return IntStream.concat(super.shares(), committed.stream());
    }

    boolean canGrow() {
      return chunked && shape.length > 0;
    }

    void resize(long[] other) {
      contents.elements = resized(shape, other);
      shape = other.clone();
    }

    private List<byte[]> resized(long[] from, long[] to) {
      List<byte[]> elements = elements();
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
      Dataset copy = shared(new Dataset(kind, shape, maxShape, fill, chunked, obstacles));
      if (external) {
        copy.contents = contents;
        copy.external = true;
      } else {
        copy.contents.elements = contents.elements;
      }
      copy.written = written;
      copy.parts = parts;
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
