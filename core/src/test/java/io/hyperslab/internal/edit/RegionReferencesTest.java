package io.hyperslab.internal.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.Fixtures;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.StoredReference;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Reference;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Region references of a file that libhdf5 made. A reference is copied as it is stored, so one
/// selection in the heap may be that of several.
class RegionReferencesTest {
  /// What the references select, as the file was made.
  private static final List<List<Integer>> SELECTED =
      List.of(List.of(5, 7, 9, 10, 12, 14), List.of(19, 1), List.of());

  private GrowableMemoryStorage medium;
  private Hdf5File file;

  @BeforeEach
  void open() throws IOException {
    medium = WritableStorage.memory(Fixtures.bytes("references.h5"));
    file = Hdf5File.openReadWrite(medium, OpenOptions.defaults());
  }

  @AfterEach
  void close() throws IOException {
    file.closeWithoutCommit();
  }

  private static List<List<Integer>> selected(Hdf5File file, NdArray references) {
    Reference type = (Reference) references.datatype();
    List<List<Integer>> all = new ArrayList<>();
    for (long i = 0; i < references.size(); i++) {
      MemorySegment element = references.view(Selection.at(i)).segment();
      List<Integer> elements = new ArrayList<>();
      if (file.reference(type, element) instanceof StoredReference.ToRegion region) {
        Dataset target = (Dataset) file.dereference(region.target());
        for (int value : target.read(region.selection().orElseThrow()).toInts()) {
          elements.add(value);
        }
      }
      all.add(elements);
    }
    return all;
  }

  private void assertSelectedAfterCommit(String path) throws IOException {
    // Takes the room of whatever was given back.
    file.write("texts", new String[] {"a".repeat(70), "b".repeat(40), "c".repeat(20), "d"});
    assertThat(selected(file, file.dataset(path).read())).isEqualTo(SELECTED);
    file.flush();
    try (Hdf5File reopened = Hdf5File.open(medium.toBytes())) {
      assertThat(selected(reopened, reopened.dataset(path).read())).isEqualTo(SELECTED);
    }
  }

  private static NdArray nothing(NdArray references) {
    byte[] zeros = new byte[Math.toIntExact(references.segment().byteSize())];
    return NdArray.of(MemorySegment.ofArray(zeros), references.datatype(), references.shape());
  }

  @Test
  void writtenOverThemselvesTheyKeepTheirSelections() throws IOException {
    Dataset regions = file.dataset("regions");
    regions.write(regions.read());
    assertSelectedAfterCommit("regions");
  }

  @Test
  void copiesKeepTheirSelectionsWhenTheOriginalsAreOverwritten() throws IOException {
    Dataset regions = file.dataset("regions");
    NdArray references = regions.read();
    file.createDataset("copy").type(references.datatype()).shape(3).write(references);
    regions.write(nothing(references));
    assertThat(selected(file, regions.read())).containsOnly(List.of());
    assertSelectedAfterCommit("copy");
  }

  @Test
  void datasetsKeepTheirSelectionsWhenAnAttributeOfThemIsReplacedAndRemoved() throws IOException {
    NdArray references = file.dataset("regions").read();
    file.root().attributes().set("regions", references);
    file.root().attributes().set("regions", nothing(references));
    file.root().attributes().set("regions", references);
    file.root().attributes().remove("regions");
    assertSelectedAfterCommit("regions");
  }
}
