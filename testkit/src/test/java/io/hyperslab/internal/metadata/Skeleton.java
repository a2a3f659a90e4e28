package io.hyperslab.internal.metadata;

import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.superblock.RootEntry;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.SuperblockLocator.Located;
import io.hyperslab.storage.AddressMap;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.util.Random;
import java.util.function.LongSupplier;

/// The least that a transaction needs of a file: a superblock, and bytes that nobody interprets.
///
/// @param version of the superblock
/// @param width bytes of addresses and lengths
/// @param userBlock bytes before the superblock
record Skeleton(int version, int width, int userBlock) {
  /// Bytes of the file behind the user block.
  static final int SIZE = 3001;

  Superblock superblock() {
    RootEntry root = version < 2 ? RootEntry.group(width, 200, 300) : RootEntry.NOTHING_CACHED;
    return Superblock.create(version, width, width, 4, 16, 32, 100, root)
        .withExtent(userBlock, userBlock + SIZE);
  }

  /// A file whose content is random but for the superblock.
  byte[] file() {
    byte[] file = new byte[userBlock + SIZE];
    new Random(version).nextBytes(file);
    byte[] superblock = superblock().toBytes();
    System.arraycopy(superblock, 0, file, userBlock, superblock.length);
    if (userBlock > 0) {
      file[0] = 0;
    }
    return file;
  }

  /// The end of a file that a transaction moves.
  private static final class End implements LongSupplier {
    private Transaction transaction;
    private long end;

    @Override
    public long getAsLong() {
      return transaction == null ? end : transaction.endOfAddress();
    }
  }

  /// Opens a file for writing.
  static Transaction open(WritableStorage storage, SpacePolicy policy) throws IOException {
    Located located = Recovery.complete(storage, Limits.defaults(), file -> {});
    End end = new End();
    end.end = located.endOfFile();
    end.transaction =
        Transaction.open(
            storage,
            reader(storage, located.superblock(), located.baseAddress(), end),
            located,
            policy);
    return end.transaction;
  }

  /// Creates a file.
  Transaction create(WritableStorage storage, SpacePolicy policy) {
    End end = new End();
    end.transaction =
        Transaction.create(
            storage, reader(storage, superblock(), userBlock, end), superblock(), policy);
    return end.transaction;
  }

  static MetadataReader reader(
      Storage storage, Superblock superblock, long base, LongSupplier end) {
    return new MetadataReader(
        storage,
        base,
        new FormatContext(
            superblock.sizeOfOffsets(),
            superblock.sizeOfLengths(),
            end,
            Limits.defaults(),
            AddressMap.identity()));
  }

  /// Whether a superblock is that of such a file, wherever it ends.
  boolean isOf(Superblock found) {
    return found.withExtent(0, 0).equals(superblock().withExtent(0, 0))
        && found.extensionAddress() == Address.UNDEFINED;
  }
}
