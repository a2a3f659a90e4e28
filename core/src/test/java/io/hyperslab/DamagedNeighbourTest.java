package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Attributes of an object of which one is damaged, in a header without a checksum.
class DamagedNeighbourTest {
  /// In version 1 the name takes 8 bytes and the datatype 16; the dataspace begins with its
  /// version.
  private static final int DATASPACE_AFTER_NAME = 24;

  private byte[] image;

  @BeforeEach
  void damage() throws IOException {
    try (Hdf5File file = Hdf5File.createInMemory(CreateOptions.defaults().earliest())) {
      file.root().attributes().set("good", 1).set("damage", 2).set("better", 3);
      image = file.toImage();
    }
    String text = new String(image, StandardCharsets.ISO_8859_1);
    int dataspace = text.indexOf("damage\0") + DATASPACE_AFTER_NAME;
    assertThat(image[dataspace]).isEqualTo((byte) 1);
    image[dataspace] = 99;
  }

  @Test
  void theOthersAreReadChangedAndRemoved() throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(image)) {
      Attributes attributes = file.root().attributes();
      assertThat(attributes.get("good").readInt()).isEqualTo(1);
      attributes.set("better", 4).set("new", 5);
      attributes.remove("good");
      assertThat(attributes.get("better").readInt()).isEqualTo(4);
      assertThat(attributes.get("new").readInt()).isEqualTo(5);
      attributes.remove("new");
      assertThatExceptionOfType(NoSuchObjectException.class)
          .isThrownBy(() -> attributes.remove("good"));
    }
  }

  @Test
  void theDamagedOneIsRefused() throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(image)) {
      Attributes attributes = file.root().attributes();
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(() -> attributes.get("damage"))
          .withMessageContaining("Dataspace Message");
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(() -> attributes.remove("damage"));
    }
  }
}
