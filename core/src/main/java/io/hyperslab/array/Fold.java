package io.hyperslab.array;

/// What a row of numbers comes to, taken in block by block; see [NumberStream.Form] for what the
/// blocks hold. Belongs to one call.
interface Fold {
  /// Takes in numbers.
  void add(double[] values, int from, int count);

  /// Takes in integers; less 2^63 each if that is the form.
  void add(long[] values, int from, int count);
}
