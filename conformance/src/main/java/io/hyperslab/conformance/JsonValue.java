package io.hyperslab.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a JSON document consists of.
sealed interface JsonValue {
  /// Members in document order.
  record Members(Map<String, JsonValue> map) implements JsonValue {
    Optional<JsonValue> find(String name) {
      return Optional.ofNullable(map.get(name));
    }

    boolean has(String name) {
      return map.containsKey(name);
    }

    @Override
    public String toString() {
      return map.keySet().toString();
    }
  }

  /// An array.
  record Items(List<JsonValue> list) implements JsonValue {
    @Override
    public String toString() {
      return list.size() + " items";
    }
  }

  /// A string; may hold lone surrogates.
  record Text(String value) implements JsonValue {
    @Override
    public String toString() {
      return '"' + value + '"';
    }
  }

  /// A number, `true`, `false` or `null`, as it is written.
  record Literal(String value) implements JsonValue {
    @Override
    public String toString() {
      return value;
    }
  }

  /// Reads a document.
  ///
  /// @throws IllegalArgumentException if it is not JSON
  static JsonValue parse(String document) {
    return new JsonParser(document).document();
  }
}
