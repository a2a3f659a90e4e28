package io.hyperslab.bench;

import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.file.Path;

/// A program that is started for one value of a file.
public final class ColdStart {
  private ColdStart() {}

  /// Prints the value, as the checksum of the only repetition.
  ///
  /// @param arguments the file
  public static void main(String[] arguments) throws IOException {
    try (Hdf5File file = Hdf5File.open(Path.of(arguments[0]))) {
      double value = file.dataset("data").getDouble(1, 1);
      System.out.println("rep 0 0 " + Double.doubleToRawLongBits(value));
    }
  }
}
