package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferencesTest {
  private Hdf5File file;

  @BeforeEach
  void open() {
    file = Fixtures.open("references.h5");
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  private List<StoredReference> read(String path) {
    Dataset dataset = file.dataset(path);
    Reference type = (Reference) dataset.datatype();
    NdArray all = dataset.read();
    return LongStream.range(0, all.size())
        .mapToObj(i -> file.reference(type, all.view(Selection.at(i)).segment()))
        .toList();
  }

  private static StoredReference toObject(Hdf5Object object) {
    return new StoredReference.ToObject(object.reference(), Optional.empty());
  }

  @Test
  void objectReferencesPointToObjects() {
    List<StoredReference> found = read("objects");
    assertThat(found)
        .containsExactly(
            toObject(file.get("target")), toObject(file.get("group")), new StoredReference.Null());
    StoredReference.ToObject first = (StoredReference.ToObject) found.getFirst();
    Hdf5Object target = file.dereference(first.target());
    assertThat(target).isEqualTo(file.get("target")).isInstanceOf(Dataset.class);
    assertThat(((Dataset) target).readLongs()).isEqualTo(Fixtures.numbers(20));
    assertThat(((Reference) file.dataset("objects").datatype()).kind())
        .isEqualTo(Reference.Kind.OBJECT);
  }

  private void assertRegion(StoredReference found, int... elements) {
    assertThat(found)
        .isInstanceOfSatisfying(
            StoredReference.ToRegion.class,
            region -> {
              Dataset target = (Dataset) file.dereference(region.target());
              ResolvedSelection selection = region.selection().orElseThrow();
              assertThat(target).isEqualTo(file.get("target"));
              assertThat(target.read(selection).toInts()).containsExactly(elements);
              assertThat(region.file()).isEmpty();
            });
  }

  @Test
  void regionReferencesPointToElements() {
    List<StoredReference> found = read("regions");
    assertThat(found).hasSize(3);
    assertRegion(found.get(0), 5, 7, 9, 10, 12, 14);
    assertRegion(found.get(1), 19, 1);
    assertThat(found.get(2)).isEqualTo(new StoredReference.Null());
  }

  @Test
  void standardReferencesPointToAnything() {
    List<StoredReference> found = read("standard");
    assertThat(found.get(0)).isEqualTo(toObject(file.get("group")));
    assertRegion(found.get(1), 6, 7, 11, 12);
    assertThat(found.get(2))
        .isEqualTo(
            new StoredReference.ToAttribute(
                file.get("target").reference(), "note", Optional.empty()));
    assertThat(found.get(3)).isEqualTo(new StoredReference.Null());
    assertThat(file.get("target").attributes().get("note").readInt()).isEqualTo(9);
    assertThat(((Reference) file.dataset("standard").datatype()).kind())
        .isEqualTo(Reference.Kind.STANDARD);
  }

  @Test
  void anAddressWithoutAnObjectIsRefused() {
    for (long address : new long[] {0, 1, 1L << 40, -1, Long.MIN_VALUE}) {
      assertThatExceptionOfType(Hdf5Exception.class)
          .as("%x", address)
          .isThrownBy(() -> file.dereference(new ObjectReference(address)))
          .satisfies(e -> assertThat(e.file()).contains(file.name()));
    }
  }
}
