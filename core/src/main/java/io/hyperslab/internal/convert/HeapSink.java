package io.hyperslab.internal.convert;

import io.hyperslab.internal.index.CollectionBatch;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Where elements put their data of variable length when they are written: the counterpart of
/// [io.hyperslab.array.IndirectData].
///
/// Used by one thread at a time.
@FunctionalInterface
public interface HeapSink {
  /// Stores an object and writes its descriptor (`FMT4 IV.B`): count (4 bytes), address of the
  /// global heap collection (size of offsets) and object index (4 bytes), all little-endian.
  ///
  /// Never called for an empty or null sequence, whose descriptor is all zero; called for an empty
  /// text, which libhdf5 stores as an object of no bytes.
  ///
  /// @param object the bytes; not modified or kept
  /// @param count the elements that they are
  /// @param descriptors where the descriptor goes
  /// @param offset bytes from the beginning of `descriptors`
  void put(byte[] object, long count, MemorySegment descriptors, long offset);

  /// An empty batch that can be filled beside others and then put; nothing if objects are to be put
  /// one by one.
  default Optional<CollectionBatch> batch() {
    return Optional.empty();
  }

  /// Stores all objects of a batch from [#batch()], and writes a descriptor for each, one after the
  /// other.
  ///
  /// @param offset bytes from the beginning of `descriptors`
  default void putAll(CollectionBatch batch, MemorySegment descriptors, long offset) {
    throw new IllegalStateException("there are no batches");
  }

  /// For elements without data of variable length: everything is refused.
  static HeapSink none() {
    return (_, _, _, _) -> {
      throw new IllegalStateException("data of variable length has nowhere to go");
    };
  }
}
