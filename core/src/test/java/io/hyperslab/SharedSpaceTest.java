package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A damaged file in which a dataset claims space of another object.
class SharedSpaceTest {
  private static final int SIZE = 4096;

  /// A file in which the elements of one dataset seem to be in other space.
  ///
  /// @param before where that starts before the header of a group
  /// @param size bytes of it
  private static byte[] damaged(int before, long size) throws IOException {
    // Headers without checksums.
    try (Hdf5File file = Hdf5File.createInMemory(CreateOptions.defaults().earliest())) {
      file.createGroup("neighbour").attributes().set("value", 1);
      Dataset wrong = file.write("wrong", new byte[SIZE]);
      long neighbour = file.get("neighbour").reference().address();
      file.flush();
      return moved(file.toImage(), wrong.dataAddress().orElseThrow(), neighbour - before, size);
    }
  }

  /// Changes address and size in the one message that has them.
  private static byte[] moved(byte[] image, long from, long to, long size) {
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    int found = 0;
    for (int at = 0; at + 16 <= image.length; at++) {
      if (bytes.getLong(at) == from && bytes.getLong(at + 8) == SIZE) {
        bytes.putLong(at, to).putLong(at + 8, size);
        found++;
      }
    }
    assertThat(found).isEqualTo(1);
    return image;
  }

  private static void checkStored(byte[] image) throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(image)) {
      assertThat(file.group("neighbour").attributes().get("value").readInt()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 40})
  void whatIsDeletedTakesNoChangeOfAnotherWithIt(int before) throws IOException {
    byte[] image;
    try (Hdf5File file = Hdf5File.openReadWrite(damaged(before, SIZE))) {
      file.group("neighbour").attributes().set("value", 2);
      file.root().delete("wrong");
      file.flush();
      image = file.toImage();
    }
    checkStored(image);
  }

  @ParameterizedTest
  @ValueSource(longs = {1 << 20, Long.MAX_VALUE, Long.MAX_VALUE - 4096})
  void whatClaimsMoreThanTheFileHasIsNotDeleted(long size) throws IOException {
    byte[] image;
    try (Hdf5File file = Hdf5File.openReadWrite(damaged(8, size))) {
      file.group("neighbour").attributes().set("value", 2);
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> file.root().delete("wrong"))
          .withMessageContaining("data layout message");
      assertThat(file.root().contains("wrong")).isTrue();
      file.flush();
      image = file.toImage();
    }
    checkStored(image);
  }

  @Test
  void whatWasWrittenBehindTheFileSinceStays() throws IOException {
    byte[] image;
    try (Hdf5File file = Hdf5File.openReadWrite(damaged(8, 1 << 14))) {
      file.group("neighbour").attributes().set("value", 2);
      file.createGroup("new");
      file.write("large", new byte[1 << 16]);
      // The file has grown, and so it lies inside.
      file.root().delete("wrong");
      file.flush();
      image = file.toImage();
    }
    checkStored(image);
    try (Hdf5File file = Hdf5File.openReadWrite(image)) {
      assertThat(file.root().names()).containsExactlyInAnyOrder("neighbour", "new", "large");
      assertThat(file.group("new").names()).isEmpty();
    }
  }
}
