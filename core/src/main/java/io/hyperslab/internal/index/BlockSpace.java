package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;

/// Space for the blocks of structures that are being changed, with the checks that a file which
/// cannot be trusted needs: its numbers decide how large new blocks are, and where old ones lie.
final class BlockSpace {
  private final Transaction transaction;

  BlockSpace(Transaction transaction) {
    this.transaction = transaction;
  }

  /// Reads the file as it is with all changes that were written.
  MetadataReader reader() {
    return transaction.reader();
  }

  /// Checks the size of a block that is going to be made in memory.
  void requireBlock(long length, String structure) {
    long limit = transaction.context().limits().metadataBlock();
    if (length > limit) {
      throw exceeds(length, limit, structure);
    }
  }

  private static LimitExceededException exceeds(long length, long limit, String structure) {
    return new LimitExceededException(
        structure, -1, "size", String.valueOf(length), "at most " + limit);
  }

  /// Takes space for a block.
  long allocate(long length, String structure) {
    if (length == Long.MAX_VALUE) {
      throw exceeds(length, length - 1, structure);
    }
    return transaction.allocate(SpaceKind.METADATA, length);
  }

  /// Gives the space of a block back.
  ///
  /// @throws MalformedFileException if it does not lie inside the file
  void free(long address, long length, String structure) {
    if (length > transaction.reader().available(address)) {
      throw new MalformedFileException(
          structure,
          address,
          "extent",
          length + " bytes",
          "inside the file, which ends at 0x"
              + Long.toHexString(transaction.context().endOfFile()));
    }
    transaction.free(address, length);
  }

  /// An encoder for one block.
  Encoder encoder() {
    return transaction.encoder();
  }

  /// Writes a whole block.
  void write(long address, Encoder image) {
    transaction.write(address, image.toBytes());
  }

  /// Forgets what was decoded at an address inside a block that is free now.
  void forget(long address) {
    transaction.forget(address);
  }
}
