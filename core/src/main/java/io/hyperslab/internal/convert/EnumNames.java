package io.hyperslab.internal.convert;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.number.HeapRoom;
import io.hyperslab.internal.number.NumberArrays;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// What the values of one enumeration stand for: its names, or the constants of a Java `enum` that
/// has the same names. Values are looked up by number, so no text is made per element.
///
/// @param type the stored enumeration
/// @param meanings by value; the first name of a value counts
/// @param unnamed the meaning of a value that has no name, or what refuses it
record EnumNames<T>(
    Enumeration type, Map<BigInteger, T> meanings, Function<BigInteger, T> unnamed) {
  /// The names; a value without a name is its number.
  static EnumNames<String> texts(Enumeration type) {
    Map<BigInteger, String> names = new HashMap<>();
    type.members().forEach(member -> names.putIfAbsent(member.value(), member.name()));
    return new EnumNames<>(type, names, EnumNames::number);
  }

  private static String number(BigInteger value) {
    String number = value.toString();
    HeapRoom.beside(MemorySegment.NULL).take(1, HeapRoom.TEXT + number.length());
    return number;
  }

  /// The constants of that name; a value whose name is no constant's is refused when it is met.
  static <E> EnumNames<E> constants(Class<E> enumClass, Datatype type) {
    if (!(type instanceof Enumeration enumeration)) {
      throw new DatatypeMismatchException(
          "datatype", -1, "datatype", type.toString(), "an enumeration for " + enumClass.getName());
    }
    Map<String, E> constants = new HashMap<>();
    for (E constant : enumClass.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
    Map<BigInteger, E> meanings = new HashMap<>();
    for (Enumeration.Member member : enumeration.members()) {
      E constant = constants.get(member.name());
      if (constant != null) {
        meanings.putIfAbsent(member.value(), constant);
      }
    }
    return new EnumNames<>(
        enumeration,
        meanings,
        value -> {
          throw noConstant(enumClass, enumeration, value);
        });
  }

  private static DatatypeMismatchException noConstant(
      Class<?> enumClass, Enumeration type, BigInteger value) {
    String name = type.nameOf(value).map(n -> " (" + n + ")").orElse(" (without a name)");
    return new DatatypeMismatchException(
        null,
        -1,
        "enumeration value",
        value + name,
        "one that is named like a constant of " + enumClass.getName());
  }

  /// All elements as constants.
  static <E> E[] constants(Class<E> enumClass, NdArray elements) {
    EnumNames<E> names = constants(enumClass, elements.datatype());
    MemorySegment raw = elements.segment();
    int length = elements.arrayLength();
    HeapRoom.beside(raw).take(length, HeapRoom.REFERENCE);
    E[] out = Memory.array(enumClass, length);
    NumberArrays.enumerationValues(
        raw, names.type, length, (i, value) -> out[i] = names.meaning(value));
    return out;
  }

  /// What the element at `offset` stands for.
  T at(MemorySegment raw, long offset) {
    return meaning(NumberArrays.enumerationValue(raw, offset, type));
  }

  private T meaning(BigInteger value) {
    T meaning = meanings.get(value);
    return meaning == null ? unnamed.apply(value) : meaning;
  }
}
