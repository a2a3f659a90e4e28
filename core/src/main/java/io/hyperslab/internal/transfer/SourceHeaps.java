package io.hyperslab.internal.transfer;

import io.hyperslab.array.IndirectData;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The variable-length data of a virtual dataset whose elements come from several files.
///
/// A descriptor only means something in its own file. On its way into the result each is marked
/// with the number of the file it came from, in the half of its object index that the format leaves
/// unused: an index has 32 bits in a descriptor, but 16 in the heap that it points into.
final class SourceHeaps implements IndirectData {
  private static final String STRUCTURE = "variable-length descriptor";
  private static final ValueLayout.OfInt INDEX =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int INDEX_BITS = 16;

  private final long address;
  private final List<IndirectData> heaps = new ArrayList<>();
  private final Map<FileModel, Integer> numbers = new HashMap<>();

  /// @param virtual the virtual dataset, whose own file has number 0
  SourceHeaps(DatasetModel virtual) {
    address = virtual.address();
    heaps.add(virtual.file().heapData());
    numbers.put(virtual.file(), 0);
  }

  /// Marks the descriptors in some elements as coming from a source's file.
  ///
  /// @param elements as stored in that file
  void adopt(MemorySegment elements, SourceReader source) {
    Datatype type = source.datatype();
    int number = numbers.computeIfAbsent(source.file(), this::add);
    if (number != 0) {
      requireMovable(type, source);
    }
    source.named(() -> markAll(elements, type, number));
  }

  /// @return the elements
  private static MemorySegment markAll(MemorySegment elements, Datatype type, int number) {
    long size = type.size();
    for (long at = 0; at < elements.byteSize(); at += size) {
      mark(elements.asSlice(at, size), type, number);
    }
    return elements;
  }

  private int add(FileModel file) {
    int number = heaps.size();
    if (number >= 1 << INDEX_BITS) {
      throw new UnsupportedFeatureException(
          "virtual dataset", address, "source files", String.valueOf(number), "fewer than 65536");
    }
    heaps.add(file.heapData());
    return number;
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

  private static void mark(MemorySegment element, Datatype type, int number) {
    switch (type) {
      case VariableString _ -> markDescriptor(element, number);
      case VariableLength _ -> markDescriptor(element, number);
      case Compound compound -> {
        for (Compound.Member member : compound.members()) {
          mark(element.asSlice(member.offset(), member.type().size()), member.type(), number);
        }
      }
      case ArrayType array -> {
        long size = array.base().size();
        for (long at = 0; at < element.byteSize(); at += size) {
          mark(element.asSlice(at, size), array.base(), number);
        }
      }
      default -> {
        // Elements that stand for themselves.
      }
    }
  }

  private static void markDescriptor(MemorySegment descriptor, int number) {
    long at = descriptor.byteSize() - INDEX.byteSize();
    int index = descriptor.get(INDEX, at);
    if (index >>> INDEX_BITS != 0) {
      throw new MalformedFileException(
          STRUCTURE, -1, "object index", Integer.toUnsignedString(index), "below 65536");
    }
    descriptor.set(INDEX, at, index | number << INDEX_BITS);
  }

  @Override
  public MemorySegment variableLength(MemorySegment descriptor, Datatype base) {
    long at = descriptor.byteSize() - INDEX.byteSize();
    int index = descriptor.get(INDEX, at);
    MemorySegment stored = MemorySegment.ofArray(descriptor.toArray(ValueLayout.JAVA_BYTE));
    stored.set(INDEX, at, index & (1 << INDEX_BITS) - 1);
    int number = index >>> INDEX_BITS;
    if (number >= heaps.size()) {
      throw new MalformedFileException(
          STRUCTURE, -1, "object index", Integer.toUnsignedString(index), "below 65536");
    }
    return heaps.get(number).variableLength(stored, base);
  }
}
