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
import java.util.Objects;
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
/// | text | the other kind of text, where data of variable length is moved | padded or cut |
/// | variable-length text | the same, other padding or character set | descriptors are copied |
/// | complex | complex | each part |
///
/// Anything else is a [DatatypeMismatchException]. Descriptors and references are only copied: they
/// mean something in their own file alone. The plan is as deep as the datatypes, whose depth was
/// limited when they were decoded.
///
/// When elements are written ([#forWriting]), data of variable length goes to the target's heap,
/// and under [Conversion#EXACT] nothing is lost: values must fit, texts must be read as the same
/// ones afterwards ([TextRules]), and compounds must have the same names. Immutable; for any
/// thread, unless it moves data of variable length.
public final class RawConverter {
  private final ConversionStep step;
  private final long fromSize;
  private final long toSize;

  /// What a conversion is for.
  ///
  /// @param conversion what happens to values that do not fit
  /// @param complete whether compounds must have the same members
  /// @param indirect where data of variable length lies now
  /// @param heap where it goes; null where descriptors stay what they are
  private record Purpose(
      Conversion conversion, boolean complete, IndirectData indirect, @Nullable HeapSink heap) {
    boolean exact() {
      return conversion == Conversion.EXACT;
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
    return of(from, to, new Purpose(Conversion.CLIP, false, IndirectData.none(), null));
  }

  /// The conversion of elements that are to be written.
  ///
  /// @param source where their data of variable length lies
  /// @throws DatatypeMismatchException if there is none; when it runs, if a value does not fit
  static RawConverter forWriting(
      Datatype from, Datatype to, WriteContext context, IndirectData source) {
    return of(from, to, new Purpose(context.conversion(), context.exact(), source, context.heap()));
  }

  /// The conversion of elements that were read. Compounds may lose members.
  ///
  /// @param source where their data of variable length lies
  /// @param heap where it goes
  /// @throws DatatypeMismatchException if there is none; when it runs, if a value does not fit
  static RawConverter forReading(
      Datatype from, Datatype to, Conversion conversion, IndirectData source, HeapSink heap) {
    return of(from, to, new Purpose(conversion, false, source, heap));
  }

  private static RawConverter of(Datatype from, Datatype to, Purpose purpose) {
    return new RawConverter(plan(from, to, purpose), from.size(), to.size());
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

  /// Converts elements into a part of larger ones.
  ///
  /// @param toStride bytes from one element to the next
  void convert(
      MemorySegment from,
      long fromOffset,
      MemorySegment to,
      long toOffset,
      long toStride,
      long count) {
    step.run(from, fromOffset, fromSize, to, toOffset, toStride, count);
  }

  private static ConversionStep plan(Datatype from, Datatype to, Purpose purpose) {
    boolean moves = purpose.heap() != null;
    if (from.equals(to) && !(moves && hasSequences(from))) {
      return new ConversionStep.Copy(from.size());
    }
    return switch (from) {
      case NumericType _ when to instanceof NumericType ->
          new ConversionStep.Numbers(NumberConversion.of(from, to, purpose.conversion()));
      case Enumeration _ when to instanceof NumericType ->
          new ConversionStep.Numbers(NumberConversion.of(from, to, purpose.conversion()));
      case Enumeration a when to instanceof Enumeration b ->
          new ConversionStep.Numbers(NumberConversion.ofNames(a, b));
      case Compound a when to instanceof Compound b -> members(a, b, purpose);
      case ArrayType a when to instanceof ArrayType b && a.dimensions().equals(b.dimensions()) ->
          elements(a.elementCount(), a.base(), b.base(), purpose);
      case Complex a when to instanceof Complex b -> elements(2, a.base(), b.base(), purpose);
      case FixedString a when to instanceof FixedString b ->
          new TextStep.FixedToFixed(a, b, new TextRules(a, b, purpose.exact()));
      case VariableString a when to instanceof VariableString b && moves ->
          sequences(bytesOf(a), bytesOf(b), bytes(a, b, purpose), purpose, true);
      case VariableLength a when to instanceof VariableLength b && moves ->
          sequences(a, b, plan(a.base(), b.base(), purpose), purpose, false);
      case VariableString a when to instanceof VariableString && a.size() == to.size() ->
          new ConversionStep.Copy(a.size());
      case VariableString a when to instanceof FixedString b && moves ->
          new TextStep.ToFixed(a, b, new TextRules(a, b, purpose.exact()), purpose.indirect());
      case FixedString a when to instanceof VariableString b && purpose.heap() != null ->
          new TextStep.ToVariable(a, new TextRules(a, b, purpose.exact()), purpose.heap());
      default -> throw noConversion(from, to);
    };
  }

  /// Whether elements hold, anywhere in them, data of variable length.
  public static boolean hasSequences(Datatype type) {
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

  /// What becomes of the bytes of one text.
  private static ConversionStep bytes(VariableString from, VariableString to, Purpose purpose) {
    TextRules rules = new TextRules(from, to, purpose.exact());
    return rules.requiresAscii() ? new TextStep.ToAscii(rules) : new ConversionStep.Copy(1);
  }

  private static ConversionStep sequences(
      VariableLength from, VariableLength to, ConversionStep each, Purpose purpose, boolean text) {
    return new ConversionStep.Sequences(
        from, to, each, purpose.indirect(), Objects.requireNonNull(purpose.heap()), text);
  }

  private static ConversionStep elements(long count, Datatype from, Datatype to, Purpose purpose) {
    return new ConversionStep.Elements(count, plan(from, to, purpose), from.size(), to.size());
  }

  private static ConversionStep members(Compound from, Compound to, Purpose purpose) {
    Map<String, Compound.Member> sources = new HashMap<>();
    from.members().forEach(member -> sources.putIfAbsent(member.name(), member));
    List<ConversionStep.Member> members = new ArrayList<>();
    for (Compound.Member target : to.members()) {
      Compound.Member source = sources.get(target.name());
      if (source != null) {
        ConversionStep step = plan(source.type(), target.type(), purpose);
        members.add(new ConversionStep.Member(source.offset(), target.offset(), step));
      }
    }
    boolean invented = members.size() < to.members().size();
    boolean lost = members.size() < sources.size();
    if (members.isEmpty() || purpose.exact() && (invented || lost && purpose.complete())) {
      throw noConversion(from, to);
    }
    return new ConversionStep.Members(members);
  }

  private static DatatypeMismatchException noConversion(Datatype from, Datatype to) {
    return new DatatypeMismatchException(
        "datatype", -1, "datatype", from.toString(), "one that converts to " + to);
  }
}
