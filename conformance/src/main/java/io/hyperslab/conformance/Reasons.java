package io.hyperslab.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why files do not compare equal: what `reasons.tsv` says, one file a line.
///
/// Its columns: the result (`differs`, `refused` or `more`); the file's name in the corpus; the
/// reason; how what is read was proven right without the golden. Names may end in `*`.
final class Reasons {
  private static final String RESOURCE = "reasons.tsv";
  private static final int COLUMNS = 4;

  /// One line.
  ///
  /// @param result what it explains
  /// @param name a file's name, or its beginning and `*`
  /// @param reason why
  /// @param proof how the library's answer was proven right
  record Reason(String result, String name, String reason, String proof) {
    boolean explains(FileResult file) {
      boolean named =
          name.endsWith("*")
              ? file.entry().name().startsWith(name.substring(0, name.length() - 1))
              : file.entry().name().equals(name);
      return named && file.kind().name().equalsIgnoreCase(result);
    }
  }

  private final List<Reason> reasons;

  private Reasons(List<Reason> reasons) {
    this.reasons = reasons;
  }

  static Reasons load() {
    try (InputStream in = Reasons.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Reasons parse(String text) {
    List<Reason> reasons = new ArrayList<>();
    for (String line : text.lines().skip(1).toList()) {
      String[] cells = line.split("\t", -1);
      if (cells.length != COLUMNS) {
        throw new IllegalStateException(RESOURCE + " has a line of " + cells.length + " columns");
      }
      reasons.add(new Reason(cells[0], cells[1], cells[2], cells[3]));
    }
    return new Reasons(reasons);
  }

  Optional<Reason> of(FileResult file) {
    return reasons.stream().filter(reason -> reason.explains(file)).findFirst();
  }

  /// Lines that explain nothing any more.
  List<Reason> stale(List<FileResult> results) {
    return reasons.stream().filter(reason -> results.stream().noneMatch(reason::explains)).toList();
  }
}
