package io.hyperslab.cli.json;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Names of objects in a text: identifiers that follow from their addresses.
final class Identifiers {
  private Identifiers() {}

  /// That of an object.
  static String of(long address) {
    return of("object", address);
  }

  /// That of a file.
  ///
  /// @param root the address of its root group
  static String ofFile(long root) {
    return of("file", root);
  }

  private static String of(String kind, long address) {
    return UUID.nameUUIDFromBytes((kind + " " + address).getBytes(StandardCharsets.US_ASCII))
        .toString();
  }
}
