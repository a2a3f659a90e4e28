package io.hyperslab.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.layout.VirtualMapping;
import org.junit.jupiter.api.Test;

class VirtualSelectionsTest {
  private static final long ADDRESS = 96;
  private static final Limits FEW = Limits.defaults().toBuilder().virtualSources(10).build();

  private final VirtualBudget budget = new VirtualBudget(FEW);
  private final VirtualSelections selections = new VirtualSelections(ADDRESS, budget);

  private static Hyperslab endless(long start, long stride, long count, long block) {
    return Hyperslab.of(
        new long[] {start}, new long[] {stride}, new long[] {count}, new long[] {block});
  }

  private static VirtualMapping mapping(String file, Selection target) {
    return new VirtualMapping(file, "data", Selection.all(), target);
  }

  @Test
  void blocksOfAPatternMustBeNumbered() {
    Hyperslab blocks = endless(0, 4, Hyperslab.UNLIMITED, 3);
    selections.requirePattern(mapping("part-%b.h5", blocks), blocks);
    refused("part.h5", blocks);
    refused("part-%b.h5", endless(0, 1, 1, Hyperslab.UNLIMITED));
  }

  private void refused(String file, Hyperslab target) {
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> selections.requirePattern(mapping(file, target), target))
        .withMessageContaining(file)
        .withMessageContaining("'data'")
        .satisfies(e -> assertThat(e.address()).hasValue(ADDRESS));
  }

  @Test
  void aBlockBeyondALongIsRefused() {
    Hyperslab target = endless(1L << 62, 1L << 61, Hyperslab.UNLIMITED, 1);
    VirtualMapping mapping = mapping("part-%b.h5", target);
    assertThat(selections.block(mapping, target, 1).start()).containsExactly(3L << 61);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> selections.block(mapping, target, 2))
        .withMessageContaining("part-%b.h5");
  }

  @Test
  void aMappingOfAnotherRankIsRefused() {
    for (Selection target :
        new Selection[] {
          Selection.boxes(2, 0, 0, 1, 1),
          Selection.points(new long[] {0, 0}),
          Selection.box(new long[2], new long[2])
        }) {
      selections.requireRank(mapping("a.h5", target), 2);
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> selections.requireRank(mapping("a.h5", target), 1))
          .withMessageContaining("a.h5");
    }
  }

  @Test
  void selectionsMayReachBeyondTheShape() {
    long[] shape = {3, 3};
    Selection boxes = Selection.boxes(2, 0, 0, 0, 0, 1, 1, 4, 2);
    assertThat(selections.resolve(mapping("a.h5", boxes), boxes, shape).elementCount())
        .isEqualTo(9);
    Selection points = Selection.points(new long[][] {{0, 7}, {2, 2}});
    assertThat(selections.resolve(mapping("a.h5", points), points, shape).elementCount())
        .isEqualTo(2);
  }

  @Test
  void whatOneRequestMayDemandIsLimited() {
    budget.steps(1 << 24, ADDRESS);
    refused("mappings", () -> budget.steps(1, ADDRESS));
    budget.elements(1 << 30, ADDRESS);
    refused("elements", () -> budget.walk(1, ADDRESS));
    budget.want(1 << 30);
    budget.elements(1 << 30, ADDRESS);
    for (int source = 0; source < 10; source++) {
      budget.source(ADDRESS);
    }
    refused("sources", () -> budget.source(ADDRESS));
    refused("mappings", () -> budget.steps(Long.MAX_VALUE, ADDRESS));
  }

  private static void refused(String item, Runnable demand) {
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(demand::run)
        .satisfies(e -> {
          assertThat(e.item()).startsWith(item);
          assertThat(e.address()).hasValue(ADDRESS);
        });
  }
}
