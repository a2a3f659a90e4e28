package io.hyperslab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

final class FaultyStorageTest {
  private final Storage sound = Storage.memory(new byte[] {1, 2, 3});

  private static byte[] read(Storage storage) throws IOException {
    byte[] bytes = new byte[4];
    storage.read(1, MemorySegment.ofArray(bytes));
    return bytes;
  }

  @Test
  void failsOnce() throws IOException {
    Storage storage = FaultyStorage.failingOnce(sound, 2);
    assertThat(read(storage)).containsExactly(2, 3, 0, 0);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(storage));
    assertThat(read(storage)).containsExactly(2, 3, 0, 0);
  }

  @Test
  void failsFromThenOn() throws IOException {
    Storage storage = FaultyStorage.failingFrom(sound, 2);
    assertThat(read(storage)).containsExactly(2, 3, 0, 0);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(storage));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(storage));
  }

  @Test
  void flipsTheDeliveredBitsOfOneRead() throws IOException {
    Storage storage = FaultyStorage.flippingBits(sound, 2);
    assertThat(read(storage)).containsExactly(2, 3, 0, 0);
    assertThat(read(storage)).containsExactly(~2, ~3, 0, 0);
    assertThat(read(storage)).containsExactly(2, 3, 0, 0);
  }

  @Test
  void countsReadsFromOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> FaultyStorage.failingOnce(sound, 0));
  }
}
