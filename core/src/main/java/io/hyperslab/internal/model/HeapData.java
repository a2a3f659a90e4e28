package io.hyperslab.internal.model;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.index.GlobalHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Sequences and texts of variable length, which elements only describe: they are in global heaps
/// (`FMT4 III.E`).
public final class HeapData implements IndirectData {
  private static final String STRUCTURE = "variable-length descriptor";

  /// Bytes of a descriptor besides the address.
  private static final int FIXED_PART = 8;

  private static final int INDEX_SIZE = 4;

  /// Descriptors that are looked at together.
  private static final long BLOCK = 1024;

  private static final byte[] NOTHING = {};

  private final FileModel file;

  /// What was taken away before the elements were read.
  private final long removals;

  HeapData(FileModel file) {
    this.file = file;
    this.removals = file.access().removals();
  }

  /// Descriptors say where, and there may be something else by now.
  private void requireUnchanged() {
    if (file.access().removals() != removals) {
      throw new IllegalStateException(
          "variable-length data of file "
              + file.name()
              + " has been replaced since these elements were read: read them again");
    }
  }

  @Override
  public MemorySegment variableLength(MemorySegment descriptor, Datatype base) {
    file.requireOpen();
    requireUnchanged();
    Cursor cursor =
        Cursor.over(
            descriptor.toArray(ValueLayout.JAVA_BYTE), -1, STRUCTURE, file.reader().context());
    long count = cursor.u32();
    if (count == 0) {
      return MemorySegment.ofArray(new byte[0]);
    }
    long address = cursor.address("global heap collection address");
    long index = cursor.u32();
    long size = Math.multiplyExact(count, base.size());
    requireAllowed(size, address);
    MemorySegment object = file.globalHeap().object(address, index).segment();
    if (object.byteSize() < size) {
      throw tooShort(address, index, object.byteSize(), count, base.size());
    }
    return object.asSlice(0, size);
  }

  @Override
  public void texts(MemorySegment descriptors, long size, long count, Texts texts) {
    int width = file.reader().context().sizeOfOffsets();
    if (size != FIXED_PART + width) {
      IndirectData.super.texts(descriptors, size, count, texts);
      return;
    }
    file.requireOpen();
    requireUnchanged();
    GlobalHeap.Objects objects = file.globalHeap().objects();
    for (long first = 0; first < count; first += BLOCK) {
      long length = Math.min(BLOCK, count - first) * size;
      byte[] block = descriptors.asSlice(first * size, length).toArray(ValueLayout.JAVA_BYTE);
      Cursor cursor = Cursor.over(block, -1, STRUCTURE, file.reader().context());
      while (cursor.remaining() > 0) {
        text(cursor, width, objects, texts);
      }
    }
  }

  private void text(Cursor cursor, int width, GlobalHeap.Objects objects, Texts texts) {
    long length = cursor.u32();
    int start = cursor.position();
    boolean isNull = cursor.bits(width) == 0;
    if (isNull || length == 0) {
      cursor.skip(INDEX_SIZE);
      texts.take(NOTHING, 0, 0);
      return;
    }
    cursor.seek(start);
    long address = cursor.address("global heap collection address");
    long index = cursor.u32();
    requireAllowed(length, address);
    objects.find(address, index);
    if (objects.length() < length) {
      throw tooShort(address, index, objects.length(), length, 1);
    }
    texts.take(objects.block(), objects.offset(), (int) length);
  }

  private void requireAllowed(long size, long address) {
    long limit = file.settings().limits().variableLengthElement();
    if (size > limit) {
      throw new LimitExceededException(
          STRUCTURE,
          address,
          "size of a variable-length element",
          size + " bytes",
          "at most " + limit);
    }
  }

  private static MalformedFileException tooShort(
      long address, long index, long found, long count, long size) {
    return new MalformedFileException(
        "global heap object",
        address,
        "size of object " + index,
        found + " bytes",
        count + " elements of " + size + " bytes");
  }
}
