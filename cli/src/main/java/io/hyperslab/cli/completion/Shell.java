package io.hyperslab.cli.completion;

/// A shell that completes what is typed.
public enum Shell {
  /// The Bourne-again shell, 3.2 or newer.
  BASH,
  /// The Z shell, 5.0 or newer, with its completion system (`compinit`).
  ZSH,
  /// The friendly interactive shell, 3.0 or newer.
  FISH
}
