package io.hyperslab.cli.exchange;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.LimitExceededException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A part of compound elements that is a cell of a table: no compound and no array itself.
///
/// @param name where it is
/// @param type its datatype
record Column(ColumnName name, Datatype type) {
  /// Nobody looks at a table with more columns.
  private static final int MOST = 1 << 16;

  /// All columns of a compound datatype, in its order.
  ///
  /// @throws LimitExceededException if there are more than 65536
  static List<Column> of(Compound type) {
    List<Column> columns = new ArrayList<>();
    add(new ColumnName(List.of()), type, columns);
    return columns;
  }

  /// Recursion goes no deeper than datatypes are nested.
  private static void add(ColumnName name, Datatype type, List<Column> columns) {
    if (!(type instanceof Compound compound) || isComplex(compound)) {
      if (columns.size() == MOST) {
        throw new LimitExceededException(null, -1, "columns", "more", "at most " + MOST);
      }
      columns.add(new Column(name, type));
      return;
    }
    for (Compound.Member member : compound.members()) {
      if (member.type() instanceof ArrayType array) {
        for (List<Long> index : indices(array)) {
          add(name.then(new ColumnName.Part(member.name(), index)), base(array), columns);
        }
      } else {
        add(name.then(new ColumnName.Part(member.name(), List.of())), member.type(), columns);
      }
    }
  }

  /// Whether a compound is what stands for a complex number.
  static boolean isComplex(Compound type) {
    return type.members().size() == 2
        && type.members().get(0).name().equals("r")
        && type.members().get(1).name().equals("i")
        && type.members().get(0).type() instanceof FloatingPoint
        && type.members().get(0).type().equals(type.members().get(1).type());
  }

  private static Datatype base(ArrayType type) {
    return type.base() instanceof ArrayType inner ? base(inner) : type.base();
  }

  private static List<List<Long>> indices(ArrayType type) {
    List<List<Long>> indices = List.of(List.of());
    Datatype level = type;
    while (level instanceof ArrayType array) {
      for (long extent : array.dimensions()) {
        if (extent > MOST / indices.size()) {
          throw new LimitExceededException(null, -1, "columns", "more", "at most " + MOST);
        }
        List<List<Long>> longer = new ArrayList<>();
        for (List<Long> index : indices) {
          for (long i = 0; i < extent; i++) {
            List<Long> next = new ArrayList<>(index);
            next.add(i);
            longer.add(next);
          }
        }
        indices = longer;
      }
      level = array.base();
    }
    return indices;
  }

  /// This part of elements.
  ///
  /// @param elements compounds
  /// @return as many elements, in the same shape
  NdArray in(NdArray elements) {
    NdArray found = elements;
    for (ColumnName.Part part : name.parts()) {
      int rank = found.rank();
      found = found.field(part.name());
      if (!part.index().isEmpty()) {
        Axis[] axes = new Axis[found.rank()];
        Arrays.fill(axes, Axis.all());
        for (int i = 0; i < part.index().size(); i++) {
          axes[rank + i] = Axis.index(part.index().get(i));
        }
        found = found.view(Selection.axes(axes));
      }
    }
    return found;
  }
}
