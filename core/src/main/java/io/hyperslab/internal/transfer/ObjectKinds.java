package io.hyperslab.internal.transfer;

import io.hyperslab.internal.bytes.Ascending;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.ObjectKind;

/// Finds out what many objects are, reading their headers in the order in which they lie in the
/// file, on all cores.
public final class ObjectKinds {
  /// Objects that one thread looks at before it takes more.
  private static final int PART = 4096;

  private ObjectKinds() {}

  /// What the objects are whose headers are at these addresses.
  ///
  /// @param addresses in any order
  /// @throws io.hyperslab.error.Hdf5Exception if one of them is no object
  public static ObjectKind[] of(FileModel file, long[] addresses) {
    ObjectKind[] kinds = new ObjectKind[addresses.length];
    int[] order = Ascending.order(addresses);
    long[] types = new long[addresses.length];
    Workers.run(
        file.settings().parallelism(),
        (addresses.length + PART - 1) / PART,
        part -> {
          int from = part * PART;
          int end = Math.min(addresses.length, from + PART);
          file.headers().types(addresses, order, from, end, types);
          for (int i = from; i < end; i++) {
            int index = order[i];
            kinds[index] = ObjectKind.of(types[index], addresses[index]);
          }
        });
    return kinds;
  }
}
