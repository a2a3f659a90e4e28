package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import java.util.Arrays;

/// The blocks that one walk has entered. A tree that leads to a block twice is not a tree:
/// following it would never end, or take exponential time.
///
/// A table of numbers in which a place is looked for from the one that a number's hash says.
public final class VisitedAddresses {
  private static final int FIRST_SIZE = 16;
  private static final long FREE = -1;

  /// The place of an address that has left; others may have passed by it.
  private static final long LEFT = -2;

  private long[] places = free(FIRST_SIZE);

  /// Places that are not free.
  private int taken;

  private static long[] free(int size) {
    long[] places = new long[size];
    Arrays.fill(places, FREE);
    return places;
  }

  /// Enters a block.
  ///
  /// @param address not negative
  /// @throws MalformedFileException if the walk has been there
  void enter(long address, String structure) {
    if (!add(address)) {
      throw new MalformedFileException(
          structure, address, "address", "reached twice", "reached once while walking the tree");
    }
  }

  /// Enters a block, if the walk has not been there.
  ///
  /// @param address not negative
  /// @return whether it has not been there
  public boolean add(long address) {
    int place = find(places, address);
    if (places[place] == address) {
      return false;
    }
    places[place] = address;
    taken++;
    if (taken > places.length / 2) {
      grow();
    }
    return true;
  }

  /// Takes a block out again, because its space may be used for another one.
  void leave(long address) {
    int place = find(places, address);
    if (places[place] == address) {
      places[place] = LEFT;
    }
  }

  /// Where an address is, or the free place where it would be.
  private static int find(long[] places, long address) {
    int mask = places.length - 1;
    int place = (int) (address * 0x9e37_79b9_7f4a_7c15L >>> 32) & mask;
    while (places[place] != FREE && places[place] != address) {
      place = place + 1 & mask;
    }
    return place;
  }

  private void grow() {
    long[] larger = free(places.length * 2);
    taken = 0;
    for (long address : places) {
      if (address >= 0) {
        larger[find(larger, address)] = address;
        taken++;
      }
    }
    places = larger;
  }
}
