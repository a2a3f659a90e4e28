package io.hyperslab.internal.bytes;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;

/// A few large work areas that wait for the next who needs one: to get new memory, zeroed, takes
/// longer than many a use of it. For any number of threads; a work area belongs to whoever took it
/// until it is given back.
///
/// @param <T> what refers to nothing but its own memory
public final class Spares<T> {
  private final ArrayBlockingQueue<T> idle;
  private final Supplier<T> maker;

  /// @param most how many are kept
  /// @param maker makes one if none waits
  public Spares(int most, Supplier<T> maker) {
    this.idle = new ArrayBlockingQueue<>(most);
    this.maker = maker;
  }

  /// One that nobody uses, with anything in it.
  public T take() {
    T known = idle.poll();
    return known == null ? maker.get() : known;
  }

  /// Takes one back; if enough are kept, it is let go.
  public void give(T area) {
    idle.offer(area);
  }
}
