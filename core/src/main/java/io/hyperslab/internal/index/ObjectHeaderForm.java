package io.hyperslab.internal.index;

import io.hyperslab.internal.format.header.ObjectHeaderPrefix;
import io.hyperslab.internal.format.header.ObjectHeaderV1Prefix;
import io.hyperslab.internal.format.header.ObjectHeaderV2Prefix;
import io.hyperslab.internal.format.header.ObjectTimes;
import java.util.Optional;

/// What a new object header is like, besides its messages.
///
/// @param version 1 or 2; the first has none of the following
/// @param tracksCreationOrder whether attributes keep the order in which they are made
/// @param indexesCreationOrder whether dense attributes are indexed by it; only if it is tracked
/// @param maximumCompactAttributes attributes kept in the header at most, up to 65535
/// @param minimumDenseAttributes attributes kept in dense storage at least, up to the maximum of
///   compact ones
/// @param times the object's times, if the header keeps them
/// @param spareBytes room left for messages to come, up to 65535 bytes
public record ObjectHeaderForm(
    int version,
    boolean tracksCreationOrder,
    boolean indexesCreationOrder,
    int maximumCompactAttributes,
    int minimumDenseAttributes,
    Optional<ObjectTimes> times,
    int spareBytes) {
  /// @throws IllegalArgumentException if the format has no such header
  public ObjectHeaderForm {
    if (version < 1 || version > 2) {
      throw new IllegalArgumentException("object header version " + version);
    }
    if (indexesCreationOrder && !tracksCreationOrder || version == 1 && tracksCreationOrder) {
      throw new IllegalArgumentException("creation order that is not tracked");
    }
    if (minimumDenseAttributes < 0
        || minimumDenseAttributes > maximumCompactAttributes
        || maximumCompactAttributes > 0xffff) {
      throw new IllegalArgumentException(
          "attributes: at most "
              + maximumCompactAttributes
              + " compact, at least "
              + minimumDenseAttributes
              + " dense");
    }
    if (spareBytes < 0 || spareBytes > 0xffff) {
      throw new IllegalArgumentException(spareBytes + " spare bytes");
    }
  }

  /// A header of version 1.
  public static ObjectHeaderForm version1(int spareBytes) {
    return new ObjectHeaderForm(1, false, false, 0, 0, Optional.empty(), spareBytes);
  }

  /// A header of version 2 with the defaults: no order and no times kept.
  public static ObjectHeaderForm version2(int spareBytes) {
    return new ObjectHeaderForm(
        2,
        false,
        false,
        ObjectHeaderV2Prefix.DEFAULT_MAXIMUM_COMPACT,
        ObjectHeaderV2Prefix.DEFAULT_MINIMUM_DENSE,
        Optional.empty(),
        spareBytes);
  }

  /// The prefix of a header with one hard link to it.
  ObjectHeaderPrefix prefix(int messageCount, long firstBlockSize) {
    return version == 1
        ? new ObjectHeaderV1Prefix(messageCount, 1, firstBlockSize)
        : ObjectHeaderV2Prefix.of(
            tracksCreationOrder,
            indexesCreationOrder,
            times,
            maximumCompactAttributes,
            minimumDenseAttributes,
            firstBlockSize);
  }
}
