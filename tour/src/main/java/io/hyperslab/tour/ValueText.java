package io.hyperslab.tour;

import io.hyperslab.array.NdArray;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Values as text that is the same wherever it is made.
final class ValueText {
  private ValueText() {}

  static String of(Object value) {
    return switch (value) {
      case Object empty when empty.getClass().isArray() && Array.getLength(empty) == 0 -> "[]";
      case double[] numbers -> NdArray.of(numbers).toString();
      case float[] numbers -> NdArray.of(numbers).toString();
      case long[] numbers -> Arrays.toString(numbers);
      case int[] numbers -> Arrays.toString(numbers);
      case short[] numbers -> Arrays.toString(numbers);
      case byte[] numbers -> Arrays.toString(numbers);
      case boolean[] flags -> Arrays.toString(flags);
      case Object[] rows when isOfNumbers(rows.getClass()) -> NdArray.ofNested(rows).toString();
      case Object[] elements ->
          Arrays.stream(elements).map(ValueText::of).collect(Collectors.joining(", ", "[", "]"));
      case Collection<?> elements ->
          elements.stream().map(ValueText::of).collect(Collectors.joining(", ", "[", "]"));
      case Optional<?> some -> some.map(ValueText::of).orElse("(none)");
      case OptionalLong some -> some.isPresent() ? Long.toString(some.getAsLong()) : "(none)";
      case Class<?> type -> type.getSimpleName();
      case Enum<?> constant -> constant.name();
      case Boolean flag -> flag.toString().toLowerCase(Locale.ROOT);
      default -> value.toString();
    };
  }

  private static boolean isOfNumbers(Class<?> array) {
    Class<?> leaf = array;
    while (leaf.isArray()) {
      leaf = leaf.componentType();
    }
    return leaf.isPrimitive() && leaf != boolean.class && leaf != char.class;
  }
}
