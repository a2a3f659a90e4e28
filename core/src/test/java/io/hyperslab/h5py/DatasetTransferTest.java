package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.OBJECT_REFERENCE;
import static io.hyperslab.datatype.Datatypes.UINT8;
import static io.hyperslab.datatype.Datatypes.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Dataset;
import io.hyperslab.RegionReference;
import io.hyperslab.StoredReference;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Parts of datasets and of arrays, read into and written from; regions and references.
class DatasetTransferTest extends FileTestCase {
  private Dataset made(Datatype type, long... shape) {
    return f.createDataset("x").type(type).shape(shape).create();
  }

  private Dataset reread() throws IOException {
    reopen();
    return f.dataset("x");
  }

  private ResolvedSelection region(Dataset dataset, Selection selection) throws IOException {
    f.write("region", dataset.regionReference(selection));
    reopen();
    StoredReference read = f.dataset("region").readReferences()[0];
    return ((StoredReference.ToRegion) read).selection().orElseThrow();
  }

  private Dataset hundreds() {
    return f.createDataset("x")
        .type(INT32)
        .shape(100, 100)
        .write(IntStream.range(0, 10_000).toArray());
  }

  @H5py({
    "test_dataset::TestRegionRefs.test_create_ref",
    "test_dataset::TestRegionRefs.test_ref_shape"
  })
  @Test
  void aRegionIsRead() throws IOException {
    Selection slice = Selection.of("25:35, 10:100:5");
    int[] expected = hundreds().readInts(slice);
    ResolvedSelection region = region(f.dataset("x"), slice);
    assertThat(region.shape()).containsExactly(100, 100);
    assertThat(region.resultShape()).containsExactly(10, 18);
    assertThat(f.dataset("x").read(region).toInts()).containsExactly(expected);
  }

  @H5py("test_dataset::TestRegionRefs.test_empty_region")
  @Test
  void anEmptyRegionIsRead() throws IOException {
    ResolvedSelection region = region(hundreds(), Selection.of(":0"));
    assertThat(f.dataset("x").read(region).size()).isZero();
  }

  @H5py("test_dataset::TestRegionRefs.test_scalar_dataset")
  @Test
  void aRegionOfAScalarIsRead() throws IOException {
    f.write("x", 1f);
    ResolvedSelection region = region(f.dataset("x"), Selection.all());
    assertThat(f.dataset("x").read(region).getDouble()).isOne();
  }

  @H5py("test_dataset::test_setitem_fancy_indexing")
  @Test
  void aBlockIsWrittenToAListOfIndices() {
    Dataset dataset = made(UINT8, 5, 1000, 2);
    NdArray block = NdArray.range(30).reshape(5, 3, 2);
    dataset.write(Selection.of(":, [0, 2, 4], ..."), block);
    assertThat(dataset.readInts(Selection.of("1, :5")))
        .containsExactly(6, 7, 0, 0, 8, 9, 0, 0, 10, 11);
  }

  @H5py({"test_dataset::test_empty_shape", "test_dataset::test_zero_storage_size"})
  @Test
  void whatHasNoElementsHasNoStorage() throws IOException {
    f.createDataset("x").type(UINT8).empty().create();
    Dataset empty = reread();
    assertThat(empty.maxShape()).isEmpty();
    assertThat(empty.chunkShape()).isEmpty();
    assertThat(empty.dataAddress()).isEmpty();
    assertThat(empty.storageSize()).isZero();
  }

  @H5py({"test_dataset::test_get_chunk_details", "test_dataset::test_chunk_iter"})
  @Test
  void whereChunksAreStored() throws IOException {
    f.createDataset("x").type(INT32).shape(100, 100).chunks(10, 10).create().write(1);
    Dataset dataset = reread();
    assertThat(dataset.storedChunkCount()).isEqualTo(100);
    assertThat(dataset.storedChunks())
        .hasSize(100)
        .allSatisfy(chunk -> {
          assertThat(chunk.storedSize()).isEqualTo(400);
          assertThat(chunk.filterMask()).isZero();
          assertThat(chunk.address()).isPositive();
          assertThat(dataset.chunkAt(chunk.offset().get(0), chunk.offset().get(1))).contains(chunk);
        });
    assertThat(dataset.storedChunks().get(11).offset()).containsExactly(10L, 10L);
  }

  @H5py("test_dataset::test_concurrent_dataset_creation")
  @Test
  void manyThreadsMakeDatasets() {
    IntStream.range(0, 125)
        .parallel()
        .forEach(i -> f.createDataset("concurrent_" + i).type(INT32).shape(1000).create());
    assertThat(f.root().names()).hasSize(125);
  }

