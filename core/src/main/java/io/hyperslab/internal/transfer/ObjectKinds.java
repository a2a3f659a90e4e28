package io.hyperslab.internal.transfer;

import io.hyperslab.internal.bytes.Ascending;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.ObjectKind;

/// Finds out what many objects are, reading their headers in the order in which they lie in the
/// file, on all cores.
public final class ObjectKinds {
  /// Objects that one thread looks at before it takes more.
  private static final int PART = 2048;

  private ObjectKinds() {}

  /// What the objects are whose headers are at these addresses.
  ///
  /// @param addresses in any order
  /// @throws io.hyperslab.error.Hdf5Exception if one of them is no object
  public static ObjectKind[] of(FileModel file, long[] addresses) {
    ObjectKind[] kinds = new ObjectKind[addresses.length];
    int[] order = Ascending.order(addresses);
    Workers.run(
        file.settings().parallelism(),
        (addresses.length + PART - 1) / PART,
        part -> {
          int end = Math.min(addresses.length, (part + 1) * PART);
          for (int i = part * PART; i < end; i++) {
            kinds[order[i]] = file.kind(addresses[order[i]]);
          }
        });
    return kinds;
  }
}
