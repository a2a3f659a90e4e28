package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.UINT64;
import static io.hyperslab.datatype.Datatypes.array;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Attribute;
import io.hyperslab.Attributes;
import io.hyperslab.Group;
import io.hyperslab.GroupOptions;
import io.hyperslab.NamedDatatype;
import io.hyperslab.array.NdArray;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Making, reading, changing and deleting attributes.
class AttributeAccessTest extends FileTestCase {
  private Attributes attributes() {
    return f.root().attributes();
  }

  @H5py("test_attrs::TestRepr.test_repr")
  @Test
  void anAttributeDescribesItself() {
    attributes().set("count", 1);
    assertThat(attributes().get("count").toString()).contains("count");
  }

  @H5py({"test_attrs::TestAccess.test_create", "test_attrs::TestAccess.test_create_2"})
  @Test
  void anAttributeIsThereOnceItIsSet() throws IOException {
    attributes().set("a", 4.0);
    assertThat(attributes().contains("a")).isTrue();
    reopen();
    assertThat(attributes().get("a").readDouble()).isEqualTo(4);
  }

  @H5py({"test_attrs::TestAccess.test_modify", "test_attrs::TestAccess.test_overwrite"})
  @Test
  void anAttributeIsReplaced() throws IOException {
    attributes().set("a", 3).set("a", 5.0);
    reopen();
    assertThat(attributes().get("a").readDouble()).isEqualTo(5);
    assertThat(attributes().size()).isOne();
  }

  @H5py("test_attrs::TestAccess.test_modify_2")
  @Test
  void anAttributeIsGivenAnotherValue() throws IOException {
    attributes().modify("a", 3);
    attributes().modify("a", 4L);
    attributes().modify("b", 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> attributes().modify("b", new int[] {0, 1, 2, 3, 4}))
        .withMessageContaining("[5]")
        .withMessageContaining("'b'");
    reopen();
    assertThat(attributes().get("a").datatype()).isEqualTo(INT32);
    assertThat(attributes().get("a").readInt()).isEqualTo(4);
    assertThat(attributes().get("b").readInt()).isEqualTo(5);
  }

  @H5py({"test_attrs::TestAccess.test_rank", "test_attrs::TestAccess.test_single"})
  @Test
  void shapesAreKept() throws IOException {
    attributes().set("pair", new double[] {4, 5}).set("one", new double[] {1});
    reopen();
    assertThat(attributes().get("pair").read().shape()).containsExactly(2);
    assertThat(attributes().get("pair").readDoubles()).containsExactly(4, 5);
    assertThat(attributes().get("one").read().shape()).containsExactly(1);
    assertThat(attributes().get("one").readDouble()).isOne();
  }

  @H5py({
    "test_attrs::TestAccess.test_access_exc",
    "test_attrs::TestAccess.test_get_id",
    "test_attrs::TestDelete.test_delete_exc"
  })
  @Test
  void aMissingAttributeIsNamed() {
    assertThatThrownBy(() -> attributes().get("nothing"))
        .isInstanceOf(NoSuchObjectException.class)
        .hasMessageContaining("nothing");
    assertThatThrownBy(() -> attributes().remove("nothing"))
        .isInstanceOf(NoSuchObjectException.class)
        .hasMessageContaining("nothing");
    assertThat(attributes().find("nothing")).isEmpty();
  }

  @H5py("test_attrs::TestDelete.test_delete")
  @Test
  void anAttributeIsDeleted() throws IOException {
    attributes().set("a", 4.0);
    attributes().remove("a");
    reopen();
    assertThat(attributes().contains("a")).isFalse();
    assertThat(attributes().names()).isEmpty();
  }

  @H5py({
    "test_attrs::TestUnicode.test_ascii",
    "test_attrs::TestUnicode.test_raw",
    "test_attrs::TestUnicode.test_unicode"
  })
  @ParameterizedTest
  @ValueSource(strings = {"ascii", "non-ascii\u00fe", "Omega\u03a9"})
  void aNameIsAnyText(String name) throws IOException {
    attributes().set(name, 42);
    reopen();
    assertThat(attributes().names()).containsExactly(name);
    assertThat(attributes().get(name).readInt()).isEqualTo(42);
  }

