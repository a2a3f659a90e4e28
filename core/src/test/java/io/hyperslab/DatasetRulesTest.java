package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.OBJECT_REFERENCE;
import static io.hyperslab.datatype.Datatypes.UINT8;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rules about datasets of which h5py's users know another side: wider here, or refused by name.
class DatasetRulesTest {
  private Hdf5File file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults());
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  @Test
  void listsMayHaveAnyOrderAndOneValueFillsThem() {
    Dataset data = file.createDataset("x").type(INT32).shape(4, 3).create();
    data.write(Selection.of("[3, 1], :"), new int[][] {{1, 2, 3}, {4, 5, 6}});
    data.write(Selection.axes(Axis.list(2, 0), Axis.list(0, 2)), 9);
    assertThat(data.read(int[][].class))
        .isDeepEqualTo(new int[][] {{9, 0, 9}, {4, 5, 6}, {9, 0, 9}, {1, 2, 3}});
  }

  @Test
  void aNumberIsNoSequence() {
    Dataset ragged = file.createDataset("v").type(variableLength(INT32)).shape(3).create();
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> ragged.write(Selection.of("0"), 5));
    ragged.write(Selection.of("0"), new int[][] {{1, 2}});
    ragged.write(Selection.of("1:"), new int[][] {{3}, {}});
    assertThat(ragged.read(int[][].class)).isDeepEqualTo(new int[][] {{1, 2}, {3}, {}});
  }

  @Test
  void textWithANulIsRefused() {
    Dataset text = file.createDataset("t").type(VARIABLE_STRING).shape(1).create();
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> text.write(new String[] {"a\0b"}));
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> file.root().attributes().set("t", "a\0b"));
    assertThat(file.root().attributes().size()).isZero();
  }

  @Test
  void aChunkWhoseFilterWasSkippedIsReadAtOnce() {
    Dataset data = file.createDataset("x").type(UINT8).shape(8).chunks(4).gzip(4).create();
    data.writeRawChunk(MemorySegment.ofArray(new byte[] {1, 2, 3, 4}), 1, 4);
    assertThat(data.readInts()).containsExactly(0, 0, 0, 0, 1, 2, 3, 4);
    assertThat(data.chunkAt(5).orElseThrow().filterMask()).isEqualTo(1);
  }

  /// Early allocation gives each chunk its place, right before the next one's.
  @Test
  void withoutFiltersAStoredChunkHasTheSizeOfAllWhereverItIs() throws IOException {
    for (CreateOptions options :
        List.of(CreateOptions.defaults().latest(), CreateOptions.defaults().earliest())) {
      try (Hdf5File other = Hdf5File.createInMemory(options)) {
        Dataset data =
            other
                .createDataset("x")
                .type(UINT8)
                .shape(8)
                .chunks(4)
                .allocation(Dataset.AllocationTime.EARLY)
                .write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThatIllegalArgumentException()
            .isThrownBy(() -> data.writeRawChunk(MemorySegment.ofArray(new byte[5]), 0, 0))
            .withMessageContaining("4 bytes, not 5");
        data.writeRawChunk(MemorySegment.ofArray(new byte[] {9, 9, 9, 9}), 3, 0);
        assertThat(data.readInts()).containsExactly(9, 9, 9, 9, 5, 6, 7, 8);
        assertThat(data.chunkAt(0).orElseThrow().filterMask()).isZero();
      }
    }
  }

  @Test
  void onlyChunkedDatasetsGrowAndOnlySoFar() {
    Dataset fixed = file.createDataset("f").type(INT32).shape(4).create();
    assertThatIllegalArgumentException().isThrownBy(() -> fixed.resize(5));
    assertThatExceptionOfType(UnsupportedFeatureException.class).isThrownBy(() -> fixed.resize(3));
    Dataset growing =
        file.createDataset("g").type(INT32).shape(4, 4).maxShape(Dataspace.UNLIMITED, 6).create();
    assertThatIllegalArgumentException().isThrownBy(() -> growing.resize(4, 7));
    assertThatIllegalArgumentException().isThrownBy(() -> growing.resize(4));
    growing.resizeAxis(1, 6);
    assertThat(growing.shape()).containsExactly(4, 6);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> growing.resizeAxis(-1, 6));
  }

  @Test
  void referencesOfTheOtherKindAreRefused() {
    Dataset target = file.write("target", new int[3]);
    Dataset objects = file.createDataset("r").type(OBJECT_REFERENCE).shape(1).create();
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(
            () -> objects.write(new RegionReference[] {target.regionReference(Selection.all())}));
  }

  @Test
  void bytesAreCountedBeforeFilters() {
    Dataset data = file.createDataset("x").type(INT16).shape(8, 3).chunks(4, 3).gzip(4).create();
    assertThat(data.byteSize()).isEqualTo(48);
    assertThat(data.select(Selection.of("0")).byteSize()).isEqualTo(6);
    assertThat(data.storageSize()).isZero();
  }

  @Test
  void scalesAreFoundByTheirNames() {
    Dataset data = file.createDataset("x").type(INT32).shape(3).create();
    Dataset named = file.write("named", new int[3]);
    named.makeScale("metres");
    Dataset plain = file.write("plain", new int[7]);
    assertThat(data.dimension(0).scale("")).isEmpty();
    data.dimension(0).attach(named);
    data.dimension(0).attach(plain);
    assertThat(data.dimension(0).scale("metres")).contains(named);
    assertThat(data.dimension(0).scale("")).contains(plain);
    assertThat(data.dimension(0).scale("feet")).isEmpty();
  }

  record Pair(int a, int b) {}

  @Test
  void membersOfManyElementsAreWrittenPieceByPiece() {
    Compound type = compound().member("a", INT32).member("b", INT32).build(1000);
    for (int[] shape : new int[][] {{90, 301}, {9001, 3}}) {
      String name = "x" + shape[0];
      Dataset data =
          file.createDataset(name)
              .type(type)
              .shape(shape[0], shape[1])
              .chunks(Math.min(50, shape[0]), shape[1])
              .fill(new Pair(-1, -2))
              .create();
      int count = shape[0] * shape[1];
      data.field("b").write(IntStream.range(0, count).toArray());
      assertThat(data.field("b").readInts()).isEqualTo(IntStream.range(0, count).toArray());
      assertThat(data.field("a").readInts()).containsOnly(-1);
      data.field("a").write(Selection.of("::-2"), 4);
      assertThat(data.field("a").readInts(Selection.of("1::2")))
          .containsOnly(shape[0] % 2 == 0 ? 4 : -1);
      assertThat(data.field("b").readInts()).isEqualTo(IntStream.range(0, count).toArray());
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> data.field("b").as(UINT8).readInts());
      assertThat(data.field("b").as(UINT8).with(Conversion.CLIP).readInts())
          .contains(0, 1, 254, 255);
      file.root().delete(name);
    }
  }
}
