package io.hyperslab.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpaceMapTest {
  private final SpaceMap space = new SpaceMap();
  private final List<String> overlaps = new ArrayList<>();

  private long used() {
    return space.forEachOverlap((first, firstAddress, second, address) ->
        overlaps.add(first + "@" + firstAddress + " " + second + "@" + address));
  }

  @Test
  void neighboursDoNotOverlap() {
    space.add(100, 50, "b");
    space.add(0, 100, "a");
    space.add(200, 1, "c");
    assertThat(used()).isEqualTo(151);
    assertThat(overlaps).isEmpty();
  }

  @Test
  void oneByteInCommonIsAnOverlap() {
    space.add(0, 101, "a");
    space.add(100, 50, "b");
    assertThat(used()).isEqualTo(150);
    assertThat(overlaps).containsExactly("a@0 b@100");
  }

  @Test
  void aStructureInsideAnotherHidesNoneBehindIt() {
    space.add(0, 1000, "a");
    space.add(10, 5, "b");
    space.add(900, 200, "c");
    assertThat(used()).isEqualTo(1100);
    assertThat(overlaps).containsExactly("a@0 b@10", "a@0 c@900");
  }

  @Test
  void whatHasNoBytesIsNowhere() {
    space.add(5, 0, "a");
    space.add(-1, 10, "b");
    space.add(Long.MAX_VALUE, 10, "c");
    assertThat(space.size()).isZero();
    assertThat(used()).isZero();
  }

  @Test
  void manyAreSorted() {
    for (int i = 0; i < 1000; i++) {
      space.add(i * 7919L % 1000 * 10, 10, "s" + i % 3);
    }
    assertThat(used()).isEqualTo(10_000);
    assertThat(overlaps).isEmpty();
  }

  @Test
  void ownersAreNamed() {
    MetObject group = MetObject.root(0).child(1, "group");
    space.add(0, 10, "object header", group);
    space.add(5, 10, "elements", group.child(2, "data"));
    assertThat(used()).isEqualTo(15);
    assertThat(overlaps).containsExactly("object header of /group@0 elements of /group/data@5");
  }
}
