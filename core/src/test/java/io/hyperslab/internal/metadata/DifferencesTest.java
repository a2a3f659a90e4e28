package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  private static final int BASE = 512;
  private static final int SIZE = 4000;

  private final Random random = new Random(1);
  private final byte[] file = randomBytes(BASE + SIZE);

  private byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] stored(int from, int to) {
    return Arrays.copyOfRange(file, BASE + from, BASE + to);
  }

  /// An image that differs from what is stored in single bytes.
  private Image image(int from, int to, int... different) {
    byte[] bytes = stored(from, to);
    for (int at : different) {
      bytes[at - from] ^= 1;
    }
    return new Image.Held(bytes);
  }

  private NavigableMap<Long, Image> differences(Map<Long, Image> images) throws IOException {
    return Differences.of(new TreeMap<>(images), new StoredBytes(Storage.memory(file), BASE));
  }

  private static byte[] bytes(Map.Entry<Long, Image> entry) {
    return ((Image.Held) entry.getValue()).bytes();
  }

  @Test
  void whatIsStoredAlreadyIsNotWritten() throws IOException {
    assertThat(differences(Map.of(100L, image(100, 900), 2000L, image(2000, 2001)))).isEmpty();
  }

  @Test
  void anImageIsNarrowedToTheBytesThatDiffer() throws IOException {
    NavigableMap<Long, Image> found =
        differences(Map.of(100L, image(100, 2100, 100, 110, 1500, 2099)));
    assertThat(found).containsOnlyKeys(100L, 1500L, 2099L);
    assertThat(found.get(100L).size()).isEqualTo(11);
    assertThat(found.get(1500L).size()).isEqualTo(1);
    assertThat(found.get(2099L).size()).isEqualTo(1);
  }

  @Test
  void imagesThatAreNearEachOtherBecomeOneWithWhatLiesBetween() throws IOException {
    NavigableMap<Long, Image> found =
        differences(Map.of(100L, image(100, 200, 199), 210L, image(210, 300, 211)));
    assertThat(found).containsOnlyKeys(199L);
    byte[] expected = stored(199, 212);
    expected[0] ^= 1;
    expected[12] ^= 1;
    assertThat(bytes(found.firstEntry())).isEqualTo(expected);
  }

  @Test
  void whatLiesBetweenImagesIsNotWrittenWhereOneMayBeMadeFromIt() throws IOException {
    Image elsewhere = new Image.Stored(202, 5);
    NavigableMap<Long, Image> found =
        differences(
            Map.of(100L, image(100, 200, 199), 210L, image(210, 300, 211), 3000L, elsewhere));
    assertThat(found).containsOnlyKeys(199L, 211L, 3000L);
    assertThat(found).containsEntry(3000L, elsewhere);
  }

  @Test
  void imagesBeyondTheEndOfTheStorageStayWhole() throws IOException {
    Image image = new Image.Held(new byte[100]);
    for (long address : new long[] {SIZE - 50L, SIZE, SIZE + 50L}) {
      assertThat(differences(Map.of(address, image))).containsExactly(Map.entry(address, image));
    }
  }

  @Test
  void theDifferencesMakeTheSameOfTheFile() throws IOException {
    for (int run = 0; run < 500; run++) {
      NavigableMap<Long, Image> images = new TreeMap<>();
      byte[] expected = stored(0, SIZE);
      for (int at = random.nextInt(300); at < SIZE; at += random.nextInt(300)) {
        int to = Math.min(SIZE, at + random.nextInt(1, 500));
        int[] different = random.ints(random.nextInt(6), at, to).toArray();
        Image image = image(at, to, different);
        images.put((long) at, image);
        System.arraycopy(((Image.Held) image).bytes(), 0, expected, at, to - at);
        at = to;
      }
      byte[] found = stored(0, SIZE);
      long end = 0;
      for (Map.Entry<Long, Image> entry : differences(images).entrySet()) {
        byte[] bytes = bytes(entry);
        assertThat(entry.getKey()).isGreaterThanOrEqualTo(end);
        end = entry.getKey() + bytes.length;
        System.arraycopy(bytes, 0, found, Math.toIntExact(entry.getKey()), bytes.length);
      }
      assertThat(found).isEqualTo(expected);
    }
  }
}
