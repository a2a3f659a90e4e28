package io.hyperslab.cli.digest;

import io.hyperslab.Hdf5File;
import io.hyperslab.StoredReference;
import io.hyperslab.cli.text.NameBytes;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;

/// The canonical bytes of references: the paths of their targets, and the elements of regions.
final class ReferenceTargets {
  private static final long MOST_POINTS = 1 << 20;
  private static final String NOT_MET = "?";
  private static final byte OBJECT = 2;
  private static final byte REGION = 3;
  private static final byte ATTRIBUTE = 4;

  private final Hdf5File file;
  private final Map<Long, String> paths;
  private final boolean lostIsNull;

  /// @param paths the canonical path of each object that was met, by its address
  ReferenceTargets(Hdf5File file, Map<Long, String> paths) {
    this(file, paths, false);
  }

  /// @param lostIsNull whether a reference to what was not met counts as one to nothing, as which a
  ///   copy has it
  ReferenceTargets(Hdf5File file, Map<Long, String> paths, boolean lostIsNull) {
    this.file = file;
    this.paths = paths;
    this.lostIsNull = lostIsNull;
  }

  /// The canonical path of an object.
  String path(ObjectReference object) {
    return paths.getOrDefault(object.address(), NOT_MET);
  }

  /// Streams one stored reference.
  void add(Reference type, MemorySegment element, DataHash out) {
    switch (type.kind()) {
      case OBJECT, REGION -> addOld(type, element, out);
      case STANDARD -> addStandard(reference(type, element), out);
    }
  }

  private StoredReference reference(Reference type, MemorySegment element) {
    StoredReference reference = file.reference(type, element);
    return lostIsNull && isLost(reference) ? new StoredReference.Null() : reference;
  }

  private boolean isLost(StoredReference reference) {
    return switch (reference) {
      case StoredReference.Null() -> true;
      case StoredReference.ToObject(ObjectReference target, Optional<String> other) ->
          other.isEmpty() && path(target).equals(NOT_MET);
      case StoredReference.ToRegion(ObjectReference target, _, _, Optional<String> other) ->
          other.isEmpty() && path(target).equals(NOT_MET);
      case StoredReference.ToAttribute(ObjectReference target, _, Optional<String> other) ->
          other.isEmpty() && path(target).equals(NOT_MET);
    };
  }

  private void addOld(Reference type, MemorySegment element, DataHash out) {
    StoredReference reference;
    try {
      reference = reference(type, element);
    } catch (Hdf5Exception e) {
      if (lostIsNull) {
        out.addU32(0);
      } else if (type.kind() == Reference.Kind.REGION) {
        addUnresolvedRegion(out);
      } else {
        addText(NOT_MET, out);
      }
      return;
    }
    switch (reference) {
      case StoredReference.Null() -> out.addU32(0);
      case StoredReference.ToObject(ObjectReference target, _) -> addText(path(target), out);
      case StoredReference.ToRegion(ObjectReference target, _, var selection, _) ->
          addRegion(target, selection, out);
      case StoredReference.ToAttribute _ ->
          throw new IllegalStateException("an old reference cannot lead to an attribute");
    }
  }

  private void addStandard(StoredReference reference, DataHash out) {
    switch (reference) {
      case StoredReference.Null() -> out.addByte((byte) 0);
      case StoredReference.ToObject(ObjectReference target, Optional<String> other) -> {
        out.addByte(OBJECT);
        addText(other.isPresent() ? NOT_MET : path(target), out);
      }
      case StoredReference.ToRegion(ObjectReference target, _, var selection, var other) -> {
        out.addByte(REGION);
        addRegion(target, other.isPresent() ? Optional.empty() : selection, out);
      }
      case StoredReference.ToAttribute(ObjectReference target, String name, var other) -> {
        out.addByte(ATTRIBUTE);
        String path = other.isPresent() ? NOT_MET : path(target);
        addText(path, out);
        if (!path.equals(NOT_MET)) {
          addText(name, out);
        }
      }
    }
  }

  private void addRegion(
      ObjectReference target, Optional<ResolvedSelection> selection, DataHash out) {
    if (selection.isEmpty()) {
      addUnresolvedRegion(out);
      return;
    }
    addText(path(target), out);
    addElements(selection.get(), out);
  }

  private static void addUnresolvedRegion(DataHash out) {
    addText(NOT_MET, out);
    out.addU32(0);
    out.addU64(0);
  }

  private static void addElements(ResolvedSelection selection, DataHash out) {
    long count = selection.elementCount();
    out.addU32(selection.rank());
    out.addU64(count);
    if (count > MOST_POINTS) {
      for (long corner : selection.low()) {
        out.addU64(corner);
      }
      for (long corner : selection.high()) {
        out.addU64(corner);
      }
      return;
    }
    long[] shape = selection.shape();
    long[] at = new long[shape.length];
    long ordinal = 0;
    while (ordinal < count) {
      selection.coordinatesOf(ordinal, at);
      long index = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        index = index * shape[axis] + at[axis];
      }
      long run = Math.max(1, selection.contiguousFrom(ordinal));
      for (long i = 0; i < run; i++) {
        out.addU64(index + i);
      }
      ordinal += run;
    }
  }

  private static void addText(String text, DataHash out) {
    byte[] bytes = NameBytes.of(text);
    out.addU32(bytes.length);
    out.add(bytes);
  }
}
