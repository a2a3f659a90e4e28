package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.number.NumberConversion;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
/// mean something in their own file alone. The plan is as deep as the datatypes, whose depth was
/// limited when they were decoded.
///
/// When elements are written ([#forWriting]), data of variable length goes to the target's heap,
/// and under [Conversion#EXACT] nothing is lost: values must fit, texts must not be cut, and
/// compounds must have the same names. Immutable; for any thread, unless it writes.
public final class RawConverter {
  private final ConversionStep step;
  private final long fromSize;
  private final long toSize;

  /// How elements are written.
  ///
  /// @param context of the call
  /// @param indirect where their data of variable length lies now
  private record Writing(WriteContext context, IndirectData indirect) {
    boolean exact() {
      return context.exact();
    }
  }

  private RawConverter(ConversionStep step, long fromSize, long toSize) {
    this.step = step;
    this.fromSize = fromSize;
    this.toSize = toSize;
  }

  /// The conversion between two datatypes.
  ///
  /// @throws DatatypeMismatchException if there is none
  public static RawConverter of(Datatype from, Datatype to) {
    return new RawConverter(plan(from, to, null), from.size(), to.size());
  }

  /// The conversion of elements that are to be written.
  ///
  /// @param source where their data of variable length lies
  /// @throws DatatypeMismatchException if there is none; when it runs, if a value does not fit
  static RawConverter forWriting(
      Datatype from, Datatype to, WriteContext context, IndirectData source) {
    Writing writing = new Writing(context, source);
    return new RawConverter(plan(from, to, writing), from.size(), to.size());
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

  private static ConversionStep plan(Datatype from, Datatype to, @Nullable Writing writing) {
    if (from.equals(to) && (writing == null || !hasSequences(from))) {
      return new ConversionStep.Copy(from.size());
    }
    Conversion conversion = writing != null && writing.exact() ? Conversion.EXACT : Conversion.CLIP;
    return switch (from) {
      case NumericType _ when to instanceof NumericType ->
          new ConversionStep.Numbers(NumberConversion.of(from, to, conversion));
      case Enumeration _ when to instanceof NumericType ->
          new ConversionStep.Numbers(NumberConversion.of(from, to, conversion));
      case Enumeration a when to instanceof Enumeration b ->
          new ConversionStep.Numbers(NumberConversion.ofNames(a, b));
      case Compound a when to instanceof Compound b -> members(a, b, writing);
      case ArrayType a when to instanceof ArrayType b && a.dimensions().equals(b.dimensions()) ->
          elements(a.elementCount(), a.base(), b.base(), writing);
      case Complex a when to instanceof Complex b -> elements(2, a.base(), b.base(), writing);
      case FixedString a when to instanceof FixedString b ->
          new ConversionStep.FixedText(a, b, conversion == Conversion.EXACT);
      case VariableString a when to instanceof VariableString b && writing != null ->
          sequences(bytesOf(a), bytesOf(b), writing, true);
      case VariableLength a when to instanceof VariableLength b && writing != null ->
          sequences(a, b, writing, false);
      case VariableString a when to instanceof VariableString && a.size() == to.size() ->
          new ConversionStep.Copy(a.size());
      default -> throw noConversion(from, to);
    };
  }

  private static boolean hasSequences(Datatype type) {
    return switch (type) {
      case VariableLength _, VariableString _ -> true;
      case ArrayType array -> hasSequences(array.base());
      case Compound compound ->
          compound.members().stream().anyMatch(member -> hasSequences(member.type()));
      default -> false;
    };
  }

  private static VariableLength bytesOf(VariableString type) {
    return new VariableLength(type.size(), FixedPoint.UINT8);
  }

  private static ConversionStep sequences(
      VariableLength from, VariableLength to, Writing writing, boolean text) {
    return new ConversionStep.Sequences(
        from,
        to,
        plan(from.base(), to.base(), writing),
        writing.indirect(),
        writing.context().heap(),
        text);
  }

  private static ConversionStep elements(
      long count, Datatype from, Datatype to, @Nullable Writing writing) {
    return new ConversionStep.Elements(count, plan(from, to, writing), from.size(), to.size());
  }

  private static ConversionStep members(Compound from, Compound to, @Nullable Writing writing) {
    Map<String, Compound.Member> sources = new HashMap<>();
    from.members().forEach(member -> sources.putIfAbsent(member.name(), member));
    List<ConversionStep.Member> members = new ArrayList<>();
    for (Compound.Member target : to.members()) {
      Compound.Member source = sources.get(target.name());
      if (source != null) {
        ConversionStep step = plan(source.type(), target.type(), writing);
        members.add(new ConversionStep.Member(source.offset(), target.offset(), step));
      }
    }
    boolean incomplete = members.size() < to.members().size() || members.size() < sources.size();
    if (members.isEmpty() || incomplete && writing != null && writing.exact()) {
      throw noConversion(from, to);
    }
    return new ConversionStep.Members(members);
  }

  private static DatatypeMismatchException noConversion(Datatype from, Datatype to) {
    return new DatatypeMismatchException(
        "datatype", -1, "datatype", from.toString(), "one that converts to " + to);
  }
}
