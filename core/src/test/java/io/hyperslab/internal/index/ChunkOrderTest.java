package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import org.junit.jupiter.api.Test;

class ChunkOrderTest {
  private static ChunkGeometry geometry(long[] maxDims, long[] chunkDims) {
    return new ChunkGeometry(new long[maxDims.length], maxDims, chunkDims, 4, false);
  }

  private static ChunkOrder order(long[] maxDims, long[] chunkDims) {
    return ChunkOrder.of(geometry(maxDims, chunkDims));
  }

  /// The example of the specification, `FMT4 VII.B`: 4 x 5 elements in chunks of 3 x 2.
  @Test
  void fastestDimensionComesFirst() {
    ChunkOrder order = order(new long[] {4, 5}, new long[] {3, 2});
    assertThat(order.number(new long[] {1, 2})).isEqualTo(5);
    assertThat(order.number(new long[] {0, 2})).isEqualTo(2);
    assertThat(order.scaled(4)).containsExactly(1, 1);
    assertThat(order.number(new long[] {2, 0})).isEqualTo(ChunkOrder.OUTSIDE);
    assertThat(order.number(new long[] {0, 3})).isEqualTo(ChunkOrder.OUTSIDE);
  }

  /// 4, 2 chunks in the limited dimensions: each step in the unlimited one passes over 8.
  @Test
  void unlimitedDimensionIsTheSlowest() {
    ChunkOrder order = order(new long[] {7, -1, 4}, new long[] {2, 1, 3});
    assertThat(order.number(new long[] {0, 1, 0})).isEqualTo(8);
    assertThat(order.number(new long[] {3, 5, 1})).isEqualTo(5 * 8 + 3 * 2 + 1);
    assertThat(order.scaled(47)).containsExactly(3, 5, 1);
    assertThat(order.number(new long[] {4, 0, 0})).isEqualTo(ChunkOrder.OUTSIDE);
  }

  @Test
  void datasetWithoutElementsHasNoChunks() {
    ChunkOrder order = order(new long[] {0, -1}, new long[] {2, 2});
    assertThat(order.isEmpty()).isTrue();
    assertThat(order.number(new long[] {0, 0})).isEqualTo(ChunkOrder.OUTSIDE);
  }

  @Test
  void numbersSaturate() {
    ChunkOrder order = order(new long[] {Long.MAX_VALUE, Long.MAX_VALUE, -1}, new long[] {1, 1, 1});
    assertThat(order.number(new long[] {5, 5, 5})).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void twoUnlimitedDimensionsAreMalformed() {
    assertThatThrownBy(() -> order(new long[] {-1, -1}, new long[] {1, 1}))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void geometryThatCannotBeIsMalformed() {
    assertThatThrownBy(() -> geometry(new long[] {4}, new long[] {0}))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("chunk dimension is 0");
    assertThatThrownBy(() -> geometry(new long[] {4, 4}, new long[] {1}))
        .isInstanceOf(MalformedFileException.class);
    assertThat(geometry(new long[] {4, 4}, new long[] {1L << 40, 1L << 40}).chunkBytes())
        .isEqualTo(Long.MAX_VALUE);
  }
}
