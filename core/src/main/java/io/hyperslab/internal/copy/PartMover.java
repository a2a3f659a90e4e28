package io.hyperslab.internal.copy;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.heap.GlobalHeapId;
import io.hyperslab.internal.format.selection.RegionReferenceValue;
import io.hyperslab.internal.format.selection.SerializedSelection;
import io.hyperslab.internal.format.selection.StandardReference;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Puts the parts of elements that lead elsewhere into the file that is copied to.
final class PartMover {
  private static final String REFERENCE = "reference";
  private static final String DESCRIPTOR = "variable-length descriptor";

  private final CopyContext context;
  private final FileModel source;
  private final ReferenceTargets targets;
  private final String path;

  /// Finds the copies of what references lead to.
  @FunctionalInterface
  interface ReferenceTargets {
    /// The copy of an object, made now if need be.
    ///
    /// @return its address; [CopiedObjects#NONE] if it is not copied
    long find(FileModel file, long address);
  }

  /// @param source the file of the elements
  /// @param path of the object that has them
  PartMover(CopyContext context, FileModel source, ReferenceTargets targets, String path) {
    this.context = context;
    this.source = source;
    this.targets = targets;
    this.path = path;
  }

  private Cursor cursor(MemorySegment elements, long offset, long size, String structure) {
    byte[] bytes = elements.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE);
    return Cursor.over(bytes, -1, structure, source.reader().context());
  }

  /// Moves a text or a sequence.
  void sequence(
      Relocation.Step.Sequence step,
      MemorySegment elements,
      long from,
      MemorySegment moved,
      long to,
      IndirectData indirect) {
    long sizeTo = step.type().size() + widthChange();
    moved.asSlice(to, sizeTo).fill((byte) 0);
    Cursor descriptor = cursor(elements, from, step.type().size(), DESCRIPTOR);
    long count = descriptor.u32();
    descriptor.addressUnchecked();
    if (count == 0 && descriptor.u32() == 0) {
      return;
    }
    context.attempt(
        path,
        "data of variable length",
        () -> {
          Relocation base = step.base();
          MemorySegment found =
              indirect.variableLength(elements.asSlice(from, step.type().size()), base.source());
          MemorySegment object = base.apply(found, indirect, this);
          context.editor().heap().put(object.toArray(ValueLayout.JAVA_BYTE), count, moved, to);
        });
  }

  private long widthChange() {
    return (long) context.target().reader().context().sizeOfOffsets()
        - source.reader().context().sizeOfOffsets();
  }

  /// Moves a reference. One that leads to what is not copied stays as it is within a file, and
  /// leads nowhere in another.
  void reference(Reference type, MemorySegment elements, long from, MemorySegment moved, long to) {
    MemorySegment stored = elements.asSlice(from, type.size());
    byte[] bytes;
    try {
      bytes = isZero(stored) ? new byte[0] : moved(type, stored);
    } catch (Hdf5Exception e) {
      // A reference that cannot be read leads nowhere already.
      context.listener().referenceLost(path);
      bytes = new byte[0];
    }
    MemorySegment place = moved.asSlice(to, type.size() + widthChange());
    place.fill((byte) 0);
    MemorySegment.copy(bytes, 0, place, ValueLayout.JAVA_BYTE, 0, bytes.length);
  }

  private static boolean isZero(MemorySegment stored) {
    for (long i = 0; i < stored.byteSize(); i++) {
      if (stored.get(ValueLayout.JAVA_BYTE, i) != 0) {
        return false;
      }
    }
    return true;
  }

  /// The bytes of a reference in the other file; none for one that leads nowhere.
  private byte[] moved(Reference type, MemorySegment stored) {
    Cursor cursor = cursor(stored, 0, stored.byteSize(), REFERENCE);
    return switch (type.kind()) {
      case OBJECT -> object(cursor);
      case REGION -> region(cursor);
      case STANDARD -> standard(cursor);
    };
  }

  private long target(long address) {
    long target = Address.isDefined(address) ? targets.find(source, address) : CopiedObjects.NONE;
    if (target == CopiedObjects.NONE) {
      context.listener().referenceLost(path);
    }
    return target;
  }

  private byte[] object(Cursor cursor) {
    long target = target(cursor.addressOrUndefined("address"));
    return target == CopiedObjects.NONE ? new byte[0] : context.encoder().address(target).toBytes();
  }

  private byte[] region(Cursor cursor) {
    long heap = cursor.address("global heap collection address");
    RegionReferenceValue value =
        RegionReferenceValue.decode(source.globalHeap().object(heap, cursor.u32()).rest(REFERENCE));
    long target = target(value.objectHeaderAddress());
    if (target == CopiedObjects.NONE) {
      return new byte[0];
    }
    Encoder object = context.encoder();
    new RegionReferenceValue(target, value.selection()).encode(object);
    Encoder encoded = context.encoder();
    context.editor().heap().insert(object.toBytes()).encode(encoded);
    return encoded.toBytes();
  }

  private byte[] standard(Cursor cursor) {
    return switch (StandardReference.decode(cursor)) {
      case StandardReference.Nothing() -> new byte[0];
      case StandardReference.Value value -> standard(value);
      case StandardReference.InHeap heap -> {
        Cursor object = source.globalHeap().object(heap.heapAddress(), heap.heapIndex());
        yield standard(heap.decode(object.rest(REFERENCE)));
      }
    };
  }

  private byte[] standard(StandardReference.Value value) {
    // An object of another file stays where it is.
    long target =
        value.fileName().isPresent()
            ? value.objectHeaderAddress()
            : target(source.position(value.objectHeaderAddress()));
    if (target == CopiedObjects.NONE) {
      return new byte[0];
    }
    StandardReference.Value moved =
        new StandardReference.Value(
            value.kind(), target, value.fileName(), value.selection(), value.attributeName());
    Encoder encoded = context.encoder();
    if (value.kind() == StandardReference.Kind.OBJECT && value.fileName().isEmpty()) {
      moved.encode(encoded);
      return encoded.toBytes();
    }
    Encoder object = context.encoder();
    moved.encodeInHeap(object, value.selection().isPresent() ? rank(value) : 0);
    byte[] bytes = object.toBytes();
    GlobalHeapId place = context.editor().heap().insert(bytes);
    new StandardReference.InHeap(
            value.kind(),
            value.fileName().isPresent(),
            bytes.length,
            place.collectionAddress(),
            place.index())
        .encode(encoded);
    return encoded.toBytes();
  }

  private int rank(StandardReference.Value value) {
    return switch (value.selection().orElseThrow()) {
      case SerializedSelection.Points points -> points.rank();
      case SerializedSelection.RegularHyperslab slab -> slab.rank();
      case SerializedSelection.BlockList blocks -> blocks.rank();
      case SerializedSelection.None _, SerializedSelection.All _ ->
          value.fileName().isEmpty()
                  && source.object(source.position(value.objectHeaderAddress()))
                      instanceof DatasetModel dataset
              ? dataset.dataspace().rank()
              : 1;
    };
  }
}
