package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.message.SymbolTableMessage;
import java.util.Optional;

/// A link that a symbol table is to get.
///
/// @param name its bytes, not empty and without NUL; not to be changed
/// @param objectHeaderAddress the object; undefined for a soft link
/// @param cachedGroup the symbol table message of the object, if it is a group that has one
/// @param path where a soft link leads to; empty for a hard link
public record NewSymbol(
    byte[] name,
    long objectHeaderAddress,
    Optional<SymbolTableMessage> cachedGroup,
    Optional<byte[]> path) {
  /// A hard link.
  public static NewSymbol hard(
      byte[] name, long objectHeaderAddress, Optional<SymbolTableMessage> cachedGroup) {
    return new NewSymbol(name, objectHeaderAddress, cachedGroup, Optional.empty());
  }

  /// A soft link.
  ///
  /// @param path not empty, without NUL
  public static NewSymbol soft(byte[] name, byte[] path) {
    return new NewSymbol(name, Address.UNDEFINED, Optional.empty(), Optional.of(path));
  }
}
