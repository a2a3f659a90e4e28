package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttributeModifyTest {
  private Hdf5File file;
  private Attributes attributes;

  @BeforeEach
  void makeFile() throws IOException {
    file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults());
    attributes = file.root().attributes();
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  @Test
  void datatypeAndShapeStay() {
    attributes.set("pair", new int[][] {{1, 2}}, INT16);
    Attribute pair = attributes.get("pair");
    attributes.modify("pair", new double[][] {{3, 4}});
    assertThat(pair.datatype()).isEqualTo(INT16);
    assertThat(pair.dataspace().shape()).containsExactly(1, 2);
    assertThat(pair.readInts()).containsExactly(3, 4);
    attributes.modify("pair", new long[] {5, 6});
    assertThat(pair.dataspace().shape()).containsExactly(1, 2);
    assertThat(pair.readInts()).containsExactly(5, 6);
    attributes.set("text", "short", fixedString(8));
    attributes.modify("text", "longer");
    assertThat(attributes.get("text").datatype()).isEqualTo(fixedString(8));
    assertThat(attributes.get("text").readString()).isEqualTo("longer");
  }

  @Test
  void aSingleElementMayHaveAxesOrNot() {
    attributes.set("scalar", 2.0f);
    attributes.modify("scalar", new int[] {7});
    assertThat(attributes.get("scalar").dataspace().rank()).isZero();
    assertThat(attributes.get("scalar").datatype()).isEqualTo(FLOAT32);
    assertThat(attributes.get("scalar").readDouble()).isEqualTo(7);
    attributes.set("one", new int[] {1});
    attributes.modify("one", 5);
    assertThat(attributes.get("one").dataspace().shape()).containsExactly(1);
    assertThat(attributes.get("one").readInt()).isEqualTo(5);
  }

  @Test
  void whatIsNotThereIsMade() {
    attributes.modify("new", 3).modify("text", "x");
    assertThat(attributes.get("new").datatype()).isEqualTo(INT32);
    assertThat(attributes.get("text").datatype()).isEqualTo(VARIABLE_STRING);
  }

  @Test
  void aCommittedDatatypeStaysShared() {
    NamedDatatype type = file.root().createNamedDatatype("type", INT16);
    attributes.set("a", 1, type);
    attributes.modify("a", 2);
    assertThat(attributes.get("a").committedDatatype()).contains(type.reference());
    assertThat(attributes.get("a").readInt()).isEqualTo(2);
    assertThat(type.linkCount()).isEqualTo(2);
  }

  @Test
  void whatDoesNotFitChangesNothing() {
    attributes.set("a", new int[] {1, 2}, INT16);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> attributes.modify("a", new int[] {1, 2, 3}))
        .withMessageContaining("[3]")
        .withMessageContaining("[2]");
    assertThatIllegalArgumentException().isThrownBy(() -> attributes.modify("a", 5));
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> attributes.modify("a", new int[] {1, 70_000}));
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> attributes.modify("a", new String[] {"a", "b"}));
    attributes.setEmpty("empty", INT16);
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(() -> attributes.modify("empty", 1));
    assertThat(attributes.get("a").readInts()).containsExactly(1, 2);
  }
}
