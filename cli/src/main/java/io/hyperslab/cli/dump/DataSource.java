package io.hyperslab.cli.dump;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.walk.PieceReader;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;

/// Elements to print: those of a dataset or of an attribute.
public sealed interface DataSource {
  Datatype datatype();

  Dataspace dataspace();

  Hdf5File file();

  /// Where data of variable length lies.
  IndirectData indirectData();

  /// Reads all elements in order.
  void readAll(PieceReader.Visitor visitor);

  /// The elements of a dataset.
  record OfDataset(Dataset dataset) implements DataSource {
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
      return new PieceReader(dataset).indirectData();
    }

    @Override
    public void readAll(PieceReader.Visitor visitor) {
      new PieceReader(dataset).readAll(visitor);
    }
  }

  /// The elements of an attribute.
  record OfAttribute(Attribute attribute) implements DataSource {
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
      return attribute.read().indirectData();
    }

    @Override
    public void readAll(PieceReader.Visitor visitor) {
      NdArray all = attribute.read();
      visitor.piece(all.segment(), dataspace().elementCount());
    }
  }
}
