package io.hyperslab.cli.h5stat;

import io.hyperslab.Dataset;
import io.hyperslab.cli.libhdf5.MemoryForm;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many datasets have each datatype.
final class TypeCounts {
  /// A datatype that datasets have.
  static final class Type {
    private final long described;
    private final long size;
    private long count;
    private long committed;

    private Type(long described, long size) {
      this.described = described;
      this.size = size;
    }

    /// Bytes of its encoding as libhdf5 hands it out.
    long described() {
      return described;
    }

    /// Bytes of an element in memory.
    long size() {
      return size;
    }

    /// Datasets that have it.
    long count() {
      return count;
    }

    /// How many of them share it with others by name.
    long committed() {
      return committed;
    }
  }

  /// Bytes that libhdf5 puts before an encoding that it hands out.
  private static final long ENCODING_PREFIX = 2;

  private final Map<Datatype, Type> known = new HashMap<>();
  private final List<Type> types = new ArrayList<>();

  /// Counts a dataset.
  ///
  /// @param encoded bytes of its datatype's encoding
  void add(Dataset dataset, long encoded) {
    Datatype datatype = dataset.datatype();
    Datatype identity = TypeIdentity.of(datatype);
    Type type = known.get(identity);
    if (type == null) {
      type = new Type(encoded + ENCODING_PREFIX, memorySize(datatype));
      known.put(identity, type);
      types.add(type);
    }
    type.count++;
    type.committed += dataset.committedDatatype().isPresent() ? 1 : 0;
  }

  /// References of HDF5 1.12 are larger in memory there, but unknown to this program.
  private static long memorySize(Datatype type) {
    return type instanceof Reference ? type.size() : MemoryForm.size(type);
  }

  /// The datatypes in the order in which they were met.
  List<Type> types() {
    return types;
  }
}
