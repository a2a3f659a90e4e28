package io.hyperslab.dataspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/// The expected shapes are those that h5py 3.16 guessed.
class ChunkShapesTest {
  @Test
  void guessesWhatH5pyGuesses() {
    guesses(shape(100, 480, 640), 1, 13, 60, 80);
    guesses(shape(100, 480, 640), 4, 7, 30, 80);
    guesses(shape(100, 480, 640), 8, 7, 30, 40);
    guesses(shape(100, 100), 1, 100, 100);
    guesses(shape(100, 100), 4, 50, 50);
    guesses(shape(100, 100), 8, 25, 50);
    guesses(shape(2, 2), 4, 2, 2);
    guesses(shape(1, 1000), 4, 1, 1000);
    guesses(shape(1000, 1000), 4, 63, 125);
    guesses(shape(1000, 1000), 8, 63, 63);
    guesses(shape(1024, 1024), 4, 64, 128);
    guesses(shape(20, 2048, 2048), 8, 1, 128, 128);
    guesses(shape(10000, 10), 4, 1250, 3);
    guesses(shape(10000, 10), 8, 1250, 2);
    guesses(shape(5000, 1000), 4, 157, 63);
    guesses(shape(1000000), 8, 3907);
    guesses(shape(256, 256, 3), 1, 64, 64, 2);
    guesses(shape(1 << 30), 4, 65536);
    guesses(shape(1000000000), 8, 30518);
    guesses(shape(20, 100), 4, 20, 100);
  }

  @Test
  void takesEmptyDimensionsToGrow() {
    guesses(shape(0), 4, 1024);
    guesses(shape(15, 0), 4, 4, 512);
  }

  @Test
  void givesLargeElementsChunksOfTheirOwn() {
    guesses(shape(10, 10), 1 << 21, 1, 1);
    guesses(shape(Long.MAX_VALUE, Long.MAX_VALUE), Long.MAX_VALUE, 1, 1);
  }

  @Test
  void refusesWhatHasNoChunks() {
    assertThatIllegalArgumentException().isThrownBy(() -> ChunkShapes.guess(new long[0], 4));
    assertThatIllegalArgumentException().isThrownBy(() -> ChunkShapes.guess(shape(-1), 4));
    assertThatIllegalArgumentException().isThrownBy(() -> ChunkShapes.guess(shape(1), 0));
  }

  private static long[] shape(long... sizes) {
    return sizes;
  }

  private static void guesses(long[] shape, long elementSize, long... expected) {
    long[] given = shape.clone();
    assertThat(ChunkShapes.guess(shape, elementSize)).isEqualTo(expected);
    assertThat(shape).isEqualTo(given);
  }
}
