package io.hyperslab.internal.number;

import static org.assertj.core.api.Assertions.assertThat;
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

  @Test
  void partsOfOneConversionShareItsRoom() {
    MemorySegment part = MemorySegment.ofArray(new byte[1000]);
    boolean same =
        HeapRoom.shared(
            0,
            room -> HeapRoom.beside(part) == room && HeapRoom.<Boolean>shared(8, r -> r == room));
    assertThat(same).isTrue();
    assertThat(HeapRoom.beside(part)).isNotSameAs(HeapRoom.beside(part));
  }

  @Test
  void whatTheElementsHaveIsTakenFromASharedRoom() {
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() ->
            HeapRoom.shared(
                heap / 2,
                room -> {
                  room.take(heap / 16, 8);
                  return room;
                }));
  }

  @Test
  void knowsWhatObjectsTake() {
    assertThat(HeapRoom.arraySize(0, 8)).isEqualTo(16);
    assertThat(HeapRoom.arraySize(1, 1)).isEqualTo(24);
    assertThat(HeapRoom.objectSize(0)).isEqualTo(16);
    assertThat(HeapRoom.objectSize(12)).isEqualTo(24);
  }
}
