package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Encodable;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How much memory changes take until the commit.
class SpillTest {
  private static final int COMMITTED = 1 << 20;
  private static final long MOST = 1 << 20;
  private static final int MANY = 2_000_000;

  /// What an image takes at least besides its bytes.
  private static final long LEAST_OVERHEAD = 40;

  private static final FormatContext CONTEXT =
      new FormatContext(8, 8, COMMITTED, Limits.defaults());

  private final GrowableMemoryStorage storage = WritableStorage.memory(new byte[COMMITTED]);
  private final Images images = new Images();
  private final WrittenFile file = new WrittenFile(storage, 0, COMMITTED, new Counters());
  private final AddressSpace space =
      new AddressSpace(SpacePolicy.defaults(), 0, 8, COMMITTED, COMMITTED);
  private final Spill spill = new Spill(file, images, space, MOST);

  /// A structure of zeros that counts how often it is encoded.
  private static final class Structure implements Encodable {
    private final int size;
    private int encodings;

    Structure(int size) {
      this.size = size;
    }

    @Override
    public void encode(Encoder out) {
      encodings++;
      out.padTo(size);
    }
  }

  /// In which order elements are written.
  enum Order implements IntUnaryOperator {
    FORWARDS {
      @Override
      public int applyAsInt(int number) {
        return number;
      }
    },
    BACKWARDS {
      @Override
      public int applyAsInt(int number) {
        return MANY - 1 - number;
      }
    },
    SCATTERED {
      @Override
      public int applyAsInt(int number) {
        return (int) (number * 7_919L % MANY);
      }
    }
  }

  private long imageCount() throws IOException {
    long[] count = {0};
    images.forEach((_, _) -> count[0]++);
    return count[0];
  }

  private long leastMemory() throws IOException {
    long[] sum = {0};
    images.forEach((_, image) -> sum[0] += LEAST_OVERHEAD + image.size());
    return sum[0];
  }

  private static byte[] value(int at) {
    return new byte[] {(byte) (at * 31 + (at >> 8))};
  }

  private void writeByte(long start, int at, boolean fresh) throws IOException {
    spill.write(start + at, MemorySegment.ofArray(value(at)), fresh);
    spill.relieve();
  }

  private void checkBytes(long start, int count) {
    byte[] read = new byte[count];
    images.read(start, MemorySegment.ofArray(read), this::readStored);
    byte[] expected = new byte[count];
    for (int i = 0; i < count; i++) {
      expected[i] = value(i)[0];
    }
    assertThat(read).isEqualTo(expected);
  }

  private void readStored(long address, MemorySegment target) {
    storage.read(address, target);
  }

  private long allocate(long size) {
    long address = space.allocate(SpaceKind.RAW, size);
    images.unwritten().add(address, address + size);
    space.keep();
    return address;
  }

  @ParameterizedTest
  @EnumSource
  void manySmallWritesToNewSpaceTakeNoMoreMemoryThanTheyMay(Order order) throws IOException {
    long start = allocate(MANY);
    for (int i = 0; i < MANY; i++) {
      writeByte(start, order.applyAsInt(i), true);
      if (i % 5000 == 0) {
        assertThat(leastMemory()).isLessThan(MOST);
      }
    }
    checkBytes(start, MANY);
  }

  @Test
  void smallWritesToCommittedSpaceOneBehindTheOtherAreFewImages() throws IOException {
    int count = COMMITTED;
    Spill narrow = new Spill(file, images, space, COMMITTED / 8);
    for (int i = 0; i < count; i++) {
      narrow.write(i, MemorySegment.ofArray(value(i)), false);
      narrow.relieve();
    }
    assertThat(imageCount()).isLessThan(count / 500);
    checkBytes(0, count);
  }

  @Test
  void dataOfNewSpaceIsNoneOfCommittedSpace() throws IOException {
    long start = allocate(100);
    assertThat(start).isEqualTo(COMMITTED);
    spill.write(start - 1, MemorySegment.ofArray(value(0)), false);
    spill.write(start, MemorySegment.ofArray(value(1)), true);
    assertThat(imageCount()).isEqualTo(2);
  }

  @Test
  void readersOfAChangingFileSeeEachPieceOfItChangeAlone() throws IOException {
    space.keepReleased();
    spill.write(0, MemorySegment.ofArray(value(0)), false);
    spill.write(1, MemorySegment.ofArray(value(1)), false);
    assertThat(imageCount()).isEqualTo(2);
  }

  @Test
  void committedStructuresAreNotEncodedBeforeTheCommit() throws IOException {
    Structure structure = new Structure(1000);
    Structure added = new Structure(1000);
    long fresh = allocate(1000);
    images.write(fresh, Image.of(1000, added, CONTEXT));
    for (int at = 0; at + 1000 <= COMMITTED; at += 1000) {
      images.write(at, Image.of(1000, structure, CONTEXT));
      spill.relieve();
    }
    assertThat(structure.encodings).isZero();
    assertThat(added.encodings).as("what can be written is").isEqualTo(1);
    assertThat(imageCount()).isEqualTo(COMMITTED / 1000);
  }
}
