package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.number.HeapRoom;
import io.hyperslab.internal.number.NumberArrays;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/// Composes the method handle `(MemorySegment raw, long offset) -> record` from one handle per
/// component. Primitive components are never boxed.
///
/// @param indirect where data of variable length lies
/// @param conversion what happens to values that do not fit
record RecordPlan(IndirectData indirect, Conversion conversion) {
  /// The erased type of every reader.
  static final MethodType READER =
      MethodType.methodType(Object.class, MemorySegment.class, long.class);

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  /// `Long.sum`.
  static final MethodHandle SUM = findSum();

  private static final MethodHandle AT = find(ObjectComponent.class, "at", Object.class);

  /// How a component that is no primitive is read.
  @FunctionalInterface
  interface ObjectComponent {
    Object at(MemorySegment raw, long offset);
  }

  private static MethodHandle find(Class<?> owner, String name, Class<?> result) {
    try {
      return LOOKUP.findVirtual(
          owner, name, MethodType.methodType(result, MemorySegment.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a method of this package is missing", e);
    }
  }

  private static MethodHandle findSum() {
    try {
      return LOOKUP.findStatic(
          Long.class, "sum", MethodType.methodType(long.class, long.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Long.sum is missing", e);
    }
  }

  /// The reader of one record class.
  MethodHandle reader(Class<?> recordClass, Compound type) {
    RecordComponent[] components = recordClass.getRecordComponents();
    MethodHandle reader = constructor(recordClass, components);
    int[] fromElement = new int[2 * components.length];
    for (int i = components.length - 1; i >= 0; i--) {
      Compound.Member member = member(type, components[i].getName(), recordClass);
      MethodHandle component = component(components[i].getType(), member);
      reader = MethodHandles.collectArguments(reader, i, atMember(component, member.offset()));
    }
    for (int i = 0; i < fromElement.length; i++) {
      fromElement[i] = i % 2;
    }
    MethodType signature = MethodType.methodType(recordClass, MemorySegment.class, long.class);
    return MethodHandles.permuteArguments(reader, signature, fromElement);
  }

  private static MethodHandle atMember(MethodHandle component, long memberOffset) {
    MethodHandle add = MethodHandles.insertArguments(SUM, 0, memberOffset);
    return MethodHandles.filterArguments(component, 1, add);
  }

  private static MethodHandle constructor(Class<?> recordClass, RecordComponent[] components) {
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    try {
      Constructor<?> canonical = recordClass.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return LOOKUP.unreflectConstructor(canonical);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          "the constructor of record %s is not accessible; open package %s to io.hyperslab"
              .formatted(recordClass.getName(), recordClass.getPackageName()),
          e);
    }
  }

  /// The member that a component takes.
  ///
  /// @throws DatatypeMismatchException if there is none
  static Compound.Member member(Compound type, String component, Class<?> recordClass) {
    List<BiPredicate<String, String>> likenesses =
        List.of(String::equals, String::equalsIgnoreCase, (a, b) -> letters(a).equals(letters(b)));
    for (BiPredicate<String, String> alike : likenesses) {
      List<Compound.Member> found =
          type.members().stream().filter(m -> alike.test(m.name(), component)).toList();
      if (found.size() == 1) {
        return found.getFirst();
      }
    }
    throw new DatatypeMismatchException(
        null,
        -1,
        "member for component " + component + " of record " + recordClass.getName(),
        "not one of " + type.members().stream().map(Compound.Member::name).toList(),
        "exactly one member of that name");
  }

  private static String letters(String name) {
    return name.replaceAll("[_\\-. ]", "").toLowerCase(Locale.ROOT);
  }

  private MethodHandle component(Class<?> wanted, Compound.Member member) {
    Datatype type = member.type();
    Class<?> primitive = MethodType.methodType(wanted).unwrap().returnType();
    if (primitive.isPrimitive() && primitive != char.class && primitive != void.class) {
      NumberComponent number = NumberComponent.of(type, conversion);
      return find(NumberComponent.class, primitive.getName() + "At", primitive)
          .bindTo(number)
          .asType(MethodType.methodType(wanted, MemorySegment.class, long.class));
    }
    if (wanted.isRecord() && type instanceof Compound compound) {
      return reader(wanted, compound);
    }
    return AT.bindTo(object(wanted, member))
        .asType(MethodType.methodType(wanted, MemorySegment.class, long.class));
  }

  private ObjectComponent object(Class<?> wanted, Compound.Member member) {
    Datatype type = member.type();
    if (wanted == NdArray.class) {
      return (raw, offset) -> element(raw, offset, type);
    } else if (wanted == String.class && type instanceof Enumeration enumeration) {
      return EnumNames.texts(enumeration)::at;
    } else if (wanted == String.class) {
      return (raw, offset) -> element(raw, offset, type).getString();
    } else if (wanted == BigInteger.class) {
      return (raw, offset) -> element(raw, offset, type).getBigInteger();
    } else if (wanted == BigDecimal.class) {
      return (raw, offset) -> {
        BigDecimal value = element(raw, offset, type).getBigDecimal();
        NumberArrays.take(value, HeapRoom.beside(raw));
        return value;
      };
    } else if (wanted.isEnum()) {
      return EnumNames.constants(wanted, type)::at;
    } else if (wanted.isArray() && type instanceof VariableLength) {
      return (raw, offset) ->
          Elements.array(wanted, element(raw, offset, type).sequence(), conversion);
    } else if (wanted.isArray() && type instanceof ArrayType) {
      return (raw, offset) -> Elements.array(wanted, element(raw, offset, type), conversion);
    } else if (wanted == Instant.class) {
      NumpyTime time = NumpyTime.of(type, wanted);
      return (raw, offset) -> time.instant(raw, offset, conversion);
    } else if (wanted == Duration.class) {
      NumpyTime time = NumpyTime.of(type, wanted);
      return (raw, offset) -> time.duration(raw, offset, conversion);
    } else if (wanted == ObjectReference.class && References.areIn(type)) {
      return (raw, offset) -> References.at(raw, offset, type.size());
    } else if (wanted == byte[].class && (type instanceof Opaque || type instanceof Reference)) {
      return (raw, offset) -> element(raw, offset, type).getBytes();
    }
    throw new DatatypeMismatchException(
        null,
        -1,
        "class of component for member " + member.name(),
        wanted.getTypeName(),
        "a class that holds " + type);
  }

  private NdArray element(MemorySegment raw, long offset, Datatype type) {
    return NdArray.of(raw.asSlice(offset, type.size()), type, new long[0], indirect);
  }
}
