package io.hyperslab.internal.index;

import io.hyperslab.internal.format.header.ObjectHeaderPrefix;
import io.hyperslab.internal.format.header.RawMessage;

/// How the messages of one object header are laid out.
///
/// @param version the version of the object header
/// @param tracked whether every message holds a creation order
record MessageShape(int version, boolean tracked) {
  private static final int ALIGNMENT = 8;
  private static final int LARGEST = 0xffff;

  static MessageShape of(ObjectHeaderPrefix prefix) {
    return new MessageShape(prefix.version(), prefix.tracksCreationOrder());
  }

  /// Bytes of a message besides its data.
  int prefixSize() {
    return RawMessage.prefixSize(version, tracked);
  }

  /// Bytes of data with what aligns them.
  int aligned(int size) {
    return version == 1 ? (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : size;
  }

  /// The most bytes of data that a message can have.
  int largest() {
    return version == 1 ? LARGEST / ALIGNMENT * ALIGNMENT : LARGEST;
  }

  /// Bytes of a whole message.
  int sizeOf(RawMessage message) {
    return prefixSize() + message.body().remaining();
  }
}
