package io.hyperslab.conformance.interop;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;

/// What is in a file, as lines to be compared with those of another source.
final class Description {
  /// What is not compared.
  static final String ANY = "any";

  private static final int MOST = 6;
  private static final int SHOWN = 400;

  private final Map<String, String> lines = new TreeMap<>();

  void put(String path, String aspect, Object value) {
    lines.put(path + " " + aspect, String.valueOf(value));
  }

  /// Adds what another program has described.
  ///
  /// @param key path and aspect
  void putLine(String key, String value) {
    lines.put(key, value);
  }

  /// The names of links or attributes in the order of creation, where that is tracked.
  void order(String path, String what, List<String> names) {
    put(path, "order of " + what, names);
  }

  /// Elements in C order, in canonical form.
  void values(String path, String aspect, String shape, List<byte[]> elements) {
    StringBuilder text = new StringBuilder(shape).append(' ');
    CRC32 checksum = new CRC32();
    for (byte[] element : elements) {
      checksum.update(element);
      if (text.length() < SHOWN) {
        text.append(' ').append(HexFormat.of().formatHex(element));
      }
    }
    text.setLength(Math.min(text.length(), SHOWN));
    put(path, aspect, text + " " + elements.size() + ":" + Long.toHexString(checksum.getValue()));
  }

  /// The first differences from what must be there.
  Optional<String> difference(Description expected) {
    TreeSet<String> keys = new TreeSet<>(lines.keySet());
    keys.addAll(expected.lines.keySet());
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (String key : keys) {
      String found = lines.get(key);
      String wanted = expected.lines.get(key);
      if (!ANY.equals(wanted) && !Objects.equals(found, wanted) && shown++ < MOST) {
        text.append("\n  ").append(key).append("\n    is  ").append(found).append("\n    not ");
        text.append(wanted);
      }
    }
    return shown == 0 ? Optional.empty() : Optional.of(shown + " differences" + text);
  }
}
