package io.hyperslab.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares a digest with the reference's, key for key.
///
/// Not compared: the file's name as it was called, the library's name, the texts of errors, the
/// names of filters (a registered class's or a stored one). Where the reference has an error and we
/// have none, we read more. What both have must agree there, too, and where both have an error. So
/// it is with an object that only the reference cannot open.
final class DigestComparison {
  private static final Set<String> IGNORED = Set.of("library", "file");
  private static final String ERROR = "error";
  private static final int SHOWN = 80;

  private final List<String> more = new ArrayList<>();
  private Optional<String> difference = Optional.empty();

  private DigestComparison() {}

  /// The result.
  ///
  /// @param difference the first one; empty if there is none
  /// @param more where only the reference has an error
  record Result(Optional<String> difference, List<String> more) {}

  static Result compare(JsonValue golden, JsonValue ours) {
    UnopenedObjects unopened = UnopenedObjects.of(golden, ours);
    DigestComparison comparison = new DigestComparison();
    comparison.more.addAll(unopened.paths());
    comparison.same("", unopened.golden(), unopened.ours());
    return new Result(comparison.difference, List.copyOf(comparison.more));
  }

  private boolean same(String path, JsonValue golden, JsonValue ours) {
    return switch (golden) {
      case JsonValue.Members members ->
          ours instanceof JsonValue.Members other
              ? sameMembers(path, members, other)
              : differs(path, golden, ours);
      case JsonValue.Items items ->
          ours instanceof JsonValue.Items other && items.list().size() == other.list().size()
              ? sameItems(path, items.list(), other.list())
              : differs(path + " items", count(golden), count(ours));
      case JsonValue.Text _, JsonValue.Literal _ ->
          golden.equals(ours) || differs(path, golden, ours);
    };
  }

  private boolean sameMembers(String path, JsonValue.Members golden, JsonValue.Members ours) {
    boolean failed = golden.has(ERROR);
    Optional<JsonValue> refusal = ours.find(ERROR);
    if (failed && refusal.isEmpty()) {
      more.add(path.isEmpty() ? "the file" : path);
    } else if (!failed && refusal.isPresent()) {
      return differs(path, "read", refusal.get());
    }
    boolean filter = golden.has("id") && golden.has("cd");
    for (Map.Entry<String, JsonValue> member : golden.map().entrySet()) {
      String name = member.getKey();
      if (isIgnored(name, filter)) {
        continue;
      }
      String below = path + "." + name;
      Optional<JsonValue> other = ours.find(name);
      if (other.isEmpty() && refusal.isEmpty()) {
        return differs(below, member.getValue(), "nothing");
      }
      if (other.isPresent() && !same(below, member.getValue(), other.get())) {
        return false;
      }
    }
    return failed || nothingElse(path, golden, ours, filter);
  }

  private boolean nothingElse(
      String path, JsonValue.Members golden, JsonValue.Members ours, boolean filter) {
    for (Map.Entry<String, JsonValue> member : ours.map().entrySet()) {
      String name = member.getKey();
      if (isIgnored(name, filter) || golden.has(name)) {
        continue;
      }
      if (!golden.has(name + "_" + ERROR)) {
        return differs(path + "." + name, "nothing", member.getValue());
      }
      more.add(path + "." + name);
    }
    return true;
  }

  private static boolean isIgnored(String name, boolean filter) {
    return IGNORED.contains(name)
        || name.equals(ERROR)
        || name.endsWith("_" + ERROR)
        || filter && name.equals("name");
  }

  private boolean sameItems(String path, List<JsonValue> golden, List<JsonValue> ours) {
    for (int i = 0; i < golden.size(); i++) {
      if (!same(path + "[" + label(golden.get(i), i) + "]", golden.get(i), ours.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// Objects and links go by their path.
  private static String label(JsonValue item, int index) {
    return item instanceof JsonValue.Members members
            && members.find("path").orElse(item) instanceof JsonValue.Text(String path)
        ? path
        : String.valueOf(index);
  }

  private static Object count(JsonValue value) {
    return value instanceof JsonValue.Items items ? items.list().size() : value;
  }

  private boolean differs(String path, Object golden, Object ours) {
    difference =
        Optional.of(
            (path.isEmpty() ? "document" : path)
                + " is "
                + shortened(ours)
                + ", reference "
                + shortened(golden));
    return false;
  }

  private static String shortened(Object value) {
    String text = value.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
