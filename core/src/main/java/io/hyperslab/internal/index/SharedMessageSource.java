package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.message.MessageType;

/// Where messages come from that many objects share: the file's shared object header message heaps
/// (`FMT4 III.I`).
@FunctionalInterface
public interface SharedMessageSource {
  /// A cursor over the data of one message.
  ///
  /// @param type the message's type, which decides the heap
  /// @param heapId the fractal heap ID, 8 bytes; not to be modified
  /// @throws io.hyperslab.error.Hdf5Exception if the file has no such message
  Cursor message(MessageType type, byte[] heapId);
}
