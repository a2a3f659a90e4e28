package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A store that passes every request on to another one, to be extended by stores that count, log,
/// delay or refuse some of them. What extends it leaves out none of the methods that have a
/// default, such as [#paths()] and [#addresses()], nor those that later versions add. For changes
/// there is [ForwardingWritableStorage].
///
/// ```java
/// final class CountingStorage extends ForwardingStorage {
///   private final LongAdder requests = new LongAdder();
///
///   CountingStorage(Storage delegate) {
///     super(delegate);
///   }
///
///   long requests() {
///     return requests.sum();
///   }
///
///   @Override
///   public long read(long position, MemorySegment target) throws IOException {
///     requests.increment();
///     return super.read(position, target);
///   }
/// }
///
/// CountingStorage storage = new CountingStorage(Storage.file(path));
/// try (Hdf5File file = Hdf5File.open(storage, OpenOptions.defaults())) {
///   file.dataset("/images").readInts();
///   IO.println(storage.requests());
/// }
/// ```
///
/// **Methods.** Each is passed on as it is called, and none here calls another one. So whoever
/// overrides [#path()] overrides [#paths()] as well.
///
/// **Threads.** There is no lock and no state here. As with every store, any number of threads read
/// at once, those of the library among them: what a subclass keeps must be fit for that. A read
/// that is delayed still delivers its bytes when its thread is interrupted, and leaves the thread's
/// interrupt status set.
///
/// **Lifetime.** Closing this store closes the other one. A file that is opened from this store
/// closes both, so nobody else has to, and nobody uses the other one afterwards.
///
/// **What it costs.** One more call a request. A mapped file is read from memory all the same, and
/// [FileGuard#covers(Storage)] looks at the other store. Methods of the other store's own class,
/// such as [WritableFamily#memberSize()], are to be called there. And a file that is opened from
/// any [Storage], this one included, is read from that as it is: without a lock, and neither mapped
/// nor put together of several files, whatever the options say, which mean paths. A [FileGuard] and
/// the factories of [Storage] do that for stores.
public abstract class ForwardingStorage implements Storage {
  private final Storage delegate;

  /// @param delegate what everything is passed on to; closed with this one
  protected ForwardingStorage(Storage delegate) {
    this.delegate = Objects.requireNonNull(delegate, "delegate");
  }

  /// The other store, as the constructor was given it.
  protected Storage delegate() {
    return delegate;
  }

  @Override
  public String name() {
    return delegate.name();
  }

  @Override
  public long size() throws IOException {
    return delegate.size();
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    return delegate.read(position, target);
  }

  @Override
  public Optional<Path> path() {
    return delegate.path();
  }

  @Override
  public List<Path> paths() {
    return delegate.paths();
  }

  @Override
  public AddressMap addresses() {
    return delegate.addresses();
  }

  @Override
  public long requestCost() {
    return delegate.requestCost();
  }

  @Override
  public void close() throws IOException {
    delegate.close();
  }

  /// The store at the end of the line.
  static Storage innermost(Storage storage) {
    Storage innermost = storage;
    while (innermost instanceof ForwardingStorage forwarding) {
      innermost = forwarding.delegate;
    }
    return innermost;
  }
}
