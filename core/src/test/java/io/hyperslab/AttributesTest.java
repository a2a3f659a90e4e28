package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.NoSuchObjectException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Attributes in object headers of both versions, and in dense storage: the group `types` has too
/// many of them for a new object header.
@ParameterizedClass
@ValueSource(strings = {"attributes-earliest.h5", "attributes-latest.h5"})
class AttributesTest {
  @Parameter String name;

  private Hdf5File file;
  private Attributes types;

  @BeforeEach
  void open() {
    file = Fixtures.open(name);
    types = file.group("types").attributes();
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "i2be", "i4be", "i8be",
        "u2be", "u4be", "u8be", "f2be", "f4be", "f8be"
      })
  void readsNumbersAsAnything(String attribute) {
    Attribute numbers = types.get(attribute);
    assertThat(numbers.datatype().size()).isEqualTo(attribute.charAt(1) - '0');
    assertThat(numbers.dataspace().shape()).containsExactly(3);
    assertThat(numbers.readDoubles()).containsExactly(1, 2, 100);
    assertThat(numbers.readFloats()).containsExactly(1, 2, 100);
    assertThat(numbers.readLongs()).containsExactly(1, 2, 100);
    assertThat(numbers.readInts()).containsExactly(1, 2, 100);
    assertThat(numbers.readShorts()).containsExactly((short) 1, (short) 2, (short) 100);
    assertThat(numbers.readBytes()).containsExactly(1, 2, 100);
    assertThat(numbers.read(long[].class)).containsExactly(1, 2, 100);
  }

  @Test
  void readsScalarsAndShapes() {
    assertThat(types.get("scalar").readLong()).isEqualTo(-7);
    assertThat(types.get("scalar").readInt()).isEqualTo(-7);
    assertThat(types.get("scalar").readDouble()).isEqualTo(-7);
    assertThat(types.get("scalar").dataspace().rank()).isZero();
    assertThat(types.get("matrix").read(int[][].class))
        .isDeepEqualTo(new int[][] {{0, 1, 2}, {3, 4, 5}});
    assertThat(types.get("matrix").read().getLong(1, 2)).isEqualTo(5);
    assertThatIllegalStateException()
        .isThrownBy(() -> types.get("matrix").readInt())
        .withMessageContaining("6 elements");
  }

  @Test
  void readsAttributesWithoutElements() {
    Attribute empty = types.get("emptyList");
    assertThat(empty.dataspace().shape()).containsExactly(0);
    assertThat(empty.readDoubles()).isEmpty();
    Attribute none = types.get("null");
    assertThat(none.dataspace().isNull()).isTrue();
    assertThat(none.readDoubles()).isEmpty();
    assertThat(none.read().size()).isZero();
    assertThat(types.get("nullText").readStrings()).isEmpty();
    assertThatIllegalStateException().isThrownBy(none::readDouble);
  }

  @Test
  void readsTexts() {
    assertThat(types.get("text").readString()).isEqualTo("gr\u00fc\u00dfe");
    assertThat(types.get("emptyText").readString()).isEmpty();
    assertThat(types.get("texts").readStrings()).containsExactly("one", "", "three");
    assertThat(types.get("fixedText").readStrings()).containsExactly("ab", "abcd");
  }

  @Test
  void readsBooleansEnumerationsAndComplexNumbers() {
    assertThat(types.get("booleans").readBooleans()).containsExactly(true, false, true);
    assertThat(types.get("colors").readStrings()).containsExactly("BLUE", "RED", "GREEN", "7");
    assertThat(types.get("colors").readInts()).containsExactly(42, 0, 1, 7);
    assertThat(types.get("complex").readComplex()).containsExactly(1, 2, -0.0, -3.5);
  }

  private record Pair(int x, double y) {}

  @Test
  void readsCompounds() {
    Attribute pair = types.get("pair");
    assertThat(pair.read(Pair[].class)).containsExactly(new Pair(3, 0.5));
    assertThat(pair.field("y").readDouble()).isEqualTo(0.5);
    assertThat(((Compound) pair.datatype()).members())
        .extracting(Compound.Member::name)
        .containsExactly("x", "y");
  }

  @Test
  void readsArraysSequencesAndOpaqueBytes() {
    assertThat(types.get("arrays").read(short[][].class))
        .isDeepEqualTo(new short[][] {{0, 1, 2}, {3, 4, 5}});
    assertThat(types.get("ragged").read(int[][].class))
        .isDeepEqualTo(new int[][] {{1}, {}, {2, 3, 4}});
    assertThat(types.get("opaque").read(byte[][].class))
        .isDeepEqualTo(new byte[][] {{0, 1, 2}, {-1, 0, 0}});
  }

  @Test
  void readsReferences() {
    NdArray object = types.get("reference").read();
    StoredReference found = file.reference((Reference) object.datatype(), object.segment());
    assertThat(found)
        .isEqualTo(new StoredReference.ToObject(file.get("target").reference(), Optional.empty()));
    NdArray region = types.get("region").read();
    assertThat(file.reference((Reference) region.datatype(), region.segment()))
        .isInstanceOfSatisfying(
            StoredReference.ToRegion.class,
            to -> {
              ResolvedSelection selection = to.selection().orElseThrow();
              assertThat(file.dereference(to.target())).isEqualTo(file.get("target"));
              assertThat(file.dataset("target").read(selection).toInts()).containsExactly(1, 2);
            });
  }

  @Test
  void listsNamesInByteOrder() {
    List<String> names = types.names();
    assertThat(names).isSorted().doesNotHaveDuplicates().hasSize((int) types.size());
    assertThat(names).startsWith("arrays", "booleans", "colors", "complex", "emptyList");
    assertThat(types.stream().map(Attribute::name)).isEqualTo(names);
    List<String> iterated = new ArrayList<>();
    types.forEach(attribute -> iterated.add(attribute.name()));
    assertThat(iterated).isEqualTo(names);
    assertThat(types.tracksCreationOrder()).isFalse();
    assertThat(types.namesInCreationOrder()).isEqualTo(names);
    assertThat(types.get("scalar").creationOrder()).isEmpty();
  }

  @Test
  void knowsTheOrderOfCreation() {
    Attributes ordered = file.group("ordered").attributes();
    assertThat(ordered.tracksCreationOrder()).isTrue();
    assertThat(ordered.names()).containsExactly("a", "m", "z");
    assertThat(ordered.namesInCreationOrder()).containsExactly("z", "a", "m");
    assertThat(ordered.get("m").creationOrder()).isEqualTo(OptionalLong.of(2));
    assertThat(ordered.get("m").readInt()).isEqualTo('m');
  }

  @Test
  void readsDenseStorage() {
    Attributes dense = file.group("dense").attributes();
    assertThat(dense.size()).isEqualTo(21);
    List<String> created = new ArrayList<>();
    for (int number = 19; number >= 0; number--) {
      String attribute = "n%02d".formatted(number);
      created.add(attribute);
      assertThat(dense.get(attribute).readInt()).isEqualTo(number);
    }
    created.add("large");
    assertThat(dense.namesInCreationOrder()).isEqualTo(created);
    byte[] large = dense.get("large").read().segment().toArray(ValueLayout.JAVA_BYTE);
    assertThat(large).hasSize(5000);
    for (int i = 0; i < large.length; i++) {
      assertThat(large[i]).isEqualTo((byte) i);
    }
  }

  @Test
  void findsAndMisses() {
    assertThat(types.contains("scalar")).isTrue();
    assertThat(types.contains("Scalar")).isFalse();
    assertThat(types.find("")).isEmpty();
    assertThat(file.group("dense").attributes().find("n20")).isEmpty();
    assertThat(file.dataset("target").attributes().size()).isZero();
    assertThat(file.dataset("target").attributes().names()).isEmpty();
    assertThatExceptionOfType(NoSuchObjectException.class)
        .isThrownBy(() -> types.get("nothing"))
        .satisfies(e -> {
          assertThat(e.file()).contains(file.name());
          assertThat(e.objectPath()).contains("/types");
          assertThat(e.item()).contains("nothing");
          assertThat(e.address()).hasValue(file.get("types").address());
        });
  }

  @Test
  void sharesANamedDatatype() {
    Attribute typed = file.group("bare").attributes().get("typed");
    assertThat(typed.committedDatatype()).contains(file.get("type").reference());
    assertThat(typed.datatype()).isEqualTo(file.namedDatatype("type").datatype());
    assertThat(typed.readInts()).containsExactly(5, 6);
    assertThat(typed.owner()).isEqualTo(file.get("bare"));
    assertThat(typed).hasToString("attribute typed of /bare");
    assertThat(types.get("scalar").committedDatatype()).isEmpty();
    assertThat(types.get("scalar").datatype()).isEqualTo(FixedPoint.INT64);
  }
}
