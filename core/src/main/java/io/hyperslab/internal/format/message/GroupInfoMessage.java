package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;

/// When a group's links move between header and dense storage (`FMT4 IV.A.2.k`).
///
/// | bytes | field                                                                     |
/// |-------|---------------------------------------------------------------------------|
/// | 1     | Version, 0                                                                |
/// | 1     | Flags                                                                     |
/// | 2 + 2 | Link Phase Change: Maximum Compact Value, Minimum Dense Value; flag bit 0 |
/// | 2 + 2 | Estimated Number of Entries, Estimated Link Name Length; flag bit 1       |
///
/// @param maximumCompactLinks links kept in the header at most
/// @param minimumDenseLinks links kept in dense storage at least
/// @param estimatedEntries a hint for writers
/// @param estimatedNameLength a hint for writers
public record GroupInfoMessage(
    int maximumCompactLinks, int minimumDenseLinks, int estimatedEntries, int estimatedNameLength)
    implements HeaderMessage {
  private static final int PHASE_CHANGE_STORED = 0x01;
  private static final int ESTIMATES_STORED = 0x02;

  /// Decodes the message.
  public static GroupInfoMessage decode(Cursor cursor) {
    cursor.version(0, 0);
    int flags = cursor.u8("Flags", 0, PHASE_CHANGE_STORED | ESTIMATES_STORED);
    boolean phases = (flags & PHASE_CHANGE_STORED) != 0;
    int maximumCompact = phases ? cursor.u16() : 8;
    int minimumDense = phases ? cursor.u16() : 6;
    boolean estimates = (flags & ESTIMATES_STORED) != 0;
    int entries = estimates ? cursor.u16() : 4;
    int nameLength = estimates ? cursor.u16() : 8;
    return new GroupInfoMessage(maximumCompact, minimumDense, entries, nameLength);
  }
}
