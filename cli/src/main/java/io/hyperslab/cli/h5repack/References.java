package io.hyperslab.cli.h5repack;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5Object;
import io.hyperslab.StoredReference;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the elements of a dataset of references lead to.
///
/// @param kind what they are called: `object` or `region`
/// @param found the objects, in the order of the elements; those that lead nowhere are left out
record References(String kind, List<Hdf5Object> found) {
  static References of(Dataset dataset) {
    Reference type = (Reference) dataset.datatype();
    NdArray elements = dataset.read();
    List<Hdf5Object> found = new ArrayList<>();
    for (long at = 0; at < elements.segment().byteSize(); at += type.size()) {
      target(dataset, type, elements.segment().asSlice(at, type.size())).ifPresent(found::add);
    }
    return new References(type.kind() == Reference.Kind.REGION ? "region" : "object", found);
  }

  private static Optional<Hdf5Object> target(
      Dataset dataset, Reference type, MemorySegment element) {
    try {
      return switch (dataset.file().reference(type, element)) {
        case StoredReference.ToObject object ->
            Optional.of(dataset.file().dereference(object.target()));
        case StoredReference.ToRegion region ->
            Optional.of(dataset.file().dereference(region.target()));
        case StoredReference.Null _, StoredReference.ToAttribute _ -> Optional.empty();
      };
    } catch (Hdf5Exception e) {
      return Optional.empty(); // what it led to is gone, or it is damaged
    }
  }
}
