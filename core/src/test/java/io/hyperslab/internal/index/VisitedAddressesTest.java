package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.MalformedFileException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VisitedAddressesTest {
  private final VisitedAddresses visited = new VisitedAddresses();

  private void requireRefused(long address) {
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> visited.enter(address, "node"))
        .withMessageContaining("reached twice");
  }

  @Test
  void eachAddressIsEnteredOnce() {
    long[] addresses = new Random(1).longs(0, Long.MAX_VALUE).distinct().limit(2000).toArray();
    for (long address : addresses) {
      visited.enter(address, "node");
    }
    for (long address : addresses) {
      requireRefused(address);
    }
    visited.enter(0, "node");
    requireRefused(0);
  }

  @Test
  void anAddressThatHasLeftMayComeBack() {
    for (int round = 0; round < 100; round++) {
      for (long address = 0; address < 1000; address += 10) {
        visited.enter(address, "node");
      }
      requireRefused(500);
      for (long address = 0; address < 1000; address += 10) {
        visited.leave(address);
      }
    }
    assertThatCode(() -> visited.leave(12345)).doesNotThrowAnyException();
  }
}
