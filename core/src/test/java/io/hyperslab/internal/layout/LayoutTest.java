package io.hyperslab.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Fixtures;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.index.BTreeV1ChunkIndex;
import io.hyperslab.internal.index.BTreeV2ChunkIndex;
import io.hyperslab.internal.index.ChunkIndex;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.index.ExtensibleArrayChunkIndex;
import io.hyperslab.internal.index.FixedArrayChunkIndex;
import io.hyperslab.internal.index.ImplicitChunkIndex;
import io.hyperslab.internal.index.SingleChunkIndex;
import io.hyperslab.internal.index.UnallocatedChunkIndex;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.FileSettings;
import io.hyperslab.internal.model.PathResolver;
import io.hyperslab.internal.pipeline.FilterRegistry;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {
  private static final FileSettings SETTINGS =
      new FileSettings(
          Limits.defaults(),
          FilterRegistry.builtIn(),
          FileResolver.none(),
          false,
          false,
          false,
          false,
          0);

  private interface Use {
    void of(Layout layout);
  }

  private static void withLayout(String name, String path, Use use) throws IOException {
    Storage image = Storage.memory(Fixtures.bytes(name));
    try (FileModel file = FileModel.open(image, Optional.empty(), SETTINGS)) {
      PathResolver.Resolved found = new PathResolver(file, file.root(), "/").get(path);
      use.of(Layout.of((DatasetModel) found.object()));
    }
  }

  static List<Arguments> indexes() {
    String latest = "layouts-latest.h5";
    return List.of(
        Arguments.of("layouts-earliest.h5", "btree1/none", BTreeV1ChunkIndex.class),
        Arguments.of(latest, "single/none", SingleChunkIndex.class),
        Arguments.of(latest, "single/all", SingleChunkIndex.class),
        Arguments.of(latest, "implicit/none", ImplicitChunkIndex.class),
        Arguments.of(latest, "fixedArray/gzip", FixedArrayChunkIndex.class),
        Arguments.of(latest, "largeFixedArray", FixedArrayChunkIndex.class),
        Arguments.of(latest, "extensibleArray/none", ExtensibleArrayChunkIndex.class),
        Arguments.of(latest, "btree2/all", BTreeV2ChunkIndex.class),
        Arguments.of(latest, "fills/unwrittenChunks", UnallocatedChunkIndex.class),
        Arguments.of("layouts-v110.h5", "single/szip", SingleChunkIndex.class),
        Arguments.of("layouts-v110.h5", "fixedArray/szip", FixedArrayChunkIndex.class));
  }

  /// The tests of the front door rely on it: they name datasets by their index.
  @ParameterizedTest
  @MethodSource("indexes")
  void opensTheIndexOfTheMessage(String name, String path, Class<? extends ChunkIndex> index)
      throws IOException {
    withLayout(
        name,
        path,
        layout -> assertThat(((Layout.Chunked) layout).index()).isExactlyInstanceOf(index));
  }

  @Test
  void knowsWhereElementsAre() throws IOException {
    withLayout(
        "layouts-latest.h5",
        "compact",
        layout -> {
          byte[] data = ((Layout.Compact) layout).data();
          assertThat(data).hasSize(40).startsWith(0, 0, 1, 0, 2, 0);
        });
    withLayout(
        "layouts-latest.h5",
        "contiguous",
        layout -> {
          Layout.Contiguous contiguous = (Layout.Contiguous) layout;
          assertThat(contiguous.size()).isEqualTo(630);
          assertThat(Fixtures.bytes("layouts-latest.h5")[(int) contiguous.address() + 2])
              .isEqualTo((byte) 1);
        });
    withLayout(
        "layouts-latest.h5",
        "fills/unwritten",
        layout -> assertThat(Address.isDefined(((Layout.Contiguous) layout).address())).isFalse());
    withLayout(
        "external.h5",
        "whole",
        layout ->
            assertThat(((Layout.External) layout).files())
                .containsExactly(
                    new DatasetModel.ExternalFile("external-a.bin", 8, 40),
                    new DatasetModel.ExternalFile("external-b.bin", 0, -1)));
    withLayout(
        "virtual.h5",
        "rows",
        layout -> assertThat(((Layout.Virtual) layout).mappings()).hasSize(3));
  }

  @Test
  void findsEachStoredChunk() throws IOException {
    withLayout(
        "layouts-latest.h5",
        "fixedArray/gzip",
        layout -> {
          Layout.Chunked chunked = (Layout.Chunked) layout;
          List<ChunkRecord> all = new ArrayList<>();
          chunked.forEach(all::add);
          assertThat(all).hasSize(16);
          for (ChunkRecord chunk : all) {
            assertThat(chunked.find(chunk.scaled()))
                .hasValueSatisfying(
                    found -> assertThat(found.address()).isEqualTo(chunk.address()));
            assertThat(chunked.offset(chunk))
                .containsExactly(4 * chunk.scaled()[0], 3 * chunk.scaled()[1]);
            assertThat(chunked.isPlain(chunk)).isFalse();
          }
          assertThat(chunked.chunkShape()).containsExactly(4, 3);
        });
  }

  @Test
  void chunksAtTheEdgeMaySkipTheFilters() throws IOException {
    withLayout(
        "layouts-latest.h5",
        "partialUnfiltered",
        layout -> {
          Layout.Chunked chunked = (Layout.Chunked) layout;
          assertThat(chunked.partialUnfiltered()).isTrue();
          for (long row = 0; row < 4; row++) {
            for (long column = 0; column < 4; column++) {
              ChunkRecord chunk = chunked.find(new long[] {row, column}).orElseThrow();
              // 13 rows in chunks of 4, 11 columns in chunks of 3.
              assertThat(chunked.isPlain(chunk)).isEqualTo(row == 3 || column == 3);
            }
          }
        });
  }

  @Test
  void filtersMayBeSkippedChunkByChunk() throws IOException {
    withLayout(
        "layouts-latest.h5",
        "masked",
        layout -> {
          Layout.Chunked chunked = (Layout.Chunked) layout;
          assertThat(chunked.isPlain(chunked.find(new long[] {0, 0}).orElseThrow())).isTrue();
          assertThat(chunked.isPlain(chunked.find(new long[] {0, 1}).orElseThrow())).isFalse();
        });
  }
}
