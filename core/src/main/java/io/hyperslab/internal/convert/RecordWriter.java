package io.hyperslab.internal.convert;

import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.number.NumberCodec;
import io.hyperslab.internal.number.StoredNumbers;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;

/// Records to compounds, member by member: the counterpart of [RecordPlan]. The method handle
/// `(record, memory, offset, index)` is composed once; primitive components are never boxed.
final class RecordWriter implements ValueWriter {
  private static final MethodType WRITER =
      MethodType.methodType(void.class, Object.class, MemorySegment.class, long.class, long.class);
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodHandle PUT_LONG = number(long.class);
  private static final MethodHandle PUT_DOUBLE = number(double.class);
  private static final MethodHandle PUT_BOOLEAN =
      find(RecordWriter.class, "putBoolean", StoredNumbers.class, boolean.class);
  private static final MethodHandle PUT_OBJECT =
      find(RecordWriter.class, "putObject", Component.class, Object.class);

  /// A component that is no primitive.
  record Component(ValueWriter writer, WriteContext context) {}

  private final MethodHandle writer;

  private RecordWriter(MethodHandle writer) {
    this.writer = writer;
  }

  private static MethodHandle number(Class<?> primitive) {
    try {
      return LOOKUP.findVirtual(
          StoredNumbers.class,
          "put",
          MethodType.methodType(
              void.class, primitive, MemorySegment.class, long.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a method of StoredNumbers is missing", e);
    }
  }

  private static MethodHandle find(Class<?> owner, String name, Class<?> bound, Class<?> value) {
    try {
      return LOOKUP.findStatic(
          owner,
          name,
          MethodType.methodType(
              void.class, bound, value, MemorySegment.class, long.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a method of this class is missing", e);
    }
  }

  /// Called through its handle, as is the next one.
  static void putBoolean(
      StoredNumbers numbers, boolean value, MemorySegment to, long offset, long index) {
    numbers.put(value ? 1L : 0L, to, offset, index);
  }

  static void putObject(
      Component component, Object value, MemorySegment to, long offset, long index) {
    component.writer.put(component.context.present(value, index), to, offset, index);
  }

  /// The writer of one record class.
  ///
  /// @throws DatatypeMismatchException if a component has no member or a member no component
  /// @throws IllegalArgumentException if an accessor is not accessible
  static RecordWriter of(Class<?> recordClass, Compound type, WriteContext context) {
    MethodHandle all = MethodHandles.empty(WRITER);
    Set<Compound.Member> written = new HashSet<>();
    RecordComponent[] components = recordClass.getRecordComponents();
    for (int i = components.length - 1; i >= 0; i--) {
      Compound.Member member = RecordPlan.member(type, components[i].getName(), recordClass);
      if (!written.add(member)) {
        throw mismatch(recordClass, "member " + member.name(), "two components", "one");
      }
      all =
          MethodHandles.foldArguments(all, component(recordClass, components[i], member, context));
    }
    for (Compound.Member member : type.members()) {
      if (!written.contains(member)) {
        throw mismatch(recordClass, "component for member " + member.name(), "missing", "one");
      }
    }
    return new RecordWriter(all);
  }

  private static DatatypeMismatchException mismatch(
      Class<?> recordClass, String item, String found, String expected) {
    return new DatatypeMismatchException(
        null, -1, "record " + recordClass.getName() + ": " + item, found, expected);
  }

  private static MethodHandle component(
      Class<?> recordClass,
      RecordComponent component,
      Compound.Member member,
      WriteContext context) {
    MethodHandle put = put(component.getType(), member.type(), context.inMember(member.name()));
    MethodHandle getter = accessor(recordClass, component);
    MethodHandle fromRecord =
        MethodHandles.filterArguments(
            put.asType(put.type().changeParameterType(0, component.getType())), 0, getter);
    MethodHandle moved = MethodHandles.insertArguments(RecordPlan.SUM, 0, member.offset());
    return MethodHandles.filterArguments(fromRecord, 2, moved).asType(WRITER);
  }

  private static MethodHandle put(Class<?> javaClass, Datatype type, WriteContext context) {
    if (!javaClass.isPrimitive()) {
      ValueWriter writer = ValueWriter.of(javaClass, type, context);
      return PUT_OBJECT.bindTo(new Component(writer, context));
    }
    boolean fits = NumberCodec.isNumber(type) && javaClass != char.class;
    if (!fits || javaClass == boolean.class && !NumberCodec.of(type).isInteger()) {
      throw context.noWay(javaClass, type);
    }
    StoredNumbers numbers = StoredNumbers.of(type, context.conversion(), context.place());
    MethodHandle put =
        javaClass == boolean.class
            ? PUT_BOOLEAN
            : javaClass == double.class || javaClass == float.class ? PUT_DOUBLE : PUT_LONG;
    return put.bindTo(numbers);
  }

  private static MethodHandle accessor(Class<?> recordClass, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return LOOKUP.unreflect(accessor);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          "component %s of record %s is not accessible; open package %s to io.hyperslab"
              .formatted(component.getName(), recordClass.getName(), recordClass.getPackageName()),
          e);
    }
  }

  @Override
  public void put(Object value, MemorySegment to, long offset, long index) {
    try {
      writer.invokeExact(value, to, offset, index);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      // An accessor cannot declare checked exceptions, but code can throw them.
      throw new IllegalStateException("a record's accessor failed", e);
    }
  }
}
