package io.hyperslab.internal.convert;

import io.hyperslab.internal.number.HeapRoom;

/// What some texts take of the room that several threads share, which is asked for it in large
/// steps. Belongs to one thread.
final class TextRoom {
  /// Bytes after which the room is asked.
  private static final long STEP = 1 << 16;

  private final HeapRoom room;
  private final int each;
  private long owed;

  /// @param each bytes that a text takes besides its own
  TextRoom(HeapRoom room, int each) {
    this.room = room;
    this.each = each;
  }

  /// Takes room for one text.
  ///
  /// @throws io.hyperslab.error.LimitExceededException if there is none left
  void take(int length) {
    take(1, length);
  }

  /// Takes room for some texts.
  ///
  /// @param length of all of them together
  /// @throws io.hyperslab.error.LimitExceededException if there is none left
  void take(int count, int length) {
    owed += (long) each * count + length;
    if (owed >= STEP) {
      settle();
    }
  }

  /// Takes room for memory that texts are going to be put into.
  ///
  /// @throws io.hyperslab.error.LimitExceededException if there is none left
  void takeMemory(int bytes) {
    take(0, bytes);
  }

  /// Asks for what was not asked for yet.
  ///
  /// @throws io.hyperslab.error.LimitExceededException if it is not there
  void settle() {
    room.take(1, owed);
    owed = 0;
  }
}
