package io.hyperslab.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.index.BlockFilter;
import io.hyperslab.internal.index.FractalHeap;
import io.hyperslab.internal.index.GlobalHeap;
import io.hyperslab.internal.index.LocalHeap;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Arrays;

class HeapsFuzzTest {
  /// How many bytes of the image are an identifier; it may be shorter.
  static final int IDENTIFIER = 16;

  private static final int TRIES = 32;
  private static final long MOST = 1 << 20;

  /// Reads the heap whose signature stands at the address. Identifiers are the image's own bytes,
  /// from its end.
  @FuzzTest
  void readsObjects(byte[] input) {
    FuzzedImage image = FuzzedImage.of(input);
    image.read(reader -> {
      switch (image.signature()) {
        case "HEAP" -> local(reader, image);
        case "GCOL" -> global(reader, image);
        default -> fractal(reader, image);
      }
    });
  }

  private static void local(MetadataReader reader, FuzzedImage image) {
    LocalHeap heap = LocalHeap.open(reader, image.address());
    for (int offset = 0; offset < 8 * TRIES; offset += 8) {
      String _ = heap.text(offset);
    }
  }

  private static void global(MetadataReader reader, FuzzedImage image) {
    GlobalHeap heap = new GlobalHeap(reader);
    for (int index = 0; index < TRIES; index++) {
      try {
        Cursor _ = heap.object(image.address(), index);
      } catch (Hdf5Exception _) {
        // Not every index is used.
      }
    }
  }

  private static void fractal(MetadataReader reader, FuzzedImage image) {
    FractalHeap heap = FractalHeap.open(reader, image.address(), HeapsFuzzTest::identity);
    byte[] bytes = image.image();
    for (int i = 1; i <= TRIES && i * IDENTIFIER <= bytes.length; i++) {
      int end = bytes.length - (i - 1) * IDENTIFIER;
      Cursor _ = heap.object(Arrays.copyOfRange(bytes, end - IDENTIFIER, end), "object");
    }
  }

  private static BlockFilter identity(Cursor message) {
    return (stored, _, decodedSize) -> Arrays.copyOf(stored, (int) Math.min(decodedSize, MOST));
  }
}
