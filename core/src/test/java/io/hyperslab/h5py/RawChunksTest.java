package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.ChunkInfo;
import io.hyperslab.Dataset;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Chunks as they are stored, their filters not undone.
class RawChunksTest extends FileTestCase {
  private static final long[][] FRAME = {
    {0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10, 11}, {12, 13, 14, 15}
  };

  private static byte[] stored(Dataset dataset, long... chunk) {
    return dataset.readRawChunk(chunk).orElseThrow().toArray(ValueLayout.JAVA_BYTE);
  }

  private static byte[] frameBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    LongStream.range(0, 16).forEach(bytes::putLong);
    return bytes.array();
  }

  @H5py("test_h5d_direct_chunk::TestWriteDirectChunk.test_write_direct_chunk")
  @Test
  void chunksAreWrittenAsTheyAre() throws IOException {
    Dataset made =
        f.createDataset("data")
            .type(FLOAT32)
            .shape(100, 100, 100)
            .maxShape(Dataspace.UNLIMITED, 100, 100)
            .chunks(1, 100, 100)
            .create();
    Random random = new Random(1);
    float[][] frames = new float[10][10_000];
    for (int i = 0; i < frames.length; i++) {
      ByteBuffer bytes = ByteBuffer.allocate(40_000).order(ByteOrder.LITTLE_ENDIAN);
      for (int j = 0; j < frames[i].length; j++) {
        frames[i][j] = random.nextFloat();
        bytes.putFloat(frames[i][j]);
      }
      made.writeRawChunk(MemorySegment.ofArray(bytes.array()), 1, i, 0, 0);
    }
    reopen();
    for (int i = 0; i < frames.length; i++) {
      assertThat(f.dataset("data").readFloats(Selection.at(i))).containsExactly(frames[i]);
    }
  }

  @H5py("test_h5d_direct_chunk::TestReadDirectChunk.test_read_compressed_offsets")
  @Test
  void equalChunksAreCompressedEqually() throws IOException {
    f.createDataset("frame").gzip(9).write(FRAME);
    f.createDataset("frames").gzip(9).chunks(1, 4, 4).write(new long[][][] {FRAME, FRAME, FRAME});
    reopen();
    assertThat(f.dataset("frame").chunkAt(0, 0).orElseThrow().filterMask()).isZero();
    byte[] compressed = stored(f.dataset("frame"), 0, 0);
    assertThat(compressed).hasSizeLessThan(128);
    for (int i = 0; i < 3; i++) {
      assertThat(stored(f.dataset("frames"), i, 0, 0)).isEqualTo(compressed);
      assertThat(f.dataset("frames").chunkAt(i, 0, 0).orElseThrow().filterMask()).isZero();
    }
  }

  @H5py("test_h5d_direct_chunk::TestReadDirectChunk.test_read_uncompressed_offsets")
  @Test
  void aChunkCanPassItsFiltersBy() throws IOException {
    Dataset made =
        f.createDataset("frame").type(INT64).shape(1, 4, 4).maxShape(1, 4, 4).gzip(9).create();
    made.writeRawChunk(MemorySegment.ofArray(frameBytes()), 0xFFFF_FFFF, 0, 0, 0);
    reopen();
    Dataset frame = f.dataset("frame");
    assertThat(frame.chunkAt(0, 0, 0).orElseThrow().filterMask()).isNotZero();
    assertThat(stored(frame, 0, 0, 0)).isEqualTo(frameBytes());
    assertThat(frame.read(long[][][].class)).isDeepEqualTo(new long[][][] {FRAME});
  }

  @H5py("test_h5d_direct_chunk::TestReadDirectChunk.test_read_write_chunk")
  @Test
  void aChunkGoesFromOneDatasetToAnother() throws IOException {
    Dataset source = f.createDataset("source").gzip(9).write(FRAME);
    Dataset made = f.root().createDatasetLike("made", source).create();
    int mask = (int) source.chunkAt(0, 0).orElseThrow().filterMask();
    made.writeRawChunk(source.readRawChunk(0, 0).orElseThrow(), mask, 0, 0);
    reopen();
    assertThat(f.dataset("made").filters()).hasSize(1);
    assertThat(f.dataset("made").read(long[][].class)).isDeepEqualTo(FRAME);
  }

  @H5py(
      value = {
        "test_h5d_direct_chunk::TestReadDirectChunkToOut.test_uncompressed_data",
        "test_h5d_direct_chunk::TestReadDirectChunkToOut.test_compressed_data"
      },
      differs = "the stored bytes come as a memory segment, which is copied to wherever is wanted")
  @Test
  void storedBytesAreCopiedIntoAnArray() {
    Dataset plain = f.createDataset("plain").chunks(4, 4).write(FRAME);
    byte[] target = new byte[128];
    MemorySegment.ofArray(target).copyFrom(plain.readRawChunk(0, 0).orElseThrow());
    assertThat(target).isEqualTo(frameBytes());
    assertThat(plain.chunkAt(0, 0).orElseThrow().filterMask()).isZero();
    Dataset compressed = f.createDataset("compressed").chunks(4, 4).gzip(9).write(FRAME);
    ChunkInfo chunk = compressed.storedChunks().getFirst();
    assertThat(chunk.offset()).containsExactly(0L, 0L);
    assertThat(chunk.filterMask()).isZero();
    assertThat(stored(compressed, 0, 0)).hasSize((int) chunk.storedSize());
  }
}