  @H5py("test_attrs::TestCreate.test_named")
  @Test
  void anAttributeSharesACommittedDatatype() throws IOException {
    NamedDatatype type = f.root().createNamedDatatype("t", UINT64);
    attributes().set("x", 42, type);
    reopen();
    Attribute x = attributes().get("x");
    assertThat(x.readLong()).isEqualTo(42);
    assertThat(x.datatype()).isEqualTo(UINT64);
    assertThat(x.committedDatatype()).contains(f.namedDatatype("t").reference());
  }

  @H5py({
    "test_attrs::TestCreate.test_empty",
    "test_attrs_data::TestEmpty.test_read",
    "test_attrs_data::TestEmpty.test_write",
    "test_attrs_data::TestEmpty.test_values",
    "test_attrs_data::TestEmpty.test_items",
    "test_attrs_data::TestEmpty.test_itervalues",
    "test_attrs_data::TestEmpty.test_iteritems"
  })
  @Test
  void anAttributeMayHaveNoElements() throws IOException {
    attributes().setEmpty("x", fixedString(10));
    reopen();
    for (Attribute attribute : attributes()) {
      assertThat(attribute.name()).isEqualTo("x");
      assertThat(attribute.dataspace().isNull()).isTrue();
      assertThat(attribute.datatype()).isEqualTo(fixedString(10));
      assertThat(attribute.read().size()).isZero();
    }
    assertThat(attributes().size()).isOne();
  }

  @H5py("test_attrs_data::TestEmpty.test_modify")
  @Test
  void whatHasNoElementsIsGivenNone() {
    attributes().setEmpty("x", fixedString(10));
    assertThatThrownBy(() -> attributes().modify("x", 1))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("null");
  }

  @H5py("test_attrs::TestVlen.test_vlen")
  @Test
  void sequencesOfDifferentLengths() throws IOException {
    int[][] ragged = {{0, 1, 2}, {0, 1, 2, 3}};
    attributes().set("ragged", ragged, variableLength(INT32));
    reopen();
    assertThat(attributes().get("ragged").read(int[][].class)).isDeepEqualTo(ragged);
  }

  private Group filled(GroupOptions options) throws IOException {
    Attributes attributes = f.createGroup("g", options).attributes();
    for (int i = 0; i < 100; i++) {
      attributes.set(Integer.toString(i), i);
    }
    reopen();
    return f.group("g");
  }

  private static List<String> numbers() {
    return IntStream.range(0, 100).mapToObj(Integer::toString).toList();
  }

  @H5py("test_attrs::TestTrackOrder.test_track_order")
  @Test
  void theOrderOfCreationIsKept() throws IOException {
    Attributes tracked = filled(GroupOptions.defaults().trackOrder()).attributes();
    assertThat(tracked.tracksCreationOrder()).isTrue();
    assertThat(tracked.namesInCreationOrder()).isEqualTo(numbers());
  }

  @H5py("test_attrs::TestTrackOrder.test_no_track_order")
  @Test
  void otherwiseNamesAreSorted() throws IOException {
    assertThat(filled(GroupOptions.defaults()).attributes().names())
        .isEqualTo(numbers().stream().sorted().toList());
  }

  @H5py("test_attrs::TestTrackOrder.test_track_order_overwrite_delete")
  @Test
  void denseAttributesWithAnOrderAreReplacedAndDeleted() throws IOException {
    Group group = f.createGroup("g", GroupOptions.defaults().trackOrder());
    for (int i = 0; i < 12; i++) {
      group.attributes().set(Integer.toString(i), i);
    }
    group.attributes().set("11", 42.0);
    group.attributes().remove("10");
    reopen();
    Attributes attributes = f.group("g").attributes();
    assertThat(attributes.get("11").readDouble()).isEqualTo(42);
    assertThat(attributes.contains("10")).isFalse();
    assertThat(attributes.size()).isEqualTo(11);
  }

