package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// When a group's links move between header and dense storage (`FMT4 IV.A.2.k`).
///
/// | bytes | field                                                                     |
/// |-------|---------------------------------------------------------------------------|
/// | 1     | Version, 0                                                                |
/// | 1     | Flags                                                                     |
/// | 2 + 2 | Link Phase Change: Maximum Compact Value, Minimum Dense Value; flag bit 0 |
/// | 2 + 2 | Estimated Number of Entries, Estimated Link Name Length; flag bit 1       |
///
/// @param flags which of the values are stored; the others are the defaults
/// @param maximumCompactLinks links kept in the header at most
/// @param minimumDenseLinks links kept in dense storage at least
/// @param estimatedEntries a hint for writers
/// @param estimatedNameLength a hint for writers
public record GroupInfoMessage(
    int flags,
    int maximumCompactLinks,
    int minimumDenseLinks,
    int estimatedEntries,
    int estimatedNameLength)
    implements HeaderMessage {
  private static final int PHASE_CHANGE_STORED = 0x01;
  private static final int ESTIMATES_STORED = 0x02;
  private static final int DEFAULT_MAXIMUM_COMPACT = 8;
  private static final int DEFAULT_MINIMUM_DENSE = 6;
  private static final int DEFAULT_ENTRIES = 4;
  private static final int DEFAULT_NAME_LENGTH = 8;

  /// A message that stores what is not the default.
  public GroupInfoMessage(
      int maximumCompactLinks,
      int minimumDenseLinks,
      int estimatedEntries,
      int estimatedNameLength) {
    this(
        (maximumCompactLinks == DEFAULT_MAXIMUM_COMPACT
                    && minimumDenseLinks == DEFAULT_MINIMUM_DENSE
                ? 0
                : PHASE_CHANGE_STORED)
            | (estimatedEntries == DEFAULT_ENTRIES && estimatedNameLength == DEFAULT_NAME_LENGTH
                ? 0
                : ESTIMATES_STORED),
        maximumCompactLinks,
        minimumDenseLinks,
        estimatedEntries,
        estimatedNameLength);
  }

  /// A message that stores nothing: all values are the defaults.
  public static GroupInfoMessage defaults() {
    return new GroupInfoMessage(
        DEFAULT_MAXIMUM_COMPACT, DEFAULT_MINIMUM_DENSE, DEFAULT_ENTRIES, DEFAULT_NAME_LENGTH);
  }

  /// Decodes the message.
  public static GroupInfoMessage decode(Cursor cursor) {
    cursor.version(0, 0);
    int flags = cursor.u8("Flags", 0, PHASE_CHANGE_STORED | ESTIMATES_STORED);
    boolean phases = (flags & PHASE_CHANGE_STORED) != 0;
    int maximumCompact = phases ? cursor.u16() : DEFAULT_MAXIMUM_COMPACT;
    int minimumDense = phases ? cursor.u16() : DEFAULT_MINIMUM_DENSE;
    boolean estimates = (flags & ESTIMATES_STORED) != 0;
    int entries = estimates ? cursor.u16() : DEFAULT_ENTRIES;
    int nameLength = estimates ? cursor.u16() : DEFAULT_NAME_LENGTH;
    return new GroupInfoMessage(flags, maximumCompact, minimumDense, entries, nameLength);
  }

  @Override
  public void encode(Encoder out) {
    out.u8(0).u8(flags);
    if ((flags & PHASE_CHANGE_STORED) != 0) {
      out.u16(maximumCompactLinks).u16(minimumDenseLinks);
    }
    if ((flags & ESTIMATES_STORED) != 0) {
      out.u16(estimatedEntries).u16(estimatedNameLength);
    }
  }
}
