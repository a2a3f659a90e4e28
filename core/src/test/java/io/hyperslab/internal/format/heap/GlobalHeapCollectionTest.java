package io.hyperslab.internal.format.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.DecoderLaws;
import org.junit.jupiter.api.Test;

class GlobalHeapCollectionTest {
  private static Bytes start(long size) {
    return new Bytes().text("GCOL").u8(1, 0, 0, 0).u64(size);
  }

  private static Bytes object(int index, String data) {
    return new Bytes().u16(index, 1).u32(0).u64(data.length()).text(data).align(8);
  }

  @Test
  void objectsArePaddedToEightBytes() {
    Bytes bytes =
        start(112).raw(object(2, "hello")).raw(object(1, "x")).u16(0, 0).u32(0).u64(48).zeros(32);
    GlobalHeapCollection collection = GlobalHeapCollection.decode(bytes.cursor());
    assertThat(collection.size()).isEqualTo(112);
    assertThat(collection.position(2)).isEqualTo(16);
    assertThat(collection.position(1)).isEqualTo(16 + 16 + 8);
    assertThat(collection.position(3)).isEqualTo(-1);
    assertThat(collection.position(0)).isEqualTo(-1);
    DecoderLaws.holdFor(bytes, GlobalHeapCollection::decode);
  }

  @Test
  void identifiersAreAnAddressAndAnIndex() {
    Bytes bytes = new Bytes().u64(0x800).u32(7);
    assertThat(GlobalHeapId.decode(bytes.cursor())).isEqualTo(new GlobalHeapId(0x800, 7));
    DecoderLaws.holdFor(bytes, GlobalHeapId::decode);
    Encoder out = new Encoder(Bytes.CONTEXT);
    new GlobalHeapId(0x800, 7).encode(out);
    assertThat(out.toBytes()).isEqualTo(bytes.bytes());
  }

  @Test
  void largestIndexIsFound() {
    Bytes bytes = start(72).raw(object(0xffff, "a")).raw(object(0x8000, "b")).zeros(8);
    GlobalHeapCollection collection = GlobalHeapCollection.decode(bytes.cursor());
    assertThat(collection.position(0xffff)).isEqualTo(16);
    assertThat(collection.position(0x8000)).isEqualTo(40);
    assertThat(collection.position(0x7fff)).isEqualTo(-1);
  }

  @Test
  void clearedRestIsFreeSpace() {
    Bytes bytes = start(80).raw(object(1, "abc")).zeros(40);
    assertThat(GlobalHeapCollection.decode(bytes.cursor()).objects()).hasSize(1);
  }

  @Test
  void restTooSmallForAHeaderIsFreeSpace() {
    Bytes bytes = start(48).raw(object(1, "abc")).zeros(8);
    assertThat(GlobalHeapCollection.decode(bytes.cursor()).objects()).hasSize(1);
  }

  @Test
  void headersAreAlignedWhenLengthsAreShort() {
    FormatContext narrow = new FormatContext(4, 4, 1 << 20, Limits.defaults());
    Bytes bytes =
        new Bytes()
            .text("GCOL")
            .u8(1, 0, 0, 0)
            .u32(40)
            .align(8)
            .u16(1, 1)
            .u32(0, 3)
            .align(8)
            .text("abc")
            .align(8);
    assertThat(GlobalHeapCollection.decode(bytes.cursor(narrow)).position(1)).isEqualTo(16);
    Encoder out = new Encoder(narrow);
    GlobalHeapCollection.encodeHeader(out, 40);
    new GlobalHeapObject(1, 1, 3).encode(out);
    out.text("abc").align(8);
    assertThat(out.toBytes()).isEqualTo(bytes.bytes());
  }

  @Test
  void objectBeyondTheCollectionIsMalformed() {
    Bytes bytes = start(40).u16(1, 1).u32(0).u64(9).zeros(8);
    assertThatThrownBy(() -> GlobalHeapCollection.decode(bytes.cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("size of object 1 is 9, expected at most 8");
  }

  @Test
  void indexesMustDiffer() {
    Bytes bytes = start(64).raw(object(1, "a")).raw(object(1, "b"));
    assertThatThrownBy(() -> GlobalHeapCollection.decode(bytes.cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("different");
  }

  @Test
  void collectionLargerThanItsBytesIsMalformed() {
    assertThatThrownBy(() -> GlobalHeapCollection.decode(start(1L << 40).zeros(64).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("collection size");
    assertThatThrownBy(() -> GlobalHeapCollection.decode(start(15).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("at least 16");
  }
}
