package io.hyperslab.cli.h5diff;

/// What a run has found, beside the number of differences.
final class DiffState {
  /// The status of an error.
  static final int ERROR = 2;

  /// The status of a dataset that cannot be read because a filter is missing.
  static final int UNREADABLE = 1;

  private boolean sameContents = true;
  private boolean incomparable;
  private int errors;

  /// One of the files has something that the other has not.
  void contentsDiffer() {
    sameContents = false;
  }

  /// Two objects could not be compared.
  void notComparable() {
    incomparable = true;
  }

  /// Something could not be read.
  void failed(int status) {
    errors |= status;
  }

  boolean hasFailed() {
    return errors != 0;
  }

  boolean hasIncomparable() {
    return incomparable;
  }

  /// The exit status.
  int status(long differences) {
    if (errors != 0) {
      return ERROR;
    }
    return differences == 0 && sameContents ? 0 : 1;
  }
}
