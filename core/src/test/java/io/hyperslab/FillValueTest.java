package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Selection;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Datasets of 12 rows of 6 elements, of which rows 4 to 7 were written, or none.
@ParameterizedClass
@ValueSource(strings = {"layouts-earliest.h5", "layouts-latest.h5"})
class FillValueTest {
  @Parameter String name;

  private Hdf5File file;

  @BeforeEach
  void open() {
    file = Fixtures.open(name);
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  /// The numbers of rows `from` to before `to`, and `fill` elsewhere.
  private static long[] written(int from, int to, long fill) {
    return LongStream.range(0, 72).map(n -> n >= 6L * from && n < 6L * to ? n : fill).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "plain, 4, 8, 7", "gzip, 4, 8, 7", "never, 4, 8, 0", "unwritten, 0, 0, 7",
    "unwrittenChunks, 0, 0, 7", "unwrittenDefault, 0, 0, 0", "early, 0, 0, 7", "resized, 0, 5, 7",
    "undefined, 0, 0, 0"
  })
  void elementsThatWereNeverWrittenAreTheFillValue(String path, int from, int to, int fill) {
    Dataset dataset = file.dataset("fills/" + path);
    long[] expected = written(from, to, fill);
    assertThat(dataset.readLongs()).isEqualTo(expected);
    Random random = new Random(from);
    for (int i = 0; i < 100; i++) {
      SelectionCase wanted = SelectionCase.random(random, dataset.shape());
      assertThat(dataset.readLongs(wanted.selection()))
          .as("%s", wanted)
          .isEqualTo(Arrays.stream(wanted.ordinals()).map(n -> expected[(int) n]).toArray());
    }
    assertThat(dataset.rows().flatMapToLong(row -> Arrays.stream(row.toLongs())))
        .containsExactly(Arrays.stream(expected).boxed().toArray(Long[]::new));
  }

  @Test
  void saysWhereTheFillValueComesFrom() {
    FillValue chosen = file.dataset("fills/plain").fillValue();
    assertThat(chosen.state()).isEqualTo(FillValue.State.USER_DEFINED);
    assertThat(chosen.value().orElseThrow().getInt()).isEqualTo(7);
    FillValue zero = file.dataset("fills/unwrittenDefault").fillValue();
    assertThat(zero.state()).isEqualTo(FillValue.State.DEFAULT);
    assertThat(zero.value().orElseThrow().getInt()).isZero();
    FillValue none = file.dataset("fills/undefined").fillValue();
    assertThat(none.state()).isEqualTo(FillValue.State.UNDEFINED);
    assertThat(none.value()).isEmpty();
  }

  @Test
  void onlyWrittenChunksAreStored() {
    assertThat(file.dataset("fills/plain").storedChunks())
        .extracting(ChunkInfo::offset)
        .containsExactlyInAnyOrder(List.of(4L, 0L), List.of(4L, 4L));
    assertThat(file.dataset("fills/unwrittenChunks").storedChunkCount()).isZero();
    assertThat(file.dataset("fills/early").storedChunkCount()).isEqualTo(6);
    assertThat(file.dataset("fills/plain").readRawChunk(0, 0)).isEmpty();
    assertThat(file.dataset("fills/plain").readInts(Selection.of("3:5, 5"))).containsExactly(7, 29);
  }
}
