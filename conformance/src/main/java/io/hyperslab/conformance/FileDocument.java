package io.hyperslab.conformance;

import io.hyperslab.cli.digest.FileDigest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The digest of a file, to be compared with that of the same file at another time.
///
/// @param digest the document
record FileDocument(JsonValue.Members digest) {
  private static final long MOST_BYTES = 256L << 20;
  private static final String OBJECTS = "objects";

  /// What an edit may change: of the file its bytes, of an object that is stored anew how much it
  /// takes.
  private static final Set<String> OF_THE_FILE = Set.of("file", "bytes", "sha256");

  private static final Set<String> OF_STORAGE = Set.of("storage", "nchunks");

  static FileDocument of(Path path) {
    FileDigest.Document document =
        new FileDigest(FileDigest.Driver.SEC2, MOST_BYTES).of(path.toString());
    return parse(document.json());
  }

  static FileDocument parse(String digest) {
    return new FileDocument((JsonValue.Members) JsonValue.parse(digest));
  }

  /// Whether the file could not be read.
  boolean isRefusal() {
    return digest.has("error");
  }

  /// The addresses of the objects.
  List<Long> addresses() {
    List<Long> addresses = new ArrayList<>();
    for (JsonValue.Members object : objects()) {
      if (object.find("addr").orElse(null) instanceof JsonValue.Literal(String address)) {
        addresses.add(Long.parseUnsignedLong(address));
      }
    }
    return addresses;
  }

  private List<JsonValue.Members> objects() {
    return digest.find(OBJECTS).orElseThrow() instanceof JsonValue.Items(List<JsonValue> all)
        ? all.stream().map(JsonValue.Members.class::cast).toList()
        : List.of();
  }

  /// The first difference of a later document; not what could not be read before.
  ///
  /// @param reallocated the paths of the datasets that may take more or less room
  Optional<String> difference(FileDocument later, Set<String> reallocated) {
    return DigestComparison.compare(comparable(reallocated), later.comparable(reallocated))
        .difference();
  }

  private JsonValue comparable(Set<String> reallocated) {
    Map<String, JsonValue> all = new LinkedHashMap<>(digest.map());
    all.keySet().removeAll(OF_THE_FILE);
    if (all.containsKey(OBJECTS)) {
      List<JsonValue> objects = new ArrayList<>();
      for (JsonValue.Members object : objects()) {
        boolean anew =
            object.find("path").orElse(null) instanceof JsonValue.Text(String path)
                && reallocated.contains(path);
        objects.add(anew ? withoutStorage(object) : object);
      }
      all.put(OBJECTS, new JsonValue.Items(objects));
    }
    return new JsonValue.Members(all);
  }

  private static JsonValue withoutStorage(JsonValue.Members object) {
    Map<String, JsonValue> rest = new LinkedHashMap<>(object.map());
    rest.keySet().removeAll(OF_STORAGE);
    return new JsonValue.Members(rest);
  }
}
