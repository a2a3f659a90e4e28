package io.hyperslab;

import io.hyperslab.storage.ForwardingWritableStorage;
import io.hyperslab.storage.WritableStorage;

/// A store of which somebody else decides when it is published and closed.
final class UnpublishedStorage extends ForwardingWritableStorage {
  UnpublishedStorage(WritableStorage storage) {
    super(storage);
  }

  @Override
  public void publish(boolean durable) {
    // Not yet: what is in it is still to be checked.
  }

  @Override
  public void close() {
    // Whoever made the store closes it.
  }
}
