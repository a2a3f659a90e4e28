package io.hyperslab.internal.number;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.LimitExceededException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class HeapRoomTest {
  private final long heap = Runtime.getRuntime().maxMemory();

  @Test
  void letsThroughWhatFitsBesideTheElements() {
    HeapRoom room = HeapRoom.beside(MemorySegment.ofArray(new byte[1000]));
    assertThatCode(() -> room.take(heap / 16, 8)).doesNotThrowAnyException();
  }

  @Test
  void refusesWhatTakesMoreThanThreeQuartersOfTheHeap() {
    HeapRoom room = HeapRoom.beside(MemorySegment.ofArray(new byte[1000]));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> room.take(heap / 8, 7));
  }

  @Test
  void countsManySmallPartsTogether() {
    HeapRoom room = HeapRoom.beside(MemorySegment.ofArray(new byte[1000]));
    room.take(heap / 16, 8);
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> room.take(heap / 16, 8));
  }

  @Test
  void refusesProductsBeyondALong() {
    HeapRoom room = HeapRoom.beside(MemorySegment.NULL);
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> room.take(Long.MAX_VALUE, 8));
  }
}
