package io.hyperslab.cli.text;

import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/// What went wrong with a file, in one line for a user.
public final class FailureText {
  private FailureText() {}

  /// The line.
  ///
  /// @param file as the user calls it
  public static String of(String file, Throwable failure) {
    return switch (failure) {
      case Hdf5Exception e when e.file().isPresent() -> e.getMessage();
      case Hdf5Exception e -> file + ": " + e.getMessage();
      case NoSuchFileException e -> e.getFile() + ": no such file";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
      case UncheckedIOException e -> of(file, Objects.requireNonNull(e.getCause()));
      case IOException e -> file + ": " + e.getMessage();
      case InvalidPathException e -> file + ": " + e.getReason();
      default -> file + ": internal error: " + failure;
    };
  }
}
