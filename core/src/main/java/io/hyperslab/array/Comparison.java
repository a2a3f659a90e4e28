package io.hyperslab.array;

import io.hyperslab.array.NumberStream.Form;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.number.NumberCodec;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Two arrays, element by element. Recursion goes no deeper than datatypes are nested.
final class Comparison {
  /// Texts that are compared at a time.
  private static final int TEXTS = 1 << 10;

  private Comparison() {}

  static boolean closeTo(NdArray a, NdArray b, double relative, double absolute) {
    long[] shape = Strides.commonShape(a.shape(), b.shape());
    NdArray left = a.broadcast(shape);
    NumberStream lefts = new NumberStream(left, Form.REAL);
    NumberStream rights = new NumberStream(b.broadcast(shape), Form.REAL);
    double[] x = new double[(int) Math.min(NumberStream.LENGTH, left.size())];
    double[] y = new double[x.length];
    for (int count = lefts.next(x, 0); count > 0; count = lefts.next(x, 0)) {
      rights.next(y, 0);
      for (int i = 0; i < count; i++) {
        double distance = Math.abs(x[i] - y[i]);
        boolean close = distance <= absolute + relative * Math.abs(y[i]) && Double.isFinite(y[i]);
        if (!close && x[i] != y[i]) {
          return false;
        }
      }
    }
    return true;
  }

  static boolean contentEquals(NdArray a, NdArray b) {
    return Arrays.equals(a.shape(), b.shape()) && (a.size() == 0 || sameElements(a, b));
  }

  private static boolean sameElements(NdArray a, NdArray b) {
    Datatype left = a.datatype();
    Datatype right = b.datatype();
    if (NumberArrays.isComplex(left) && NumberArrays.isComplex(right)) {
      return sameElements(a.real(), b.real()) && sameElements(a.imaginary(), b.imaginary());
    } else if (left instanceof Compound x && right instanceof Compound y) {
      return sameMembers(a, x, b, y);
    } else if (left instanceof VariableLength && right instanceof VariableLength) {
      return sameSequences(a, b);
    } else if (isText(left, right) && isText(right, left)) {
      return sameTexts(a, b);
    } else if (NumberCodec.isNumber(left) && NumberCodec.isNumber(right)) {
      return sameNumbers(a, b);
    }
    return left.equals(right) && a.segment().mismatch(b.segment()) < 0;
  }

  /// Enumerations are compared by name, with texts and with those of other names or values.
  private static boolean isText(Datatype type, Datatype other) {
    boolean names = other instanceof StringType || other instanceof Enumeration;
    return type instanceof StringType
        || type instanceof Enumeration && names && !type.equals(other);
  }

  private static boolean sameMembers(NdArray a, Compound left, NdArray b, Compound right) {
    if (left.members().size() != right.members().size()) {
      return false;
    }
    for (Compound.Member member : left.members()) {
      String name = member.name();
      if (right.member(name).isEmpty() || !contentEquals(a.field(name), b.field(name))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameSequences(NdArray a, NdArray b) {
    NdArray left = a.reshape(a.size());
    NdArray right = b.reshape(b.size());
    for (long i = 0; i < left.size(); i++) {
      if (!contentEquals(left.sequence(i), right.sequence(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameTexts(NdArray a, NdArray b) {
    MemorySegment left = a.segment();
    MemorySegment right = b.segment();
    for (long first = 0; first < a.size(); first += TEXTS) {
      long count = Math.min(TEXTS, a.size() - first);
      if (!Arrays.equals(texts(a, left, first, count), texts(b, right, first, count))) {
        return false;
      }
    }
    return true;
  }

  private static String[] texts(NdArray array, MemorySegment elements, long first, long count) {
    long size = array.datatype().size();
    MemorySegment some = elements.asSlice(first * size, count * size);
    return TextElements.strings(some, array.datatype(), count, array.indirectData());
  }

  private static boolean sameNumbers(NdArray a, NdArray b) {
    Form form = Form.of(a.datatype());
    if (form != Form.REAL && form == Form.of(b.datatype())) {
      return sameIntegers(a, b, form);
    }
    return a.codec().alwaysDouble() && b.codec().alwaysDouble()
        ? sameDoubles(a, b)
        : sameWideNumbers(a, b);
  }

  private static boolean sameIntegers(NdArray a, NdArray b, Form form) {
    NumberStream lefts = new NumberStream(a, form);
    NumberStream rights = new NumberStream(b, form);
    long[] x = new long[(int) Math.min(NumberStream.LENGTH, a.size())];
    long[] y = new long[x.length];
    for (int count = lefts.next(x, 0); count > 0; count = lefts.next(x, 0)) {
      rights.next(y, 0);
      if (!Arrays.equals(x, 0, count, y, 0, count)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameDoubles(NdArray a, NdArray b) {
    NumberStream lefts = new NumberStream(a, Form.REAL);
    NumberStream rights = new NumberStream(b, Form.REAL);
    double[] x = new double[(int) Math.min(NumberStream.LENGTH, a.size())];
    double[] y = new double[x.length];
    for (int count = lefts.next(x, 0); count > 0; count = lefts.next(x, 0)) {
      rights.next(y, 0);
      for (int i = 0; i < count; i++) {
        if (x[i] != y[i] && !(Double.isNaN(x[i]) && Double.isNaN(y[i]))) {
          return false;
        }
      }
    }
    return true;
  }

  /// Numbers of which some are no `double`.
  private static boolean sameWideNumbers(NdArray a, NdArray b) {
    NdArray left = a.reshape(a.size());
    NdArray right = b.reshape(b.size());
    for (long i = 0; i < left.size(); i++) {
      double x = left.codec().doubleAt(left.memory(), left.offsetOf(i));
      double y = right.codec().doubleAt(right.memory(), right.offsetOf(i));
      boolean same = x == y || Double.isNaN(x) && Double.isNaN(y);
      if (!same || !sameExactly(left, right, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameExactly(NdArray a, NdArray b, long index) {
    boolean left = a.codec().isDouble(a.memory(), a.offsetOf(index));
    boolean right = b.codec().isDouble(b.memory(), b.offsetOf(index));
    return left == right && (left || a.getBigDecimal(index).compareTo(b.getBigDecimal(index)) == 0);
  }
}
