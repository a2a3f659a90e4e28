package io.hyperslab.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.metadata.SuperblockLocator;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;

class SuperblockFuzzTest {
  @FuzzTest
  void locates(byte[] input) {
    FuzzedImage image = FuzzedImage.of(input);
    image.repairing(() -> {
      try {
        SuperblockLocator.locate(Storage.memory(image.image()), Limits.defaults()).requireWhole();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
