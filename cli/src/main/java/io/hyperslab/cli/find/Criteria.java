package io.hyperslab.cli.find;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.NamedDatatype;
import io.hyperslab.cli.listing.FilterText;
import io.hyperslab.cli.value.References;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What objects must be like, the values of their elements aside.
public final class Criteria {
  private final List<Predicate<String>> paths = new ArrayList<>();
  private final List<Predicate<Hdf5Object>> objects = new ArrayList<>();
  private final Map<Hdf5File, References> references = new HashMap<>();

  /// The last name matches a pattern; the whole path if it has a slash.
  public void name(String glob) {
    Pattern pattern = Glob.of(glob);
    paths.add(path ->
        pattern
            .matcher(glob.contains("/") ? path : path.substring(path.lastIndexOf('/') + 1))
            .matches());
  }

  /// The path has a match of a regular expression.
  ///
  /// @throws IllegalArgumentException if it is none
  public void regex(String expression) {
    Pattern pattern = Pattern.compile(expression);
    paths.add(path -> pattern.matcher(path).find());
  }

  /// The kind: `group`, `dataset` or `datatype`.
  public void kind(String kind) {
    objects.add(object ->
        switch (object.kind()) {
          case GROUP -> kind.equals("group");
          case DATASET -> kind.equals("dataset");
          case NAMED_DATATYPE -> kind.equals("datatype");
        });
  }

  /// The datatype by name or by class, such as `float64`, `float`, `compound`; a pattern.
  public void type(String name) {
    Pattern pattern = Glob.of(name.toLowerCase(Locale.ROOT));
    objects.add(object ->
        switch (object) {
          case Dataset dataset -> matches(pattern, dataset.datatype());
          case NamedDatatype named -> matches(pattern, named.datatype());
          default -> false;
        });
  }

  private static boolean matches(Pattern pattern, Datatype type) {
    String text = type.toString().toLowerCase(Locale.ROOT);
    return pattern.matcher(text).matches()
        || pattern.matcher(text.replace(" big-endian", "")).matches()
        || pattern.matcher(className(type)).matches();
  }

  private static String className(Datatype type) {
    return switch (type) {
      case FixedPoint whole -> whole.signed() ? "int" : "uint";
      case FloatingPoint _ -> "float";
      case StringType _ -> "string";
      case Compound _ -> "compound";
      case Enumeration names -> names.isBoolean() ? "bool" : "enum";
      case Reference _ -> "reference";
      case VariableLength _ -> "sequence";
      case ArrayType _ -> "array";
      case Opaque _ -> "opaque";
      case Bitfield _ -> "bitfield";
      case Complex _ -> "complex";
      case Time _ -> "time";
    };
  }

  /// The shape: sizes parted by commas or `x`, `*` for any; `2d` for any shape of two axes.
  ///
  /// @throws IllegalArgumentException if it is no shape
  public void shape(String text) {
    String shape = text.strip().replaceAll("^[(\\[]|,?[)\\]]$", "").toLowerCase(Locale.ROOT);
    if (shape.matches("\\d+d")) {
      int rank = Integer.parseInt(shape.substring(0, shape.length() - 1));
      dataset(dataset -> dataset.dataspace().rank() == rank);
      return;
    }
    if (!shape.matches("((\\d+|\\*)([,x]\\s*(\\d+|\\*))*)?")) {
      throw new IllegalArgumentException(
          "shape '" + text + "': expected sizes such as 10,*,3 or a number of axes such as 2d");
    }
    Pattern pattern =
        Pattern.compile(shape.replaceAll("\\s", "").replaceAll("[,x]", ",").replace("*", "\\d+"));
    dataset(dataset ->
        pattern
            .matcher(
                Arrays.stream(dataset.shape())
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(",")))
            .matches());
  }

  /// An attribute: see [AttributeCondition].
  ///
  /// @throws IllegalArgumentException if it cannot be read
  public void attribute(String text) {
    AttributeCondition condition = AttributeCondition.parse(text);
    objects.add(object ->
        condition.test(object, references.computeIfAbsent(object.file(), References::new)));
  }

  /// A filter by name or number, `any` or `none`.
  public void filter(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    dataset(dataset ->
        switch (wanted) {
          case "any" -> !dataset.filters().isEmpty();
          case "none" -> dataset.filters().isEmpty();
          default -> dataset.filters().stream().anyMatch(filter -> FilterText.is(filter, wanted));
        });
  }

  private void dataset(Predicate<Dataset> predicate) {
    objects.add(object -> object instanceof Dataset dataset && predicate.test(dataset));
  }

  /// Whether an object is like this.
  boolean test(String path, Hdf5Object object) {
    return paths.stream().allMatch(one -> one.test(path))
        && objects.stream().allMatch(one -> one.test(object));
  }

  /// Whether only a path is asked for, so that links may be found by it.
  boolean isOfPaths() {
    return objects.isEmpty();
  }

  /// Whether a path is one that is looked for.
  boolean testPath(String path) {
    return paths.stream().allMatch(one -> one.test(path));
  }
}
