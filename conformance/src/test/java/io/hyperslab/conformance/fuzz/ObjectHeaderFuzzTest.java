package io.hyperslab.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.index.ObjectHeaderLoader;
import io.hyperslab.internal.metadata.MetadataReader;

class ObjectHeaderFuzzTest {
  @FuzzTest
  void decodesEveryMessage(byte[] input) {
    FuzzedImage image = FuzzedImage.of(input);
    image.read(reader -> decode(reader, image.address()));
  }

  private static void decode(MetadataReader reader, long address) {
    ObjectHeader header = new ObjectHeaderLoader(reader).load(address);
    for (int i = 0; i < header.rawMessages().size(); i++) {
      try {
        String _ = header.message(i).toString();
      } catch (Hdf5Exception _) {
        // One message says nothing about the next.
      }
    }
  }
}
