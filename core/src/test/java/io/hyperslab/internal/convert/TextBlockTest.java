package io.hyperslab.internal.convert;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.number.HeapRoom;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class TextBlockTest {
  @Test
  void memoryThatIsNotThereIsALimit() {
    TextRoom room = new TextRoom(HeapRoom.beside(MemorySegment.NULL), Integer.BYTES, 1);
    // No JVM has an array that long.
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> new TextBlock(Integer.MAX_VALUE, room))
        .withMessageContaining("memory needed");
  }
}
