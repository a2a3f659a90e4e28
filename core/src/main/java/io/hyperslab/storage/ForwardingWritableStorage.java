package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A [ForwardingStorage] that can be changed: passes every request on to another store, to be
/// extended by stores that count, log, delay or refuse some of them. What is said there of threads,
/// lifetime and cost holds here too.
///
/// Each method is passed on as it is called, and none here calls another one. So whoever overrides
/// [#force()] mostly overrides [#publish(boolean)] as well: a durable publication forces the other
/// store without asking this one.
///
/// Commits rely on the order of changes. A change is passed on whole before the method returns, or
/// the method throws an [IOException]. Of a store that keeps changes back, or leaves some out, a
/// process that dies may leave a file that cannot be opened.
public abstract class ForwardingWritableStorage extends ForwardingStorage
    implements WritableStorage {
  private final WritableStorage delegate;

  /// @param delegate what everything is passed on to; closed with this one
  protected ForwardingWritableStorage(WritableStorage delegate) {
    super(delegate);
    this.delegate = delegate;
  }

  @Override
  protected final WritableStorage delegate() {
    return delegate;
  }

  @Override
  public void write(long position, MemorySegment source) throws IOException {
    delegate.write(position, source);
  }

  @Override
  public void truncate(long size) throws IOException {
    delegate.truncate(size);
  }

  @Override
  public void force() throws IOException {
    delegate.force();
  }

  @Override
  public void publish(boolean durable) throws IOException {
    delegate.publish(durable);
  }
}
