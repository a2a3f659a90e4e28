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
  private static final String STRUCTURE = "variable-length descriptor";

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
    long limit = file.settings().limits().variableLengthElement();
    if (size > limit) {
      throw new LimitExceededException(
          STRUCTURE,
          address,
          "size of a variable-length element",
          size + " bytes",
          "at most " + limit);
    }
    MemorySegment object = file.globalHeap().object(address, index).segment();
    if (object.byteSize() < size) {
      throw new MalformedFileException(
          "global heap object",
          address,
          "size of object " + index,
          object.byteSize() + " bytes",
          count + " elements of " + base.size() + " bytes");
    }
    return object.asSlice(0, size);
  }
}
