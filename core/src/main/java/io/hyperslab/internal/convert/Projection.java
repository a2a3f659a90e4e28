package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.CompoundBuilder;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.number.HeapRoom;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// What is taken of each stored element, and as what: all of it, a member, several members, another
/// datatype, or one of these after the other.
///
/// The dimensions of array datatypes are kept: of an array of compounds, a member is an array.
/// Immutable and for any thread.
public final class Projection {
  /// One thing done to elements whose datatype is no array.
  private sealed interface Step {
    record Member(Compound.Member member) implements Step {}

    record Members(Compound target) implements Step {}

    record As(Datatype target) implements Step {}
  }

  private final Datatype stored;
  private final List<Step> steps;

  /// The dimensions of array datatypes, which every element has.
  private final long[] dimensions;

  /// What is left without them.
  private final Datatype base;

  private Projection(Datatype stored, List<Step> steps, long[] dimensions, Datatype base) {
    this.stored = stored;
    this.steps = List.copyOf(steps);
    this.dimensions = dimensions;
    this.base = base;
  }

  /// Elements as they are stored.
  public static Projection of(Datatype stored) {
    return new Projection(
        stored, List.of(), ArrayPlan.arrayDimensions(stored), ArrayPlan.unrolled(stored));
  }

  private Projection and(Step step, Datatype result) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    Projection inner = of(result);
    return new Projection(stored, more, inner.resultShape(dimensions), inner.base);
  }

  /// The datatype of what is taken.
  public Datatype type() {
    if (steps.isEmpty()) {
      return stored;
    }
    return dimensions.length == 0 ? base : Datatypes.array(base, dimensions);
  }

  /// The datatype of what is taken, without the dimensions of arrays.
  public Datatype base() {
    return base;
  }

  /// The shape of what is taken of elements of a shape: with the dimensions of arrays.
  public long[] resultShape(long[] shape) {
    long[] all = Arrays.copyOf(shape, shape.length + dimensions.length);
    System.arraycopy(dimensions, 0, all, shape.length, dimensions.length);
    return all;
  }

  /// Whether elements stay as they are stored.
  public boolean isWhole() {
    return steps.isEmpty();
  }

  /// Where in each stored element what is taken begins; nothing if it has to be made, or is more
  /// than one for an element.
  public OptionalLong offset() {
    long offset = 0;
    for (Step step : steps) {
      if (!(step instanceof Step.Member(Compound.Member member))) {
        return OptionalLong.empty();
      }
      offset += member.offset();
    }
    return dimensions.length == 0 ? OptionalLong.of(offset) : OptionalLong.empty();
  }

  /// A member of what is taken.
  ///
  /// @throws DatatypeMismatchException if there is none of that name
  public Projection member(String name) {
    Compound.Member member = find(name);
    return and(new Step.Member(member), member.type());
  }

  /// Several members of what is taken, as compounds of these alone, in this order.
  ///
  /// @throws DatatypeMismatchException if there is none of a name
  /// @throws IllegalArgumentException if there are no names, or one is there twice
  public Projection members(String... names) {
    CompoundBuilder target = Datatypes.compound();
    for (String name : names) {
      target.member(name, find(name).type());
    }
    Compound made = target.build();
    return and(new Step.Members(made), made);
  }

  private Compound.Member find(String name) {
    if (base instanceof Compound compound) {
      return compound.member(name).orElseThrow(() -> noMember(name));
    }
    throw noMember(name);
  }

  private DatatypeMismatchException noMember(String name) {
    return new DatatypeMismatchException(
        "datatype", -1, "datatype", base.toString(), "a compound with member " + Text.quote(name));
  }

  /// What is taken, converted. Of arrays, `target` is the datatype of the arrays or of their
  /// elements.
  ///
  /// @throws DatatypeMismatchException if there is no such conversion
  public Projection as(Datatype target) {
    boolean sameDimensions =
        !(target instanceof ArrayType)
            || Arrays.equals(ArrayPlan.arrayDimensions(target), dimensions);
    if (!sameDimensions) {
      throw new DatatypeMismatchException(
          "datatype", -1, "datatype", type().toString(), "one that converts to " + target);
    }
    Datatype element = ArrayPlan.unrolled(target);
    if (element.equals(base)) {
      return this;
    }
    // Refused now rather than when elements are read.
    RawConverter.forReading(base, element, Conversion.CLIP, IndirectData.none(), new MemoryHeap());
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step.As(element));
    return new Projection(stored, more, dimensions, element);
  }

  /// What is taken of some elements.
  ///
  /// @param elements of the stored datatype
  /// @param conversion what happens to values that do not fit
  public NdArray apply(NdArray elements, Conversion conversion) {
    NdArray result = elements;
    for (Step step : steps) {
      result =
          switch (step) {
            case Step.Member(Compound.Member member) -> result.field(member.name());
            case Step.Members(Compound target) ->
                convert(
                    result,
                    result.segment(),
                    target,
                    RawConverter.of(result.datatype(), target),
                    result.indirectData());
            case Step.As(Datatype target) -> as(result, target, conversion);
          };
    }
    return result;
  }

  private static NdArray as(NdArray elements, Datatype target, Conversion conversion) {
    if (elements.datatype().equals(target)) {
      return elements;
    }
    MemorySegment raw = elements.segment();
    long made = Saturated.multiply(elements.size(), target.size());
    MemoryHeap heap = new MemoryHeap(HeapRoom.beside(raw), made);
    RawConverter converter =
        RawConverter.forReading(
            elements.datatype(), target, conversion, elements.indirectData(), heap);
    return convert(elements, raw, target, converter, heap);
  }

  private static NdArray convert(
      NdArray elements,
      MemorySegment raw,
      Datatype target,
      RawConverter converter,
      IndirectData indirect) {
    MemorySegment converted = SequenceWriter.room(elements.size(), target);
    converter.convert(raw, 0, converted, 0, elements.size());
    return NdArray.of(converted, target, elements.shape(), indirect);
  }

  /// Where what is taken is stored in each element.
  ///
  /// @throws UnsupportedFeatureException if it is no member or members of a compound
  public MemberTarget target() {
    MemberTarget target = new MemberTarget(stored, 0, stored, stored);
    for (Step step : steps) {
      if (step instanceof Step.As || !(target.within() instanceof Compound within)) {
        throw new UnsupportedFeatureException(
            "datatype",
            -1,
            "view to write through",
            "one of " + type() + " made of " + stored,
            "one of members of compounds");
      }
      target =
          switch (step) {
            case Step.Member(Compound.Member member) -> member(target, within, member.name());
            case Step.Members(Compound members) ->
                new MemberTarget(stored, target.offset(), within, members);
            case Step.As _ -> target;
          };
    }
    return target;
  }

  private static MemberTarget member(MemberTarget target, Compound within, String name) {
    Compound.Member found = within.member(name).orElseThrow();
    return new MemberTarget(
        target.stored(), target.offset() + found.offset(), found.type(), found.type());
  }
}
