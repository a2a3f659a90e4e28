package io.hyperslab.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Blocks of a file of 100 bytes.
class UseVisitorTest {
  private final List<String> shown = new ArrayList<>();
  private final List<Hdf5Exception> failures = new ArrayList<>();

  private void show(long address, long size) {
    UseVisitor visitor = (_, at, bytes, _) -> shown.add(at + "+" + bytes);
    visitor.within(100, failures::add).block(BlockUse.FREE_SPACE, address, size, "free section");
  }

  @Test
  void blocksInTheFileAreShownAsTheyAre() {
    show(0, 100);
    show(99, 1);
    assertThat(shown).containsExactly("0+100", "99+1");
    assertThat(failures).isEmpty();
  }

  @Test
  void ofBlocksThatReachOutOnlyThePartInsideIsShown() {
    show(0, 101);
    show(60, Long.MAX_VALUE);
    assertThat(shown).containsExactly("0+100", "60+40");
    assertThat(failures).hasSize(2).allMatch(MalformedFileException.class::isInstance);
  }

  @Test
  void blocksOutsideAndThoseOfNegativeSizesAreNotShown() {
    show(100, 1);
    show(Long.MAX_VALUE, Long.MAX_VALUE);
    show(-1, 10);
    show(10, -1);
    show(Long.MIN_VALUE, Long.MIN_VALUE);
    assertThat(shown).isEmpty();
    assertThat(failures).hasSize(5);
  }
}
