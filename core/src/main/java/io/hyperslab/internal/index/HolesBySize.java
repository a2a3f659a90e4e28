package io.hyperslab.internal.index;

import io.hyperslab.internal.format.heap.FreeSpaceSections.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Holes in the order in which a list of free sections has them: by size, and those of one size by
/// offset. It never changes: a hole more or less makes another one, which shares all but a few
/// nodes with it. So what is to be stored may be kept as it is at every change, without a copy.
final class HolesBySize {
  static final HolesBySize NONE = new HolesBySize(null, 0);

  /// A node of a balanced tree: the heights of those below it differ by no more than one.
  private record Node(
      long size, long offset, @Nullable Node left, @Nullable Node right, int height) {
    /// Less than 0 if the node is before a hole.
    private int compare(long otherSize, long otherOffset) {
      int bySize = Long.compare(size, otherSize);
      return bySize != 0 ? bySize : Long.compare(offset, otherOffset);
    }
  }

  private final @Nullable Node root;
  private final int differentSizes;

  private HolesBySize(@Nullable Node root, int differentSizes) {
    this.root = root;
    this.differentSizes = differentSizes;
  }

  /// The same with a hole that it does not have.
  HolesBySize with(long size, long offset) {
    return new HolesBySize(with(root, size, offset), differentSizes + (hasSize(size) ? 0 : 1));
  }

  /// The same without a hole that it has.
  HolesBySize without(long size, long offset) {
    HolesBySize rest = new HolesBySize(without(root, size, offset), differentSizes);
    return rest.hasSize(size) ? rest : new HolesBySize(rest.root, differentSizes - 1);
  }

  /// How many different sizes they have.
  int differentSizes() {
    return differentSizes;
  }

  /// Where the smallest hole is that has at least so many bytes; of several the first one.
  OptionalLong find(long size) {
    Node found = ceiling(size);
    return found == null ? OptionalLong.empty() : OptionalLong.of(found.offset());
  }

  /// All of them.
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    addTo(sections, root);
    return sections;
  }

  private boolean hasSize(long size) {
    Node found = ceiling(size);
    return found != null && found.size() == size;
  }

  private @Nullable Node ceiling(long size) {
    Node found = null;
    for (Node node = root; node != null; ) {
      boolean enough = node.size() >= size;
      found = enough ? node : found;
      node = enough ? node.left() : node.right();
    }
    return found;
  }

  private static void addTo(List<Section> sections, @Nullable Node node) {
    if (node != null) {
      addTo(sections, node.left());
      sections.add(Section.single(node.offset(), node.size()));
      addTo(sections, node.right());
    }
  }

  private static Node with(@Nullable Node node, long size, long offset) {
    if (node == null) {
      return new Node(size, offset, null, null, 1);
    }
    return node.compare(size, offset) > 0
        ? balanced(node, with(node.left(), size, offset), node.right())
        : balanced(node, node.left(), with(node.right(), size, offset));
  }

  private static @Nullable Node without(@Nullable Node node, long size, long offset) {
    if (node == null) {
      throw new IllegalStateException("no hole of " + size + " bytes at " + offset);
    }
    int place = node.compare(size, offset);
    if (place > 0) {
      return balanced(node, without(node.left(), size, offset), node.right());
    }
    if (place < 0) {
      return balanced(node, node.left(), without(node.right(), size, offset));
    }
    Node right = node.right();
    if (right == null) {
      return node.left();
    }
    Node next = first(right);
    return balanced(next, node.left(), without(right, next.size(), next.offset()));
  }

  private static Node first(Node node) {
    Node first = node;
    for (Node left = first.left(); left != null; left = first.left()) {
      first = left;
    }
    return first;
  }

  private static int height(@Nullable Node node) {
    return node == null ? 0 : node.height();
  }

  /// A hole above others, whose heights differ by no more than one.
  private static Node joined(Node hole, @Nullable Node left, @Nullable Node right) {
    int height = Math.max(height(left), height(right)) + 1;
    return new Node(hole.size(), hole.offset(), left, right, height);
  }

  /// A hole between others, whose heights differ by no more than two.
  private static Node balanced(Node hole, @Nullable Node left, @Nullable Node right) {
    if (left != null && left.height() > height(right) + 1) {
      return turnedRight(hole, left, right);
    }
    if (right != null && right.height() > height(left) + 1) {
      return turnedLeft(hole, left, right);
    }
    return joined(hole, left, right);
  }

  private static Node turnedRight(Node hole, Node left, @Nullable Node right) {
    Node inner = left.right();
    return inner == null || inner.height() <= height(left.left())
        ? joined(left, left.left(), joined(hole, inner, right))
        : joined(
            inner, joined(left, left.left(), inner.left()), joined(hole, inner.right(), right));
  }

  private static Node turnedLeft(Node hole, @Nullable Node left, Node right) {
    Node inner = right.left();
    return inner == null || inner.height() <= height(right.right())
        ? joined(right, joined(hole, left, inner), right.right())
        : joined(
            inner, joined(hole, left, inner.left()), joined(right, inner.right(), right.right()));
  }
}
