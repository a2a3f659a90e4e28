package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import java.util.Arrays;

/// How the file's free space is managed (`FMT4 IV.A.2.x`); in the superblock extension. O is "Size
/// of Offsets", L "Size of Lengths".
///
/// | bytes | version 0                                  | version 1                              |
/// |-------|--------------------------------------------|----------------------------------------|
/// | 1     | Version                                    | Version                                |
/// | 1     | Strategy                                   | Strategy                               |
/// | 1     | -                                          | Persisting free-space                  |
/// | L     | Free-space Section Threshold               | Free-space Section Threshold           |
/// | L     | -                                          | File Space Page Size                   |
/// | 2     | -                                          | Page-end Metadata Threshold            |
/// | O     | -                                          | EOA                                    |
/// | O each | 6 managers' addresses; strategy 1         | 12 managers' addresses; persisting     |
///
/// *Notes.* Files of releases between 1.10.0 and 1.10.1 have the fields of version 1 under the
/// number 0, and are refused; libhdf5 does not decode theirs either. Nothing here is needed to read
/// a file, so no address is checked.
///
/// @param version 0 or 1
/// @param strategy how space is found
/// @param persisting whether free space is remembered in the file
/// @param threshold the smallest free section that is remembered, in bytes
/// @param pageSize bytes of a file space page
/// @param pageEndMetadataThreshold the smallest free section at a page's end that is remembered
/// @param endOfAllocation the end of the file before the managers' own space, or undefined
/// @param managerAddresses free-space managers, undefined where there is none; not to be modified
public record FileSpaceInfoMessage(
    int version,
    Strategy strategy,
    boolean persisting,
    long threshold,
    long pageSize,
    int pageEndMetadataThreshold,
    long endOfAllocation,
    long[] managerAddresses)
    implements HeaderMessage {
  /// The page size of files that do not say.
  public static final long DEFAULT_PAGE_SIZE = 4096;

  /// The smallest page that libhdf5 accepts.
  public static final long LEAST_PAGE_SIZE = 512;

  /// The largest page that libhdf5 accepts.
  public static final long MOST_PAGE_SIZE = 1L << 30;

  /// The smallest section that is remembered in files that do not say.
  public static final long DEFAULT_THRESHOLD = 1;

  private static final int V0_MANAGERS = 6;
  private static final int V1_MANAGERS = 12;
  private static final int V0_ALL_PERSIST = 1;

  /// How space is found.
  public enum Strategy {
    /// Free-space managers, aggregators, and the file driver.
    FREE_SPACE_MANAGERS_AND_AGGREGATORS,
    /// Free-space managers over pages of one size.
    PAGES,
    /// Aggregators and the file driver.
    AGGREGATORS,
    /// The file driver only.
    NONE
  }

  /// What files say that do not say anything.
  public static FileSpaceInfoMessage defaults() {
    return of(
        Strategy.FREE_SPACE_MANAGERS_AND_AGGREGATORS, false, DEFAULT_THRESHOLD, DEFAULT_PAGE_SIZE);
  }

  /// A message that lists no free space.
  public static FileSpaceInfoMessage of(
      Strategy strategy, boolean persisting, long threshold, long pageSize) {
    long[] none = new long[V1_MANAGERS];
    Arrays.fill(none, Address.UNDEFINED);
    return new FileSpaceInfoMessage(
        1, strategy, persisting, threshold, pageSize, 0, Address.UNDEFINED, none);
  }

  /// Whether a file that says nothing means the same.
  public boolean isDefault() {
    return isManagedLike(defaults());
  }

  /// Whether another message has the same rules, whatever free space it lists.
  public boolean isManagedLike(FileSpaceInfoMessage other) {
    return strategy == other.strategy
        && persisting == other.persisting
        && threshold == other.threshold
        && pageSize == other.pageSize;
  }

  /// The same with another end of allocated space before the lists of free space.
  public FileSpaceInfoMessage withEndOfAllocation(long end) {
    return new FileSpaceInfoMessage(
        version,
        strategy,
        persisting,
        threshold,
        pageSize,
        pageEndMetadataThreshold,
        end,
        managerAddresses);
  }

  /// The rules in words.
  public String rules() {
    return strategy
        + ", persisting "
        + persisting
        + ", threshold "
        + threshold
        + ", pages of "
        + pageSize
        + " bytes";
  }

  /// Decodes the message.
  public static FileSpaceInfoMessage decode(Cursor cursor) {
    return cursor.version(0, 1) == 0 ? decodeV0(cursor) : decodeV1(cursor);
  }

  @Override
  public void encode(Encoder out) {
    out.u8(version);
    if (version == 0) {
      out.u8(strategyNumberV0()).length(threshold);
    } else {
      out.u8(strategyNumber()).u8(persisting ? 1 : 0).length(threshold);
      out.length(pageSize).u16(pageEndMetadataThreshold);
      // As nobody checked them, addresses may have any bits.
      out.bits(endOfAllocation, out.context().sizeOfOffsets());
    }
    for (int i = 0; persisting && i < managerAddresses.length; i++) {
      out.bits(managerAddresses[i], out.context().sizeOfOffsets());
    }
  }

  private static FileSpaceInfoMessage decodeV0(Cursor cursor) {
    int number = cursor.u8("Strategy", 1, 4);
    long threshold = cursor.length("Free-space Section Threshold");
    boolean persisting = number == V0_ALL_PERSIST;
    Strategy strategy =
        switch (number) {
          case V0_ALL_PERSIST, 2 -> Strategy.FREE_SPACE_MANAGERS_AND_AGGREGATORS;
          case 3 -> Strategy.AGGREGATORS;
          default -> Strategy.NONE;
        };
    long[] managers = addresses(cursor, V0_MANAGERS, persisting);
    return new FileSpaceInfoMessage(
        0, strategy, persisting, threshold, DEFAULT_PAGE_SIZE, 0, Address.UNDEFINED, managers);
  }

  private static FileSpaceInfoMessage decodeV1(Cursor cursor) {
    Strategy strategy = Strategy.values()[cursor.u8("Strategy", 0, 3)];
    boolean persisting = cursor.u8() != 0;
    long threshold = cursor.length("Free-space Section Threshold");
    long pageSize = cursor.length("File Space Page Size");
    int pageEndThreshold = cursor.u16();
    // May lie at or beyond the end of the file: the managers' space behind it is gone on closing.
    long endOfAllocation = cursor.addressUnchecked();
    long[] managers = addresses(cursor, V1_MANAGERS, persisting);
    return new FileSpaceInfoMessage(
        1, strategy, persisting, threshold, pageSize, pageEndThreshold, endOfAllocation, managers);
  }

  private static long[] addresses(Cursor cursor, int count, boolean stored) {
    long[] addresses = new long[count];
    Arrays.fill(addresses, Address.UNDEFINED);
    for (int i = 0; stored && i < count; i++) {
      addresses[i] = cursor.addressUnchecked();
    }
    return addresses;
  }

  private int strategyNumber() {
    return switch (strategy) {
      case FREE_SPACE_MANAGERS_AND_AGGREGATORS -> 0;
      case PAGES -> 1;
      case AGGREGATORS -> 2;
      case NONE -> 3;
    };
  }

  private int strategyNumberV0() {
    return switch (strategy) {
      case FREE_SPACE_MANAGERS_AND_AGGREGATORS -> persisting ? V0_ALL_PERSIST : 2;
      case AGGREGATORS -> 3;
      case NONE -> 4;
      case PAGES -> throw new IllegalArgumentException("version 0 knows no pages");
    };
  }
}
