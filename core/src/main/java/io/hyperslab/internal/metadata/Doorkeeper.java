package io.hyperslab.internal.metadata;

/// Tells what is asked for again from what is asked for once, roughly: of addresses that fall on
/// the same mark it remembers the last one. Safe for use by any number of threads: what one does
/// not see of another is asked for once more.
public final class Doorkeeper {
  private static final int MARKS = 1 << 12;

  private final int[] marks = new int[MARKS];

  /// One that was shown nothing.
  public Doorkeeper() {}

  /// Whether an address was shown before, as far as that is remembered.
  public boolean knows(long address) {
    long mixed = address * 0x9e37_79b9_7f4a_7c15L;
    int place = (int) (mixed >>> 32) & MARKS - 1;
    int mark = (int) (mixed >>> 16) | 1; // Never that of an empty place.
    boolean known = marks[place] == mark;
    marks[place] = mark;
    return known;
  }
}
