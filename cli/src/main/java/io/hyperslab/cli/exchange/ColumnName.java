package io.hyperslab.cli.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The name of a column: members of compounds, from the outside in, separated by dots, with the
/// place in an array in brackets. `position[1].x` is member `x` of the second element of member
/// `position`.
///
/// @param parts at least one
record ColumnName(List<Part> parts) {
  private static final String SPECIAL = ".[\\";

  ColumnName {
    parts = List.copyOf(parts);
  }

  /// A member.
  ///
  /// @param name its name; any text
  /// @param index where in its array; empty if it is none
  record Part(String name, List<Long> index) {
    Part {
      index = List.copyOf(index);
    }
  }

  /// The column of a member of this one.
  ColumnName then(Part part) {
    List<Part> all = new ArrayList<>(parts);
    all.add(part);
    return new ColumnName(all);
  }

  /// The name without places in arrays: the same for all elements of an array.
  ColumnName withoutIndices() {
    return new ColumnName(parts.stream().map(part -> new Part(part.name(), List.of())).toList());
  }

  /// Reads a name. What looks like a place in an array but is none belongs to the name.
  static ColumnName parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    List<Long> index = List.of();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        name.append(text.charAt(++i));
      } else if (c == '.' && name.length() > 0 && i + 1 < text.length()) {
        parts.add(new Part(name.toString(), index));
        name.setLength(0);
        index = List.of();
      } else if (c == '[' && name.length() > 0) {
        int end = text.indexOf(']', i);
        boolean last = end == text.length() - 1 || end > 0 && text.charAt(end + 1) == '.';
        Optional<List<Long>> found =
            end > 0 && last ? index(text.substring(i + 1, end)) : Optional.empty();
        if (found.isPresent()) {
          index = found.get();
          i = end;
        } else {
          name.append(c);
        }
      } else {
        name.append(c);
      }
    }
    parts.add(new Part(name.toString(), index));
    return new ColumnName(parts);
  }

  private static Optional<List<Long>> index(String text) {
    List<Long> index = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      if (!each.matches("[0-9]{1,9}")) {
        return Optional.empty();
      }
      index.add(Long.parseLong(each));
    }
    return Optional.of(index);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(text.isEmpty() ? "" : ".");
      for (char c : part.name().toCharArray()) {
        text.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
      }
      if (!part.index().isEmpty()) {
        text.append(part.index().toString().replace(" ", ""));
      }
    }
    return text.toString();
  }
}
