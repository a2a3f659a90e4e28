package io.hyperslab.cli.value;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.StoredReference;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the references of a file point to, as paths: `/a`, `/a[0:2, 5:9]`, `/a@units`. The file is
/// walked when the first is asked for.
public final class References {
  private final Hdf5File file;
  private @Nullable Map<Long, String> paths;

  /// @param file open, and to stay so
  public References(Hdf5File file) {
    this.file = file;
  }

  /// The path of an object of the file.
  public String path(ObjectReference target) {
    Map<Long, String> known = paths;
    if (known == null) {
      known = walk();
      paths = known;
    }
    return known.getOrDefault(
        target.address(), "<object at 0x" + Long.toHexString(target.address()) + ">");
  }

  private Map<Long, String> walk() {
    FileWalk walk = new FileWalk(new Silent());
    try {
      walk.from(file.root());
    } catch (Hdf5Exception | UncheckedIOException e) {
      // What was met by then has its path; the rest is told by its address.
      return walk.paths();
    }
    return walk.paths();
  }

  /// What an element points to.
  public Value value(Reference type, MemorySegment element) {
    return switch (file.reference(type, element)) {
      case StoredReference.Null() -> new Value.Nothing();
      case StoredReference.ToObject(ObjectReference target, Optional<String> other) ->
          new Value.Pointer(place(target, other));
      case StoredReference.ToRegion region ->
          new Value.Pointer(
              place(region.target(), region.file())
                  + region.selection().map(References::brackets).orElse("[?]"));
      case StoredReference.ToAttribute(ObjectReference target, String name, var other) ->
          new Value.Pointer(place(target, other) + "@" + name);
    };
  }

  private String place(ObjectReference target, Optional<String> other) {
    return other.isPresent()
        ? other.get() + " at 0x" + Long.toHexString(target.address())
        : path(target);
  }

  /// A box in Python's syntax; of other selections the box around them, and how many they are.
  private static String brackets(ResolvedSelection selection) {
    if (selection.isEmpty()) {
      return "[]";
    }
    long[] low = selection.low();
    long[] high = selection.high();
    String box =
        IntStream.range(0, low.length)
            .mapToObj(axis -> low[axis] + ":" + (high[axis] + 1))
            .collect(Collectors.joining(", ", "[", "]"));
    long all = 1;
    for (int axis = 0; axis < low.length; axis++) {
      all *= high[axis] - low[axis] + 1;
    }
    long count = selection.elementCount();
    return all == count ? box : box + " (" + count + " of its elements)";
  }

  /// A walk that only collects paths.
  private static final class Silent implements FileWalk.Visitor {
    @Override
    public void object(String path, Hdf5Object object) {}

    @Override
    public void repeated(String path, Link.Hard link, String first) {}

    @Override
    public void link(String path, Group parent, Link link) {}

    @Override
    public void unopened(String path, RuntimeException failure) {}

    @Override
    public void unlisted(String path, RuntimeException failure) {}
  }
}
