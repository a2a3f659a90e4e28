package io.hyperslab.cli.h5repack;

import io.hyperslab.cli.h5repack.RepackException.Echo;
import java.util.ArrayList;
import java.util.List;

/// A layout as `-l` asks for it.
///
/// @param kind where elements are to be
/// @param chunk the shape of a chunk; empty if there is none
/// @param unchunked whether it was put as chunks of no shape
record LayoutRequest(Kind kind, List<Long> chunk, boolean unchunked) {
  private static final int KEYWORD = 5;

  /// Where elements are to be.
  enum Kind {
    /// In the object header.
    COMPACT,
    /// In one piece.
    CONTIGUOUS,
    /// In chunks.
    CHUNKED
  }

  LayoutRequest {
    chunk = List.copyOf(chunk);
  }

  /// Reads what follows the names of objects: `CHUNK=20x10`, `CONTI`, `COMPA`.
  static LayoutRequest parse(String text) throws RepackException {
    if (text.startsWith("COMPA")) {
      return new LayoutRequest(Kind.COMPACT, List.of(), false);
    } else if (text.startsWith("CONTI")) {
      return new LayoutRequest(Kind.CONTIGUOUS, List.of(), false);
    } else if (!text.startsWith("CHUNK") || text.length() == KEYWORD) {
      throw wrong(text, "expected COMPA, CONTI, or CHUNK= and a shape");
    }
    String shape = text.substring(KEYWORD + 1);
    if (shape.equals("NONE")) {
      return new LayoutRequest(Kind.CONTIGUOUS, List.of(), true);
    }
    List<Long> sizes = new ArrayList<>();
    for (String size : shape.isEmpty() ? new String[0] : shape.split("x", -1)) {
      sizes.add(size(size, text));
    }
    return new LayoutRequest(Kind.CHUNKED, sizes, false);
  }

  private static long size(String digits, String text) throws RepackException {
    try {
      long size = Long.parseLong(digits);
      if (size > 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw wrong(text, "'" + digits + "' is no size");
    }
    throw wrong(text, "a chunk of no size");
  }

  private static RepackException wrong(String text, String why) {
    return new RepackException(Echo.NONE, "layout '" + text + "': " + why);
  }
}
