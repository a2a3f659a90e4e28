package io.hyperslab.cli.xml;

import io.hyperslab.FilterInfo;
import java.util.List;

/// Prints the filters of a dataset.
///
/// h5dump asks for the client data of a filter with room for as many values as the filter before
/// has of them, and shows what is left there of others; so it is done here.
final class XmlFilters {
  private static final int MOST_VALUES = 20;
  private static final int DEFAULT_EFFORT = 6;

  private final XmlLines lines;
  private final int level;
  private final int[] values = new int[MOST_VALUES];
  private int room = MOST_VALUES;

  XmlFilters(XmlLines lines, int level) {
    this.lines = lines;
    this.level = level;
  }

  void print(List<FilterInfo> filters) {
    for (FilterInfo filter : filters) {
      List<Integer> stored = filter.clientData();
      for (int i = 0; i < Math.min(Math.min(room, MOST_VALUES), stored.size()); i++) {
        values[i] = stored.get(i);
      }
      room = stored.size();
      print(filter);
    }
  }

  private void print(FilterInfo filter) {
    switch (filter.id()) {
      case 1 ->
          lines.tag(level, "Deflate Level=\"" + (room < 1 ? DEFAULT_EFFORT : values[0]) + "\"/");
      case 2 -> lines.tag(level, "Shuffle /");
      case 3 -> lines.tag(level, "Fletcher32 /");
      case 4 -> lines.tag(level, szip());
      default -> {} // h5dump has no element for others
    }
  }

  private String szip() {
    int options = values[0];
    String mode =
        (options & 2) != 0 ? "Mode =\"Hardware\" " : (options & 1) != 0 ? "Mode =\"K13\" " : "";
    String coding = (options & 4) != 0 ? "Entropy" : (options & 32) != 0 ? "NN" : "";
    String order = (options & 8) != 0 ? "LSB" : (options & 16) != 0 ? "MSB" : "";
    return "SZIP Pixels_per_block=\""
        + (room < 2 ? -1 : values[1])
        + "\" "
        + mode
        + "Coding=\""
        + coding
        + "\" ByteOrder=\""
        + order
        + "\" "
        + ((options & 128) != 0 ? "Header=\"Raw\"" : "")
        + "/";
  }
}
