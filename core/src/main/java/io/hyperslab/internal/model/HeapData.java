package io.hyperslab.internal.model;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Sequences and texts of variable length, which elements only describe: they are in global heaps
/// (`FMT4 III.E`).
public final class HeapData implements IndirectData {
  /// The structure's name in error messages.
  static final String STRUCTURE = "variable-length descriptor";

  /// Bytes of a descriptor besides the address.
  private static final int FIXED_PART = 8;

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
    try (HeapTexts reader = new HeapTexts(file, count)) {
      reader.visit(descriptors, count, texts);
    }
  }

  private void requireAllowed(long size, long address) {
    requireAllowed(file, size, address);
  }

  /// Refuses what is larger than the limits of a file allow.
  static void requireAllowed(FileModel file, long size, long address) {
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

  /// The refusal of an object that is shorter than the descriptor that leads to it says.
  static MalformedFileException tooShort(
      long address, long index, long found, long count, long size) {
    return new MalformedFileException(
        "global heap object",
        address,
        "size of object " + index,
        found + " bytes",
        count + " elements of " + size + " bytes");
  }
}
