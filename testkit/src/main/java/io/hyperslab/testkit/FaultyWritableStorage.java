package io.hyperslab.testkit;

import io.hyperslab.storage.ForwardingWritableStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/// Changes another store until a certain request, which goes wrong. Of each fault, all n are worth
/// trying, until [#happened()] says that the work under test does not come to the n-th request.
public final class FaultyWritableStorage extends ForwardingWritableStorage {
  /// What goes wrong, always with an [IOException]. Only the requests that a fault can hit count.
  public enum Fault {
    /// A read fails.
    READ,
    /// A write or truncation finds the medium full, and changes nothing. (To cut off is refused
    /// too.)
    FULL,
    /// A write finds the medium full after the first half of its bytes.
    FULL_HALFWAY,
    /// A write, truncation or force fails, and nothing is changed.
    CHANGE,
    /// A force fails, and what was written before stays in the store nevertheless.
    FORCE
  }

  /// How often it goes wrong.
  public enum Persistence {
    ONCE,
    FROM_THEN_ON
  }

  private enum Request {
    READ,
    WRITE,
    TRUNCATE,
    FORCE
  }

  private final Fault fault;
  private final Persistence persistence;
  private final long faultyRequest;
  private final AtomicLong requests = new AtomicLong();

  /// @param storage what is changed; closed with this one
  /// @param faultyRequest which of the requests that the fault can hit, counted from 1
  public FaultyWritableStorage(
      WritableStorage storage, Fault fault, Persistence persistence, long faultyRequest) {
    super(storage);
    if (faultyRequest < 1) {
      throw new IllegalArgumentException("requests are counted from 1, not " + faultyRequest);
    }
    this.fault = fault;
    this.persistence = persistence;
    this.faultyRequest = faultyRequest;
  }

  /// Whether the request came that went wrong.
  public boolean happened() {
    return requests.get() >= faultyRequest;
  }

  private boolean isHit(Request request) {
    boolean counts =
        switch (fault) {
          case READ -> request == Request.READ;
          case FULL -> request == Request.WRITE || request == Request.TRUNCATE;
          case FULL_HALFWAY -> request == Request.WRITE;
          case CHANGE -> request != Request.READ;
          case FORCE -> request == Request.FORCE;
        };
    if (!counts) {
      return false;
    }
    long number = requests.incrementAndGet();
    return persistence == Persistence.ONCE ? number == faultyRequest : number >= faultyRequest;
  }

  private void failIfHit(Request request) throws IOException {
    if (isHit(request)) {
      throw failure();
    }
  }

  private IOException failure() {
    boolean full = fault == Fault.FULL || fault == Fault.FULL_HALFWAY;
    String reason = full ? "No space left on device" : "Input/output error";
    return new IOException(name() + ": " + reason + ", made for a test");
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    failIfHit(Request.READ);
    return super.read(position, target);
  }

  @Override
  public void write(long position, MemorySegment source) throws IOException {
    if (isHit(Request.WRITE)) {
      if (fault == Fault.FULL_HALFWAY) {
        super.write(position, source.asSlice(0, source.byteSize() / 2));
      }
      throw failure();
    }
    super.write(position, source);
  }

  @Override
  public void truncate(long size) throws IOException {
    failIfHit(Request.TRUNCATE);
    super.truncate(size);
  }

  @Override
  public void force() throws IOException {
    failIfHit(Request.FORCE);
    super.force();
  }

  @Override
  public void publish(boolean durable) throws IOException {
    if (durable) {
      failIfHit(Request.FORCE);
    }
    super.publish(durable);
  }
}
