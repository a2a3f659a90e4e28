package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.message.ChunkIndexing;
import io.hyperslab.testkit.Mutator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Editors of chunk indexes against a map, in files of all widths and in damaged files.
class ChunkIndexEditorModelTest {
  private static final long ANY = ChunkGeometry.UNLIMITED;

  /// Trees of a small degree are deep.
  private static final int SMALL_K = 2;

  enum Kind {
    BTREE_V1(3, ANY, ANY),
    FIXED_ARRAY(4, 200, 60),
    EXTENSIBLE_ARRAY(4, 200, ANY),
    BTREE_V2(4, ANY, ANY);

    private final int layoutVersion;
    private final long maxRows;
    private final long maxColumns;

    Kind(int layoutVersion, long maxRows, long maxColumns) {
      this.layoutVersion = layoutVersion;
      this.maxRows = maxRows;
      this.maxColumns = maxColumns;
    }

    private ChunkIndexing indexing() {
      return switch (this) {
        case BTREE_V1 -> new ChunkIndexing.BTreeV1();
        case FIXED_ARRAY -> new ChunkIndexing.FixedArray(3);
        case EXTENSIBLE_ARRAY -> new ChunkIndexing.ExtensibleArray(32, 3, 2, 2, 2);
        case BTREE_V2 -> new ChunkIndexing.BTreeV2(512, 100, 40);
      };
    }

    private ChunkGeometry geometry(boolean filtered) {
      return new ChunkGeometry(
          new long[] {200, 60},
          new long[] {maxRows, maxColumns},
          new long[] {2, 1},
          Integer.BYTES,
          filtered);
    }

    private ChunkIndexEditor open(EditedFile file, boolean filtered, long address) {
      return ChunkIndexEditors.open(
          file.transaction(), geometry(filtered), indexing(), layoutVersion, address, SMALL_K);
    }

    private ChunkIndex index(EditedFile file, boolean filtered, long address) {
      return this == BTREE_V1
          ? new BTreeV1ChunkIndex(file.transaction().reader(), geometry(filtered), address, SMALL_K)
          : EditedChunks.index(
              file.transaction().reader(), geometry(filtered), indexing(), address);
    }
  }

