package io.hyperslab.cli.h5repack;

/// Why a file is not repacked.
final class RepackException extends Exception {
  private static final long serialVersionUID = 1L;

  /// What the program says on standard output besides.
  enum Echo {
    /// Nothing.
    NONE(""),
    /// That the arguments are wrong.
    PARSING("Error occurred while parsing command-line options"),
    /// The same behind the text that says how the program is used.
    USAGE("Error occurred while parsing command-line options"),
    /// That the work failed.
    REPACKING("Error occurred while repacking");

    private final String text;

    Echo(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  private final Echo echo;

  RepackException(Echo echo, String message) {
    super(message);
    this.echo = echo;
  }

  Echo echo() {
    return echo;
  }
}
