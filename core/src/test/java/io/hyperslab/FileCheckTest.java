package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.FileCheck.Severity;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a check finds in damaged files, and that it ends.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileCheckTest {
  private static final int DESCRIPTOR = 16;
  private static final int LENGTH = 256;
  private static final int CHUNKS = 20;
  private static final int CHUNK = 100;

  private static ByteBuffer littleEndian(byte[] image) {
    return ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static FileCheck check(byte[] image) throws IOException {
    try (Hdf5File file = Hdf5File.open(image)) {
      return FileCheck.of(file);
    }
  }

  /// A file of one dataset of sequences, and where its elements are.
  private record Sequences(byte[] image, int elements) {
    /// Where the content of the heap object is that an element leads to.
    int content(int element) {
      ByteBuffer bytes = littleEndian(image);
      int descriptor = elements + element * DESCRIPTOR;
      int object = (int) bytes.getLong(descriptor + 4) + 16;
      while (bytes.getShort(object) != bytes.getInt(descriptor + 12)) {
        object += 16 + (int) (bytes.getLong(object + 8) + 7 & -8L);
      }
      return object + 16;
    }
  }

  private static Sequences sequences(Datatype type, Object values) throws IOException {
    try (Hdf5File file = Hdf5File.createInMemory(CreateOptions.defaults())) {
      Dataset dataset =
          file.createDataset("sequences").type(type).shape(Array.getLength(values)).create();
      dataset.write(values);
      file.flush();
      return new Sequences(file.toImage(), (int) dataset.dataAddress().orElseThrow());
    }
  }

  private static Object arrayOf(int length, Object each) {
    Object array = Array.newInstance(each.getClass(), length);
    for (int i = 0; i < length; i++) {
      Array.set(array, i, each);
    }
    return array;
  }

  @Test
  void sequencesThatLeadToThemselvesAreFollowedOnce() throws IOException {
    Datatype type = variableLength(INT32);
    Object value = new int[] {1};
    for (int depth = 2; depth <= 8; depth++) {
      type = variableLength(type);
      value = arrayOf(depth == 8 ? LENGTH : 1, value);
    }
    Sequences file = sequences(type, arrayOf(1, value));
    byte[] itself = Arrays.copyOfRange(file.image(), file.elements(), file.elements() + DESCRIPTOR);
    for (int i = 0; i < LENGTH; i++) {
      System.arraycopy(itself, 0, file.image(), file.content(0) + i * DESCRIPTOR, DESCRIPTOR);
    }
    assertThat(check(file.image()).findings()).isEmpty();
  }

  @Test
  void elementsOfASequenceAreFollowedBehindThoseThatWereAlready() throws IOException {
    Datatype type = variableLength(variableLength(INT32));
    Sequences file = sequences(type, new int[][][] {{{1}, {2}}, {{3}}});
    ByteBuffer bytes = littleEndian(file.image());
    // The first element is the start of what the second is.
    bytes.put(file.elements() + DESCRIPTOR, file.image(), file.elements(), DESCRIPTOR);
    bytes.putInt(file.elements(), 1);
    assertThat(check(file.image()).isSound()).isTrue();
    bytes.putInt(file.content(0) + DESCRIPTOR + 12, 999);
    assertThat(check(file.image()).findings())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.severity()).isEqualTo(Severity.DAMAGE);
          assertThat(problem.path()).isEqualTo("/sequences");
          assertThat(problem.text()).contains("999");
        });
  }

  @Test
  void referencesWhoseHeapIsDestroyedAreDamage() throws IOException {
    byte[] image = Fixtures.bytes("references.h5");
    assertThat(check(image).isSound()).isTrue();
    for (int at = find(image, "GCOL", 0); at >= 0; at = find(image, "GCOL", at)) {
      image[at] = 'X';
    }
    assertThat(check(image).findings())
        .filteredOn(problem -> problem.severity() == Severity.DAMAGE)
        .extracting(FileCheck.Problem::path)
        .contains("/regions", "/standard");
  }

  @Test
  void regionsOfDatasetsThatAreNotThereAreNotes() throws IOException {
    byte[] image;
    long target;
    long references;
    try (Hdf5File file = Hdf5File.createInMemory(CreateOptions.defaults())) {
      Dataset numbers = file.write("numbers", new int[10]);
      target = numbers.reference().address();
      Dataset regions =
          file.write(
              "regions", new RegionReference[] {numbers.regionReference(Selection.of("2:4"))});
      references = regions.dataAddress().orElseThrow();
      file.flush();
      image = file.toImage();
    }
    ByteBuffer bytes = littleEndian(image);
    int value = (int) bytes.getLong((int) references) + 32;
    assertThat(bytes.getLong(value)).isEqualTo(target);
    for (long nowhere : new long[] {references, 1L << 40}) {
      bytes.putLong(value, nowhere);
      FileCheck check = check(image);
      assertThat(check.isSound()).isTrue();
      assertThat(check.findings())
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.NOTE);
            assertThat(problem.text())
                .startsWith("a reference leads there, but no object is there");
          });
    }
  }

  @Test
  void aChunkToWhichAWholeIndexLeadsIsDecodedOnce() throws IOException {
    // The index has no checksums.
    byte[] image;
    try (Hdf5File file = Hdf5File.createInMemory(CreateOptions.defaults().earliest())) {
      file.createDataset("chunks")
          .type(INT32)
          .shape(CHUNKS * CHUNK)
          .chunks(CHUNK)
          .gzip(1)
          .create()
          .write(new int[CHUNKS * CHUNK]);
      file.flush();
      image = file.toImage();
    }
    ByteBuffer bytes = littleEndian(image);
    // A key, which is size, filters and two offsets, then the address of the chunk, in turn.
    int first = findChunks(image) + 24 + 24;
    for (int i = 1; i < CHUNKS; i++) {
      bytes.putLong(first + i * 32, bytes.getLong(first));
    }
    try (Hdf5File file = Hdf5File.open(image)) {
      FileCheck check = FileCheck.of(file);
      assertThat(check.findings())
          .filteredOn(problem -> problem.text().endsWith("is stored where another one is"))
          .hasSize(CHUNKS - 1)
          .allMatch(problem -> problem.severity() == Severity.DAMAGE);
      assertThat(file.statistics().chunksDecoded()).isLessThanOrEqualTo(1);
    }
  }

  /// The leaf of the one B-tree of chunks.
  private static int findChunks(byte[] image) {
    int at = find(image, "TREE", 0);
    while (image[at + 4] != 1) {
      at = find(image, "TREE", at + 1);
    }
    return at;
  }

  private static int find(byte[] image, String text, int from) {
    return new String(image, StandardCharsets.ISO_8859_1).indexOf(text, from);
  }
}
