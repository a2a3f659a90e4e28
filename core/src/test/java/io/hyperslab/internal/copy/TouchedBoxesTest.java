package io.hyperslab.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TouchedBoxesTest {
  private static List<String> boxes(TouchedBoxes touched) {
    List<String> boxes = new ArrayList<>();
    touched.forEach((offset, size) -> boxes.add(Arrays.toString(offset) + Arrays.toString(size)));
    return boxes;
  }

  @Test
  void aPartTouchesTheBoxesThatItReachesInto() {
    TouchedBoxes touched = new TouchedBoxes(new long[] {10, 10}, new long[] {4, 5});
    touched.add(new long[] {3, 4}, new long[] {2, 2});
    assertThat(boxes(touched))
        .containsExactly("[0, 0][4, 5]", "[0, 5][4, 5]", "[4, 0][4, 5]", "[4, 5][4, 5]");
    assertThat(touched.areAll()).isFalse();
    touched.add(new long[] {8, 0}, new long[] {2, 10});
    assertThat(touched.areAll()).isTrue();
    assertThat(boxes(touched)).endsWith("[8, 0][2, 5]", "[8, 5][2, 5]");
  }

  @Test
  void aGridOfManyBoxesKeepsOnlyThoseTouched() {
    TouchedBoxes touched = new TouchedBoxes(new long[] {1L << 50}, new long[] {1000});
    touched.add(new long[] {(1L << 50) - 1}, new long[] {1});
    touched.add(new long[] {999}, new long[] {2});
    assertThat(boxes(touched))
        .containsExactly("[0][1000]", "[1000][1000]", "[1125899906842000][624]");
    assertThat(touched.areAll()).isFalse();
  }
}
