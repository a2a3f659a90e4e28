package io.hyperslab.cli.compare;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Elements to compare: those of a dataset or of an attribute.
public sealed interface ElementSource {
  /// Their datatype, as stored.
  Datatype datatype();

  /// Their arrangement.
  Dataspace dataspace();

  /// The file that they are in.
  Hdf5File file();

  /// Where data of variable length lies.
  IndirectData indirectData();

  /// Reads some of them, as stored.
  ///
  /// @param selection which
  /// @param target takes them in C order; as many bytes as they have
  void read(Selection selection, MemorySegment target);

  /// Where pieces had better end: the shape of a chunk, or of a single element.
  long[] pieceShape();

  /// Those of a dataset.
  static ElementSource of(Dataset dataset) {
    return new OfDataset(dataset);
  }

  /// Those of an attribute, read at once.
  static ElementSource of(Attribute attribute) {
    return new OfAttribute(attribute, attribute.read());
  }

  /// The elements of a dataset.
  ///
  /// @param dataset has them
  record OfDataset(Dataset dataset) implements ElementSource {
    @Override
    public Datatype datatype() {
      return dataset.datatype();
    }

    @Override
    public Dataspace dataspace() {
      return dataset.dataspace();
    }

    @Override
    public Hdf5File file() {
      return dataset.file();
    }

    @Override
    public IndirectData indirectData() {
      return dataset.datatype().hasIndirectData()
          ? dataset.read(Selection.none()).indirectData()
          : IndirectData.none();
    }

    @Override
    public void read(Selection selection, MemorySegment target) {
      dataset.readInto(target, selection);
    }

    @Override
    public long[] pieceShape() {
      return dataset.chunkShape().orElseGet(() -> ones(dataset.dataspace().rank()));
    }
  }

  /// The elements of an attribute.
  ///
  /// @param attribute has them
  /// @param values they are
  record OfAttribute(Attribute attribute, NdArray values) implements ElementSource {
    @Override
    public Datatype datatype() {
      return attribute.datatype();
    }

    @Override
    public Dataspace dataspace() {
      return attribute.dataspace();
    }

    @Override
    public Hdf5File file() {
      return attribute.owner().file();
    }

    @Override
    public IndirectData indirectData() {
      return values.indirectData();
    }

    @Override
    public void read(Selection selection, MemorySegment target) {
      // An array that is an element adds axes to the values; positions in C order do not care.
      ResolvedSelection selected = selection.resolve(dataspace().shape());
      long size = datatype().size();
      long done = 0;
      while (done < selected.elementCount()) {
        long count = Math.max(1, selected.contiguousFrom(done));
        MemorySegment.copy(
            values.segment(), number(selected, done) * size, target, done * size, count * size);
        done += count;
      }
    }

    private long number(ResolvedSelection selected, long ordinal) {
      long[] shape = dataspace().shape();
      long[] at = new long[shape.length];
      selected.coordinatesOf(ordinal, at);
      long number = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        number = number * shape[axis] + at[axis];
      }
      return number;
    }

    @Override
    public long[] pieceShape() {
      return ones(dataspace().rank());
    }
  }

  private static long[] ones(int rank) {
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    return ones;
  }
}
