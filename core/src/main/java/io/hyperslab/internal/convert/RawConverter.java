package io.hyperslab.internal.convert;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.number.NumberConversion;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Elements of one datatype to elements of another, as the HDF5 library converts them.
///
/// | from | to | how |
/// | --- | --- | --- |
/// | any | the same | copied |
/// | number, enumeration | number | see [NumberConversion] |
/// | enumeration | enumeration with all its names | by name |
/// | compound | compound | members by name; members that only `to` has keep what is there |
/// | array | array of the same dimensions | each element |
/// | fixed-size text | fixed-size text | padded or cut |
/// | variable-length text | the same, other padding or character set | descriptors are copied |
/// | complex | complex | each part |
///
/// Anything else is a [DatatypeMismatchException]. Descriptors and references are only copied: they
/// mean something in their own file alone. Immutable; for any thread. The plan is as deep as the
/// datatypes, whose depth was limited when they were decoded.
public final class RawConverter {
  private final ConversionStep step;
  private final long fromSize;
  private final long toSize;

  private RawConverter(ConversionStep step, long fromSize, long toSize) {
    this.step = step;
    this.fromSize = fromSize;
    this.toSize = toSize;
  }

  /// The conversion between two datatypes.
  ///
  /// @throws DatatypeMismatchException if there is none
  public static RawConverter of(Datatype from, Datatype to) {
    return new RawConverter(plan(from, to), from.size(), to.size());
  }

  /// Whether elements are copied as they are.
  public boolean isCopy() {
    return step instanceof ConversionStep.Copy;
  }

  /// Converts `count` elements that lie one after the other. The memory must not overlap.
  ///
  /// @throws IndexOutOfBoundsException if the elements do not lie in the memory
  public void convert(
      MemorySegment from, long fromOffset, MemorySegment to, long toOffset, long count) {
    step.run(from, fromOffset, fromSize, to, toOffset, toSize, count);
  }

  private static ConversionStep plan(Datatype from, Datatype to) {
    if (from.equals(to)) {
      return new ConversionStep.Copy(from.size());
    }
    return switch (from) {
      case NumericType _ when to instanceof NumericType ->
          new ConversionStep.Numbers(NumberConversion.of(from, to));
      case Enumeration _ when to instanceof NumericType ->
          new ConversionStep.Numbers(NumberConversion.of(from, to));
      case Enumeration a when to instanceof Enumeration b ->
          new ConversionStep.Numbers(NumberConversion.ofNames(a, b));
      case Compound a when to instanceof Compound b -> members(a, b);
      case ArrayType a when to instanceof ArrayType b && a.dimensions().equals(b.dimensions()) ->
          elements(a.elementCount(), a.base(), b.base());
      case Complex a when to instanceof Complex b -> elements(2, a.base(), b.base());
      case FixedString a when to instanceof FixedString b -> new ConversionStep.FixedText(a, b);
      case VariableString a when to instanceof VariableString && a.size() == to.size() ->
          new ConversionStep.Copy(a.size());
      default -> throw noConversion(from, to);
    };
  }

  private static ConversionStep elements(long count, Datatype from, Datatype to) {
    return new ConversionStep.Elements(count, plan(from, to), from.size(), to.size());
  }

  private static ConversionStep members(Compound from, Compound to) {
    Map<String, Compound.Member> sources = new HashMap<>();
    from.members().forEach(member -> sources.putIfAbsent(member.name(), member));
    List<ConversionStep.Member> members = new ArrayList<>();
    for (Compound.Member target : to.members()) {
      Compound.Member source = sources.get(target.name());
      if (source != null) {
        ConversionStep step = plan(source.type(), target.type());
        members.add(new ConversionStep.Member(source.offset(), target.offset(), step));
      }
    }
    if (members.isEmpty()) {
      throw noConversion(from, to);
    }
    return new ConversionStep.Members(members);
  }

  private static DatatypeMismatchException noConversion(Datatype from, Datatype to) {
    return new DatatypeMismatchException(
        "datatype", -1, "datatype", from.toString(), "one that converts to " + to);
  }
}
