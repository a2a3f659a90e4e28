package io.hyperslab.internal.format.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import org.junit.jupiter.api.Test;

class SharedMessageTest {
  @Test
  void versions1And2PointToObjectHeaders() {
    Bytes v1 = new Bytes().u8(1, 0).zeros(6).u64(0x55, 0x400);
    Bytes v2 = new Bytes().u8(2, 77).u64(0x400);
    assertThat(SharedMessage.decode(v1.cursor()))
        .isEqualTo(new SharedMessage.Committed(1, 0, 0x400));
    assertThat(SharedMessage.decode(v2.cursor()))
        .isEqualTo(new SharedMessage.Committed(2, 77, 0x400));
    DecoderLaws.holdFor(v1, SharedMessage::decode);
    DecoderLaws.holdFor(v2, SharedMessage::decode);
  }

  @Test
  void version3PointsToAnObjectHeaderOrTheHeap() {
    Bytes committed = new Bytes().u8(3, 2).u64(0x400);
    Bytes heap = new Bytes().u8(3, 1).u8(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(SharedMessage.decode(committed.cursor()))
        .isEqualTo(new SharedMessage.Committed(3, 2, 0x400));
    assertThat(SharedMessage.decode(heap.cursor()))
        .isInstanceOfSatisfying(
            SharedMessage.InHeap.class,
            inHeap -> assertThat(inHeap.heapId()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8));
    DecoderLaws.holdFor(heap, SharedMessage::decode);
  }

  @Test
  void anUnknownPlaceOrAnAddressOutsideTheFileIsMalformed() {
    assertThatThrownBy(() -> SharedMessage.decode(new Bytes().u8(3, 9).u64(0x400).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Type is 9");
    assertThatThrownBy(() -> SharedMessage.decode(new Bytes().u8(2, 0).u64(1L << 20).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Address");
  }
}
