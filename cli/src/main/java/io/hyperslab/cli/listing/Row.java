package io.hyperslab.cli.listing;

import java.util.List;

/// One line of a listing, and the lines below it that say more.
///
/// @param style how the name looks
/// @param name name or path
/// @param columns kind, shape, datatype, size, filters; columns at the end may lack
/// @param details further lines
record Row(Style style, String name, List<String> columns, List<String> details) {
  Row(Style style, String name, String... columns) {
    this(style, name, List.of(columns), List.of());
  }
}
