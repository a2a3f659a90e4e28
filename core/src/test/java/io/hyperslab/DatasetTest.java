package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {
  private static Hdf5File latest;
  private static Hdf5File earliest;

  @BeforeAll
  static void open() {
    latest = Fixtures.open("layouts-latest.h5");
    earliest = Fixtures.open("layouts-earliest.h5");
  }

  @AfterAll
  static void close() throws IOException {
    latest.close();
    earliest.close();
  }

  @ParameterizedTest
  @CsvSource({
    "compact, COMPACT, 40",
    "contiguous, CONTIGUOUS, 630",
    "scalar, CONTIGUOUS, 2",
    "null, CONTIGUOUS, 0",
    "empty, CHUNKED, 0",
    "ranks/chunked1, CHUNKED, -1",
    "fills/unwritten, CONTIGUOUS, 0",
    "fills/early, CHUNKED, 192"
  })
  void saysWhereItsElementsAre(String path, StorageLayout layout, long bytes) {
    for (Hdf5File file : List.of(latest, earliest)) {
      Dataset dataset = file.dataset(path);
      assertThat(dataset.layout()).isEqualTo(layout);
      if (bytes >= 0) {
        assertThat(dataset.storageSize()).isEqualTo(bytes);
      }
      assertThat(dataset.chunkShape().isPresent()).isEqualTo(layout == StorageLayout.CHUNKED);
    }
  }

  @Test
  void saysWhatShapeItHas() {
    Dataset growing = latest.dataset("extensibleArray/none");
    assertThat(growing.shape()).containsExactly(13, 11);
    assertThat(growing.maxShape()).containsExactly(Dataspace.UNLIMITED, 11);
    assertThat(growing.size()).isEqualTo(143);
    assertThat(growing.chunkShape()).contains(new long[] {4, 3});
    assertThat(latest.dataset("scalar").shape()).isEmpty();
    assertThat(latest.dataset("scalar").size()).isEqualTo(1);
    assertThat(latest.dataset("null").size()).isZero();
    assertThat(latest.dataset("empty").shape()).containsExactly(0, 4);
    assertThat(latest.dataset("empty").size()).isZero();
  }

  @Test
  void readsWhatHasNoElements() {
    for (String path : List.of("empty", "null")) {
      Dataset dataset = latest.dataset(path);
      assertThat(dataset.readLongs()).isEmpty();
      assertThat(dataset.chunks()).isEmpty();
      dataset.readInto(MemorySegment.ofArray(new byte[0]), Selection.all());
    }
    assertThat(latest.dataset("empty").rows()).isEmpty();
    assertThat(latest.dataset("empty").read(int[][].class)).isDeepEqualTo(new int[0][4]);
    assertThatIllegalStateException().isThrownBy(() -> latest.dataset("scalar").rows());
  }

  @Test
  void listsFilters() {
    List<FilterInfo> filters = latest.dataset("fixedArray/all").filters();
    assertThat(filters).extracting(FilterInfo::id).containsExactly(2, 1, 3);
    assertThat(filters.get(0).clientData()).containsExactly(2);
    assertThat(filters.get(1).clientData()).containsExactly(6);
    assertThat(filters.get(1).optional()).isTrue();
    assertThat(filters.get(2).optional()).isFalse();
    FilterInfo lzf = latest.dataset("fixedArray/lzf").filters().getFirst();
    assertThat(lzf.id()).isEqualTo(32000);
    assertThat(lzf.clientData()).startsWith(4);
    assertThat(latest.dataset("fixedArray/none").filters()).isEmpty();
    assertThat(latest.dataset("contiguous").filters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "single/none",
        "implicit/none",
        "fixedArray/none",
        "extensibleArray/none",
        "btree2/none"
      })
  void storedChunksLieWhereTheySay(String path) throws IOException {
    byte[] image = Fixtures.bytes("layouts-latest.h5");
    Dataset dataset = latest.dataset(path);
    long[] chunk = dataset.chunkShape().orElseThrow();
    List<ChunkInfo> chunks = dataset.storedChunks();
    assertThat(dataset.storedChunkCount()).isEqualTo(chunks.size());
    assertThat(chunks).hasSize(path.startsWith("single") ? 1 : 16);
    assertThat(chunks).extracting(ChunkInfo::offset).doesNotHaveDuplicates();
    for (ChunkInfo info : chunks) {
      long row = info.offset().get(0);
      long column = info.offset().get(1);
      assertThat(info.storedSize()).isEqualTo(2 * chunk[0] * chunk[1]);
      assertThat(info.filterMask()).isZero();
      MemorySegment raw = dataset.readRawChunk(row, column).orElseThrow();
      assertThat(raw.toArray(ValueLayout.JAVA_BYTE))
          .isEqualTo(
              Arrays.copyOfRange(
                  image, (int) info.address(), (int) (info.address() + info.storedSize())));
      assertThat(raw.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2))
          .isEqualTo((short) (row * 11 + column + 1));
    }
  }

  @Test
  void rawChunksAreNotDecoded() {
    Dataset masked = latest.dataset("masked");
    assertThat(masked.storedChunks())
        .extracting(ChunkInfo::filterMask)
        .containsExactlyInAnyOrder(3L, 0L, 0L, 3L);
    MemorySegment unfiltered = masked.readRawChunk(0, 0).orElseThrow();
    assertThat(unfiltered.toArray(ValueLayout.JAVA_SHORT_UNALIGNED))
        .containsExactly(0, 1, 2, 6, 7, 8, 12, 13, 14, 18, 19, 20);
    MemorySegment deflated = masked.readRawChunk(7, 2).orElseThrow();
    assertThat(deflated.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 0x78);
    assertThat(latest.dataset("fills/plain").readRawChunk(0, 0)).isEmpty();
    assertThat(latest.dataset("fills/plain").readRawChunk(5, 5)).isPresent();
    assertThatIllegalStateException()
        .isThrownBy(() -> latest.dataset("contiguous").readRawChunk(0, 0, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> masked.readRawChunk(8, 0));
    assertThat(latest.dataset("contiguous").storedChunks()).isEmpty();
    assertThat(latest.dataset("contiguous").storedChunkCount()).isZero();
  }

  @Test
  void contiguousElementsLieWhereTheySay() {
    byte[] image = Fixtures.bytes("layouts-latest.h5");
    int address = (int) latest.dataset("contiguousBigEndian").dataAddress().orElseThrow();
    for (int i = 0; i < 63; i++) {
      assertThat(image[address + 4 * i + 3]).isEqualTo((byte) i);
    }
    assertThat(latest.dataset("compact").dataAddress()).isEmpty();
    assertThat(latest.dataset("fixedArray/none").dataAddress()).isEmpty();
    assertThat(latest.dataset("fills/unwritten").dataAddress()).isEmpty();
  }

  @Test
  void bytesAreDeliveredAsStored() {
    Dataset dataset = latest.dataset("contiguousBigEndian");
    byte[] bytes = new byte[12];
    dataset.readInto(MemorySegment.ofArray(bytes), Selection.of("1, 1:4"));
    assertThat(bytes).containsExactly(0, 0, 0, 8, 0, 0, 0, 9, 0, 0, 0, 10);
  }

  @Test
  void memoryOfAnotherSizeIsRefused() {
    Dataset dataset = latest.dataset("contiguousBigEndian");
    for (int size : new int[] {0, 11, 13}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> dataset.readInto(MemorySegment.ofArray(new byte[size]), Selection.of("1, 1:4")))
          .withMessageContaining("12");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            latest.dataset("null").readInto(MemorySegment.ofArray(new byte[4]), Selection.all()));
  }

  @Test
  void aSliceOfNativeMemoryIsFilledAndNothingElse() {
    Dataset dataset = latest.dataset("ranks/chunked2");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(200).fill((byte) 0x5a);
      dataset.readInto(memory.asSlice(3, 144), Selection.all());
      for (int i = 0; i < 72; i++) {
        assertThat(memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, 3 + 2L * i)).isEqualTo((short) i);
      }
      assertThat(memory.asSlice(0, 3).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0x5a);
      assertThat(memory.asSlice(147).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0x5a);
    }
  }

  @Test
  void selectionsThatDoNotFitAreRefused() {
    Dataset dataset = latest.dataset("ranks/chunked2");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> dataset.read(Selection.of("9")));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> dataset.read(Selection.points(new long[] {0, 8})));
    assertThatIllegalArgumentException().isThrownBy(() -> dataset.read(Selection.of("0, 0, 0")));
    ResolvedSelection foreign = Selection.all().resolve(new long[] {8, 9});
    assertThatIllegalArgumentException().isThrownBy(() -> dataset.read(foreign));
    ResolvedSelection own = Selection.of("2, ::3").resolve(new long[] {9, 8});
    assertThat(dataset.read(own).toInts()).containsExactly(16, 19, 22);
  }

  @Test
  void viewsReadEachTimeTheyAreAsked() {
    DataView view = latest.dataset("ranks/contiguous2").select(Selection.of("1:3, -1"));
    assertThat(view.dataspace().shape()).containsExactly(2);
    assertThat(view.readInts()).containsExactly(15, 23);
    assertThat(view.read(double[].class)).containsExactly(15, 23);
    assertThat(latest.dataset("ranks/contiguous2").select(Selection.at(4, 5)).readInt())
        .isEqualTo(37);
    assertThat(latest.dataset("ranks/contiguous2").select(Selection.at(4, 5)).readDouble())
        .isEqualTo(37);
  }

  @Test
  void typedReadsOfSelections() {
    Dataset dataset = latest.dataset("ranks/chunked3");
    Selection selection = Selection.of("4, 1:3, ::5");
    assertThat(dataset.read(int[][].class, selection))
        .isDeepEqualTo(new int[][] {{102, 107}, {108, 113}});
    assertThat(dataset.readDoubles(selection)).containsExactly(102, 107, 108, 113);
    assertThat(dataset.readFloats(selection)).containsExactly(102, 107, 108, 113);
    assertThat(dataset.readInts(selection)).containsExactly(102, 107, 108, 113);
    assertThat(dataset.readBytes(selection)).containsExactly(102, 107, 108, 113);
    assertThat(dataset.readShorts(selection))
        .containsExactly((short) 102, (short) 107, (short) 108, (short) 113);
    assertThat(dataset.readBooleans(Selection.of("0, 0, :2"))).containsExactly(false, true);
  }

  @Test
  void valuesThatDoNotFitAreRefusedByName() {
    Dataset dataset = latest.dataset("ranks/contiguous3");
    assertThat(dataset.readBytes(Selection.of("1"))).hasSize(24);
    Dataset large = latest.dataset("largeFixedArray");
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> large.readBytes(Selection.of("126:130")))
        .satisfies(e -> assertThat(e.found()).contains("128"));
    assertThat(large.select(Selection.of("126:130")).with(Conversion.CLIP).readBytes())
        .containsExactly(126, 127, 127, 127);
    assertThat(large.with(Conversion.CLIP).conversion()).isEqualTo(Conversion.CLIP);
    assertThat(large.conversion()).isEqualTo(Conversion.EXACT);
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> large.readBooleans(Selection.of(":3")));
    assertThatExceptionOfType(DatatypeMismatchException.class).isThrownBy(large::readStrings);
    assertThatExceptionOfType(DatatypeMismatchException.class).isThrownBy(() -> large.field("x"));
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> large.read(int[][].class));
  }

  @Test
  void tooLargeAResultIsRefusedBeforeItIsAllocated() throws IOException {
    OpenOptions options =
        OpenOptions.defaults().limits(Limits.defaults().toBuilder().result(100).build());
    try (Hdf5File file = Fixtures.open("layouts-latest.h5", options)) {
      Dataset dataset = file.dataset("fixedArray/none");
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(dataset::read)
          .satisfies(e -> {
            assertThat(e.objectPath()).contains("/fixedArray/none");
            assertThat(e.found()).isEqualTo("286 bytes");
            assertThat(e.expected()).contains("100");
          });
      assertThat(dataset.readInts(Selection.of("0"))).hasSize(11);
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> dataset.readInts(Selection.of("[" + "0,".repeat(5) + "]")));
      byte[] own = new byte[286];
      dataset.readInto(MemorySegment.ofArray(own), Selection.all());
      assertThat(own[2]).isEqualTo((byte) 1);
    }
  }

  @Test
  void aSelectionLargerThanAnyMemoryIsRefused() {
    Dataset dataset = latest.dataset("ranks/contiguous2");
    Selection many = Selection.axes(Axis.list(new long[1 << 20]), Axis.list(new long[1 << 20]));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> dataset.read(many))
        .satisfies(e -> assertThat(e.found()).isEqualTo((1L << 41) + " bytes"));
  }

  @Test
  void largeReadsUseSeveralThreads() throws IOException {
    try (Hdf5File file = Fixtures.open("grid.h5")) {
      Dataset grid = file.dataset("grid");
      assertThat(grid.readLongs()).isEqualTo(Fixtures.numbers(96000));
      try (Arena confined = Arena.ofConfined();
          Arena shared = Arena.ofShared()) {
        for (Arena arena : List.of(confined, shared)) {
          MemorySegment target = arena.allocate(4 * 96000, 4);
          grid.readInto(target, Selection.of("::-1"));
          assertThat(target.getAtIndex(ValueLayout.JAVA_INT, 0)).isEqualTo(319 * 300);
          assertThat(target.getAtIndex(ValueLayout.JAVA_INT, 95999)).isEqualTo(299);
        }
      }
      assertThat(grid.read(int[][].class)[319][299]).isEqualTo(95999);
    }
  }

  @Test
  void rowsAreReadAsTheStreamGoes() {
    Iterator<NdArray> rows = latest.dataset("extensibleArray/gzip").rows().iterator();
    assertThat(rows.next().toInts()).startsWith(0, 1, 2).hasSize(11);
    assertThat(rows.next().toInts()).startsWith(11, 12);
    assertThat(latest.dataset("ranks/contiguous1").rows().mapToLong(row -> row.getLong()).sum())
        .isEqualTo(136);
  }

  @Test
  void chunksOfTheStreamAreThoseOfTheDataset() {
    List<Dataset.Piece> pieces = latest.dataset("btree2/gzip").chunks().toList();
    assertThat(pieces).hasSize(16);
    assertThat(pieces.get(0).offset()).containsExactly(0L, 0L);
    assertThat(pieces.get(0).elements().shape()).containsExactly(4, 3);
    assertThat(pieces.get(15).offset()).containsExactly(12L, 9L);
    assertThat(pieces.get(15).elements().shape()).containsExactly(1, 2);
    assertThat(pieces.get(15).elements().toInts()).containsExactly(141, 142);
    assertThat(latest.dataset("scalar").chunks().toList()).hasSize(1);
  }

  @Test
  void trustedLimitsLetFilteredChunksThrough() throws IOException {
    OpenOptions trusted = OpenOptions.defaults().limits(Limits.trusted());
    try (Hdf5File file = Fixtures.open("layouts-latest.h5", trusted)) {
      assertThat(file.dataset("extensibleArray/gzip").readLongs())
          .isEqualTo(latest.dataset("extensibleArray/none").readLongs());
    }
  }

  @Test
  void aSelectionOfANullDataspaceHasNoElements() {
    DataView view = latest.dataset("null").select(Selection.all());
    assertThat(view.dataspace().isNull()).isTrue();
    assertThat(view.readLongs()).isEmpty();
    assertThatIllegalStateException().isThrownBy(view::readInt);
  }
}
