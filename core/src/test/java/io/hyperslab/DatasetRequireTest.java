package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.INT8;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Datasets that are made unless they are there, and datasets made like others.
class DatasetRequireTest {
  @TempDir Path directory;
  private Hdf5File file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults().latest());
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  private DatasetBuilder x() {
    return file.createDataset("g/x");
  }

  @Test
  void whatIsNotThereIsMade() {
    Dataset made = x().type(FLOAT32).shape(3, 4).chunks(2, 2).require();
    assertThat(made.path()).isEqualTo("/g/x");
    assertThat(made.layout()).isEqualTo(StorageLayout.CHUNKED);
    assertThat(x().type(FLOAT32).shape(3, 4).require()).isEqualTo(made);
    assertThat(x().type(FLOAT32).shape(3, 4).requireExact()).isEqualTo(made);
  }

  @Test
  void aDatatypeWhoseValuesFitWillDo() {
    x().type(FLOAT32).shape(3).create();
    assertThat(x().type(INT16).shape(3).require().datatype()).isEqualTo(FLOAT32);
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> x().type(INT16).shape(3).requireExact())
        .withMessageContaining("float32")
        .withMessageContaining("int16");
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> x().type(FLOAT64).shape(3).require())
        .withMessageContaining("/g/x");
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> x().type(INT64).shape(3).require());
    assertThat(x().type(FLOAT32.bigEndian()).shape(3).require().datatype()).isEqualTo(FLOAT32);
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> x().type(FLOAT32.bigEndian()).shape(3).requireExact());
  }

  @Test
  void theShapeOrTheLargestShapeMustBeTheSame() {
    x().type(INT32).shape(3, 4).maxShape(Dataspace.UNLIMITED, 4).create();
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> x().type(INT32).shape(4, 3).require())
        .withMessageContaining("shape");
    assertThat(x().type(INT32).shape(5, 4).maxShape(Dataspace.UNLIMITED, 4).require().shape())
        .containsExactly(3, 4);
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> x().type(INT32).shape(5, 4).maxShape(9, 4).require());
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> x().type(INT32).empty().require());
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> x().type(INT32).scalar().require());
  }

  @Test
  void somethingElseIsRefused() {
    file.createGroup("g/x");
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> x().type(INT32).shape(3).require())
        .withMessageContaining("a group");
    assertThatIllegalStateException().isThrownBy(() -> x().type(INT32).require());
    assertThatIllegalStateException().isThrownBy(() -> x().shape(2).require());
  }

  @Test
  void aFileThatIsReadHasItsDatasetsToo() throws IOException {
    Path path = directory.resolve("file.h5");
    try (Hdf5File made = Hdf5File.create(path, CreateOptions.defaults().earliest().sizes(4, 4))) {
      made.write("t", new String[] {"a"});
    }
    try (Hdf5File read = Hdf5File.open(path)) {
      assertThat(read.createDataset("t").type(VARIABLE_STRING).shape(1).requireExact().size())
          .isOne();
      assertThat(read.createDataset("t").type(fixedString(9)).shape(1).require().size()).isOne();
    }
  }

  static List<List<FilterSpec>> pipelines() {
    return List.of(
        List.of(),
        List.of(FilterSpec.shuffle(), FilterSpec.deflate(7), FilterSpec.fletcher32()),
        List.of(FilterSpec.szip(FilterSpec.SzipCoding.NEAREST_NEIGHBOUR, 16)),
        List.of(FilterSpec.scaleOffsetInteger(12), FilterSpec.lzf()),
        List.of(FilterSpec.nbit()),
        List.of(FilterSpec.bitshuffle(FilterSpec.BitshuffleCodec.LZ4)));
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void aDatasetIsMadeLikeAnother(List<FilterSpec> filters) throws IOException {
    DatasetBuilder builder =
        x().type(INT32).shape(20, 30).maxShape(Dataspace.UNLIMITED, 30).chunks(8, 16).fill(-3);
    filters.forEach(builder::filter);
    Dataset pattern =
        builder.fillTime(FillValue.WriteTime.NEVER).trackOrder().trackTimes().create();
    pattern.write(Selection.of("3"), 5);
    pattern.attributes().set("a", 1);
    CreateOptions latest = CreateOptions.defaults().latest();
    try (Hdf5File other = Hdf5File.create(WritableStorage.memory(), latest)) {
      for (Hdf5File target : List.of(file, other)) {
        Dataset made = target.root().createDatasetLike("like/x", pattern).create();
        assertThat(made.datatype()).isEqualTo(INT32);
        assertThat(made.dataspace()).isEqualTo(pattern.dataspace());
        assertThat(made.chunkShape()).contains(new long[] {8, 16});
        assertThat(made.filters()).isEqualTo(pattern.filters());
        assertThat(made.fillValue().state()).isEqualTo(FillValue.State.USER_DEFINED);
        assertThat(made.fillValue().writeTime()).isEqualTo(FillValue.WriteTime.NEVER);
        assertThat(made.fillValue().value().orElseThrow().getInt()).isEqualTo(-3);
        assertThat(made.attributes().tracksCreationOrder()).isTrue();
        assertThat(made.modificationTime()).isPresent();
        assertThat(made.attributes().size()).isZero();
        assertThat(made.storedChunkCount()).isZero();
        made.write(Selection.of("7"), 9);
        assertThat(made.getInt(7, 29)).isEqualTo(9);
      }
    }
  }

  @Test
  void whatIsSaidFurtherTakesThePlace() {
    NamedDatatype type = file.root().createNamedDatatype("type", INT8);
    Dataset pattern = x().type(type).shape(4).compact().undefinedFill().create();
    Dataset same = file.root().createDatasetLike("same", pattern).create();
    assertThat(same.committedDatatype()).contains(type.reference());
    assertThat(same.layout()).isEqualTo(StorageLayout.COMPACT);
    assertThat(same.fillValue().state()).isEqualTo(FillValue.State.UNDEFINED);
    Dataset other =
        file.root().createDatasetLike("other", pattern).type(INT64).contiguous().shape(6).create();
    assertThat(other.committedDatatype()).isEmpty();
    assertThat(other.layout()).isEqualTo(StorageLayout.CONTIGUOUS);
    assertThat(other.shape()).containsExactly(6);
    Dataset empty = file.createDataset("e").type(INT8).empty().create();
    assertThat(file.root().createDatasetLike("e2", empty).create().dataspace().isNull()).isTrue();
    Dataset data =
        file.root()
            .createDatasetLike("data", pattern)
            .conversion(Conversion.CLIP)
            .write(new int[] {1, 2, 3, 400});
    assertThat(data.readInts()).containsExactly(1, 2, 3, 127);
  }
}
