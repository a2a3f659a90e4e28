package io.hyperslab.internal.edit;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.convert.HeapSink;
import io.hyperslab.internal.format.heap.GlobalHeapId;
import io.hyperslab.internal.format.selection.RegionReferenceValue;
import io.hyperslab.internal.index.CollectionBatch;
import io.hyperslab.internal.index.GlobalHeapEditor;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.AttributeModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.Parallelism;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Variable-length data of elements, in the file's global heap.
public final class HeapStore implements HeapSink {
  private static final String DESCRIPTOR = "variable-length descriptor";
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle COUNT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte[] NOTHING = {};

  private final FileModel file;
  private final FormatContext context;
  private final Transaction transaction;

  /// Of the operation that goes on; made when it is first needed.
  private @Nullable GlobalHeapEditor heap;

  /// The descriptor that was written last; the next one differs in count and index alone if it is
  /// of the same collection.
  private byte[] lastDescriptor = {};

  private long lastCollection;

  /// Memory for the descriptors of a batch, until the operation ends.
  private byte[] lastDescriptors = NOTHING;

  HeapStore(Transaction transaction, FileModel file) {
    this.file = file;
    this.transaction = transaction;
    this.context = transaction.context();
  }

  private GlobalHeapEditor heap() {
    if (transaction.isSwmr()) {
      throw SwmrRules.heap();
    }
    GlobalHeapEditor current = heap;
    if (current == null) {
      current = new GlobalHeapEditor(transaction);
      heap = current;
    }
    return current;
  }

  /// Stores an object.
  public GlobalHeapId insert(byte[] object) {
    return heap().insert(object);
  }

  @Override
  public void put(byte[] object, long count, MemorySegment descriptor, long offset) {
    GlobalHeapId id = heap().insert(object);
    put(count, id.collectionAddress(), (int) id.index(), descriptor, offset);
  }

  private void put(long count, long collection, int index, MemorySegment descriptor, long offset) {
    byte[] bytes = descriptor(collection);
    MemorySegment.copy(bytes, 0, descriptor, ValueLayout.JAVA_BYTE, offset, bytes.length);
    descriptor.set(INT, offset, Math.toIntExact(count));
    descriptor.set(INT, offset + bytes.length - Integer.BYTES, index);
  }

  /// A descriptor that leads to a collection; count and index are to be set.
  private byte[] descriptor(long collection) {
    if (collection != lastCollection || lastDescriptor.length == 0) {
      Encoder encoded = new Encoder(context);
      encoded.u32(0);
      new GlobalHeapId(collection, 0).encode(encoded);
      lastDescriptor = encoded.toBytes();
      lastCollection = collection;
    }
    return lastDescriptor;
  }

  @Override
  public Optional<CollectionBatch> batch() {
    return Optional.of(new CollectionBatch(context));
  }

  @Override
  public void putAll(CollectionBatch batch, MemorySegment descriptors, long offset) {
    int size = Integer.BYTES + context.sizeOfOffsets() + Integer.BYTES;
    int length = Math.multiplyExact(batch.count(), size);
    if (length > lastDescriptors.length) {
      lastDescriptors = new byte[length];
    }
    byte[] all = lastDescriptors;
    heap()
        .insertAll(
            batch,
            (address, first, behind) -> {
              byte[] descriptor = descriptor(address);
              for (int i = first; i < behind; i++) {
                int at = i * size;
                System.arraycopy(descriptor, 0, all, at, size);
                COUNT.set(all, at, batch.length(i));
                COUNT.set(all, at + size - Integer.BYTES, i - first + 1);
              }
            });
    MemorySegment.copy(all, 0, descriptors, ValueLayout.JAVA_BYTE, offset, length);
  }

  /// The threads that may prepare what is put here.
  public Parallelism parallelism() {
    return file.settings().parallelism();
  }

  /// Stores the selection of a region reference and writes the reference.
  public void putRegion(RegionReferenceValue reference, MemorySegment references, long offset) {
    Encoder object = new Encoder(context);
    reference.encode(object);
    Encoder encoded = new Encoder(context);
    heap().insert(object.toBytes()).encode(encoded);
    byte[] bytes = encoded.toBytes();
    MemorySegment.copy(bytes, 0, references, ValueLayout.JAVA_BYTE, offset, bytes.length);
  }

  /// Takes an object away, if it is there.
  void remove(long address, long index) {
    file.access().removed();
    try {
      heap().remove(address, index);
    } catch (MalformedFileException e) {
      // What a damaged heap holds cannot be given back; nothing leads there any more.
    }
  }

  private boolean contains(long address, long index) {
    try {
      return heap().contains(address, index);
    } catch (MalformedFileException e) {
      return false;
    }
  }

  /// Takes away what the elements of an attribute describe; the attribute is gone or replaced.
  void removeAll(AttributeModel attribute) {
    if (attribute.datatype().hasIndirectData()) {
      NdArray elements = attribute.read();
      removeAll(elements.segment(), elements.datatype());
    }
  }

  /// Takes away what elements describe.
  ///
  /// @param elements as stored, one after the other
  public void removeAll(MemorySegment elements, Datatype type) {
    if (!type.hasIndirectData()) {
      return;
    }
    long size = type.size();
    for (long offset = 0; offset + size <= elements.byteSize(); offset += size) {
      removeElement(elements, offset, type);
    }
  }

  private void removeElement(MemorySegment elements, long offset, Datatype type) {
    switch (type) {
      case VariableString _ -> removeSequence(elements, offset, type.size(), null);
      case VariableLength sequence ->
          removeSequence(
              elements,
              offset,
              type.size(),
              sequence.base().hasIndirectData() ? sequence.base() : null);
      case Compound compound -> {
        for (Compound.Member member : compound.members()) {
          if (member.type().hasIndirectData()) {
            removeElement(elements, offset + member.offset(), member.type());
          }
        }
      }
      case ArrayType array -> {
        for (long i = 0; i < array.elementCount(); i++) {
          removeElement(elements, offset + i * array.base().size(), array.base());
        }
      }
      // The selection of a region reference stays: a reference is copied as it is stored, and then
      // two elements lead to one selection.
      default -> {}
    }
  }

  private void removeSequence(
      MemorySegment elements, long offset, long size, @Nullable Datatype base) {
    Cursor cursor = cursor(elements, offset, size);
    long count = cursor.u32();
    long address = cursor.addressUnchecked();
    long index = cursor.u32();
    if (count == 0 || !Address.isDefined(address) || address == 0 || index == 0) {
      return;
    }
    // A selection may have an element twice: then what it described is gone already.
    if (base != null && contains(address, index)) {
      MemorySegment inner = file.heapData().variableLength(elements.asSlice(offset, size), base);
      removeAll(inner, base);
    }
    remove(address, index);
  }

  private Cursor cursor(MemorySegment elements, long offset, long size) {
    byte[] bytes = elements.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE);
    return Cursor.over(bytes, -1, DESCRIPTOR, context);
  }

  /// Writes what has changed; at the end of each operation.
  void save() {
    lastDescriptors = NOTHING;
    if (heap != null) {
      heap.flush();
      heap = null;
    }
  }

  /// Forgets what is not saved: the operation failed.
  void reset() {
    lastDescriptors = NOTHING;
    heap = null;
  }
}
