package io.hyperslab.internal.pipeline;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Decodes LZF, the format of liblzf: a sequence of literal runs and back references.
///
/// | control byte | meaning |
/// |---|---|
/// | `000lllll` | `l + 1` literal bytes follow |
/// | `lllddddd dddddddd` | repeat `l + 2` bytes, `l` 1 to 6, from `d + 1` bytes back |
/// | `111ddddd llllllll dddddddd` | repeat `l + 9` bytes from `d + 1` bytes back |
///
/// Input and output pass through one array that stays in the first-level cache: of the output the
/// last bytes that a back reference can reach with room for more, then a part of the input. Where
/// both have what any run needs, runs are copied by words that may go beyond their ends; the ends
/// of the data are decoded byte by byte.
///
/// In data with few repetitions runs are short, and which kind comes next is as good as random. Of
/// these runs both kinds are decoded without a branch between them, whose prediction would fail.
final class LzfKernel {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LITERALS = 1 << 5;
  private static final int LONG_MATCH = 7;
  private static final int LONGEST_MATCH = LONG_MATCH + 0xFF + 2;
  private static final int FARTHEST = 1 << 13;

  /// The most bytes of one run in the input.
  private static final int LONGEST_RUN = 1 + LITERALS;

  private static final int INPUT_BYTES = 1 << 13;
  private static final int OUTPUT_BYTES = FARTHEST + (1 << 14);

  /// What copies by words may write beyond the end of a run.
  private static final int MARGIN = LITERALS;

  /// Has a bit, the highest for 0, for every `control / 8` whose runs have at most eight bytes.
  private static final int SHORT_RUNS = 0b1000_1111_1111_1111_1111_1111_1111_0000;

  private final MemorySegment source;
  private final MemorySegment target;
  private final FilterContext context;

  /// Up to `capacity` bytes of the target, from `stored - kept` on, the next one at `at`; from
  /// `input` on bytes of the source up to `loaded`, the next one at `from`, their end at `end`.
  private final byte[] bytes;

  private final int capacity;
  private long stored;
  private int kept;
  private int at;

  private final int input;
  private long loaded;
  private int from;
  private int end;

  private LzfKernel(MemorySegment source, MemorySegment target, FilterContext context) {
    this.source = source;
    this.target = target;
    this.context = context;
    this.capacity = (int) Math.min(target.byteSize(), OUTPUT_BYTES);
    this.input = capacity + MARGIN;
    this.bytes = new byte[input + (int) Math.min(source.byteSize(), INPUT_BYTES)];
    this.from = input;
    this.end = input;
  }

  /// How many bytes `source` decodes to, found by walking over its runs. Whether its back
  /// references are inside the data is not looked at.
  static long decodedSize(MemorySegment source, FilterContext context) {
    long end = source.byteSize();
    long size = 0;
    for (long at = 0; at < end; ) {
      int control = source.get(BYTE, at++) & 0xFF;
      int length = control >>> 5;
      if (control < LITERALS) {
        size += control + 1;
        at += control + 1;
      } else if (length < LONG_MATCH) {
        size += length + 2;
        at++;
      } else if (at < end) {
        size += (source.get(BYTE, at) & 0xFF) + LONG_MATCH + 2;
        at += 2;
      } else {
        throw cutOff(source, context);
      }
      if (at > end) {
        throw cutOff(source, context);
      }
    }
    return size;
  }

  /// Fills `target`.
  ///
  /// @throws io.hyperslab.error.FilterException if `source` is not LZF or of another decoded size
  static void decode(MemorySegment source, MemorySegment target, FilterContext context) {
    LzfKernel kernel = new LzfKernel(source, target, context);
    kernel.decodeRuns();
    if (kernel.size() != target.byteSize()) {
      throw context.malformed("decoded size", kernel.size(), target.byteSize());
    }
  }

  private void decodeRuns() {
    while (true) {
      decodeInside();
      if (end - from < LONGEST_RUN && loaded < source.byteSize()) {
        load();
      } else if (capacity - at < LONGEST_MATCH && at > FARTHEST) {
        store();
      } else if (from < end) {
        decodeRun();
      } else {
        store();
        return;
      }
    }
  }

