package io.hyperslab.internal.bytes;

import io.hyperslab.error.Limits;
import io.hyperslab.storage.AddressMap;
import java.util.function.LongSupplier;

/// What every decoder and encoder of one file needs to know.
///
/// Addresses are relative to the file's base address everywhere above the storage, and are
/// positions in the storage: the cursor translates what the file says.
///
/// @param sizeOfOffsets bytes of an address in this file: 2, 4 or 8
/// @param sizeOfLengths bytes of a length in this file: 2, 4 or 8
/// @param end gives the first address that no structure may reach, relative to the base address; it
///   moves while a file is written
/// @param limits what the file may demand
/// @param addresses how stored addresses correspond to positions
public record FormatContext(
    int sizeOfOffsets, int sizeOfLengths, LongSupplier end, Limits limits, AddressMap addresses) {
  /// The context of a file that does not grow.
  ///
  /// @param endOfFile the first address that no structure may reach
  public FormatContext(
      int sizeOfOffsets, int sizeOfLengths, long endOfFile, Limits limits, AddressMap addresses) {
    this(sizeOfOffsets, sizeOfLengths, () -> endOfFile, limits, addresses);
  }

  /// A context in which stored addresses are positions.
  public FormatContext(int sizeOfOffsets, int sizeOfLengths, long endOfFile, Limits limits) {
    this(sizeOfOffsets, sizeOfLengths, endOfFile, limits, AddressMap.identity());
  }

  /// The first address that no structure may reach now, relative to the base address.
  public long endOfFile() {
    return end.getAsLong();
  }
}
