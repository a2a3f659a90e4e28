package io.hyperslab.cli.dump;

import java.util.Optional;

/// Where the parts of a dump go; what goes nowhere is not printed.
///
/// @param ddl everything that is not data
/// @param data the elements of datasets
/// @param attributes the elements of attributes
public record Streams(
    Optional<LinePrinter> ddl, Optional<LinePrinter> data, Optional<LinePrinter> attributes) {}
