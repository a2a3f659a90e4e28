package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Space of files with paged aggregation, through [AddressSpace].
class PageAllocatorTest {
  private static final long PAGE = 512;
  private static final SpacePolicy PAGES =
      SpacePolicy.defaults().withReuseOriginal(true).withPages(PAGE);

  /// A file that consists of a superblock of 48 bytes so far.
  private static AddressSpace created() {
    return new AddressSpace(PAGES, 0, 8, 0, 48);
  }

  private static long metadata(AddressSpace space, long size) {
    long address = space.allocate(SpaceKind.METADATA, size);
    space.keep();
    return address;
  }

  private static long raw(AddressSpace space, long size) {
    long address = space.allocate(SpaceKind.RAW, size);
    space.keep();
    return address;
  }

  private static void free(AddressSpace space, long address, long size) {
    space.free(address, size);
    space.keep();
  }

  @Test
  void structuresAndRawDataHavePagesOfTheirOwn() {
    AddressSpace space = created();
    assertThat(metadata(space, 100)).as("behind the superblock").isEqualTo(48);
    assertThat(raw(space, 100)).isEqualTo(512);
    assertThat(metadata(space, 100)).isEqualTo(148);
    assertThat(raw(space, 100)).isEqualTo(612);
    assertThat(space.end()).isEqualTo(1024);
  }

  @Test
  void whatIsSmallerThanAPageDoesNotCrossItsEnd() {
    AddressSpace space = created();
    assertThat(metadata(space, 400)).isEqualTo(48);
    assertThat(metadata(space, 400)).isEqualTo(512);
    assertThat(metadata(space, 511)).isEqualTo(1024);
    assertThat(metadata(space, 64)).as("the end of the first page").isEqualTo(448);
  }

  @Test
  void whatIsLargerBeginsAtAPageAndHasItsLastPageForItself() {
    AddressSpace space = created();
    assertThat(raw(space, 512)).isEqualTo(512);
    assertThat(raw(space, 513)).isEqualTo(1024);
    assertThat(space.end()).isEqualTo(2048);
    assertThat(raw(space, 10)).isEqualTo(2048);
    assertThat(metadata(space, 1000)).isEqualTo(2560);
    assertThat(space.endAfterCommit()).isEqualTo(3584);
  }

  @Test
  void theEndIsAlwaysThatOfAPage() {
    AddressSpace space = new AddressSpace(PAGES.withReuseOriginal(false), 0, 8, 1000, 1000);
    assertThat(metadata(space, 10)).as("nothing is known of the last page").isEqualTo(1024);
    assertThat(space.endAfterCommit()).isEqualTo(1536);
    space.committed();
    assertThat(space.end()).isEqualTo(1536);
  }

  @Test
  void aPageThatIsNotUsedAnyMoreServesForAnything() {
    AddressSpace space = created();
    long first = raw(space, 300);
    long second = raw(space, 200);
    raw(space, 400);
    free(space, first, 300);
    assertThat(metadata(space, 470)).as("raw data is still there").isEqualTo(1536);
    free(space, second, 200);
    assertThat(metadata(space, 470)).isEqualTo(512);
  }

  @Test
  void theRestOfTheLastPageIsFreedWithWhatIsLarge() {
    AddressSpace space = created();
    long large = raw(space, 1200);
    raw(space, 10);
    free(space, large, 1200);
    assertThat(raw(space, 1536)).isEqualTo(large);
  }

  @Test
  void aPartOfWhatIsLargeIsFreedAlone() {
    AddressSpace space = created();
    long large = raw(space, 1200);
    raw(space, 10);
    free(space, large, 600);
    assertThat(raw(space, 512)).isEqualTo(large);
    assertThat(raw(space, 600)).as("does not fit").isEqualTo(2560);
    free(space, large + 600, 600);
    assertThat(raw(space, 1024)).isEqualTo(large + 512);
  }

  @Test
  void whatIsUndoneIsFoundAgain() {
    AddressSpace space = created();
    raw(space, 100);
    AddressSpace.Mark mark = space.mark();
    long small = space.allocate(SpaceKind.RAW, 50);
    long page = space.allocate(SpaceKind.METADATA, 500);
    long large = space.allocate(SpaceKind.RAW, 5000);
    space.undo(mark);
    assertThat(space.end()).isEqualTo(1024);
    assertThat(space.allocate(SpaceKind.RAW, 50)).isEqualTo(small);
    assertThat(space.allocate(SpaceKind.METADATA, 500)).isEqualTo(page);
    assertThat(space.allocate(SpaceKind.RAW, 5000)).isEqualTo(large);
  }

  @Test
  void rollbackLeavesTheCommittedPages() {
    AddressSpace space = created();
    metadata(space, 300);
    space.committed();
    raw(space, 100);
    raw(space, 3000);
    space.rollback();
    assertThat(space.end()).isEqualTo(512);
    assertThat(metadata(space, 100)).isEqualTo(348);
  }

  @Test
  void nothingOverlapsAndEveryRuleHoldsHoweverSpaceComesAndGoes() {
    Random random = new Random(11);
    AddressSpace space = created();
    List<Piece> live = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      int choice = random.nextInt(100);
      if (choice < 55) {
        SpaceKind kind = random.nextBoolean() ? SpaceKind.METADATA : SpaceKind.RAW;
        long size = 1L + random.nextInt(random.nextInt(4) == 0 ? 3000 : 511);
        Piece piece = new Piece(kind, space.allocate(kind, size), size);
        piece.requireInItsPage();
        live.forEach(piece::requireApart);
        live.add(piece);
      } else if (choice < 97 && !live.isEmpty()) {
        Piece piece = live.remove(random.nextInt(live.size()));
        space.free(piece.address, piece.size);
      } else {
        space.keep();
        space.committed();
      }
      space.keep();
      assertThat(space.end() % PAGE).isZero();
    }
    live.forEach(piece -> space.free(piece.address, piece.size));
    space.keep();
    space.committed();
    assertThat(space.end()).as("only the superblock is left").isEqualTo(PAGE);
  }

  private record Piece(SpaceKind kind, long address, long size) {
    void requireInItsPage() {
      assertThat(address).isGreaterThanOrEqualTo(48);
      if (size < PAGE) {
        assertThat((address + size - 1) / PAGE).isEqualTo(address / PAGE);
      } else {
        assertThat(address % PAGE).isZero();
      }
    }

    void requireApart(Piece other) {
      assertThat(address + size <= other.address || other.address + other.size <= address)
          .as("%s and %s", this, other)
          .isTrue();
      boolean samePage =
          address / PAGE <= (other.address + other.size - 1) / PAGE
              && other.address / PAGE <= (address + size - 1) / PAGE;
      assertThat(!samePage || size < PAGE && other.size < PAGE && kind == other.kind)
          .as("%s and %s share a page", this, other)
          .isTrue();
    }
  }
}
