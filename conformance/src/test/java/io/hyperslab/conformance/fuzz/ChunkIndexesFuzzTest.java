package io.hyperslab.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hyperslab.internal.index.BTreeV1ChunkIndex;
import io.hyperslab.internal.index.BTreeV2ChunkIndex;
import io.hyperslab.internal.index.ChunkGeometry;
import io.hyperslab.internal.index.ChunkIndex;
import io.hyperslab.internal.index.ExtensibleArrayChunkIndex;
import io.hyperslab.internal.index.FixedArrayChunkIndex;
import io.hyperslab.internal.index.ImplicitChunkIndex;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Arrays;

class ChunkIndexesFuzzTest {
  private static final int GEOMETRY = 4;
  private static final int ENOUGH = 10_000;

  private static final class EnoughException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Walks the index whose signature stands at the address, and looks for chunks. The first bytes
  /// say what the dataset is like: size, size of a chunk, size of an element, and flags (filtered,
  /// two dimensions, resizable).
  @FuzzTest
  void walksAndSearches(byte[] input) {
    if (input.length < GEOMETRY) {
      return;
    }
    FuzzedImage image = FuzzedImage.of(Arrays.copyOfRange(input, GEOMETRY, input.length));
    image.read(reader -> {
      ChunkIndex index = open(reader, image, geometry(input));
      int rank = (input[3] & 2) != 0 ? 2 : 1;
      var _ = index.find(new long[rank]);
      var _ = index.find(rank == 2 ? new long[] {1, 2} : new long[] {3});
      walk(index);
    });
  }

  private static ChunkGeometry geometry(byte[] input) {
    int rank = (input[3] & 2) != 0 ? 2 : 1;
    long[] size = new long[rank];
    long[] most = new long[rank];
    long[] chunk = new long[rank];
    Arrays.fill(size, input[0] & 0xff);
    Arrays.fill(most, (input[3] & 4) != 0 ? ChunkGeometry.UNLIMITED : input[0] & 0xff);
    Arrays.fill(chunk, input[1] & 0xff);
    return new ChunkGeometry(size, most, chunk, input[2] & 0xff, (input[3] & 1) != 0);
  }

  private static ChunkIndex open(MetadataReader reader, FuzzedImage image, ChunkGeometry geometry) {
    long address = image.address();
    return switch (image.signature()) {
      case "FAHD" -> FixedArrayChunkIndex.open(reader, geometry, address);
      case "EAHD" -> ExtensibleArrayChunkIndex.open(reader, geometry, address);
      case "BTHD" -> BTreeV2ChunkIndex.open(reader, geometry, address);
      case "TREE" -> new BTreeV1ChunkIndex(reader, geometry, address, BTreeV1ChunkIndex.DEFAULT_K);
      default -> new ImplicitChunkIndex(reader, geometry, address);
    };
  }

  private static void walk(ChunkIndex index) {
    int[] visited = {0};
    try {
      index.forEach(chunk -> {
        if (visited[0]++ > ENOUGH) {
          throw new EnoughException();
        }
      });
    } catch (EnoughException _) {
      // An array of many chunks is nothing wrong.
    }
  }
}
