package io.hyperslab.cli.text;

import java.nio.charset.StandardCharsets;

/// Bytes as a text of the same length: each character is the byte of that value.
public final class Latin1 {
  private Latin1() {}

  /// The bytes of a name as a text.
  public static String ofName(String name) {
    return ofBytes(NameBytes.of(name));
  }

  /// Bytes as a text.
  public static String ofBytes(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// The bytes that a text stands for.
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
