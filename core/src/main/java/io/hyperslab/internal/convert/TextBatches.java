package io.hyperslab.internal.convert;

import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.index.CollectionBatch;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stores many texts of variable length: several threads encode parts of them and lay them out as
/// the heap has them; then the parts are stored one after the other.
///
/// @param type the datatype
/// @param context of the call
record TextBatches(VariableString type, WriteContext context) {
  /// Texts that are worth it.
  static final int LEAST = 1024;

  /// Texts that one thread prepares at a time: some hundred microseconds of work.
  private static final int PART = 8192;

  /// Parts that are prepared while those before them are stored.
  private static final int AHEAD = 8;

  private static final long QUESTION_MARKS = 0x3f3f_3f3f_3f3f_3f3fL;

  /// Parts that follow each other.
  private static final class Wave {
    private final CollectionBatch[] batches;
    private final boolean[] complete;

    /// The number of the first part, and how many there are.
    private int first;

    private int count;

    private Wave(CollectionBatch[] batches) {
      this.batches = batches;
      this.complete = new boolean[batches.length];
    }

    /// How many parts can be stored: those before the first that is not complete.
    private int usable() {
      int usable = 0;
      while (usable < count && complete[usable]) {
        usable++;
      }
      return usable;
    }
  }

  /// Stores the texts before the first that has to be looked at alone: one that is refused, or is
  /// long; no more than a part of those before it are left, too.
  ///
  /// @return how many
  int put(Object[] values, MemorySegment to, long offset) {
    int parts = (values.length - 1) / PART + 1;
    Wave wave = wave(parts);
    Wave other = wave(parts - AHEAD);
    if (wave.batches.length == 0) {
      return 0;
    }
    prepare(wave, 0, parts, values, () -> {});
    int next = wave.count;
    while (next < parts && wave.usable() == wave.count) {
      Wave before = wave;
      wave = other;
      other = before;
      prepare(wave, next, parts, values, () -> store(before, to, offset));
      next += wave.count;
    }
    store(wave, to, offset);
    return (int) Math.min(values.length, (wave.first + (long) wave.usable()) * PART);
  }

  /// @param most parts; may be negative
  private Wave wave(int most) {
    CollectionBatch[] batches = new CollectionBatch[Math.clamp(most, 0, AHEAD)];
    for (int i = 0; i < batches.length; i++) {
      Optional<CollectionBatch> batch = context.heap().batch();
      if (batch.isEmpty()) {
        return new Wave(new CollectionBatch[0]);
      }
      batches[i] = batch.get();
    }
    return new Wave(batches);
  }

  /// Prepares the next parts. Meanwhile this thread, and no other, does something else first.
  private void prepare(Wave wave, int first, int parts, Object[] values, Runnable meanwhile) {
    wave.first = first;
    wave.count = Math.min(wave.batches.length, parts - first);
    Thread own = Thread.currentThread();
    boolean[] done = new boolean[1];
    context
        .runner()
        .run(
            wave.count,
            part -> {
              if (Thread.currentThread().equals(own) && !done[0]) {
                done[0] = true;
                meanwhile.run();
              }
              wave.complete[part] = fill(wave.batches[part], values, (first + part) * PART);
            });
    if (!done[0]) {
      meanwhile.run();
    }
  }

  private void store(Wave wave, MemorySegment to, long offset) {
    int usable = wave.usable();
    for (int part = 0; part < usable; part++) {
      long start = (wave.first + (long) part) * PART;
      context.heap().putAll(wave.batches[part], to, offset + start * type.size());
    }
  }

  private boolean fill(CollectionBatch batch, Object[] values, int first) {
    batch.clear();
    int behind = (int) Math.min(values.length, first + (long) PART);
    boolean ascii = context.exact() && type.characterSet() == CharacterSet.ASCII;
    for (int i = first; i < behind; i++) {
      byte[] bytes = bytes((String) values[i], ascii);
      if (bytes == null || !batch.add(bytes, bytes.length)) {
        return false;
      }
    }
    return true;
  }

  /// The bytes of an ordinary text; nothing for those of which there is more to say.
  private static byte @Nullable [] bytes(@Nullable String text, boolean ascii) {
    if (text == null) {
      return null;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long all = 0;
    long special = 0;
    for (int i = 0; i < bytes.length; i += Long.BYTES) {
      long eight = Text.eight(bytes, i, bytes.length - i);
      all |= eight;
      special |= Text.nul(eight) | Text.nul(eight ^ QUESTION_MARKS);
    }
    boolean foreign = ascii && (all & Text.HIGH_BITS) != 0;
    return foreign || special != 0 && (text.indexOf(0) >= 0 || hasHalf(text)) ? null : bytes;
  }

  /// Whether half of a surrogate pair is missing: it has become a question mark.
  private static boolean hasHalf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
