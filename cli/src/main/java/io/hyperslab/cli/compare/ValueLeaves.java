package io.hyperslab.cli.compare;

import io.hyperslab.cli.text.Quoted;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.value.Value;
import io.hyperslab.datatype.Reference;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalDouble;

/// Tells the values that differ.
final class ValueLeaves implements Leaves {
  /// Is told one.
  @FunctionalInterface
  interface Visitor {
    /// Takes two values.
    ///
    /// @param part which of the element's, as `.name[3]`
    /// @param distance of two numbers
    void differ(String part, String one, String other, OptionalDouble distance);
  }

  private final DifferenceOptions options;
  private final References ofOne;
  private final References ofOther;
  private final Visitor visitor;
  private final Deque<String> members = new ArrayDeque<>();
  private final Deque<Long> indices = new ArrayDeque<>();

  /// @param ofOne what the first file's references lead to
  /// @param ofOther what the second file's lead to
  ValueLeaves(DifferenceOptions options, References ofOne, References ofOther, Visitor visitor) {
    this.options = options;
    this.ofOne = ofOne;
    this.ofOther = ofOther;
    this.visitor = visitor;
  }

  private long differ(String one, String other, OptionalDouble distance) {
    visitor.differ(part(), one, other, distance);
    return 1;
  }

  private long differ(String one, String other) {
    return differ(one, other, OptionalDouble.empty());
  }

  /// Names and numbers lie on two stacks; a name is empty where a number belongs.
  private String part() {
    StringBuilder part = new StringBuilder();
    Iterator<Long> numbers = indices.descendingIterator();
    for (Iterator<String> names = members.descendingIterator(); names.hasNext(); ) {
      String name = names.next();
      if (name.isEmpty()) {
        part.append('[').append(numbers.next()).append(']');
      } else {
        part.append(name);
      }
    }
    return part.toString();
  }

  @Override
  public long integers(long one, long other, int size, boolean signed) {
    if (one == other) {
      return 0;
    }
    double distance = distance(one, other, signed);
    double larger = Math.max(magnitude(one, signed), magnitude(other, signed));
    if (distance <= options.absolute() || distance <= options.relative() * larger) {
      return 0;
    }
    return differ(
        signed ? Long.toString(one) : Long.toUnsignedString(one),
        signed ? Long.toString(other) : Long.toUnsignedString(other),
        OptionalDouble.of(distance));
  }

  private static double distance(long one, long other, boolean signed) {
    boolean firstIsLarger = signed ? one > other : Long.compareUnsigned(one, other) > 0;
    return magnitude(firstIsLarger ? one - other : other - one, false);
  }

  private static double magnitude(long value, boolean signed) {
    if (signed) {
      return Math.abs((double) value);
    }
    return value >= 0 ? value : ((double) (value >>> 1 | value & 1)) * 2;
  }

  @Override
  public long floats(double one, double other, int size) {
    if (options.areClose(one, other)) {
      return 0;
    }
    boolean isFloat = size == Float.BYTES;
    return differ(
        isFloat ? Float.toString((float) one) : Double.toString(one),
        isFloat ? Float.toString((float) other) : Double.toString(other),
        OptionalDouble.of(Math.abs(one - other)));
  }

  @Override
  public long octets(byte[] one, byte[] other) {
    HexFormat hex = HexFormat.of();
    return Arrays.equals(one, other)
        ? 0
        : differ("0x" + hex.formatHex(one), "0x" + hex.formatHex(other));
  }

  @Override
  public long names(Optional<String> one, Optional<String> other) {
    return one.isPresent() && one.equals(other)
        ? 0
        : differ(one.orElse("(no name)"), other.orElse("(no name)"));
  }

  @Override
  public long texts(Text one, Text other) {
    return Arrays.equals(one.bytes(), 0, one.length(), other.bytes(), 0, other.length())
        ? 0
        : differ(quoted(one), quoted(other));
  }

  private static String quoted(Text text) {
    return Quoted.of(new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8));
  }

  @Override
  public long references(Reference type, MemorySegment one, MemorySegment other) {
    String first = target(ofOne.value(type, one));
    String second = target(ofOther.value(type, other));
    return first.equals(second) ? 0 : differ(first, second);
  }

  private static String target(Value value) {
    return value instanceof Value.Pointer pointer ? pointer.target() : "nothing";
  }

  @Override
  public long lengths(long one, long other) {
    return differ(one + " elements", other + " elements");
  }

  @Override
  public long incomparable(ElementPair.Incomparable pair) {
    return differ(pair.one().toString(), pair.other().toString());
  }

  @Override
  public void enter(String member) {
    members.push("." + member);
  }

  @Override
  public void enter(long index) {
    members.push("");
    indices.push(index);
  }

  @Override
  public void leave() {
    if (members.pop().isEmpty()) {
      indices.pop();
    }
  }
}
