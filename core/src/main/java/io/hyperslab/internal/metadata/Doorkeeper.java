package io.hyperslab.internal.metadata;

import org.jspecify.annotations.Nullable;

/// Tells what is asked for again from what is asked for once, roughly: of addresses that fall on
/// the same mark it remembers the last one. Safe for use by any number of threads: what one does
/// not see of another is asked for once more.
public final class Doorkeeper {
  private static final int MARKS = 1 << 12;

  /// Made on first use: most files are closed before anything is asked for that would be noted.
  private volatile int @Nullable [] marks;

  /// One that was shown nothing.
  public Doorkeeper() {}

  /// Whether an address was shown before, as far as that is remembered.
  public boolean knows(long address) {
    long mixed = address * 0x9e37_79b9_7f4a_7c15L;
    int place = (int) (mixed >>> 32) & MARKS - 1;
    int mark = (int) (mixed >>> 16) | 1; // Never that of an empty place.
    int[] all = marks();
    boolean known = all[place] == mark;
    all[place] = mark;
    return known;
  }

  private int[] marks() {
    int[] known = marks;
    return known != null ? known : make();
  }

  private synchronized int[] make() {
    int[] known = marks;
    if (known == null) {
      known = new int[MARKS];
      marks = known;
    }
    return known;
  }
}
