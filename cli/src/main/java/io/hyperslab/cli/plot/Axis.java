package io.hyperslab.cli.plot;

/// An axis of a chart.
///
/// @param label what it shows, with the unit; may be empty
/// @param scale where values are along it
record Axis(String label, Scale scale) {}
