package io.hyperslab.internal.pipeline;

import io.hyperslab.internal.bytes.PooledMemory;
import java.lang.foreign.MemorySegment;

/// Which encoder makes a zlib stream of a chunk: libdeflate, with how much effort, or zlib.
///
/// The levels of the two do not mean the same. libdeflate's level 1 is two to four times as fast as
/// zlib's level 4 and often gives as small a result, but on regular data one that is a fifth, or in
/// single cases twice as large. Its levels 3 and 4, which are twice as fast as zlib's level 4 and
/// four times as fast as its level 6, get about as far as those on data that do not shrink to less
/// than a fifth. So for other data, and other levels, a sample is encoded by both if the chunk is
/// worth it, and the fastest is taken whose result is hardly larger than that of zlib at the level
/// that was asked for. It depends on the bytes alone: equal chunks have equal results.
final class DeflateChoice {
  /// In place of a level of libdeflate: zlib.
  static final int PLATFORM = -1;

  /// Chunks below this size are not worth a sample.
  static final long SMALLEST_SAMPLED = 1 << 18;

  /// Bytes of a sample. A shorter one does not show what zlib finds far back.
  private static final long SAMPLE = 1 << 16;

  /// A sample has its bytes from so many places. They are the middles of equal parts, which reaches
  /// each plane of shuffled elements of up to eight bytes.
  private static final int PIECES = 4;

  private static final int FASTEST = 1;
  private static final double TOLERANCE = 1.02;

  /// Below level 4 zlib takes the first match that it finds, and profits more from what lies far
  /// back than a sample shows.
  private static final int FIRST_LAZY = 4;

  private static final double TOLERANCE_BELOW = 1.01;

  /// Data that shrink more than this are encoded fast at any level, and by far worse at the lowest.
  private static final int REGULAR = 10;

  /// The level of libdeflate that corresponds to each of zlib's; 0 where none is known that does.
  private static final int[] CORRESPONDING = {0, 0, 0, 0, 3, 3, 4, 0, 0, 0};

  private final Libdeflate library;
  private final MemorySegment sample;
  private final MemorySegment room;

  private DeflateChoice(Libdeflate library, MemorySegment sample, MemorySegment room) {
    this.library = library;
    this.sample = sample;
    this.room = room;
  }

  /// The level of libdeflate whose results are hardly larger than zlib's, at least on chunks of the
  /// size of [#SMALLEST_SAMPLED] that do not shrink much; 0 if there is none.
  ///
  /// @param level zlib's level, 0 to 9
  static int corresponding(int level) {
    return CORRESPONDING[level];
  }

  /// The level of libdeflate for a chunk of at least [#SMALLEST_SAMPLED] bytes, or [#PLATFORM].
  ///
  /// @param level zlib's level, 1 to 9, whose size is wanted
  static int of(MemorySegment source, int level, Libdeflate library) {
    try (PooledMemory sample = PooledMemory.take(SAMPLE);
        PooledMemory room = PooledMemory.take(Deflation.largestEncodedSize(SAMPLE))) {
      long piece = SAMPLE / PIECES;
      long part = source.byteSize() / PIECES;
      for (int i = 0; i < PIECES; i++) {
        long middle = i * part + (part - piece) / 2;
        MemorySegment.copy(source, middle, sample.segment(), i * piece, piece);
      }
      return new DeflateChoice(library, sample.segment(), room.segment()).level(level);
    }
  }

  private int level(int level) {
    long size = Deflation.deflateByPlatform(sample, room, level);
    long most = (long) (size * (level < FIRST_LAZY ? TOLERANCE_BELOW : TOLERANCE));
    if (size * REGULAR > sample.byteSize() && isWithin(most, FASTEST)) {
      return FASTEST;
    }
    int similar = Math.max(level, FASTEST + 1);
    return isWithin(most, similar) ? similar : PLATFORM;
  }

  private boolean isWithin(long most, int level) {
    long size = library.deflate(sample, room, level);
    return size > 0 && size <= most;
  }
}
