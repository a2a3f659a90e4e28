package io.hyperslab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.FaultyWritableStorage.Fault;
import io.hyperslab.testkit.FaultyWritableStorage.Persistence;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class FaultyWritableStorageTest {
  private final GrowableMemoryStorage memory = WritableStorage.memory(new byte[] {1, 2, 3, 4});

  private FaultyWritableStorage storage(Fault fault, Persistence persistence, long request) {
    return new FaultyWritableStorage(memory, fault, persistence, request);
  }

  private static void write(WritableStorage storage, int position, byte... bytes)
      throws IOException {
    storage.write(position, MemorySegment.ofArray(bytes));
  }

  private static void assertFails(String message, ThrowingCallable work) {
    assertThatExceptionOfType(IOException.class).isThrownBy(work).withMessageContaining(message);
  }

  @Test
  void findsTheMediumFull() throws IOException {
    FaultyWritableStorage storage = storage(Fault.FULL, Persistence.ONCE, 2);
    write(storage, 0, (byte) 9);
    storage.force();
    assertThat(storage.happened()).isFalse();
    assertFails("No space left on device", () -> storage.truncate(9));
    assertThat(storage.happened()).isTrue();
    assertThat(memory.toBytes()).containsExactly(9, 2, 3, 4);
    storage.truncate(1);
    assertThat(memory.toBytes()).containsExactly(9);
  }

  @Test
  void findsTheMediumFullHalfway() {
    FaultyWritableStorage storage = storage(Fault.FULL_HALFWAY, Persistence.FROM_THEN_ON, 1);
    assertFails(
        "No space left on device", () -> write(storage, 0, (byte) 7, (byte) 8, (byte) 9, (byte) 9));
    assertThat(memory.toBytes()).containsExactly(7, 8, 3, 4);
    assertFails("No space left on device", () -> write(storage, 3, (byte) 7, (byte) 8));
    assertThat(memory.toBytes()).containsExactly(7, 8, 3, 7);
  }

  @Test
  void failsAllChangesFromThenOn() throws IOException {
    FaultyWritableStorage storage = storage(Fault.CHANGE, Persistence.FROM_THEN_ON, 3);
    write(storage, 0, (byte) 9);
    storage.force();
    assertFails("Input/output error", () -> write(storage, 0, (byte) 8));
    assertFails("Input/output error", () -> storage.truncate(0));
    assertFails("Input/output error", storage::force);
    assertFails("Input/output error", () -> storage.publish(true));
    assertThat(memory.toBytes()).containsExactly(9, 2, 3, 4);
    assertThat(storage.read(0, MemorySegment.ofArray(new byte[4]))).isEqualTo(4);
  }

  @Test
  void failsToForce() throws IOException {
    FaultyWritableStorage storage = storage(Fault.FORCE, Persistence.ONCE, 2);
    write(storage, 0, (byte) 9);
    storage.force();
    assertFails("Input/output error", storage::force);
    storage.force();
    assertThat(memory.toBytes()).containsExactly(9, 2, 3, 4);
  }

  @Test
  void failsToRead() throws IOException {
    FaultyWritableStorage storage = storage(Fault.READ, Persistence.ONCE, 1);
    write(storage, 0, (byte) 9);
    assertFails("Input/output error", () -> storage.read(0, MemorySegment.ofArray(new byte[4])));
    assertThat(storage.read(0, MemorySegment.ofArray(new byte[4]))).isEqualTo(4);
  }

  @Test
  void countsFromOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> storage(Fault.READ, Persistence.ONCE, 0));
  }
}
