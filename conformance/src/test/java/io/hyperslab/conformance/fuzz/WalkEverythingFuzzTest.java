package io.hyperslab.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.testkit.ReadEverything;
import io.hyperslab.testkit.Reading;
import java.io.IOException;

class WalkEverythingFuzzTest {
  private static final long MOST_BYTES = 1 << 16;
  private static final int ROUNDS = 8;

  /// Reads all there is in a file. The address in front is not used.
  @FuzzTest
  void readsEverything(byte[] input) throws IOException {
    FuzzedImage image = FuzzedImage.of(input);
    boolean repaired = true;
    for (int i = 0; i < ROUNDS && repaired; i++) {
      Reading reading = ReadEverything.of(image.image(), MOST_BYTES);
      repaired = false;
      for (Reading.Refusal refusal : reading.refusals()) {
        repaired |=
            refusal.error() instanceof MalformedFileException malformed && image.repair(malformed);
      }
    }
  }
}
