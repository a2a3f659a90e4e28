package io.hyperslab.array;

import io.hyperslab.internal.bytes.Text;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// Many texts in two blocks of memory, as Apache Arrow and its like keep them: all bytes one after
/// the other, and for each text where it begins.
///
/// ```java
/// PackedStrings names = dataset.readPackedStrings();
/// long bytes = names.bytes().byteSize();
/// String last = names.get(names.size() - 1);
/// ```
///
/// The bytes are those of the file, without padding or terminator: UTF-8 as a rule, which nobody
/// has checked. Null texts are empty, as in every other read. Immutable; for any thread.
public final class PackedStrings {
  private final byte[] bytes;
  private final int[] offsets;

  private PackedStrings(byte[] bytes, int[] offsets) {
    this.bytes = bytes;
    this.offsets = offsets;
  }

  /// Texts in blocks that are not copied, and must not be changed any more.
  ///
  /// @param bytes of all texts
  /// @param offsets where each text begins, and after the last one where it ends
  /// @throws IllegalArgumentException if they do not ascend from 0 to the length of `bytes`
  public static PackedStrings of(byte[] bytes, int[] offsets) {
    int before = 0;
    for (int offset : offsets) {
      if (offset < before || offset > bytes.length) {
        throw new IllegalArgumentException("offset " + offset + " after " + before);
      }
      before = offset;
    }
    if (offsets.length == 0 || offsets[0] != 0 || before != bytes.length) {
      throw new IllegalArgumentException("offsets do not take up all bytes");
    }
    return new PackedStrings(bytes, offsets);
  }

  /// The number of texts.
  public int size() {
    return offsets.length - 1;
  }

  /// The bytes of all texts, one after the other; read-only.
  public MemorySegment bytes() {
    return MemorySegment.ofArray(bytes).asReadOnly();
  }

  /// For each text where it begins in [#bytes()], and after the last one where it ends: one `int`
  /// more than there are texts, in the order of this machine; read-only.
  public MemorySegment offsets() {
    return MemorySegment.ofArray(offsets).asReadOnly();
  }

  /// One text. Bytes that are no UTF-8 become lone surrogates, as in every other read.
  ///
  /// @throws IndexOutOfBoundsException if there is no such text; likewise below
  public String get(int index) {
    return Text.decode(bytes, start(index), length(index));
  }

  /// Where a text begins in [#bytes()].
  public int start(int index) {
    return offsets[Objects.checkIndex(index, size())];
  }

  /// How many bytes a text has.
  public int length(int index) {
    return offsets[Objects.checkIndex(index, size()) + 1] - offsets[index];
  }

  /// A copy of the bytes of a text.
  public byte[] getBytes(int index) {
    return bytes().asSlice(start(index), length(index)).toArray(ValueLayout.JAVA_BYTE);
  }

  /// All texts.
  public String[] toStrings() {
    String[] texts = new String[size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = get(i);
    }
    return texts;
  }
}