  @H5py({
    "test_dataset::TestReadDirectly.test_read_direct",
    "test_dataset::TestReadDirectly.test_no_sel"
  })
  @Test
  void elementsAreReadIntoAPartOfAnArray() {
    hundreds();
    long[] target = new long[40];
    Arrays.fill(target, -1);
    NdArray array = NdArray.of(target, 20, 2);
    f.dataset("x").readInto(array.view(Selection.of(":10, 1")), Selection.of("3, 10:20"));
    assertThat(Arrays.copyOf(target, 6)).containsExactly(-1, 310, -1, 311, -1, 312);
    assertThat(target[21]).isEqualTo(-1);
    int[] all = new int[10_000];
    f.dataset("x").readInto(NdArray.of(all, 100, 100));
    assertThat(all[9_999]).isEqualTo(9_999);
  }

  @H5py({
    "test_dataset::TestReadDirectly.test_empty",
    "test_dataset::TestReadDirectly.test_wrong_shape",
    "test_dataset::TestReadDirectly.test_zero_length"
  })
  @Test
  void theArrayMustFitWhatIsRead() {
    hundreds();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> f.dataset("x").readInto(NdArray.of(new int[200], 200)))
        .withMessageContaining("[200]");
    Dataset none = f.createDataset("none").type(INT64).shape(0, 20).create();
    none.readInto(NdArray.of(new long[0], 0, 20));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> none.readInto(NdArray.of(new long[20], 1, 20)));
    Dataset empty = f.createDataset("empty").type(INT64).empty().create();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> empty.readInto(NdArray.of(new long[100], 100), Selection.of("0:10")));
  }

  @H5py(
      value = {
        "test_dataset::TestReadDirectly.test_not_c_contiguous",
        "test_dataset::TestWriteDirectly.test_not_c_contiguous"
      },
      differs = "an array of any strides is read into and written from")
  @Test
  void arraysOfAnyStrides() {
    hundreds();
    int[] target = new int[10_000];
    f.dataset("x").readInto(NdArray.of(target, 100, 100).transpose());
    assertThat(target[1]).isEqualTo(100);
    f.dataset("x").write(NdArray.of(target, 100, 100).transpose());
    assertThat(f.dataset("x").getInt(0, 1)).isEqualTo(1);
  }

  @H5py("test_dataset::TestWriteDirectly.test_write_direct")
  @Test
  void aPartOfAnArrayIsWritten() {
    f.createDataset("x").type(INT32).shape(20, 20).fill(-1).create();
    NdArray source = NdArray.range(300).reshape(30, 10);
    f.dataset("x").write(Selection.of(":, :10"), source.view(Selection.of(":20, :")));
    assertThat(f.dataset("x").readInts(Selection.of("1, 8:12"))).containsExactly(18, 19, -1, -1);
  }

  @H5py({
    "test_dataset::TestWriteDirectly.test_empty",
    "test_dataset::TestWriteDirectly.test_wrong_shape"
  })
  @Test
  void anArrayMustFitWhatIsWritten() {
    Dataset dataset = made(INT64, 100);
    assertThatIllegalArgumentException().isThrownBy(() -> dataset.write(new double[200]));
    Dataset empty = f.createDataset("empty").type(INT64).empty().create();
    assertThatThrownBy(() -> empty.write(Selection.of("0:10"), new double[10]))
        .isInstanceOfAny(IllegalArgumentException.class, Hdf5Exception.class);
  }

  @H5py("test_dataset::test_store_refs")
  @Test
  void referencesAreStored() throws IOException {
    Dataset foo = f.write("foo", new int[12]);
    f.write("x", new ObjectReference[] {f.root().reference(), foo.reference()});
    StoredReference[] read = reread().readReferences();
    assertThat(f.dereference(((StoredReference.ToObject) read[0]).target())).isEqualTo(f.root());
    assertThat(f.dereference(((StoredReference.ToObject) read[1]).target()))
        .isEqualTo(f.dataset("foo"));
  }

  @H5py("test_dataset::test_store_regionrefs")
  @Test
  void regionReferencesAreStored() throws IOException {
    Dataset foo = f.write("foo", IntStream.range(0, 12).toArray());
    f.write(
        "x",
        new RegionReference[] {
          foo.regionReference(Selection.of(":-1")), foo.regionReference(Selection.of("1:"))
        });
    StoredReference[] read = reread().readReferences();
    ResolvedSelection last = ((StoredReference.ToRegion) read[1]).selection().orElseThrow();
    assertThat(f.dataset("foo").read(last).toInts())
        .containsExactly(IntStream.range(1, 12).toArray());
    Dataset objects = f.createDataset("objects").type(OBJECT_REFERENCE).shape(1).create();
    assertThatThrownBy(() -> objects.write(f.dataset("foo").regionReference(Selection.all())))
        .isInstanceOf(DatatypeMismatchException.class);
  }
}
