package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.array.PackedStrings;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.convert.TextBlock;
import io.hyperslab.internal.convert.TextParts;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.Parallelism;
import io.hyperslab.internal.number.HeapRoom;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.internal.transfer.PieceReader;
import io.hyperslab.internal.transfer.Workers;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// Texts made of elements by several threads, if there are many.
final class TextRead {
  /// Texts that one thread takes at a time: some hundred microseconds of work.
  private static final int PART = 1 << 15;

  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  private final int length;
  private final Parallelism parallelism;
  private final HeapRoom room;
  private final Source source;

  /// Hands over all texts, in parts, in any order and by several threads.
  @FunctionalInterface
  private interface Source {
    void forEach(Taker taker);
  }

  /// Takes some texts.
  @FunctionalInterface
  private interface Taker {
    /// @param place of the first of them among all
    void take(TextParts texts, int from, int to, int place);
  }

  private TextRead(int length, Parallelism parallelism, HeapRoom room, Source source) {
    this.length = length;
    this.parallelism = parallelism;
    this.room = room;
    this.source = source;
  }

  /// Texts of elements that have been read.
  static TextRead of(NdArray elements, Parallelism parallelism) {
    HeapRoom room = HeapRoom.beside(elements.segment());
    TextParts texts = new TextParts(elements, room);
    int length = elements.arrayLength();
    int parts = length / PART + (length % PART == 0 ? 0 : 1);
    return new TextRead(
        length,
        parallelism,
        room,
        taker ->
            Workers.run(
                parallelism,
                parts,
                part -> {
                  int from = part * PART;
                  taker.take(texts, from, (int) Math.min(length, from + (long) PART), from);
                }));
  }

  /// Texts of a dataset. The elements are read in pieces, if their order allows that: descriptors
  /// are looked at once, and need not all be in memory.
  static TextRead of(DatasetReader reader, Selection selection) {
    Parallelism parallelism = reader.dataset().file().settings().parallelism();
    if (reader.dataspace().isNull()
        || reader.layout() instanceof Layout.Virtual
        || reader.chunked().isPresent() && reader.dataspace().shape().length > 1) {
      return of(reader.read(selection), parallelism);
    }
    ResolvedSelection resolved = reader.resolve(selection);
    reader.requireAllowed(resolved);
    HeapRoom room = HeapRoom.beside(MemorySegment.NULL);
    long[] shape = resolved.resultShape();
    return new TextRead(
        NumberArrays.arrayLength(resolved.elementCount()),
        parallelism,
        room,
        taker ->
            new PieceReader(reader, selection)
                .forEachInAnyOrder((box, elements) -> {
                  int place = place(box.resolve(shape).low(), shape);
                  taker.take(new TextParts(elements, room), 0, elements.arrayLength(), place);
                }));
  }

  private static int place(long[] low, long[] shape) {
    long place = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      place = Saturated.multiply(place, shape[axis]) + low[axis];
    }
    return (int) place;
  }

  /// The texts in C order.
  String[] strings() {
    String[] out =
        Memory.guarded(() -> new String[length], Long.BYTES * (long) length, "elements", -1);
    source.forEach((texts, from, to, place) -> texts.decode(from, to, out, place));
    return out;
  }

  /// The bytes of the texts in C order.
  PackedStrings packed() {
    room.take(length + 1L, Integer.BYTES);
    int[] offsets =
        Memory.guarded(() -> new int[length + 1], Integer.BYTES * (length + 1L), "elements", -1);
    List<TextBlock> blocks = Collections.synchronizedList(new ArrayList<>());
    try {
      source.forEach((texts, from, to, place) -> blocks.add(texts.pack(from, to, offsets, place)));
      return PackedStrings.of(join(blocks), offsets);
    } finally {
      blocks.forEach(TextBlock::close);
    }
  }

  /// The bytes of all blocks, in the order of their texts.
  private byte[] join(List<TextBlock> blocks) {
    blocks.sort(Comparator.comparingInt(TextBlock::first));
    int[] starts = new int[blocks.size()];
    long total = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (int) total;
      total += blocks.get(i).length();
      requireArray(total);
    }
    int size = (int) total;
    byte[] bytes = Memory.guarded(() -> new byte[size], size, "elements", -1);
    Workers.run(parallelism, starts.length, i -> blocks.get(i).copyTo(bytes, starts[i]));
    return bytes;
  }

  private static void requireArray(long bytes) {
    if (bytes > LONGEST_ARRAY) {
      throw new LimitExceededException(
          "elements", -1, "bytes of packed texts", bytes + " or more", "at most " + LONGEST_ARRAY);
    }
  }
}
