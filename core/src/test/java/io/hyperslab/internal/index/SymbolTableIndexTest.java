package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.PartRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SymbolTableIndexTest {
  private static final long NONE = -1;
  private static final int HEAP = 0x40;
  private static final int NAMES = 0x80;
  private static final int ROOT = 0x200;
  private static final int LEFT = 0x600;
  private static final int RIGHT = 0xa00;
  private static final int NODES = 0x1000;

  /// Names at 8, 16, ...; the empty name at 0.
  private static Bytes names(String... names) {
    Bytes bytes = new Bytes().zeros(8);
    for (String name : names) {
      bytes.terminated(name).align(8);
    }
    return bytes;
  }

  private static MiniFile file(Bytes names) {
    return new MiniFile()
        .put(HEAP, new Bytes().text("HEAP").u8(0, 0, 0, 0).u64(names.size(), 1, NAMES))
        .put(NAMES, names)
        .put(0x4000, new Bytes().zeros(8));
  }

  private static Bytes tree(int level, int entries, long... keysAndChildren) {
    return new Bytes().text("TREE").u8(0, level).u16(entries).u64(NONE, NONE).u64(keysAndChildren);
  }

  private static Bytes symbols(long... namesAndHeaders) {
    Bytes bytes = new Bytes().text("SNOD").u8(1, 0).u16(namesAndHeaders.length / 2);
    for (int i = 0; i < namesAndHeaders.length; i += 2) {
      bytes.u64(namesAndHeaders[i], namesAndHeaders[i + 1]).u32(0, 0).zeros(16);
    }
    return bytes;
  }

  /// Two levels: names a and b in one node, c and d in another, e in a third.
  private static MiniFile twoLevels() {
    return file(names("a", "b", "c", "d", "e"))
        .put(ROOT, tree(1, 2, 0, LEFT, 32, RIGHT, 40))
        .put(LEFT, tree(0, 2, 0, NODES, 16, NODES + 0x200, 32))
        .put(RIGHT, tree(0, 1, 32, NODES + 0x400, 40))
        .put(NODES, symbols(8, 0x10, 16, 0x20))
        .put(NODES + 0x200, symbols(24, 0x30, 32, 0x48))
        .put(NODES + 0x400, symbols(40, 0x50));
  }

  private static SymbolTableIndex index(MiniFile file) {
    return new SymbolTableIndex(file.reader(), ROOT, HEAP, 16, 4);
  }

  private static List<String> walk(SymbolTableIndex index) {
    List<String> names = new ArrayList<>();
    index.forEach(link -> names.add(link.name()));
    return names;
  }

  @Test
  void linksComeInTheOrderOfTheTree() {
    assertThat(walk(index(twoLevels()))).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void everyNameIsFoundAndNoOther() {
    SymbolTableIndex index = index(twoLevels());
    long[] headers = {0x10, 0x20, 0x30, 0x48, 0x50};
    for (int i = 0; i < headers.length; i++) {
      String name = String.valueOf((char) ('a' + i));
      assertThat(index.find(name).orElseThrow().entry().objectHeaderAddress())
          .isEqualTo(headers[i]);
    }
    for (String absent : List.of("", "A", "aa", "bb", "f", "\u00e9")) {
      assertThat(index.find(absent)).as(absent).isEmpty();
    }
  }

  @Test
  void symbolicLinkHasAValue() {
    Bytes entry = new Bytes().text("SNOD").u8(1, 0).u16(1).u64(8, NONE).u32(2, 0).u32(16, 0, 0, 0);
    MiniFile file =
        file(names("link", "/to/it")).put(ROOT, tree(0, 1, 0, NODES, 8)).put(NODES, entry);
    assertThat(index(file).find("link").orElseThrow().linkValue()).contains("/to/it");
  }

  @Test
  void namesCompareByUnsignedBytes() {
    MiniFile file =
        file(names("z", "\u00e9"))
            .put(ROOT, tree(0, 1, 0, NODES, 16))
            .put(NODES, symbols(8, 0x10, 16, 0x20));
    assertThat(index(file).find("\u00e9")).isPresent();
    assertThat(index(file).find("z")).isPresent();
  }

  @Test
  void emptyGroupHasNoLinks() {
    SymbolTableIndex index = index(file(names()).put(ROOT, tree(0, 0)));
    assertThat(index.iterator().hasNext()).isFalse();
    assertThat(index.find("a")).isEmpty();
  }

  @Test
  void firstLinkNeedsOnlyTheWayToIt() {
    MiniFile file = twoLevels();
    assertThat(index(file).iterator().next().name()).isEqualTo("a");
    long first = file.bytesRead();
    walk(index(file));
    // a full walk with an empty cache reads at least one tree node and two symbol table nodes more
    assertThat(file.bytesRead() - first).isGreaterThan(first + 544);
  }

  @Test
  void levelsMustDecrease() {
    MiniFile file = twoLevels().put(RIGHT, tree(1, 1, 32, LEFT, 40));
    assertThatThrownBy(() -> walk(index(file)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("node level is 1, expected below its parent's, 1");
    assertThatThrownBy(() -> index(file).find("e")).isInstanceOf(MalformedFileException.class);
  }

  @Test
  void nodeIsReachedOnce() {
    MiniFile file = twoLevels().put(ROOT, tree(1, 2, 0, LEFT, 32, LEFT, 40));
    assertThatThrownBy(() -> walk(index(file)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("reached twice");
  }

  @Test
  void depthIsLimited() {
    MiniFile file = twoLevels();
    Limits flat = Limits.defaults().toBuilder().treeDepth(0).build();
    SymbolTableIndex index = new SymbolTableIndex(file.reader(flat), ROOT, HEAP, 16, 4);
    assertThatThrownBy(() -> index.find("a")).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void namesMustLieInTheHeap() {
    MiniFile outside = twoLevels().put(NODES, symbols(4000, 0x10));
    assertThatThrownBy(() -> walk(index(outside)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("offset of text is 4000");
    MiniFile open = twoLevels().put(NAMES + 40, new Bytes().text("efghijkl"));
    assertThatThrownBy(() -> walk(index(open)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("not terminated");
  }

  @Test
  void namesThatOverlapDoNotMultiply() {
    String longName = "x".repeat(300);
    long[] many = new long[16];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = 8L + i;
      many[i + 1] = 0x10;
    }
    MiniFile file =
        file(names(longName)).put(ROOT, tree(0, 1, 0, NODES, 8)).put(NODES, symbols(many));
    assertThatThrownBy(() -> walk(index(file)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("length of all names");
  }

  @Test
  void anEmptyGroupWithABrokenHeapIsNotListed() {
    MiniFile file = file(names()).put(ROOT, tree(0, 0)).put(HEAP, new Bytes().text("HEAD"));
    assertThatThrownBy(() -> index(file).columns(PartRunner.ALONE))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("signature");
    assertThat(index(file).size()).isZero();
  }

  @Test
  void nodesCannotSayThatThereAreMoreLinksThanTheHeapHasBytes() {
    // Eight entries in each of eleven nodes, all of the same name.
    long[] keysAndChildren = new long[23];
    MiniFile file = file(names("a"));
    for (int i = 0; i < 11; i++) {
      keysAndChildren[2 * i + 1] = NODES + 0x200L * i;
      keysAndChildren[2 * i + 2] = 8;
      long[] same = new long[16];
      for (int j = 0; j < same.length; j += 2) {
        same[j] = 8;
        same[j + 1] = 0x10;
      }
      file.put(NODES + 0x200L * i, symbols(same));
    }
    file.put(ROOT, tree(0, 11, keysAndChildren));
    assertThatThrownBy(() -> index(file).size())
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("length of all names");
    assertThatThrownBy(() -> index(file).columns(PartRunner.ALONE))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("length of all names");
  }

  @Test
  void ofLargeNodesFewAreDecodedAtOnce() {
    int leafK = 2048;
    SymbolTableIndex index = new SymbolTableIndex(twoLevels().reader(), ROOT, HEAP, 16, leafK);
    AtomicInteger parts = new AtomicInteger();
    SymbolTableColumns links =
        index.columns((count, part) -> {
          parts.addAndGet(count);
          PartRunner.ALONE.run(count, part);
        });
    // Two nodes of 4096 links are as many links as one thread reads before it takes more.
    assertThat(parts).hasValue(2);
    assertThat(links.size()).isEqualTo(5);
    assertThat(index.size()).isEqualTo(5);
  }

  @Test
  void aDamagedNameBesideTheLastOneFoundIsNobodyElses() {
    // Of the names c and d, which are found beside each other, d is cut off.
    MiniFile file = twoLevels().put(NODES + 0x200, symbols(24, 0x30, 4000, 0x48));
    SymbolTableIndex index = index(file);
    assertThat(index.find("c")).isPresent();
    assertThat(index.find("e").orElseThrow().entry().objectHeaderAddress()).isEqualTo(0x50);
    assertThat(index.find("c")).isPresent();
    assertThatThrownBy(() -> index.find("d")).isInstanceOf(MalformedFileException.class);
  }
}
