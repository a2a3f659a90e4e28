package io.hyperslab.cli.exchange;

import java.util.Optional;

/// How data is exported.
///
/// @param table how tables are written; empty for what the format says
/// @param enumNumbers whether values of enumerations are their numbers, not their names
/// @param flat whether elements of more dimensions than a table has go into one: the last dimension
///   across, or one row for each compound
/// @param lossy whether what the format cannot hold becomes something like it: references the paths
///   of what they point to
/// @param unsupportedSkipped whether datasets of a group that the format cannot hold are left out
/// @param scale of numbers that become images
public record ExportOptions(
    Optional<TableForm> table,
    boolean enumNumbers,
    boolean flat,
    boolean lossy,
    boolean unsupportedSkipped,
    Optional<Scale> scale) {

  /// Numbers that become the darkest and the brightest of an image; those beyond become the same.
  ///
  /// @param low becomes 0
  /// @param high becomes 255
  public record Scale(double low, double high) {
    /// @throws IllegalArgumentException unless both are finite, and different
    public Scale {
      if (!Double.isFinite(low) || !Double.isFinite(high) || low == high) {
        throw new IllegalArgumentException("a scale from " + low + " to " + high);
      }
    }
  }

  /// Nothing special.
  public static ExportOptions defaults() {
    return new ExportOptions(Optional.empty(), false, false, false, false, Optional.empty());
  }

  /// With tables in another form.
  public ExportOptions withTable(TableForm form) {
    return new ExportOptions(
        Optional.of(form), enumNumbers, flat, lossy, unsupportedSkipped, scale);
  }

  /// With numbers in place of names of enumerations.
  public ExportOptions withEnumNumbers() {
    return new ExportOptions(table, true, flat, lossy, unsupportedSkipped, scale);
  }

  /// With all dimensions in one table.
  public ExportOptions withFlat() {
    return new ExportOptions(table, enumNumbers, true, lossy, unsupportedSkipped, scale);
  }

  /// With losses allowed.
  public ExportOptions withLossy() {
    return new ExportOptions(table, enumNumbers, flat, true, unsupportedSkipped, scale);
  }

  /// With datasets left out that the format cannot hold.
  public ExportOptions withUnsupportedSkipped() {
    return new ExportOptions(table, enumNumbers, flat, lossy, true, scale);
  }

  /// With numbers scaled for images.
  public ExportOptions withScale(double low, double high) {
    return new ExportOptions(
        table, enumNumbers, flat, lossy, unsupportedSkipped, Optional.of(new Scale(low, high)));
  }
}
