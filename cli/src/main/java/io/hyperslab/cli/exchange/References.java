package io.hyperslab.cli.exchange;

import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.StoredReference;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.DatatypeMismatchException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is done about references, which mean nothing outside of their file.
final class References {
  private final Hdf5File file;
  private final boolean allowed;
  private @Nullable Map<Long, String> paths;

  /// @param file whose references they are
  /// @param allowed whether they become the paths of what they point to
  References(Hdf5File file, boolean allowed) {
    this.file = file;
    this.allowed = allowed;
  }

  /// The path of what one points to; empty for one that points to nothing that has a path.
  ///
  /// @throws DatatypeMismatchException if that is not allowed
  String path(NdArray array, int index) {
    if (!allowed || !(array.datatype() instanceof Reference type)) {
      throw new DatatypeMismatchException(
          null,
          -1,
          "datatype",
          array.datatype().toString(),
          "one that means something outside of its file, or losses allowed (--lossy)");
    }
    byte[] bytes = array.reshape(array.size()).getBytes(index);
    return switch (file.reference(type, MemorySegment.ofArray(bytes))) {
      case StoredReference.Null _ -> "";
      case StoredReference.ToObject object -> path(object.target(), object.file());
      case StoredReference.ToRegion region -> path(region.target(), region.file());
      case StoredReference.ToAttribute attribute ->
          path(attribute.target(), attribute.file()) + "@" + attribute.name();
    };
  }

  /// What is in another file has an address there, and no path that is known here.
  private String path(ObjectReference target, Optional<String> other) {
    return other.isPresent()
        ? other.get() + " at 0x" + Long.toHexString(target.address())
        : paths().getOrDefault(target.address(), "");
  }

  private Map<Long, String> paths() {
    Map<Long, String> known = paths;
    if (known == null) {
      known = new HashMap<>();
      try (Stream<Hdf5Object> all = file.root().walk()) {
        for (Hdf5Object object : (Iterable<Hdf5Object>) all::iterator) {
          known.putIfAbsent(object.address(), object.path());
        }
      }
      paths = known;
    }
    return known;
  }
}
