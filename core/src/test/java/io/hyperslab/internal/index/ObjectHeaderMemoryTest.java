package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.metadata.StructureCache;
import java.lang.ref.Reference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What headers take in the cache, by the heap's own account.
class ObjectHeaderMemoryTest {
  private static final int MIB = 1 << 20;

  private static Bytes message(int type, Bytes body) {
    return new Bytes().u16(type, body.size()).u8(0, 0, 0, 0).raw(body);
  }

  private static Bytes header(Bytes messages) {
    return new Bytes().u8(1, 0).u16(1).u32(1, messages.size(), 0).raw(messages);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /// Bytes of the heap that `count` copies of a header take after `use` has been made of each.
  private static long retained(Bytes header, int count, long capacity, Consumer<ObjectHeader> use) {
    Bytes all = new Bytes();
    for (int i = 0; i < count; i++) {
      all.raw(header);
    }
    MiniFile file = new MiniFile().put(0, all.zeros(512));
    ObjectHeaderLoader loader = new ObjectHeaderLoader(file.reader(new StructureCache(capacity)));
    try {
      use.accept(loader.load(0));
      long before = used();
      for (int i = 1; i < count; i++) {
        use.accept(loader.load((long) i * header.size()));
      }
      return used() - before;
    } finally {
      Reference.reachabilityFence(loader);
      Reference.reachabilityFence(file);
      Reference.reachabilityFence(all);
    }
  }

  private static void decodeAll(ObjectHeader header) {
    for (int i = 0; i < header.rawMessages().size(); i++) {
      assertThat(header.message(i)).isNotNull();
    }
  }

  @Test
  void smallHeadersKeepNothingOfWhatIsBehindThem() {
    Bytes group = header(message(0x11, new Bytes().u64(0, 0)));
    long retained = retained(group, 20_001, Long.MAX_VALUE, ObjectHeaderMemoryTest::decodeAll);
    assertThat(retained / 20_000).isLessThan(700);
  }

  @Test
  void emptySpaceInHeadersTakesNoRoom() {
    Bytes nil = new Bytes();
    for (int i = 0; i < 8000; i++) {
      nil.raw(message(0, new Bytes()));
    }
    long retained = retained(header(nil), 100, 4 * MIB, ObjectHeaderMemoryTest::decodeAll);
    assertThat(retained).isLessThan(5 * MIB);
  }

  @Test
  void manySmallMessagesAreWeighedAsWhatTheyAreInMemory() {
    Bytes messages = new Bytes();
    for (int i = 0; i < 8000; i++) {
      messages.raw(message(0x40, new Bytes()));
    }
    long retained = retained(header(messages), 100, 4 * MIB, ObjectHeaderMemoryTest::decodeAll);
    assertThat(retained).isLessThan(5 * MIB);
  }

  @Test
  void datatypesAreWeighedAsWhatTheyAreInMemory() {
    Bytes compound = new Bytes().u8(0x36).u16(3500).u8(0).u32(3500);
    for (int i = 0; i < 3500; i++) {
      compound.terminated(Integer.toString(i, 36)).u16(i);
      compound.u8(0x10, 0, 0, 0).u32(1).u16(0, 8);
    }
    Bytes header = header(message(3, compound.align(8)));
    long retained = retained(header, 40, 4 * MIB, ObjectHeaderMemoryTest::decodeAll);
    assertThat(retained).isLessThan(5 * MIB);
  }
}
