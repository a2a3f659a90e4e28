package io.hyperslab.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Objects that the reference met and could not open, and that were opened here. The reference
/// lists a link with an error in their place, so the lists of objects and links do not correspond
/// until both have been taken out.
///
/// @param paths where those objects are
/// @param golden the reference's digest without the links that failed
/// @param ours our digest without those objects and what is below them
record UnopenedObjects(Set<String> paths, JsonValue golden, JsonValue ours) {
  private static final String OBJECTS = "objects";
  private static final String LINKS = "links";

  static UnopenedObjects of(JsonValue golden, JsonValue ours) {
    Set<String> paths =
        items(golden, LINKS).stream()
            .filter(link -> link instanceof JsonValue.Members members && members.has("error"))
            .map(UnopenedObjects::path)
            .collect(Collectors.toCollection(TreeSet::new));
    paths.retainAll(
        items(ours, OBJECTS).stream().map(UnopenedObjects::path).collect(Collectors.toSet()));
    if (paths.isEmpty()) {
      return new UnopenedObjects(paths, golden, ours);
    }
    return new UnopenedObjects(paths, without(golden, paths), without(ours, paths));
  }

  private static List<JsonValue> items(JsonValue document, String name) {
    return document instanceof JsonValue.Members members
            && members.find(name).orElse(members) instanceof JsonValue.Items items
        ? items.list()
        : List.of();
  }

  private static String path(JsonValue item) {
    return item instanceof JsonValue.Members members
            && members.find("path").orElse(item) instanceof JsonValue.Text(String path)
        ? path
        : "";
  }

  private static JsonValue without(JsonValue document, Set<String> paths) {
    Map<String, JsonValue> members = new LinkedHashMap<>(((JsonValue.Members) document).map());
    for (String list : List.of(OBJECTS, LINKS)) {
      List<JsonValue> kept = new ArrayList<>(items(document, list));
      kept.removeIf(item -> paths.stream().anyMatch(path -> isAtOrBelow(path(item), path)));
      members.put(list, new JsonValue.Items(kept));
    }
    return new JsonValue.Members(members);
  }

  private static boolean isAtOrBelow(String path, String top) {
    return path.equals(top) || path.startsWith(top + "/");
  }
}
