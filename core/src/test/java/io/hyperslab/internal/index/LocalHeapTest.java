package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import org.junit.jupiter.api.Test;

class LocalHeapTest {
  private static final long HEAP = 0x20;
  private static final long DATA = 0x60;
  private static final long UNDEFINED = -1;

  private static MiniFile file(long size, long dataAddress) {
    return new MiniFile()
        .put(HEAP, new Bytes().text("HEAP").u8(0, 0, 0, 0).u64(size, 1, dataAddress))
        .put(DATA, new Bytes().text("\0\0\0\0\0\0\0\0one\0\0\0\0\0"));
  }

  @Test
  void textsEndAtTheirNul() {
    LocalHeap heap = LocalHeap.open(file(16, DATA).reader(), HEAP);
    assertThat(heap.text(8)).isEqualTo("one");
    assertThat(heap.text(0)).isEmpty();
  }

  @Test
  void aHeapWithoutDataNeedsNoAddress() {
    assertThat(LocalHeap.open(file(0, UNDEFINED).reader(), HEAP).size()).isZero();
  }

  @Test
  void aHeapWithDataButWithoutAddressIsRefusedWhereItIs() {
    assertThatThrownBy(() -> LocalHeap.open(file(16, UNDEFINED).reader(), HEAP))
        .asInstanceOf(type(MalformedFileException.class))
        .satisfies(refusal -> assertThat(refusal.address()).hasValue(HEAP));
  }
}
