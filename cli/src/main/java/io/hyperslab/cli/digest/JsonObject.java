package io.hyperslab.cli.digest;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A JSON object that is being put together; its members are sorted by name. Each value is text as
/// soon as it is put, so whatever fails between two puts leaves a whole object behind.
final class JsonObject {
  private final Map<String, String> members = new TreeMap<>();

  /// A value that is JSON already.
  JsonObject putJson(String name, String json) {
    members.put(name, json);
    return this;
  }

  JsonObject put(String name, String value) {
    return putJson(name, Json.string(value));
  }

  JsonObject put(String name, long value) {
    return putJson(name, Long.toString(value));
  }

  JsonObject put(String name, boolean value) {
    return putJson(name, Boolean.toString(value));
  }

  /// Puts all that another object has.
  JsonObject putAll(JsonObject other) {
    members.putAll(other.members);
    return this;
  }

  /// Takes members away, if they are there.
  JsonObject remove(Collection<String> names) {
    members.keySet().removeAll(names);
    return this;
  }

  /// The name of a member that another object has otherwise, or not at all, and the other way
  /// round.
  Optional<String> firstDifference(JsonObject other) {
    return Stream.concat(members.keySet().stream(), other.members.keySet().stream())
        .filter(name -> !Objects.equals(members.get(name), other.members.get(name)))
        .findFirst();
  }

  /// The JSON of a member, if it is there.
  Optional<String> json(String name) {
    return Optional.ofNullable(members.get(name));
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  @Override
  public String toString() {
    return members.entrySet().stream()
        .map(member -> Json.string(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
