package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.heap.FractalHeapBytes;
import org.junit.jupiter.api.Test;

class SharedMessagesTest {
  private static final int DATATYPE = 3;
  private static final int ATTRIBUTE = 12;

  @Test
  void messageComesFromTheHeapOfItsType() {
    MiniFile file =
        new MiniFile()
            .put(0x100, new FractalHeapBytes().root(-1, 0).bytes())
            .put(
                0x300,
                new Bytes()
                    .text("SMTB")
                    .u8(0, 0)
                    .u16(1 << DATATYPE)
                    .u32(10)
                    .u16(50, 40, 1)
                    .u64(0x400, 0x100)
                    .checksum())
            .put(0x400, new Bytes().zeros(8));
    SharedMessages shared = new SharedMessages(file.reader(), 0x300, 1, message -> null);
    byte[] tiny = new Bytes().u8(0x22).text("abc").zeros(4).bytes();
    assertThat(shared.message(DATATYPE, tiny).text(3)).isEqualTo("abc");
    assertThat(shared.table().indexes()).hasSize(1);
    assertThatThrownBy(() -> shared.message(ATTRIBUTE, tiny))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("type 12");
  }
}
