package io.hyperslab.testkit;

import io.hyperslab.storage.ForwardingWritableStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Makes sure that nothing is changed that must stay as it is. To cut a store off changes the bytes
/// beyond the new end; to let it grow changes none.
public final class AssertingStorage extends ForwardingWritableStorage {
  private final CommittedBytes committed;

  /// @param storage what is changed; closed with this one
  /// @param committed asked before each change
  public AssertingStorage(WritableStorage storage, CommittedBytes committed) {
    super(storage);
    this.committed = committed;
  }

  @Override
  public void write(long position, MemorySegment source) throws IOException {
    require(position, source.byteSize(), "written");
    super.write(position, source);
  }

  @Override
  public void truncate(long size) throws IOException {
    require(size, super.size() - size, "cut off");
    super.truncate(size);
  }

  private void require(long position, long length, String what) {
    if (length > 0 && !committed.mayWrite(position, length)) {
      throw new AssertionError(
          name() + ": " + length + " bytes from " + position + " must not be " + what + " now");
    }
  }
}
