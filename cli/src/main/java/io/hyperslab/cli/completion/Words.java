package io.hyperslab.cli.completion;

/// Words in a shell's script.
final class Words {
  private Words() {}

  /// A sentence as an explanation in a list: without its full stop.
  static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /// In single quotes, as POSIX shells take them.
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
