package io.hyperslab.internal.layout;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Text;

/// The name of a virtual dataset's source: `%b` stands for the number of a block, `%%` for a
/// percent sign (`FMT4 III.F`).
///
/// @param name as stored
public record SourceName(String name) {
  /// Whether the name depends on the block.
  public boolean isPattern() {
    for (int at = name.indexOf('%'); at >= 0; at = name.indexOf('%', at + 2)) {
      if (name.startsWith("%b", at)) {
        return true;
      }
    }
    return false;
  }

  /// The name for a block.
  ///
  /// @throws MalformedFileException if a percent sign is followed by something else
  public String forBlock(long block) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int at = name.indexOf('%'); at >= 0; at = name.indexOf('%', from)) {
      text.append(name, from, at);
      if (name.startsWith("%b", at)) {
        text.append(block);
      } else if (name.startsWith("%%", at)) {
        text.append('%');
      } else {
        throw new MalformedFileException(
            "virtual dataset mapping", -1, "source name", Text.quote(name), "%b or %% at each %");
      }
      from = at + 2;
    }
    return text.append(name, from, name.length()).toString();
  }
}
