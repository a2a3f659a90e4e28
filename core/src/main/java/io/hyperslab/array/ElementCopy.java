package io.hyperslab.array;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.StringType;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.number.NumberCodec;
import io.hyperslab.internal.number.NumberConversion;
import io.hyperslab.internal.number.StoredNumbers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Elements of one array into another one of any strides, converted on the way. Recursion goes no
/// deeper than compounds are nested.
final class ElementCopy {
  /// Bytes that are copied at a time between arrays with gaps, roughly.
  private static final long BLOCK = 1 << 15;

  /// Texts that are converted at a time.
  private static final int TEXTS = 1 << 10;

  /// Converts elements that lie one after the other.
  @FunctionalInterface
  private interface Kernel {
    void run(MemorySegment source, MemorySegment target, long count);
  }

  private ElementCopy() {}

  /// What the elements are when the last axes belong to an array datatype.
  ///
  /// @throws DatatypeMismatchException if the array does not end with its dimensions
  static Datatype elementType(Datatype type, NdArray array) {
    Datatype element = type;
    long[] shape = array.shape();
    int axis = shape.length;
    for (Datatype t = type; t instanceof ArrayType outer; t = outer.base()) {
      axis -= outer.dimensions().size();
    }
    while (element instanceof ArrayType outer) {
      List<Long> dimensions = outer.dimensions();
      for (int i = 0; i < dimensions.size(); i++, axis++) {
        if (axis < 0 || shape[axis] != dimensions.get(i)) {
          throw new DatatypeMismatchException(
              null, -1, "shape", Arrays.toString(shape), "one that ends as " + type);
        }
      }
      element = outer.base();
    }
    return element;
  }

  /// Copies `values`, repeated to the shape of `target`.
  static void copy(NdArray values, NdArray target, Conversion conversion) {
    MemorySegment memory = target.writableMemory();
    values.broadcast(target.shape());
    boolean shared = values.memory().asOverlappingSlice(memory).isPresent();
    convert(shared ? values.packed() : values, target, conversion);
  }

  private static void convert(NdArray values, NdArray target, Conversion conversion) {
    Datatype from = values.datatype();
    Datatype to = target.datatype();
    if (from.equals(to) && (!from.hasIndirectData() || isSameData(values, target))) {
      transfer(values.broadcast(target.shape()), target);
    } else if (NumberArrays.isComplex(to) && NumberCodec.isNumber(from)) {
      convert(values, target.real(), conversion);
      convert(NdArray.zeros(NumberArrays.complexPart(to)), target.imaginary(), conversion);
    } else if (NumberArrays.isComplex(to) && NumberArrays.isComplex(from)) {
      convert(values.real(), target.real(), conversion);
      convert(values.imaginary(), target.imaginary(), conversion);
    } else if (from instanceof Compound a && to instanceof Compound b) {
      requireMembers(a, b, conversion);
      for (Compound.Member member : b.members()) {
        if (a.member(member.name()).isPresent()) {
          convert(values.field(member.name()), target.field(member.name()), conversion);
        }
      }
    } else {
      run(kernel(values, to, conversion), values, target);
    }
  }

  private static boolean isSameData(NdArray values, NdArray target) {
    return values.indirectData().equals(target.indirectData());
  }

  private static void requireMembers(Compound from, Compound to, Conversion conversion) {
    long common = to.members().stream().filter(m -> from.member(m.name()).isPresent()).count();
    boolean complete = common == to.members().size() && common == from.members().size();
    if (common == 0 || !complete && conversion == Conversion.EXACT) {
      throw noConversion(from, to);
    }
    for (Compound.Member member : to.members()) {
      Datatype source = from.member(member.name()).map(Compound.Member::type).orElse(member.type());
      // Each has its dimensions behind those of the elements, which broadcasting would mix up.
      if (!dimensions(source).equals(dimensions(member.type()))) {
        throw noConversion(from, to);
      }
    }
  }

