package io.hyperslab.cli.ddl;

import java.util.Optional;

/// Where the parts of a dump go; what goes nowhere is not printed.
///
/// @param ddl everything that is not data
/// @param data the elements of datasets
/// @param attributes the elements of attributes
record Streams(
    Optional<LinePrinter> ddl, Optional<LinePrinter> data, Optional<LinePrinter> attributes) {}
