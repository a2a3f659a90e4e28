package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// What is read ahead of the global heap does not grow with what a file claims.
class CollectionWindowTest {
  private static final int FIRST = 0x40;
  private static final int SIZE = 1 << 19;
  private static final int COUNT = 20;

  /// Collections of which each begins at the end of the one before, inside that one.
  private static MiniFile nested() {
    MiniFile file = new MiniFile().put(FIRST + (long) COUNT * SIZE + SIZE, new Bytes().zeros(8));
    for (int i = 0; i < COUNT; i++) {
      file.put(
          address(i),
          new Bytes().text("GCOL").u8(1, 0, 0, 0).u64(SIZE).u16(1, 1).u32(0).u64(SIZE - 32));
    }
    return file;
  }

  private static long address(int i) {
    return FIRST + (long) i * (SIZE - 64);
  }

  @Test
  void collectionsThatBeginInsideEachOtherDoNotAddUp() {
    CollectionWindow window = new CollectionWindow(nested().reader());
    window.expect(address(0), address(COUNT - 1), (long) COUNT * SIZE);
    int found = 0;
    for (int i = 0; i < COUNT; i++) {
      found += window.find(address(i), 1) > 0 ? 1 : 0;
      assertThat(window.bytes().length).isLessThanOrEqualTo(2 * SIZE);
    }
    // Those that are not are left to who reads collections alone.
    assertThat(found).isPositive();
    window.close();
  }
}
