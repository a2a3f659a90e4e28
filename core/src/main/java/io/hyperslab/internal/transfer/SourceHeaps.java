package io.hyperslab.internal.transfer;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The variable-length data of a virtual dataset whose elements come from several files.
///
/// A descriptor only means something in its own file. On its way into the result each is marked
/// with the number of the file it came from, in the half of its object index that the format leaves
/// unused: an index has 32 bits in a descriptor, but 16 in the heap that it points into. Those of a
/// source that is virtual itself come with such marks, which only mean something to that source.
final class SourceHeaps implements IndirectData {
  private static final String STRUCTURE = "variable-length descriptor";
  private static final ValueLayout.OfInt INDEX =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int INDEX_BITS = 16;

  private final long address;
  private final List<IndirectData> heaps = new ArrayList<>();

  /// In ascending order of the numbers.
  private final Map<FileModel, Integer> numbers = new LinkedHashMap<>();

  /// @param virtual the virtual dataset, whose own file has number 0
  SourceHeaps(DatasetModel virtual) {
    address = virtual.address();
    number(virtual.file(), virtual.file().heapData());
  }

  /// Marks the descriptors in some elements as coming from a source's file, or from those that the
  /// source has them from.
  ///
  /// @param elements as the source gives them
  void adopt(NdArray elements, SourceReader source) {
    Datatype type = source.datatype();
    int[] known =
        elements.indirectData() instanceof SourceHeaps others
            ? numbers(others)
            : new int[] {number(source.file(), elements.indirectData())};
    if (known[0] != 0) {
      requireMovable(type, source);
    }
    source.named(() -> markAll(elements.segment(), type, known));
  }

  /// For each number of a source's own what it is here.
  private int[] numbers(SourceHeaps others) {
    int[] here = new int[others.heaps.size()];
    others.numbers.forEach((file, number) -> here[number] = number(file, others.heaps.get(number)));
    return here;
  }

  private int number(FileModel file, IndirectData heap) {
    Integer known = numbers.get(file);
    if (known != null) {
      return known;
    }
    int number = heaps.size();
    if (number >= 1 << INDEX_BITS) {
      throw new UnsupportedFeatureException(
          "virtual dataset", address, "source files", String.valueOf(number), "fewer than 65536");
    }
    heaps.add(heap);
    numbers.put(file, number);
    return number;
  }

  /// @param numbers for each mark that there may be, 0 for none, the one that is to be there
  /// @return the elements
  private static MemorySegment markAll(MemorySegment elements, Datatype type, int[] numbers) {
    long size = type.size();
    for (long at = 0; at < elements.byteSize(); at += size) {
      mark(elements.asSlice(at, size), type, numbers);
    }
    return elements;
  }

  /// Descriptors in another file's heap lead to elements that could not be marked; references mean
  /// objects of their own file.
  private void requireMovable(Datatype type, SourceReader source) {
    boolean movable =
        switch (type) {
          case VariableLength sequence -> !sequence.base().hasIndirectData();
          case Reference _ -> false;
          case Compound compound -> {
            compound.members().forEach(member -> requireMovable(member.type(), source));
            yield true;
          }
          case ArrayType array -> {
            requireMovable(array.base(), source);
            yield true;
          }
          default -> true;
        };
    if (!movable) {
      throw new UnsupportedFeatureException(
          "virtual dataset",
          address,
          "source " + Text.quote(source.path()) + " in file " + Text.quote(source.file().name()),
          "of type " + type,
          "elements that do not point into their file");
    }
  }

  private static void mark(MemorySegment element, Datatype type, int[] numbers) {
    switch (type) {
      case VariableString _ -> markDescriptor(element, numbers);
      case VariableLength _ -> markDescriptor(element, numbers);
      case Compound compound -> {
        for (Compound.Member member : compound.members()) {
          mark(element.asSlice(member.offset(), member.type().size()), member.type(), numbers);
        }
      }
      case ArrayType array -> {
        long size = array.base().size();
        for (long at = 0; at < element.byteSize(); at += size) {
          mark(element.asSlice(at, size), array.base(), numbers);
        }
      }
      default -> {
        // Elements that stand for themselves.
      }
    }
  }

  private static void markDescriptor(MemorySegment descriptor, int[] numbers) {
    long at = descriptor.byteSize() - INDEX.byteSize();
    int index = descriptor.get(INDEX, at);
    int mark = index >>> INDEX_BITS;
    if (mark >= numbers.length) {
      throw malformed(index);
    }
    descriptor.set(INDEX, at, unmarked(index) | numbers[mark] << INDEX_BITS);
  }

  private static int unmarked(int index) {
    return index & (1 << INDEX_BITS) - 1;
  }

  private static MalformedFileException malformed(int index) {
    return new MalformedFileException(
        STRUCTURE, -1, "object index", Integer.toUnsignedString(index), "below 65536");
  }

  @Override
  public MemorySegment variableLength(MemorySegment descriptor, Datatype base) {
    long at = descriptor.byteSize() - INDEX.byteSize();
    int index = descriptor.get(INDEX, at);
    MemorySegment stored = MemorySegment.ofArray(descriptor.toArray(ValueLayout.JAVA_BYTE));
    stored.set(INDEX, at, unmarked(index));
    int number = index >>> INDEX_BITS;
    if (number >= heaps.size()) {
      throw malformed(index);
    }
    return heaps.get(number).variableLength(stored, base);
  }
}
