package io.hyperslab.internal.layout;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Text;
import java.util.OptionalLong;

/// The name of a virtual dataset's source: `%b` stands for the number of a block, `%%` for a
/// percent sign (`FMT4 III.F`).
///
/// @param name as stored
public record SourceName(String name) {
  /// Of numbers that a `long` surely holds.
  private static final int MOST_DIGITS = 18;

  /// Whether the name depends on the block.
  public boolean isPattern() {
    for (int at = name.indexOf('%'); at >= 0; at = name.indexOf('%', at + 2)) {
      if (name.startsWith("%b", at)) {
        return true;
      }
    }
    return false;
  }

  /// What the names of all blocks begin with, up to the number.
  ///
  /// @throws MalformedFileException if a percent sign in it is followed by something unknown
  public String beforeBlock() {
    int at = name.indexOf('%');
    while (at >= 0 && !name.startsWith("%b", at)) {
      at = name.indexOf('%', at + 2);
    }
    return new SourceName(at < 0 ? name : name.substring(0, at)).forBlock(0);
  }

  /// The block that a text is the name for; empty if it is none's.
  ///
  /// @throws MalformedFileException if a percent sign is followed by something else than above
  public OptionalLong blockOf(String text) {
    if (name.length() / 2 > text.length()) {
      return OptionalLong.empty(); // Each two characters become one at least.
    }
    int from = beforeBlock().length();
    long block = 0;
    for (int i = from; i < Math.min(text.length(), from + MOST_DIGITS); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      block = 10 * block + digit;
      if (forBlock(block).equals(text)) {
        return OptionalLong.of(block);
      }
    }
    return OptionalLong.empty();
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
