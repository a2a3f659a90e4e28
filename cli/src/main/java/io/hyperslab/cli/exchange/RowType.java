package io.hyperslab.cli.exchange;

import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.CompoundBuilder;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds the compound datatype whose columns have given names: the way back of [Column#of].
final class RowType {
  private static final int DEEPEST = 32;

  /// What there is of one name: members, in their order.
  private static final class Node {
    private final Map<String, Map<List<Long>, Node>> members = new LinkedHashMap<>();
    private Datatype leaf = Datatypes.VARIABLE_STRING;
    private boolean isLeaf;
  }

  private RowType() {}

  /// The datatype.
  ///
  /// @param names of all columns
  /// @param types their datatypes; equal for the elements of one array
  /// @throws MalformedFileException if names are there twice, or do not go together
  static Compound of(List<ColumnName> names, List<Datatype> types) {
    Node root = new Node();
    for (int i = 0; i < names.size(); i++) {
      List<ColumnName.Part> parts = names.get(i).parts();
      if (parts.size() > DEEPEST) {
        throw new LimitExceededException(
            "table", -1, "members in members", names.get(i).toString(), "at most " + DEEPEST);
      }
      Node node = root;
      for (ColumnName.Part part : parts) {
        Map<List<Long>, Node> member =
            node.members.computeIfAbsent(part.name(), _ -> new TreeMap<>(RowType::compare));
        if (node.isLeaf) {
          throw malformed(names.get(i).toString(), "in a column that is a value", "one of both");
        }
        node = member.computeIfAbsent(part.index(), _ -> new Node());
      }
      if (node.isLeaf || !node.members.isEmpty()) {
        throw malformed(names.get(i).toString(), "there twice", "once");
      }
      node.isLeaf = true;
      node.leaf = types.get(i);
    }
    return compound(root, "");
  }

  private static int compare(List<Long> one, List<Long> two) {
    for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
      int order = Long.compare(one.get(i), two.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), two.size());
  }

  private static MalformedFileException malformed(String column, String found, String expected) {
    return new MalformedFileException("table", -1, "column " + column, found, expected);
  }

  private static Compound compound(Node node, String path) {
    CompoundBuilder builder = Datatypes.compound();
    node.members.forEach((name, elements) -> {
      String member = path + name;
      if (name.isEmpty()) {
        throw malformed("'" + member + "'", "no name", "a name");
      }
      builder.member(name, member(elements, member));
    });
    return builder.build();
  }

  private static Datatype member(Map<List<Long>, Node> elements, String path) {
    List<Datatype> types = new ArrayList<>();
    for (Node node : elements.values()) {
      types.add(node.members.isEmpty() ? node.leaf : compound(node, path + "."));
    }
    if (types.stream().anyMatch(type -> !type.equals(types.getFirst()))) {
      throw malformed(path, "of different datatypes", "one datatype for all elements");
    }
    List<List<Long>> indices = List.copyOf(elements.keySet());
    if (indices.equals(List.of(List.of()))) {
      return types.getFirst();
    }
    // In order, so that the last one says how large the array is.
    long[] extents = indices.getLast().stream().mapToLong(i -> i + 1).toArray();
    if (!isComplete(indices, extents)) {
      throw malformed(path, indices.toString(), "all elements of an array, each once");
    }
    return Datatypes.array(types.getFirst(), extents);
  }

  private static boolean isComplete(List<List<Long>> indices, long[] extents) {
    long count = 1;
    for (long extent : extents) {
      count = extent > indices.size() ? Long.MAX_VALUE / 2 : count * extent;
      if (count > indices.size()) {
        return false;
      }
    }
    for (List<Long> index : indices) {
      if (index.size() != extents.length) {
        return false;
      }
      for (int axis = 0; axis < extents.length; axis++) {
        if (index.get(axis) >= extents[axis]) {
          return false;
        }
      }
    }
    return count == indices.size(); // all are different and inside
  }
}
