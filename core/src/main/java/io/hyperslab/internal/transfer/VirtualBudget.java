package io.hyperslab.internal.transfer;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import java.util.concurrent.atomic.AtomicLong;

/// What one request may demand of virtual datasets, in all branches of a [VirtualChain]: a small
/// file can map a lot onto a lot, many times over.
final class VirtualBudget {
  /// Steps that no limit forbids: some seconds.
  private static final long FREE_STEPS = 1L << 24;

  private static final long STEPS_PER_SOURCE = 160;

  /// Elements that no limit forbids: some seconds.
  private static final long FREE_ELEMENTS = 1L << 30;

  private static final long ELEMENTS_PER_SOURCE = 10_000;

  /// How often an element that is wanted may be mapped.
  private static final long OVERLAPS = 64;

  /// How many elements are copied in the time of one step through a selection.
  private static final long ELEMENTS_PER_STEP = 16;

  private final Limits limits;
  private final AtomicLong sources = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final AtomicLong elements = new AtomicLong();
  private final AtomicLong mostElements;

  VirtualBudget(Limits limits) {
    this.limits = limits;
    mostElements =
        new AtomicLong(Math.max(FREE_ELEMENTS, limits.virtualSources() * ELEMENTS_PER_SOURCE));
  }

  /// Allows for a read of some elements.
  void want(long count) {
    long most = count > Long.MAX_VALUE / OVERLAPS ? Long.MAX_VALUE : count * OVERLAPS;
    mostElements.accumulateAndGet(most, Math::max);
  }

  /// Looks for one source.
  void source(long address) {
    spend(sources, 1, limits.virtualSources(), "sources looked for", address);
  }

  /// Looks at mappings, or resolves a selection into runs.
  void steps(long count, long address) {
    long most = Math.max(FREE_STEPS, limits.virtualSources() * STEPS_PER_SOURCE);
    spend(steps, count, most, "mappings and rows of their selections", address);
  }

  /// Copies elements from a source.
  void elements(long count, long address) {
    spend(elements, count, mostElements.get(), "elements copied from sources", address);
  }

  /// Walks through selections that no rule describes.
  void walk(long steps, long address) {
    elements(steps * ELEMENTS_PER_STEP, address);
  }

  private static void spend(AtomicLong spent, long count, long most, String item, long address) {
    long sum = spent.accumulateAndGet(count, VirtualBudget::sum);
    if (sum > most) {
      throw new LimitExceededException(
          "virtual dataset", address, item, String.valueOf(sum), "at most " + most);
    }
  }

  private static long sum(long left, long right) {
    return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
  }
}
