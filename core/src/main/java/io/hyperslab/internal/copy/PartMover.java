package io.hyperslab.internal.copy;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.heap.GlobalHeapId;
import io.hyperslab.internal.format.selection.RegionReferenceValue;
import io.hyperslab.internal.format.selection.SerializedSelection;
import io.hyperslab.internal.format.selection.StandardReference;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.ObjectModel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Puts the parts of elements that lead elsewhere into the file that is copied to.
final class PartMover {
  private static final String REFERENCE = "reference";
  private static final String DESCRIPTOR = "variable-length descriptor";
  private static final byte[] NOWHERE = {};

  /// Bytes of sequences below one element that are not worth a refusal.
  private static final long FEW = 1 << 20;

  private final CopyContext context;
  private final FileModel source;
  private final ReferenceTargets targets;
  private final String path;

  /// Whether a sequence is being moved, so that the next one is in it.
  private boolean below;

  /// How many bytes the sequences in the one that is being moved may have yet.
  private long left;

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
    long address = descriptor.addressUnchecked();
    if (count == 0 && descriptor.u32() == 0) {
      return;
    }
    Relocation base = step.base();
    boolean outermost = !below;
    if (outermost) {
      left = mostBelow();
    } else {
      // Not an attempt: what is too large is refused as a whole, not each part of it.
      spend(Saturated.multiply(count, base.source().size()), address);
    }
    below = true;
    try {
      context.attempt(
          path,
          "data of variable length",
          () -> {
            MemorySegment found =
                indirect.variableLength(elements.asSlice(from, step.type().size()), base.source());
            MemorySegment object = base.apply(found, indirect, this);
            context.editor().heap().put(object.toArray(ValueLayout.JAVA_BYTE), count, moved, to);
          });
    } finally {
      below = !outermost;
    }
  }

  /// Sequences in a sequence have their places in the file, each its own: together they are not
  /// larger than the file. If they are, they lead to each other, and may go on without end.
  private void spend(long bytes, long address) {
    left -= Math.min(bytes, left + 1);
    if (left < 0) {
      throw new LimitExceededException(
          DESCRIPTOR,
          address,
          "size of the sequences in one element",
          "more than " + mostBelow() + " bytes",
          "at most as much as the file has");
    }
  }

  private long mostBelow() {
    return Math.max(FEW, context.sizeOf(source));
  }

  private long widthChange() {
    return (long) context.target().reader().context().sizeOfOffsets()
        - source.reader().context().sizeOfOffsets();
  }

  /// Moves a reference. One that leads to what is not copied stays as it is within a file, and
  /// leads nowhere in another.
  void reference(Reference type, MemorySegment elements, long from, MemorySegment moved, long to) {
    MemorySegment stored = elements.asSlice(from, type.size());
    byte[] bytes = isZero(stored) ? NOWHERE : moved(type, stored);
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
      case REGION -> read(() -> storedRegion(cursor)).map(this::region).orElse(NOWHERE);
      case STANDARD -> read(() -> storedValue(cursor)).map(this::standard).orElse(NOWHERE);
    };
  }

  /// What a reference says; nothing if that cannot be read and the copy goes on.
  private <T> Optional<T> read(Supplier<Optional<T>> stored) {
    List<T> said = new ArrayList<>(1);
    context.attempt(path, REFERENCE, () -> stored.get().ifPresent(said::add));
    return said.stream().findFirst();
  }

  /// The object at an address that a reference leads to; empty if there is none, as when it was
  /// deleted.
  static Optional<ObjectModel> objectAt(FileModel file, long address) {
    try {
      return Optional.of(file.object(address));
    } catch (Hdf5Exception e) {
      return Optional.empty();
    }
  }

  private long target(long address) {
    long target = Address.isDefined(address) ? targets.find(source, address) : CopiedObjects.NONE;
    if (target == CopiedObjects.NONE) {
      context.listener().referenceLost(path);
    }
    return target;
  }

  private byte[] object(Cursor cursor) {
    long address = cursor.addressUnchecked();
    boolean inside = address >= 0 && address < source.reader().context().endOfFile();
    long target = target(inside ? address : Address.UNDEFINED);
    return target == CopiedObjects.NONE ? NOWHERE : context.encoder().address(target).toBytes();
  }

  private Optional<RegionReferenceValue> storedRegion(Cursor cursor) {
    long heap = cursor.address("global heap collection address");
    return Optional.of(
        RegionReferenceValue.decode(
            source.globalHeap().object(heap, cursor.u32()).rest(REFERENCE)));
  }

  private byte[] region(RegionReferenceValue value) {
    long target = target(value.objectHeaderAddress());
    if (target == CopiedObjects.NONE) {
      return NOWHERE;
    }
    Encoder object = context.encoder();
    new RegionReferenceValue(target, value.selection()).encode(object);
    Encoder encoded = context.encoder();
    context.editor().heap().insert(object.toBytes()).encode(encoded);
    return encoded.toBytes();
  }

  private Optional<StandardReference.Value> storedValue(Cursor cursor) {
    return switch (StandardReference.decode(cursor)) {
      case StandardReference.Nothing() -> Optional.empty();
      case StandardReference.Value value -> Optional.of(value);
      case StandardReference.InHeap heap -> {
        Cursor object = source.globalHeap().object(heap.heapAddress(), heap.heapIndex());
        yield Optional.of(heap.decode(object.rest(REFERENCE)));
      }
    };
  }

  private byte[] standard(StandardReference.Value value) {
    // An object of another file stays where it is.
    long target =
        value.fileName().isPresent() ? value.objectHeaderAddress() : target(position(value));
    if (target == CopiedObjects.NONE) {
      return NOWHERE;
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

  private long position(StandardReference.Value value) {
    long position = source.reader().context().addresses().position(value.objectHeaderAddress());
    return position < 0 ? Address.UNDEFINED : position;
  }

  private int rank(StandardReference.Value value) {
    return switch (value.selection().orElseThrow()) {
      case SerializedSelection.Points points -> points.rank();
      case SerializedSelection.RegularHyperslab slab -> slab.rank();
      case SerializedSelection.BlockList blocks -> blocks.rank();
      case SerializedSelection.None _, SerializedSelection.All _ ->
          value.fileName().isEmpty()
                  && objectAt(source, position(value)).orElse(null) instanceof DatasetModel dataset
              ? dataset.dataspace().rank()
              : 1;
    };
  }
}