  @H5py("test_attrs::TestDatatype.test_datatype")
  @Test
  void aCommittedDatatypeHasAttributes() throws IOException {
    NamedDatatype type = f.root().createNamedDatatype("t", FLOAT32);
    assertThat(type.attributes().names()).isEmpty();
    type.attributes().set("a", 4.0);
    reopen();
    assertThat(f.namedDatatype("t").attributes().names()).containsExactly("a");
    assertThat(f.namedDatatype("t").attributes().get("a").readDouble()).isEqualTo(4);
  }

  @H5py("test_attrs::test_python_int_uint64")
  @Test
  void unsignedIntegersAboveTheSignedOnes() throws IOException {
    BigInteger largest = BigInteger.valueOf(Long.MAX_VALUE);
    BigInteger[] values = {largest, largest.add(BigInteger.ONE)};
    attributes().set("x", values, UINT64);
    attributes().modify("x", values);
    reopen();
    assertThat(attributes().get("x").datatype()).isEqualTo(UINT64);
    assertThat(attributes().get("x").readBigIntegers()).containsExactly(values);
  }

  @H5py("test_attribute_create::TestArray.test_int")
  @Test
  void anArrayDatatypeOfItsOwn() throws IOException {
    attributes().set("x", new int[] {0, 1, 2}, array(INT32, 3));
    reopen();
    assertThat(attributes().get("x").datatype()).isEqualTo(array(INT32, 3));
    assertThat(attributes().get("x").dataspace().isScalar()).isTrue();
    assertThat(attributes().get("x").readInts()).containsExactly(0, 1, 2);
  }

  @H5py("test_attribute_create::TestArray.test_string_dtype")
  @Test
  void aDatatypeIsGiven() {
    attributes().set("x", 42, INT64);
    assertThat(attributes().get("x").datatype()).isEqualTo(INT64);
  }

  @H5py({
    "test_attribute_create::TestArray.test_str",
    "test_attribute_create::TestArray.test_tuple_of_unicode"
  })
  @Test
  void textIsText() throws IOException {
    attributes().set("one", "\u03a9").set("two", new String[] {"a", "b"});
    reopen();
    assertThat(attributes().get("one").readString()).isEqualTo("\u03a9");
    assertThat(attributes().get("two").readStrings()).containsExactly("a", "b");
  }

  @H5py({
    "test_attribute_create::TestArray.test_shape_scalar",
    "test_attribute_create::TestArray.test_shape_array"
  })
  @Test
  void theShapeIsThatOfTheValue() {
    attributes().set("one", new int[] {42}).set("grid", NdArray.of(new int[4], 2, 2));
    assertThat(attributes().get("one").dataspace().shape()).containsExactly(1);
    assertThat(attributes().get("grid").dataspace().shape()).containsExactly(2, 2);
  }

  @H5py("test_attribute_create::TestArray.test_dtype")
  @Test
  void valuesMustFitAnArrayDatatype() {
    attributes().set("x", new int[] {0, 1, 2}, array(INT32, 3));
    assertThatThrownBy(() -> attributes().set("x", new int[] {0, 1, 2, 3}, array(INT32, 3)))
        .isInstanceOfAny(IllegalArgumentException.class, DatatypeMismatchException.class)
        .hasMessageContaining("3");
    assertThat(attributes().get("x").readInts()).containsExactly(0, 1, 2);
  }

  @H5py("test_attrs_data::TestWriteException.test_write")
  @Test
  void aRefusedValueLeavesNothingBehind() {
    assertThatThrownBy(() -> attributes().set("x", "Hello\0Hello"))
        .isInstanceOf(DatatypeMismatchException.class);
    assertThat(attributes().contains("x")).isFalse();
  }
}
