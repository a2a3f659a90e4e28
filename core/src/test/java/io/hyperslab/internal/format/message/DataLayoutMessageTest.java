package io.hyperslab.internal.format.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import io.hyperslab.internal.format.message.DataLayoutMessage.Chunked;
import io.hyperslab.internal.format.message.DataLayoutMessage.Compact;
import io.hyperslab.internal.format.message.DataLayoutMessage.Contiguous;
import io.hyperslab.internal.format.message.DataLayoutMessage.Virtual;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLayoutMessageTest {
  private static Chunked chunked(Bytes bytes) {
    return (Chunked) DataLayoutMessage.decode(bytes.cursor());
  }

  /// Version 4 up to and including the chunk indexing type: chunks of 3 by 5 elements of 4 bytes.
  private static Bytes v4(int flags, int indexing) {
    return new Bytes().u8(4, 2, flags, 3, 1, 3, 5, 4, indexing);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void oldCompactDataFollowsItsSize(int version) {
    Bytes bytes = new Bytes().u8(version, 1, 0).zeros(5).u32(2).u32(2).u8(7, 8);
    Compact compact = (Compact) DataLayoutMessage.decode(bytes.cursor());
    assertThat(compact.data()).containsExactly(7, 8);
    DecoderLaws.holdFor(bytes, DataLayoutMessage::decode);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void oldContiguousDataHasNoSizeOfItsOwn(int version) {
    Bytes bytes = new Bytes().u8(version, 2, 1).zeros(5).u64(0x800).u32(10, 20);
    assertThat(DataLayoutMessage.decode(bytes.cursor()))
        .isEqualTo(new Contiguous(version, List.of(10L, 20L), 0x800, Contiguous.UNKNOWN_SIZE));
  }

  @Test
  void theLastOldDimensionOfAChunkIsTheElementSize() {
    Bytes bytes = new Bytes().u8(1, 3, 2).zeros(5).u64(0x800).u32(10, 20, 8);
    Chunked chunked = chunked(bytes);
    assertThat(chunked.chunkDimensions()).containsExactly(10, 20);
    assertThat(chunked.elementSize()).isEqualTo(8);
    assertThat(chunked.chunkSize()).isEqualTo(1600);
    assertThat(chunked.indexing()).isEqualTo(new ChunkIndexing.BTreeV1());
    DecoderLaws.holdFor(bytes, DataLayoutMessage::decode);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void compactAndContiguousAreTheSameFromVersion3On(int version) {
    Bytes compact = new Bytes().u8(version, 0).u16(3).u8(1, 2, 3);
    assertThat(((Compact) DataLayoutMessage.decode(compact.cursor())).data())
        .containsExactly(1, 2, 3);
    Bytes contiguous = new Bytes().u8(version, 1).u64(-1, 48);
    assertThat(DataLayoutMessage.decode(contiguous.cursor()))
        .isEqualTo(new Contiguous(version, Address.UNDEFINED, 48));
    DecoderLaws.holdFor(compact, DataLayoutMessage::decode);
    DecoderLaws.holdFor(contiguous, DataLayoutMessage::decode);
  }

  @Test
  void version3ChunksHaveAVersion1BTree() {
    Bytes bytes = new Bytes().u8(3, 2, 2).u64(0x900).u32(100, 4);
    Chunked chunked = chunked(bytes);
    assertThat(chunked.chunkDimensions()).containsExactly(100);
    assertThat(chunked.address()).isEqualTo(0x900);
    assertThat(chunked.indexing()).isEqualTo(new ChunkIndexing.BTreeV1());
    DecoderLaws.holdFor(bytes, DataLayoutMessage::decode);
  }

  @Test
  void aSingleChunkHasAFilteredSizeOnlyWhenFlagged() {
    Bytes plain = v4(0, 1).u64(0x900);
    assertThat(chunked(plain).indexing()).isEqualTo(new ChunkIndexing.SingleChunk(false, 0, 0));
    Bytes filtered = v4(3, 1).u64(33).u32(2).u64(0x900);
    Chunked chunked = chunked(filtered);
    assertThat(chunked.indexing()).isEqualTo(new ChunkIndexing.SingleChunk(true, 33, 2));
    assertThat(chunked.partialChunksUnfiltered()).isTrue();
    assertThat(chunked.address()).isEqualTo(0x900);
    DecoderLaws.holdFor(filtered, DataLayoutMessage::decode);
  }

  @Test
  void everyIndexHasItsParameters() {
    assertThat(chunked(v4(0, 2).u64(0x900)).indexing()).isEqualTo(new ChunkIndexing.Implicit());
    assertThat(chunked(v4(0, 3).u8(10).u64(0x900)).indexing())
        .isEqualTo(new ChunkIndexing.FixedArray(10));
    assertThat(chunked(v4(0, 4).u8(32, 4, 4, 16, 10).u64(0x900)).indexing())
        .isEqualTo(new ChunkIndexing.ExtensibleArray(32, 4, 4, 16, 10));
    Bytes tree = v4(0, 5).u32(2048).u8(100, 40).u64(0x900);
    assertThat(chunked(tree).indexing()).isEqualTo(new ChunkIndexing.BTreeV2(2048, 100, 40));
    DecoderLaws.holdFor(tree, DataLayoutMessage::decode);
  }

  @Test
  void wideDimensionsAllowChunksBeyond4GiB() {
    Bytes bytes = new Bytes().u8(5, 2, 0, 2, 8).u64(1L << 33, 4).u8(2).u64(0x900);
    assertThat(chunked(bytes).chunkSize()).isEqualTo(1L << 35);
  }

  @Test
  void virtualDataIsAGlobalHeapObject() {
    Bytes bytes = new Bytes().u8(4, 3).u64(0x1000).u32(5);
    assertThat(DataLayoutMessage.decode(bytes.cursor())).isEqualTo(new Virtual(4, 0x1000, 5));
    DecoderLaws.holdFor(bytes, DataLayoutMessage::decode);
    assertThatThrownBy(
            () -> DataLayoutMessage.decode(new Bytes().u8(3, 3).u64(0x1000).u32(5).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Layout Class");
  }

  @Test
  void aChunkDimensionOfZeroIsMalformed() {
    assertThatThrownBy(() -> chunked(new Bytes().u8(3, 2, 2).u64(0x900).u32(0, 4)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Dimension 0 Size is 0");
  }

  @Test
  void aChunkBeyondALongIsMalformed() {
    Bytes bytes = new Bytes().u8(4, 2, 0, 3, 8).u64(1L << 40, 1L << 22, 4).u8(2).u64(0x900);
    assertThatThrownBy(() -> chunked(bytes))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("size of a chunk");
  }

  @Test
  void indexParametersOutOfRangeAreMalformed() {
    assertThatThrownBy(() -> chunked(v4(0, 6).u64(0x900)))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> chunked(v4(0, 3).u8(63).u64(0x900)))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> chunked(v4(0, 4).u8(32, 4, 3, 16, 10).u64(0x900)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("power of two");
    assertThatThrownBy(() -> chunked(v4(4, 2).u64(0x900)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Flags");
  }

  @Test
  void version6IsNotSupported() {
    assertThatThrownBy(() -> DataLayoutMessage.decode(new Bytes().u8(6).zeros(30).cursor()))
        .isInstanceOf(UnsupportedFeatureException.class);
  }
}
