package io.hyperslab.internal.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// All records of a version 2 B-tree that begin with a hash, by this: a record is found at once,
/// where the tree takes a search in each of several nodes. Immutable; safe for use by any number of
/// threads.
public final class HashedRecords {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /// About how many records there are to a bucket: as many as are next to each other in the
  /// processor's cache.
  private static final int FILL_BITS = 2;

  /// The most records of a bucket. Hashes of real names do not come near; those that a file only
  /// claims may all be the same.
  private static final int FULLEST = 64;

  private final int recordSize;

  /// The records, bucket by bucket.
  private final byte[] records;

  /// The number of the first record of each bucket, and of all records.
  private final int[] starts;

  /// How far to shift a hash for the number of its bucket.
  private final int shift;

  private HashedRecords(int recordSize, byte[] records, int[] starts, int shift) {
    this.recordSize = recordSize;
    this.records = records;
    this.starts = starts;
    this.shift = shift;
  }

  /// Reads all records of a tree, which have to fit into an array twice.
  ///
  /// @param recordSize bytes of a record
  /// @return null if too many have nearly the same hash
  /// @throws io.hyperslab.error.Hdf5Exception if a node is malformed
  public static @Nullable HashedRecords of(BTreeV2Scan scan, int recordSize) {
    Collected all = new Collected(recordSize);
    for (int part = 0; part < scan.parts(); part++) {
      scan.forEachStored(part, all::add);
    }
    return all.sorted();
  }

  /// Records in the order in which they were read.
  private static final class Collected {
    private final int recordSize;
    private byte[] records = new byte[0];
    private int count;

    Collected(int recordSize) {
      this.recordSize = recordSize;
    }

    void add(byte[] stored, int start) {
      int end = count * recordSize;
      if (end + recordSize > records.length) {
        records = Arrays.copyOf(records, Math.toIntExact(2L * (count + 1L) * recordSize));
      }
      System.arraycopy(stored, start, records, end, recordSize);
      count++;
    }

    @Nullable HashedRecords sorted() {
      int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(count >> FILL_BITS));
      int shift = Integer.SIZE - bits;
      int[] starts = new int[(1 << bits) + 1];
      for (int i = 0; i < count; i++) {
        starts[(hash(i) >>> shift) + 1]++;
      }
      for (int i = 1; i < starts.length; i++) {
        if (starts[i] > FULLEST) {
          return null;
        }
        starts[i] += starts[i - 1];
      }
      int[] next = starts.clone();
      byte[] sorted = new byte[count * recordSize];
      for (int i = 0; i < count; i++) {
        int bucket = hash(i) >>> shift;
        System.arraycopy(records, i * recordSize, sorted, next[bucket] * recordSize, recordSize);
        next[bucket]++;
      }
      return new HashedRecords(recordSize, sorted, starts, shift);
    }

    private int hash(int index) {
      return (int) INT.get(records, index * recordSize);
    }
  }

  /// Bytes of memory that they take.
  public long memorySize() {
    return records.length + (long) Integer.BYTES * starts.length;
  }

  /// The bytes of all records; not to be changed.
  public byte[] bytes() {
    return records;
  }

  /// Where the first record with a hash starts in the bytes; -1 if there is none.
  public int first(int hash) {
    return next(hash, starts[hash >>> shift] * recordSize);
  }

  /// Where the next record with the same hash starts; -1 if there is none.
  ///
  /// @param start of the one before
  public int another(int hash, int start) {
    return next(hash, start + recordSize);
  }

  private int next(int hash, int from) {
    int end = starts[(hash >>> shift) + 1] * recordSize;
    for (int start = from; start < end; start += recordSize) {
      if ((int) INT.get(records, start) == hash) {
        return start;
      }
    }
    return -1;
  }
}
