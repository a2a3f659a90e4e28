package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.heap.GlobalHeapCollection;
import io.hyperslab.storage.AddressMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A collection that changes, against its bytes by the specification.
class OpenCollectionTest {
  private record Stored(int index, byte[] data) {
    private int stride() {
      return 16 + (data.length + 7 & ~7);
    }
  }

  private static FormatContext context(int lengths) {
    return new FormatContext(8, lengths, () -> 1L << 40, Limits.defaults(), AddressMap.identity());
  }

  /// The bytes of a collection of these objects one behind the other.
  private static byte[] image(int lengths, int size, List<Stored> objects) {
    ByteBuffer image = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    image.put(new byte[] {'G', 'C', 'O', 'L', 1, 0, 0, 0});
    put(image, 8, lengths, size);
    int at = 16;
    for (Stored object : objects) {
      image.putShort(at, (short) object.index());
      put(image, at + 8, lengths, object.data().length);
      image.put(at + 16, object.data());
      at += object.stride();
    }
    if (size - at >= 16) {
      put(image, at + 8, lengths, size - at);
    }
    return image.array();
  }

  private static void put(ByteBuffer image, int at, int lengths, int length) {
    if (lengths == 8) {
      image.putLong(at, length);
    } else {
      image.putInt(at, length);
    }
  }

  private static OpenCollection reopened(FormatContext context, byte[] image) {
    Cursor cursor = Cursor.over(image, 0, "collection", context);
    return OpenCollection.of(context, 0, image, GlobalHeapCollection.decode(cursor));
  }

  @ParameterizedTest
  @CsvSource({"4, 4096, 1", "8, 4096, 2", "8, 5000, 3", "4, 65536, 4"})
  void itHasTheBytesOfItsObjectsAfterAnyChanges(int lengths, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FormatContext context = context(lengths);
    OpenCollection collection = OpenCollection.create(context, 0, size);
    List<Stored> objects = new ArrayList<>();
    for (int round = 0; round < 600; round++) {
      // Mostly filled, then mostly emptied.
      int growth = round / 100 % 2 == 0 ? 70 : 30;
      for (int i = random.nextInt(20); i >= 0; i--) {
        if (random.nextInt(100) < growth) {
          add(collection, objects, size, random);
        } else if (!objects.isEmpty()) {
          int index = objects.remove(random.nextInt(objects.size())).index();
          assertThat(collection.contains(index)).isTrue();
          assertThat(collection.remove(index)).isTrue();
          assertThat(collection.contains(index)).isFalse();
          assertThat(collection.remove(index)).isFalse();
        }
      }
      assertThat(collection.isEmpty()).isEqualTo(objects.isEmpty());
      byte[] expected = image(lengths, size, objects);
      switch (random.nextInt(8)) {
        case 0 -> assertThat(collection.image()).isEqualTo(expected);
        case 1 -> assertThat(collection.stored()).isEqualTo(expected);
        case 2 -> {
          collection = collection.copy();
          assertThat(collection.image()).isEqualTo(expected);
        }
        case 3 -> collection = reopened(context, collection.image());
        default -> {}
      }
    }
  }

  private static void add(
      OpenCollection collection, List<Stored> objects, int size, SplittableRandom random) {
    byte[] data = new byte[random.nextInt(random.nextBoolean() ? 20 : 300)];
    random.nextBytes(data);
    Stored object = new Stored(0, data);
    int free = size - 16 - objects.stream().mapToInt(Stored::stride).sum();
    assertThat(collection.hasRoom(object.stride())).isEqualTo(free >= object.stride());
    if (free >= object.stride()) {
      objects.add(new Stored(collection.insert(data, 0, data.length), data));
    }
  }

  /// No writer is known that makes such a one, but it can be read.
  @Test
  void anObjectWithoutAllOfItsPaddingIsMoved() {
    int size = 4100;
    FormatContext context = context(8);
    byte[] first = new byte[40];
    byte[] last = new byte[size - 16 - 56 - 16];
    Arrays.fill(last, (byte) 9);
    byte[] image = Arrays.copyOf(image(8, 4104, objects(first, last)), size);
    ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putLong(8, size);
    OpenCollection collection = reopened(context, image);
    assertThat(collection.hasRoom(16)).isFalse();
    assertThat(collection.image()).isEqualTo(image);
    assertThat(collection.remove(1)).isTrue();
    assertThat(collection.hasRoom(56)).as("52 bytes are left").isFalse();
    byte[] next = new byte[24];
    Arrays.fill(next, (byte) 5);
    assertThat(collection.hasRoom(40)).isTrue();
    assertThat(collection.insert(next, 0, next.length)).isEqualTo(3);
    assertThat(collection.image())
        .isEqualTo(image(8, size, List.of(new Stored(2, last), new Stored(3, next))));
  }

  private static List<Stored> objects(byte[] first, byte[] last) {
    return List.of(new Stored(1, first), new Stored(2, last));
  }
}
