package io.hyperslab.cli.compare;

/// How two files are compared.
///
/// @param absolute how far two numbers may be from each other and still be equal
/// @param relative the same in relation to the larger magnitude of the two
/// @param equalNans whether two that are no numbers are equal
/// @param attributes whether attributes are compared
/// @param storedTypes whether datatypes have to be the same even where all values are
/// @param values whether elements are compared
/// @param mostValues how many differing values of one object are told one by one; all are counted
public record DifferenceOptions(
    double absolute,
    double relative,
    boolean equalNans,
    boolean attributes,
    boolean storedTypes,
    boolean values,
    long mostValues) {
  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if a tolerance or the number of values is negative
  public DifferenceOptions {
    if (!(absolute >= 0) || !(relative >= 0) || mostValues < 0) {
      throw new IllegalArgumentException(
          "tolerances " + absolute + " and " + relative + ", at most " + mostValues + " values");
    }
  }

  /// Everything has to be the same; no more than ten values of one object are told.
  public static DifferenceOptions defaults() {
    return new DifferenceOptions(0, 0, true, true, true, true, 10);
  }

  /// The same with tolerances.
  public DifferenceOptions within(double absoluteTolerance, double relativeTolerance) {
    return new DifferenceOptions(
        absoluteTolerance,
        relativeTolerance,
        equalNans,
        attributes,
        storedTypes,
        values,
        mostValues);
  }

  /// Whether two numbers are equal.
  boolean areClose(double one, double other) {
    if (Double.isNaN(one) || Double.isNaN(other)) {
      return equalNans && Double.isNaN(one) && Double.isNaN(other);
    }
    double distance = Math.abs(one - other);
    return one == other
        || distance <= absolute
        || distance <= relative * Math.max(Math.abs(one), Math.abs(other))
            && !Double.isInfinite(distance);
  }
}