  private static List<Long> dimensions(Datatype type) {
    List<Long> all = new ArrayList<>();
    for (Datatype t = type; t instanceof ArrayType array; t = array.base()) {
      all.addAll(array.dimensions());
    }
    return all;
  }

  private static DatatypeMismatchException noConversion(Datatype from, Datatype to) {
    return new DatatypeMismatchException(
        "datatype", -1, "datatype", from.toString(), "one that converts to " + to);
  }

  private static Kernel kernel(NdArray values, Datatype to, Conversion conversion) {
    Datatype from = values.datatype();
    if (from instanceof Enumeration a && to instanceof Enumeration b) {
      return numbers(NumberConversion.ofNames(a, b), from, to);
    } else if (NumberCodec.isNumber(from) && to instanceof Enumeration b && b.isBoolean()) {
      return booleans(from, b);
    } else if (NumberCodec.isNumber(from)
        && NumberCodec.isNumber(to)
        && !(to instanceof Enumeration)) {
      return numbers(NumberConversion.of(from, to, conversion), from, to);
    } else if ((from instanceof StringType || from instanceof Enumeration)
        && to instanceof FixedString text) {
      return texts(values, text, conversion);
    }
    throw noConversion(from, to);
  }

  private static Kernel numbers(NumberConversion conversion, Datatype from, Datatype to) {
    return (source, target, count) ->
        conversion.run(source, 0, from.size(), target, 0, to.size(), count);
  }

  /// Nothing but 0 and 1 is a boolean, whatever the conversion.
  private static Kernel booleans(Datatype from, Enumeration to) {
    NumberConversion bytes = NumberConversion.of(from, to.base(), Conversion.EXACT);
    return (source, target, count) -> {
      bytes.run(source, 0, from.size(), target, 0, 1, count);
      for (long i = 0; i < count; i++) {
        byte value = target.get(ValueLayout.JAVA_BYTE, i);
        if ((value & ~1) != 0) {
          throw StoredNumbers.refused(i, "", to, Byte.toString(value));
        }
      }
    };
  }

  private static Kernel texts(NdArray values, FixedString to, Conversion conversion) {
    Datatype from = values.datatype();
    return (source, target, count) -> {
      for (long first = 0; first < count; first += TEXTS) {
        int run = (int) Math.min(TEXTS, count - first);
        MemorySegment some = source.asSlice(first * from.size(), run * from.size());
        String[] texts = TextElements.strings(some, from, run, values.indirectData());
        for (int i = 0; i < run; i++) {
          TextElements.put(texts[i], to, conversion, target, (first + i) * to.size());
        }
      }
    };
  }

  /// Converts each value once, and repeats the results.
  private static void run(Kernel kernel, NdArray values, NdArray target) {
    if (target.isContiguous() && Arrays.equals(values.shape(), target.shape())) {
      kernel.run(values.segment(), target.segment(), values.size());
      return;
    }
    NdArray converted = NdArray.zeros(target.datatype(), values.shape());
    kernel.run(values.segment(), converted.segment(), values.size());
    transfer(converted.broadcast(target.shape()), target);
  }

  /// Copies elements of one datatype and shape.
  private static void transfer(NdArray source, NdArray target) {
    long size = target.size();
    if (size == 0) {
      return;
    }
    if (target.isContiguous()) {
      source.cursor().gather(target.segment(), 0, size);
    } else if (source.isContiguous()) {
      target.cursor().scatter(source.segment(), 0, size);
    } else {
      long elementSize = target.datatype().size();
      long block = Math.min(size, Math.max(1, BLOCK / elementSize));
      MemorySegment between = Memory.allocate(block * elementSize, "elements", -1);
      StrideCursor in = source.cursor();
      StrideCursor out = target.cursor();
      for (long done = 0; done < size; done += block) {
        long run = Math.min(block, size - done);
        in.gather(between, 0, run);
        out.scatter(between, 0, run);
      }
    }
  }
}
