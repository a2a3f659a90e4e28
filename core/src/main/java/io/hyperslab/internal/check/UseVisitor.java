package io.hyperslab.internal.check;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.index.BlockVisitor;
import java.util.function.Consumer;

/// Is shown the blocks of a file.
@FunctionalInterface
public interface UseVisitor {
  /// Takes one block.
  ///
  /// @param address from the file's base address
  /// @param size its bytes
  /// @param structure its name in the specification
  void block(BlockUse use, long address, long size, String structure);

  /// What takes blocks that are all there for the same.
  default BlockVisitor of(BlockUse use) {
    return (address, size, structure) -> block(use, address, size, structure);
  }

  /// What shows this one only the part of each block that is in the file: addresses and sizes are
  /// what structures claim. A block with nothing in the file is not shown.
  ///
  /// @param end where the file ends
  /// @param failures is told of blocks that reach out of it
  default UseVisitor within(long end, Consumer<Hdf5Exception> failures) {
    return (use, address, size, structure) -> {
      if (address < 0 || size < 0 || size > end - address) {
        failures.accept(
            new MalformedFileException(
                structure,
                address,
                "extent",
                Long.toUnsignedString(size) + " bytes at 0x" + Long.toHexString(address),
                "inside the file, which ends at 0x" + Long.toHexString(end)));
      }
      if (address >= 0 && address < end && size > 0) {
        block(use, address, Math.min(size, end - address), structure);
      }
    };
  }
}
