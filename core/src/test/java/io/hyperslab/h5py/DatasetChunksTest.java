package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Dataset;
import io.hyperslab.DatasetBuilder;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Chunks: their shape, going through them, and datasets that grow.
class DatasetChunksTest extends FileTestCase {
  private DatasetBuilder x(long... shape) {
    return f.createDataset("x").type(FLOAT32).shape(shape);
  }

  private Dataset reread() throws IOException {
    reopen();
    return f.dataset("x");
  }

  @H5py({
    "test_dataset::TestCreateChunked.test_create_chunks",
    "test_dataset::TestCreateChunked.test_create_chunks_integer"
  })
  @Test
  void chunksOfAGivenShape() throws IOException {
    x(100).chunks(10).create();
    assertThat(reread().chunkShape()).contains(new long[] {10});
  }

  @H5py("test_dataset::TestCreateChunked.test_chunks_mismatch")
  @Test
  void aChunkIsNotLargerThanTheDatasetCanBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x(100).chunks(200).create())
        .withMessageContaining("200")
        .withMessageContaining("100");
    assertThat(f.root().names()).isEmpty();
  }

  @H5py("test_dataset::TestCreateChunked.test_chunks_false")
  @Test
  void whatGrowsIsNotContiguous() {
    assertThatThrownBy(() -> x(10).maxShape(100).contiguous().create())
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessageContaining("chunk");
  }

  @H5py({
    "test_dataset::TestCreateChunked.test_chunks_scalar",
    "test_dataset::TestCreateChunked.test_auto_chunks_no_shape"
  })
  @Test
  void whatHasNoAxesHasNoChunks() {
    List<DatasetBuilder> refused =
        List.of(
            f.createDataset("x").type(FLOAT32).scalar().chunks(50),
            f.createDataset("x").type(FLOAT32).scalar().autoChunks(),
            f.createDataset("x").type(fixedString(100)).empty().autoChunks(),
            f.createDataset("x").type(fixedString(100)).empty().maxShape(20));
    for (DatasetBuilder builder : refused) {
      assertThatThrownBy(builder::create)
          .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
    }
    assertThat(f.root().names()).isEmpty();
  }

  @H5py({
    "test_dataset::TestCreateChunked.test_auto_chunks",
    "test_dataset::TestCreateChunked.test_auto_chunks_abuse"
  })
  @Test
  void chunksAreGuessed() {
    assertThat(x(20, 100).autoChunks().create().chunkShape()).contains(new long[] {20, 100});
    Dataset huge =
        f.createDataset("huge").type(fixedString(100_000_000)).shape(3).autoChunks().create();
    assertThat(huge.chunkShape()).contains(new long[] {1});
  }

  @H5py("test_dataset::TestCreateChunked.test_scalar_assignment")
  @Test
  void aScalarFillsPartsOfChunksAndWholeOnes() throws IOException {
    Dataset dataset = f.createDataset("x").type(INT32).shape(3, 50, 50).chunks(1, 50, 50).create();
    dataset.write(Selection.of("1, :, 40"), 10);
    assertThat(dataset.readInts(Selection.of("1, :, 40"))).hasSize(50).containsOnly(10);
    assertThat(dataset.readInts(Selection.of("1, :, 39"))).containsOnly(0);
    dataset.write(Selection.of("1"), 11);
    assertThat(dataset.readInts(Selection.of("1"))).hasSize(2500).containsOnly(11);
    dataset.write(Selection.of("0:2"), 12);
    assertThat(reread().readInts(Selection.of("0:2"))).hasSize(5000).containsOnly(12);
    assertThat(f.dataset("x").readInts(Selection.of("2"))).containsOnly(0);
  }

  @H5py("test_dataset::TestChunkIterator.test_no_chunks")
  @Test
  void whatIsNotChunkedIsNotGoneThroughByChunks() {
    Dataset scalar = f.createDataset("x").type(VARIABLE_STRING).scalar().create();
    assertThatThrownBy(scalar::chunkSelections)
        .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
  }

  @H5py("test_dataset::TestChunkIterator.test_rank_mismatch")
  @Test
  void aSelectionOfChunksHasTheRankOfTheDataset() {
    Dataset dataset = x(100).chunks(32).create();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset.chunkSelections(Selection.of("19:67, 9")));
  }

  private static List<String> parts(Dataset dataset, String selection) {
    return dataset.chunkSelections(Selection.of(selection)).map(Selection::toString).toList();
  }

  @H5py("test_dataset::TestChunkIterator.test_1d")
  @Test
  void partsOfChunksAlongOneAxis() {
    Dataset dataset = x(100).chunks(32).create();
    assertThat(parts(dataset, "...")).containsExactly("0:32", "32:64", "64:96", "96:100");
    assertThat(parts(dataset, "50:97")).containsExactly("50:64", "64:96", "96:97");
    assertThat(parts(dataset, ":50")).containsExactly("0:32", "32:50");
    assertThat(parts(dataset, "96")).containsExactly("96:97");
  }

  @H5py({
    "test_dataset::TestChunkIterator.test_2d",
    "test_dataset::TestChunkIterator.test_2d_partial_slice"
  })
  @Test
  void partsOfChunksAlongTwoAxes() {
    Dataset dataset = x(100, 100).chunks(32, 64).create();
    assertThat(parts(dataset, "..."))
        .containsExactly(
            "0:32, 0:64",
            "0:32, 64:100",
            "32:64, 0:64",
            "32:64, 64:100",
            "64:96, 0:64",
            "64:96, 64:100",
            "96:100, 0:64",
            "96:100, 64:100");
    assertThat(parts(dataset, "48:52, 40:50")).containsExactly("48:52, 40:50");
    assertThat(parts(dataset, ":52, 40:"))
        .containsExactly("0:32, 40:64", "0:32, 64:100", "32:52, 40:64", "32:52, 64:100");
    Dataset small = f.createDataset("small").type(FLOAT32).shape(5, 5).chunks(2, 2).create();
    assertThat(parts(small, "3:5, 3:5"))
        .containsExactly("3:4, 3:4", "3:4, 4:5", "4:5, 3:4", "4:5, 4:5");
  }

  @H5py({
    "test_dataset::TestResize.test_create",
    "test_dataset::TestResize.test_create_1D_integer_maxshape_tuple",
    "test_dataset::TestResize.test_create_1D_integer_maxshape_integer"
  })
  @Test
  void aMaximumShapeMakesChunks() throws IOException {
    x(20).maxShape(20).create();
    assertThat(reread().chunkShape()).isPresent();
    assertThat(f.dataset("x").maxShape()).containsExactly(20);
  }

  @H5py({
    "test_dataset::TestResize.test_resize",
    "test_dataset::TestResize.test_resize_1D",
    "test_dataset::TestResize.test_resize_axis"
  })
  @Test
  void aDatasetGrowsToItsMaximumShape() throws IOException {
    Dataset dataset = x(20, 30).maxShape(20, 60).create();
    dataset.resize(20, 50);
    assertThat(dataset.shape()).containsExactly(20, 50);
    dataset.resizeAxis(1, 60);
    assertThat(reread().shape()).containsExactly(20, 60);
  }

  @H5py({
    "test_dataset::TestResize.test_resize_over",
    "test_dataset::TestResize.test_resize_nonchunked",
    "test_dataset::TestResize.test_axis_exc"
  })
  @Test
  void resizesThatAreRefused() {
    Dataset dataset = x(20, 30).maxShape(20, 60).create();
    assertThatThrownBy(() -> dataset.resize(20, 70))
        .isInstanceOfAny(IllegalArgumentException.class, Hdf5Exception.class)
        .hasMessageContaining("70")
        .hasMessageContaining("60");
    assertThatThrownBy(() -> dataset.resizeAxis(2, 50))
        .isInstanceOf(IndexOutOfBoundsException.class);
    Dataset fixed = f.createDataset("fixed").type(FLOAT32).shape(20, 30).create();
    assertThatThrownBy(() -> fixed.resize(20, 20))
        .isInstanceOf(Hdf5Exception.class)
        .hasMessageContaining("chunk");
    assertThat(dataset.shape()).containsExactly(20, 30);
  }

  @H5py("test_dataset::TestResize.test_zero_dim")
  @Test
  void anAxisMayBeginWithoutElements() throws IOException {
    x(15, 0).maxShape(15, -1).create();
    assertThat(reread().shape()).containsExactly(15, 0);
    assertThat(f.dataset("x").maxShape()).containsExactly(15, -1);
  }
}
