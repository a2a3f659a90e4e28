package io.hyperslab.internal.pipeline;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.internal.pipeline.FilterSettings.Request;
import java.util.Arrays;

/// The client data of the n-bit filter for a new dataset: [NbitTypeParser] reads what this writes.
final class NbitSettings {
  private static final int ATOMIC = 1;
  private static final int ARRAY = 2;
  private static final int COMPOUND = 3;
  private static final int NO_OP = 4;

  private static final int MOST_VALUES = 4096;
  private static final int DEEPEST_NESTING = 32;

  private final Request request;
  private int[] values = new int[16];
  private int count;
  private boolean savesBits;

  private NbitSettings(Request request) {
    this.request = request;
  }

  static int[] clientData(Request request) {
    NbitSettings settings = new NbitSettings(request);
    settings.count = 2;
    settings.add(request.elements());
    Datatype type = request.chunk().type();
    // Elements of other types are stored as they are, and not described.
    if (isNumber(type) || type instanceof ArrayType || type instanceof Compound) {
      settings.describe(type, 1);
    }
    settings.values[0] = settings.count;
    settings.values[1] = settings.savesBits ? 0 : 1;
    return Arrays.copyOf(settings.values, settings.count);
  }

  /// Bitfields are not numbers to libhdf5.
  private static boolean isNumber(Datatype type) {
    return type instanceof FixedPoint || type instanceof FloatingPoint;
  }

  private void describe(Datatype type, int depth) {
    if (depth > DEEPEST_NESTING) {
      throw request.unsuitable("nesting of datatypes", depth, "at most " + DEEPEST_NESTING);
    }
    switch (type) {
      case ArrayType array -> describeArray(array, depth);
      case Compound compound -> describeCompound(compound, depth);
      case NumericType number when isNumber(number) -> describeNumber(number);
      default -> describeOther(type.size());
    }
  }

  private void describeNumber(NumericType number) {
    if (number.order() == ByteOrder.VAX) {
      throw request.unsuitable("byte order", number.order(), "little-endian or big-endian");
    }
    add(ATOMIC);
    add(size(number.size()));
    add(number.order() == ByteOrder.BIG_ENDIAN ? 1 : 0);
    add(number.precision());
    add(number.bitOffset());
    savesBits |= !number.isFullWidth();
  }

  private void describeArray(ArrayType array, int depth) {
    if (array.base() instanceof VariableLength) {
      throw request.unsuitable("array's base type", array.base(), "one of fixed size");
    }
    add(ARRAY);
    add(size(array.size()));
    describe(array.base(), depth + 1);
  }

  private void describeCompound(Compound compound, int depth) {
    add(COMPOUND);
    add(size(compound.size()));
    add(compound.members().size());
    for (int i = 0; i < compound.members().size(); i++) {
      Compound.Member member = compound.members().get(i);
      add(size(member.offset()));
      if (member.type() instanceof VariableLength) {
        describeOther(roomOf(compound, i));
      } else {
        describe(member.type(), depth + 1);
      }
    }
  }

  /// The bytes up to the next member: what libhdf5 stores of a variable-length sequence.
  private static long roomOf(Compound compound, int index) {
    Compound.Member member = compound.members().get(index);
    boolean isLast = index == compound.members().size() - 1;
    long end = isLast ? compound.size() : compound.members().get(index + 1).offset();
    return Math.max(end - member.offset(), member.type().size());
  }

  private void describeOther(long size) {
    add(NO_OP);
    add(size(size));
  }

  private int size(long size) {
    if (size > Integer.MAX_VALUE) {
      throw request.unsuitable("size of a datatype", size, "less than 2 GiB");
    }
    return (int) size;
  }

  private void add(int value) {
    if (count == MOST_VALUES) {
      throw request.unsuitable(
          "number of values to describe the datatype",
          "more than " + MOST_VALUES,
          "at most " + MOST_VALUES);
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    values[count] = value;
    count++;
  }
}