  /// A file of nothing but a superblock.
  private static EditedFile emptyFile(int width) {
    Bytes superblock =
        new Bytes()
            .raw(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'})
            .u8(2, width, width, 0)
            .number(0, width)
            .number(-1, width)
            .number(12 + 4 * width + 4, width)
            .number(48, width)
            .checksum();
    return new EditedFile(superblock.bytes());
  }

  private static ChunkRecord record(long row, long column, boolean filtered, Random random) {
    return new ChunkRecord(
        new long[] {row, column},
        random.nextInt(1, 20),
        filtered ? random.nextInt(1, 200) : 8,
        filtered ? random.nextInt() : 0);
  }

  private static void requireSame(Optional<ChunkRecord> found, @Nullable ChunkRecord expected) {
    assertThat(found.map(ChunkIndexEditorModelTest::text))
        .isEqualTo(Optional.ofNullable(expected).map(ChunkIndexEditorModelTest::text));
  }

  private static String text(ChunkRecord chunk) {
    return key(chunk.scaled())
        + " "
        + chunk.address()
        + " "
        + chunk.storedSize()
        + " "
        + chunk.filterMask();
  }

  private static void requireSame(ChunkIndex index, Map<List<Long>, ChunkRecord> model) {
    Map<List<Long>, ChunkRecord> found = new HashMap<>();
    index.forEach(chunk -> found.put(key(chunk.scaled()), chunk));
    assertThat(found.keySet()).isEqualTo(model.keySet());
    found.forEach((position, chunk) -> {
      requireSame(Optional.of(chunk), model.get(position));
      requireSame(index.find(chunk.scaled()), chunk);
    });
  }

  private static List<Long> key(long[] scaled) {
    return List.of(scaled[0], scaled[1]);
  }

  private static void run(
      Kind kind, boolean filtered, EditedFile file, int changes, int rows, int columns) {
    Random random = new Random(changes + kind.name().hashCode());
    Map<List<Long>, ChunkRecord> model = new HashMap<>();
    ChunkIndexEditor editor = kind.open(file, filtered, Address.UNDEFINED);
    for (int i = 1; i <= changes; i++) {
      long row = random.nextInt(rows);
      long column = random.nextInt(columns);
      // Phases of growth and of decline.
      boolean growing = i / (changes / 8 + 1) % 2 == 0;
      if (random.nextInt(4) == 0 == growing) {
        long[] scaled = {row, column};
        requireSame(editor.remove(scaled), model.remove(key(scaled)));
      } else {
        ChunkRecord record = record(row, column, filtered, random);
        requireSame(editor.find(record.scaled()), model.get(key(record.scaled())));
        requireSame(editor.put(record), model.put(key(record.scaled()), record));
      }
      if (i % (changes / 5) == 0) {
        editor.save();
        requireSame(kind.index(file, filtered, editor.address()), model);
        editor = kind.open(file, filtered, editor.address());
      }
    }
    for (List<Long> position : List.copyOf(model.keySet())) {
      assertThat(editor.remove(new long[] {position.get(0), position.get(1)})).isPresent();
    }
    editor.save();
    requireSame(kind.index(file, filtered, editor.address()), Map.of());
    editor.delete();
    assertThat(editor.address()).isEqualTo(Address.UNDEFINED);
  }

  @ParameterizedTest
  @EnumSource
  void twentyThousandChangesLeaveWhatAMapHolds(Kind kind) {
    run(kind, false, emptyFile(8), 20_000, 100, 60);
    run(kind, true, emptyFile(8), 20_000, 100, 60);
  }

  /// What was allocated since the last commit and is freed leaves no change.
  @ParameterizedTest
  @EnumSource
  void deletedIndexesLeaveNoSpaceBehind(Kind kind) {
    EditedFile file = emptyFile(8);
    Random random = new Random(7);
    assertThat(file.transaction().isChanged()).isFalse();
    ChunkIndexEditor editor = kind.open(file, true, Address.UNDEFINED);
    for (int i = 0; i < 3_000; i++) {
      editor.put(record(random.nextInt(100), random.nextInt(60), true, random));
      editor.remove(new long[] {random.nextInt(100), random.nextInt(60)});
    }
    editor.save();
    assertThat(file.transaction().isChanged()).isTrue();
    kind.open(file, true, editor.address()).delete();
    assertThat(file.transaction().isChanged()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void narrowFilesAreEdited(Kind kind) {
    run(kind, false, emptyFile(4), 2_000, 20, 20);
    run(kind, true, emptyFile(4), 2_000, 20, 20);
    run(kind, false, emptyFile(2), 300, 10, 10);
    run(kind, true, emptyFile(2), 300, 10, 10);
  }

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "BTREE_V1, false",
    "BTREE_V1, true",
    "FIXED_ARRAY, true",
    "EXTENSIBLE_ARRAY, true",
    "BTREE_V2, true",
  })
  void damagedIndexesAreRefusedOrEdited(Kind kind, boolean filtered) throws IOException {
    EditedFile file = emptyFile(8);
    ChunkIndexEditor sound = kind.open(file, filtered, Address.UNDEFINED);
    Random random = new Random(kind.name().hashCode());
    for (int i = 0; i < 300; i++) {
      sound.put(record(random.nextInt(40), random.nextInt(20), filtered, random));
    }
    sound.save();
    file.save(directory.resolve("sound"));
    Mutator mutator = new Mutator(Files.readAllBytes(directory.resolve("sound")));
    int refused = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      try {
        EditedFile damaged = new EditedFile(mutator.mutate(seed));
        edit(kind.open(damaged, filtered, sound.address()), filtered, random);
      } catch (Hdf5Exception e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(30, 970);
  }

  private static void edit(ChunkIndexEditor editor, boolean filtered, Random random) {
    for (int j = 0; j < 60; j++) {
      ChunkRecord record = record(random.nextInt(40), random.nextInt(20), filtered, random);
      if (j % 3 == 0) {
        editor.remove(record.scaled());
      } else {
        editor.put(record);
      }
    }
    editor.save();
    editor.delete();
  }
}
