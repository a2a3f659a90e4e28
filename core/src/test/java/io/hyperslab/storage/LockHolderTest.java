package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LockHolderTest {
  /// Device fe:00 as `stat` gives it.
  private static final long DEVICE = 0xfe00;

  private static final List<String> LOCKS =
      List.of(
          "1: POSIX  ADVISORY  READ  4194301 103:02:77 128 128",
          "2: -> FLOCK  ADVISORY  WRITE 4194302 fe:00:2204309 0 EOF",
          "2: FLOCK  ADVISORY  WRITE 4194303 fe:00:2204309 0 EOF",
          "3: LEASE  ACTIVE    READ  4194304 fe:00:78 0 EOF",
          "nonsense");

  @Test
  void findsTheOneThatHoldsAndNotOneThatWaits() {
    assertThat(LockHolder.find(LOCKS, DEVICE, 2_204_309)).contains("process 4194303");
  }

  @Test
  void unpacksLargeDeviceNumbers() {
    assertThat(LockHolder.find(LOCKS, 0x10302, 77)).contains("process 4194301");
  }

  @Test
  void findsNobodyForOtherFiles() {
    assertThat(LockHolder.find(LOCKS, DEVICE, 77)).isEmpty();
    assertThat(LockHolder.find(LOCKS, DEVICE, 78)).isEmpty();
    assertThat(LockHolder.find(LOCKS, DEVICE + 1, 2_204_309)).isEmpty();
    assertThat(LockHolder.find(LOCKS, 0xfd00, 2_204_309)).isEmpty();
    assertThat(LockHolder.find(List.of(), DEVICE, 77)).isEmpty();
  }
}
