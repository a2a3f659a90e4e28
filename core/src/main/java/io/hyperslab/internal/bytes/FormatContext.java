package io.hyperslab.internal.bytes;

import io.hyperslab.error.Limits;
import io.hyperslab.storage.AddressMap;

/// What every decoder of one file needs to know.
///
/// Addresses are relative to the file's base address everywhere above the storage, and are
/// positions in the storage: the cursor translates what the file says.
///
/// @param sizeOfOffsets bytes of an address in this file: 2, 4 or 8
/// @param sizeOfLengths bytes of a length in this file: 2, 4 or 8
/// @param endOfFile the first address that no structure may reach, relative to the base address
/// @param limits what the file may demand
/// @param addresses how stored addresses correspond to positions
public record FormatContext(
    int sizeOfOffsets, int sizeOfLengths, long endOfFile, Limits limits, AddressMap addresses) {
  /// A context in which stored addresses are positions.
  public FormatContext(int sizeOfOffsets, int sizeOfLengths, long endOfFile, Limits limits) {
    this(sizeOfOffsets, sizeOfLengths, endOfFile, limits, AddressMap.identity());
  }
}
