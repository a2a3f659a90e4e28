package io.hyperslab.conformance;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.StorageLayout;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Edits to one file that change everything that can be changed, and what takes them back: an
/// attribute for every object, another value for an element of every dataset, and a new group.
///
/// A change that the library refuses is noted; the rest is still made.
final class FileEdits {
  private static final String ATTRIBUTE = "hyperslab-edit";
  private static final String GROUP = "/hyperslab-group";

  /// Filters that do not give back what they are given: N-bit, scale-offset and ZFP.
  private static final Set<Integer> LOSSY = Set.of(5, 6, 32013);

  private static final long MOST_ALLOCATED = 256L << 20;

  private final Path path;
  private final List<Long> attributed = new ArrayList<>();
  private final Map<Long, Element> written = new LinkedHashMap<>();
  private final Set<String> reallocated = new HashSet<>();
  private final List<String> refusals = new ArrayList<>();
  private boolean grouped;

  FileEdits(Path path) {
    this.path = path;
  }

  /// An element of a dataset that was written.
  ///
  /// @param before its bytes as they were
  /// @param after its bytes as they were written
  private record Element(Selection where, byte[] before, byte[] after) {}

  /// The paths of the datasets whose storage need not be of the same size as before.
  Set<String> reallocated() {
    return reallocated;
  }

  /// What was done.
  EditResult.Changes changes() {
    return new EditResult.Changes(
        attributed.size(), written.size(), refusals, List.copyOf(reallocated));
  }

  /// Whether there was a new group in between.
  boolean madeGroup() {
    return grouped;
  }

  /// Makes the changes and commits them.
  ///
  /// @throws Hdf5Exception if the file is not opened for writing
  /// @throws IllegalStateException if a change had no effect
  void make() throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      List<Hdf5Object> objects = objects(file);
      for (Hdf5Object object : objects) {
        unlessRefused(
            object.path(),
            () -> {
              object.attributes().set(ATTRIBUTE, 42);
              attributed.add(object.address());
            });
      }
      file.flush();
      for (Hdf5Object object : objects) {
        if (object instanceof Dataset dataset) {
          unlessRefused(object.path(), () -> write(dataset));
        }
      }
      file.flush();
      unlessRefused(
          "/",
          () -> {
            file.createGroup(GROUP);
            grouped = true;
            file.write(GROUP + "/values", new int[] {1, 2, 3});
          });
    }
  }

  /// Takes the changes back and commits that.
  ///
  /// @throws IllegalStateException if a change was lost meanwhile
  void undo() throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      for (long address : attributed) {
        Hdf5Object object = file.dereference(new ObjectReference(address));
        require(object.attributes().get(ATTRIBUTE).readInt() == 42, object, "attribute");
        object.attributes().remove(ATTRIBUTE);
      }
      file.flush();
      written.forEach((address, element) -> {
        restore((Dataset) file.dereference(new ObjectReference(address)), element);
      });
      file.flush();
      if (grouped) {
        file.delete(GROUP);
      }
    }
  }

  private static void restore(Dataset dataset, Element element) {
    NdArray now = dataset.read(element.where());
    if (isPlain(dataset.datatype())) {
      require(Arrays.equals(bytes(now), element.after()), dataset, "element");
      dataset.writeFrom(MemorySegment.ofArray(element.before()), element.where());
    } else {
      rewrite(dataset, element.where(), now);
    }
  }

  private static void require(boolean kept, Hdf5Object object, String what) {
    if (!kept) {
      throw new IllegalStateException("the " + what + " written to " + object.path() + " is lost");
    }
  }

  private void unlessRefused(String object, Runnable change) {
    try {
      change.run();
    } catch (Hdf5Exception e) {
      refusals.add(e.getClass().getSimpleName() + " " + object + ": " + e.getMessage());
    }
  }

  private static List<Hdf5Object> objects(Hdf5File file) {
    List<Hdf5Object> objects = new ArrayList<>();
    new FileWalk(
            new FileWalk.Visitor() {
              @Override
              public void object(String path, Hdf5Object object) {
                objects.add(object);
              }

              @Override
              public void repeated(String path, Link.Hard link, String first) {}

              @Override
              public void link(String path, Group parent, Link link) {}

              @Override
              public void unopened(String path, RuntimeException failure) {}

              @Override
              public void unlisted(String path, RuntimeException failure) {}
            })
        .from(file.root());
    return objects;
  }

  private void write(Dataset dataset) {
    // The elements of a virtual dataset are those of others, which have their turn.
    if (dataset.dataspace().elementCount() == 0
        || isVast(dataset)
        || dataset.layout() == StorageLayout.VIRTUAL) {
      return;
    }
    Selection where = element(dataset);
    NdArray element = dataset.read(where);
    byte[] before = bytes(element);
    byte[] after = before.clone();
    boolean lossless = dataset.filters().stream().noneMatch(filter -> LOSSY.contains(filter.id()));
    if (isPlain(dataset.datatype()) && lossless) {
      for (int i = 0; i < after.length; i++) {
        after[i] = (byte) ~after[i];
      }
    }
    long chunks = dataset.storedChunkCount();
    long stored = dataset.storageSize();
    if (isPlain(dataset.datatype())) {
      dataset.writeFrom(MemorySegment.ofArray(after), where);
    } else {
      rewrite(dataset, where, element);
    }
    written.put(dataset.address(), new Element(where, before, after));
    boolean filtered = !dataset.filters().isEmpty();
    if (filtered || dataset.storedChunkCount() != chunks || dataset.storageSize() != stored) {
      reallocated.add(dataset.path());
    }
  }

  /// Whether the first element that is written takes the room of gigabytes that never were.
  private static boolean isVast(Dataset dataset) {
    return dataset.layout() == StorageLayout.CONTIGUOUS
        && dataset.storageSize() == 0
        && dataset.size() > MOST_ALLOCATED / dataset.datatype().size();
  }

  /// Writes what may not be changed at will as it is.
  private static void rewrite(Dataset dataset, Selection where, NdArray element) {
    if (dataset.datatype() instanceof Reference) {
      dataset.writeFrom(MemorySegment.ofArray(bytes(element)), where);
    } else {
      dataset.write(where, element);
    }
  }

  private static byte[] bytes(NdArray element) {
    return element.segment().toArray(ValueLayout.JAVA_BYTE);
  }

  /// Whether any bytes are a value.
  private static boolean isPlain(Datatype type) {
    return !type.hasIndirectData() && !(type instanceof Reference);
  }

  /// An element of a chunk that is stored, if there is one; else the last element.
  private static Selection element(Dataset dataset) {
    Dataspace space = dataset.dataspace();
    if (space.isScalar()) {
      return Selection.all();
    }
    long[] shape = space.shape();
    long[] index = Arrays.stream(shape).map(length -> length - 1).toArray();
    if (dataset.layout() == StorageLayout.CHUNKED) {
      dataset.storedChunks().stream()
          .map(chunk -> chunk.offset().stream().mapToLong(Long::longValue).toArray())
          .filter(offset -> isInside(offset, shape))
          .findFirst()
          .ifPresent(offset -> System.arraycopy(offset, 0, index, 0, index.length));
    }
    long[] one = new long[index.length];
    Arrays.fill(one, 1);
    return Selection.box(index, one);
  }

  private static boolean isInside(long[] offset, long[] shape) {
    for (int axis = 0; axis < shape.length; axis++) {
      if (offset[axis] >= shape[axis]) {
        return false;
      }
    }
    return true;
  }
}
