package io.hyperslab.internal.convert;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.bytes.PartRunner;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Java values to elements as a file stores them: the writing direction of [Elements] and
/// [Records].
///
/// | datatype | values |
/// | --- | --- |
/// | number | primitives but `char`, their boxes, [java.math.BigInteger], [java.math.BigDecimal] |
/// | integer, boolean enumeration | `boolean` too |
/// | enumeration | numbers, [String] names, `enum` constants by name |
/// | text | [String] |
/// | compound | records that have a component for each member and a member for each component |
/// | complex | `double` or `float`, real and imaginary parts in turn along the last dimension |
/// | opaque | `byte[]` of the element's size; one `byte[]` for all |
/// | opaque with a time of numpy | [java.time.Instant], [java.time.Duration] |
/// | object reference | [io.hyperslab.datatype.ObjectReference] |
/// | any reference | `byte[]` as stored |
/// | array | one Java array dimension more for each of its dimensions, or flat |
/// | sequence of variable length | one Java array dimension more |
/// | any | [NdArray] of a datatype that [RawConverter] converts |
///
/// Values come as a single value (a box, a record, ...) or as arrays of arrays; what a value or a
/// record component may be, a component of a record may be too. Belongs to one thread.
public final class ElementWriter {
  private final Datatype type;
  private final WriteContext context;

  /// How values of the class that came last are written.
  private @Nullable Class<?> lastClass;

  private @Nullable ArrayPlan lastPlan;
  private @Nullable ValueWriter lastWriter;

  /// @param type the datatype in the file, with the sizes that it has there
  /// @param conversion what happens to values that the datatype does not hold
  /// @param heap where data of variable length goes; not asked before [#elements]
  public ElementWriter(Datatype type, Conversion conversion, HeapSink heap) {
    this(type, conversion, heap, PartRunner.ALONE);
  }

  /// The same with other threads to help.
  ///
  /// @param runner runs what can be done at the same time; the heap is not asked by other threads
  public ElementWriter(Datatype type, Conversion conversion, HeapSink heap, PartRunner runner) {
    this.type = type;
    this.context = new WriteContext(conversion, heap, runner, "");
  }

  /// The shape that a value has as elements of the datatype, slowest axis first; empty for a single
  /// element. It is the value's own shape without the dimensions that belong to each element.
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException if value and datatype do not go together
  /// @throws IllegalArgumentException if the value is an irregular array of arrays, or its
  ///   dimensions do not go with the datatype's
  public long[] shapeOf(Object value) {
    if (value instanceof NdArray array) {
      return NdArrayWriter.shape(array, type);
    }
    return value.getClass().isArray() ? plan(value).shape(value) : new long[0];
  }

  private ArrayPlan plan(Object array) {
    ArrayPlan known = lastPlan;
    if (known == null || lastClass != array.getClass()) {
      known = ArrayPlan.of(array.getClass(), type, context);
      lastPlan = known;
      lastClass = array.getClass();
    }
    return known;
  }

  private ValueWriter writer(Object value) {
    Class<?> javaClass = classOf(value);
    ValueWriter known = lastWriter;
    if (known == null || lastClass != javaClass) {
      known = ValueWriter.of(javaClass, type, context);
      lastWriter = known;
      lastClass = javaClass;
    }
    return known;
  }

  /// Stores the elements that a value is in memory that is all zero; if a value is refused, some of
  /// it is not any more. See [#elements(Object)].
  ///
  /// @param value of which [#shapeOf(Object)] was asked for
  public void put(Object value, MemorySegment to, long offset) {
    if (value instanceof NdArray array) {
      if (isAsIs(array)) {
        MemorySegment elements = array.segment();
        MemorySegment.copy(elements, 0, to, offset, elements.byteSize());
      } else {
        NdArrayWriter.put(array, type, context, to, offset);
      }
    } else if (value.getClass().isArray()) {
      plan(value).write(value, to, offset, i -> i);
    } else {
      writer(value).put(value, to, offset, 0);
    }
  }

  private boolean isAsIs(NdArray array) {
    return array.datatype().equals(type) && !type.hasIndirectData();
  }

  /// The elements that a value is, one after the other in C order. Data of variable length has gone
  /// to the heap by then, also that of elements before one that is refused.
  ///
  /// @return memory that nobody else uses, unless the value is an [NdArray] of exactly the
  ///   datatype, or an array of just the numbers: then it may be that array's own memory
  /// @throws io.hyperslab.error.DatatypeMismatchException if value and datatype do not go together,
  ///   or, under `EXACT`, a single value does not fit; it says which
  /// @throws io.hyperslab.error.LimitExceededException if there is no memory for the elements
  /// @throws IllegalArgumentException as [#shapeOf] says, or if a value is null
  public MemorySegment elements(Object value) {
    if (value instanceof NdArray array) {
      return elements(array);
    }
    if (!value.getClass().isArray()) {
      MemorySegment element = SequenceWriter.room(1, type);
      writer(value).put(value, element, 0, 0);
      return element;
    }
    ArrayPlan plan = plan(value);
    long count = ArrayPlan.count(plan.shape(value));
    Optional<MemorySegment> own = plan.asStored(value);
    if (own.isPresent()) {
      return own.get();
    }
    MemorySegment elements = SequenceWriter.room(count, type);
    plan.write(value, elements, 0, i -> i);
    return elements;
  }

  /// The class of one value; constants of an `enum` may have classes of their own.
  static Class<?> classOf(Object value) {
    return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
  }

  private MemorySegment elements(NdArray array) {
    long count = ArrayPlan.count(NdArrayWriter.shape(array, type));
    if (isAsIs(array)) {
      return array.segment();
    }
    MemorySegment elements = SequenceWriter.room(count, type);
    NdArrayWriter.put(array, type, context, elements, 0);
    return elements;
  }
}
