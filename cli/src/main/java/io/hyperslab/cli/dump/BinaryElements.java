package io.hyperslab.cli.dump;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.libhdf5.MemoryForm;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Writes elements as bytes, one behind the other: numbers in a [BinaryForm], texts without what
/// fills them up, sequences without their lengths, references not at all.
///
/// It calls itself as deep as a datatype is nested, which the library limits.
final class BinaryElements implements Elements {
  private final LinePrinter printer;
  private final BinaryForm form;
  private final Datatype type;
  private final IndirectData indirect;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  BinaryElements(LinePrinter printer, BinaryForm form, Datatype type, IndirectData indirect) {
    this.printer = printer;
    this.form = form;
    this.type = type;
    this.indirect = indirect;
  }

  @Override
  public void start(long total) {
    // Nothing stands between elements.
  }

  @Override
  public void print(MemorySegment bytes, long count) {
    if (!exists()) {
      return;
    }
    for (long i = 0; i < count; i++) {
      write(type, bytes, i * type.size());
    }
    printer.bytes(out.toByteArray());
    out.reset();
  }

  /// Whether h5dump knows the datatype in this form: those of a byte order exist for numbers only.
  private boolean exists() {
    return switch (form) {
      case MEMORY, FILE -> true;
      case LITTLE_ENDIAN, BIG_ENDIAN ->
          switch (type) {
            case FixedPoint _, Bitfield _ -> type.size() <= 8 && Long.bitCount(type.size()) == 1;
            case FloatingPoint _ -> type.size() == 4 || type.size() == 8;
            default -> false;
          };
    };
  }

  private void write(Datatype part, MemorySegment bytes, long offset) {
    switch (part) {
      case NumericType number -> number(number, bytes, offset);
      case Enumeration enumeration -> number(enumeration.base(), bytes, offset);
      case FixedString text -> text(text, bytes.asSlice(offset, text.size()));
      case VariableString text -> {
        NdArray descriptor = descriptor(text.size(), FixedPoint.UINT8, bytes, offset);
        if (!descriptor.isNullSequence()) {
          MemorySegment characters = descriptor.sequence().segment();
          raw(characters, 0, StringEnd.of(characters));
        }
      }
      case Compound compound ->
          MemoryForm.sorted(compound)
              .forEach(member -> write(member.type(), bytes, offset + member.offset()));
      case ArrayType array -> {
        for (long i = 0; i < array.elementCount(); i++) {
          write(array.base(), bytes, offset + i * array.base().size());
        }
      }
      case VariableLength sequence -> {
        NdArray elements = descriptor(sequence.size(), sequence.base(), bytes, offset).sequence();
        for (long i = 0; i < elements.shape()[0]; i++) {
          write(sequence.base(), elements.segment(), i * sequence.base().size());
        }
      }
      case Opaque _, Time _, Complex _ -> raw(bytes, offset, part.size());
      case Reference _ -> {}
    }
  }

  private NdArray descriptor(long size, Datatype base, MemorySegment bytes, long offset) {
    return NdArray.of(
        bytes.asSlice(offset, size), new VariableLength(size, base), new long[0], indirect);
  }

  private void text(StringType string, MemorySegment bytes) {
    boolean ends = string.padding() == StringType.Padding.NULL_TERMINATED;
    raw(bytes, 0, ends ? StringEnd.of(bytes) : bytes.byteSize());
  }

  private void raw(MemorySegment bytes, long offset, long size) {
    out.writeBytes(bytes.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE));
  }

  private void number(NumericType number, MemorySegment bytes, long offset) {
    switch (form) {
      case FILE -> raw(bytes, offset, number.size());
      case MEMORY -> littleEndian(inMemory(number, bytes, offset), false);
      case LITTLE_ENDIAN -> littleEndian(ofSameSize(number, bytes, offset), false);
      case BIG_ENDIAN -> littleEndian(ofSameSize(number, bytes, offset), true);
    }
  }

  private void littleEndian(byte[] number, boolean reversed) {
    for (int i = 0; i < number.length; i++) {
      out.write(number[reversed ? number.length - 1 - i : i]);
    }
  }

  /// The number as the type of C that holds it, least significant byte first.
  private static byte[] inMemory(NumericType number, MemorySegment bytes, long offset) {
    int width = NumberText.width(number);
    return switch (number) {
      case FixedPoint integer when width > 0 ->
          bytes(NumberText.longValue(integer, bytes, offset), width / Byte.SIZE);
      case FloatingPoint real when real.size() <= 4 ->
          bytes(Float.floatToRawIntBits((float) NumberText.doubleValue(real, bytes, offset)), 4);
      case FloatingPoint real when real.size() <= 8 ->
          bytes(Double.doubleToRawLongBits(NumberText.doubleValue(real, bytes, offset)), 8);
      case Bitfield bits -> NumberText.bitfield(bits, bytes, offset);
      default -> ordered(number, bytes, offset);
    };
  }

  /// The number as a standard type of its own size, least significant byte first.
  private static byte[] ofSameSize(NumericType number, MemorySegment bytes, long offset) {
    return switch (number) {
      case FixedPoint integer when !integer.isFullWidth() ->
          bytes(NumberText.longValue(integer, bytes, offset), (int) integer.size());
      case FloatingPoint real when !real.isIeee() -> inMemory(real, bytes, offset);
      default -> ordered(number, bytes, offset);
    };
  }

  private static byte[] ordered(NumericType number, MemorySegment bytes, long offset) {
    byte[] stored = bytes.asSlice(offset, number.size()).toArray(ValueLayout.JAVA_BYTE);
    if (number.order() == ByteOrder.BIG_ENDIAN) {
      for (int i = 0, j = stored.length - 1; i < j; i++, j--) {
        byte swapped = stored[i];
        stored[i] = stored[j];
        stored[j] = swapped;
      }
    }
    return stored;
  }

  private static byte[] bytes(long value, int size) {
    byte[] out = new byte[size];
    for (int i = 0; i < size; i++) {
      out[i] = (byte) (value >> Byte.SIZE * i);
    }
    return out;
  }
}
