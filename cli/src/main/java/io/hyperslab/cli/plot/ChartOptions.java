package io.hyperslab.cli.plot;

import java.util.Optional;
import java.util.OptionalInt;

/// What a user wants of a chart.
///
/// @param kind which one
/// @param columns how many columns of pixels or characters can be told apart
/// @param rows how many rows can be told apart
/// @param logX whether the x axis is logarithmic
/// @param logY whether the y axis is logarithmic
/// @param logColors whether colors are
/// @param range which values are shown; all if empty
/// @param bins how many bars a histogram has
/// @param isGrey whether colors are shades of grey
/// @param isRaw whether the stored numbers are wanted, whatever attributes say of them
/// @param title stands above the chart; empty for what the file says
public record ChartOptions(
    Kind kind,
    int columns,
    int rows,
    boolean logX,
    boolean logY,
    boolean logColors,
    Optional<ShownRange> range,
    OptionalInt bins,
    boolean isGrey,
    boolean isRaw,
    Optional<String> title) {
  /// What numbers are drawn as.
  public enum Kind {
    /// Lines for one dimension, colors for two.
    USUAL,
    /// Bars that say how often numbers come.
    HISTOGRAM,
    /// Points.
    SCATTER
  }
}