  /// Adds input until there is no more room for it.
  private void load() {
    int rest = end - from;
    System.arraycopy(bytes, from, bytes, input, rest);
    from = input;
    end = input + rest;
    int count = (int) Math.min(source.byteSize() - loaded, bytes.length - end);
    MemorySegment.copy(source, BYTE, loaded, bytes, end, count);
    loaded += count;
    end += count;
  }

  /// Puts output where it belongs, and keeps what back references can reach.
  private void store() {
    MemorySegment.copy(bytes, kept, target, BYTE, stored, at - kept);
    stored += at - kept;
    kept = Math.min(at, FARTHEST);
    System.arraycopy(bytes, at - kept, bytes, 0, kept);
    at = kept;
  }

  private long size() {
    return stored + at - kept;
  }

  /// Decodes runs as long as there is input for the longest one, and room for it.
  private void decodeInside() {
    // Locals and not fields: they stay in registers.
    byte[] window = bytes;
    int lastRead = end - LONGEST_RUN;
    int lastWritten = (int) Math.min(capacity, kept + target.byteSize() - stored) - LONGEST_MATCH;
    int read = from;
    int written = at;
    while (read <= lastRead && written <= lastWritten) {
      int control = window[read] & 0xFF;
      int isLiteral = control - LITERALS >> Integer.SIZE - 1;
      int distance = ((control & 0x1F) << Byte.SIZE | window[read + 1] & 0xFF) + 1;
      int matched = written - distance;
      int origin = matched ^ (matched ^ read + 1) & isLiteral;
      boolean isShort = SHORT_RUNS << (control >>> 3) < 0;
      if (isShort && Integer.compareUnsigned(written - origin, Long.BYTES) >= 0 && origin >= 0) {
        copyWord(window, origin, written);
        read += 2 + (control & isLiteral);
        written += (control >>> 5) + 2 + (control - 1 & isLiteral);
      } else if (isLiteral != 0) {
        for (int done = 0; done < LITERALS; done += Long.BYTES) {
          copyWord(window, origin + done, written + done);
        }
        read += control + 2;
        written += control + 1;
      } else {
        int length = (control >>> 5) + 2;
        if (length == LONG_MATCH + 2) {
          length += window[read + 1] & 0xFF;
          read++;
          distance = ((control & 0x1F) << Byte.SIZE | window[read + 1] & 0xFF) + 1;
        }
        if (distance > written) {
          throw tooFar(distance, stored + written - kept);
        }
        read += 2;
        RunCopy.match(window, written, distance, length);
        written += length;
      }
    }
    from = read;
    at = written;
  }

  private static void copyWord(byte[] window, int origin, int to) {
    WORD.set(window, to, (long) WORD.get(window, origin));
  }

  /// Decodes one run, at the end of the input or of the output.
  private void decodeRun() {
    int control = next();
    boolean isLiteral = control < LITERALS;
    int length = isLiteral ? control + 1 : (control >>> 5) + 2;
    if (length == LONG_MATCH + 2 && !isLiteral) {
      length += next();
    }
    int distance = isLiteral ? 0 : ((control & 0x1F) << Byte.SIZE | next()) + 1;
    if (length > target.byteSize() - size()) {
      throw context.malformed("decoded size", "at least " + (size() + length), target.byteSize());
    }
    if (distance > at) {
      throw tooFar(distance, size());
    }
    for (int i = 0; i < length; i++) {
      bytes[at] = isLiteral ? (byte) next() : bytes[at - distance];
      at++;
    }
  }

  private int next() {
    if (from >= end) {
      throw cutOff(source, context);
    }
    return bytes[from++] & 0xFF;
  }

  private FilterException tooFar(int distance, long size) {
    return context.malformed("distance of a back reference", distance, "at most " + size);
  }

  private static FilterException cutOff(MemorySegment source, FilterContext context) {
    return context.malformed("LZF data", "cut off at " + source.byteSize(), "complete");
  }
}
