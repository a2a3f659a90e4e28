package io.hyperslab.internal.bytes;

/// An on-disk structure that can be encoded whenever its bytes are needed. It never changes: its
/// bytes are the same each time.
@FunctionalInterface
public interface Encodable {
  /// Appends the whole structure as stored.
  void encode(Encoder out);

  /// Whether it may be encoded by any thread and at any time: then nothing that it is made of is
  /// ever changed by others, not even while it has not been stored.
  default boolean isLasting() {
    return false;
  }
}
