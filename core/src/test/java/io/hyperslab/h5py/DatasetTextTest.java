package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.fixedString;
import static io.hyperslab.datatype.Datatypes.variableString;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.DataView;
import io.hyperslab.Dataset;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Text in datasets: its datatypes, character sets and fill values.
class DatasetTextTest extends FileTestCase {
  private Dataset made(Datatype type, long... shape) {
    return f.createDataset("x").type(type).shape(shape).create();
  }

  private Dataset reread() throws IOException {
    reopen();
    return f.dataset("x");
  }

  static List<Datatype> textTypes() {
    return List.of(
        variableString(CharacterSet.ASCII),
        variableString(CharacterSet.UTF8),
        fixedString(10, CharacterSet.ASCII),
        fixedString(10, CharacterSet.UTF8));
  }

  @H5py({
    "test_dataset::TestStrings.test_vlen_bytes",
    "test_dataset::TestStrings.test_vlen_bytes_fillvalue",
    "test_dataset::TestStrings.test_vlen_unicode",
    "test_dataset::TestStrings.test_vlen_unicode_fillvalue",
    "test_dataset::TestStrings.test_fixed_ascii",
    "test_dataset::TestStrings.test_fixed_bytes_fillvalue",
    "test_dataset::TestStrings.test_fixed_utf_8_fillvalue"
  })
  @ParameterizedTest
  @MethodSource("textTypes")
  void textHasAFillValue(Datatype type) throws IOException {
    f.createDataset("x").type(type).shape(100).fill("bar").create();
    Dataset dataset = reread();
    assertThat(dataset.datatype()).isEqualTo(type);
    assertThat(dataset.getString(0)).isEqualTo("bar");
    assertThat(dataset.readByteStrings()[99]).isEqualTo("bar".getBytes(UTF_8));
  }

  @H5py("test_dataset::TestStrings.test_fixed_utf8")
  @Test
  void textOfFixedLengthInUtf8() throws IOException {
    Dataset dataset = made(fixedString(5, CharacterSet.UTF8), 100);
    dataset.write(Selection.of("0"), "c\u00f9");
    dataset.write(Selection.of("1:3"), new String[] {"c\u00f9", "c\u00f9"});
    assertThat(reread().readByteStrings()[2]).isEqualTo("c\u00f9".getBytes(UTF_8));
    assertThat(f.dataset("x").readStrings(Selection.of(":3"))).containsOnly("c\u00f9");
  }

  @H5py({
    "test_dataset::TestStrings.test_roundtrip_vlen_bytes",
    "test_dataset::TestStrings.test_roundtrip_fixed_bytes",
    "test_dataset::TestStrings.test_unicode_write_bytes"
  })
  @ParameterizedTest
  @MethodSource("textTypes")
  void textIsReadAsItWasWritten(Datatype type) throws IOException {
    made(type, 100).write(Selection.of("0"), "Hello");
    assertThat(reread().readByteStrings()[0]).isEqualTo("Hello".getBytes(US_ASCII));
  }

  @H5py("test_dataset::TestStrings.test_retrieve_vlen_unicode")
  @Test
  void textIsText() throws IOException {
    made(variableString(CharacterSet.UTF8), 10).write(Selection.of("0"), "f\u00e0ilte");
    assertThat(reread().getString(0)).isEqualTo("f\u00e0ilte");
  }

  static List<Datatype> utf8Types() {
    return List.of(variableString(CharacterSet.UTF8), fixedString(7, CharacterSet.UTF8));
  }

  @H5py({"test_dataset::TestStrings.test_asstr", "test_dataset::TestStrings.test_asstr_fixed"})
  @ParameterizedTest
  @MethodSource("utf8Types")
  void textIsReadInAnotherCharset(Datatype type) throws IOException {
    made(type, 10).write(Selection.of("0"), "f\u00e0ilte");
    Dataset dataset = reread();
    DataView ascii = dataset.strings(US_ASCII, CodingErrorAction.REPORT);
    assertThatThrownBy(ascii::readStrings).isInstanceOf(Hdf5Exception.class);
    assertThat(dataset.strings(US_ASCII, CodingErrorAction.IGNORE).readStrings()[0])
        .isEqualTo("filte");
    assertThat(dataset.strings(ISO_8859_1).readStrings()[0]).isEqualTo("f\u00c3\u00a0ilte");
    assertThat(ascii.dataspace().elementCount()).isEqualTo(10);
  }

  @H5py({
    "test_dataset::TestStrings.test_unicode_write_error",
    "test_dataset::TestStrings.test_vlen_bytes_write_ascii_str"
  })
  @Test
  void onlyAsciiIsWrittenAsAscii() {
    Dataset dataset = made(variableString(CharacterSet.ASCII), 100);
    dataset.write(Selection.of("0"), "ASCII string");
    assertThatThrownBy(() -> dataset.write(Selection.of("0"), "f\u00e0ilte"))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("ASCII");
    assertThat(dataset.getString(0)).isEqualTo("ASCII string");
  }

  @H5py("test_dataset::TestVlen.test_asstr_array_dtype")
  @Test
  void textIsNoNumber() {
    f.createDataset("x").type(variableString(CharacterSet.ASCII)).shape(100).fill("bar").create();
    assertThatThrownBy(() -> f.dataset("x").readInts())
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("/x");
  }

  @H5py({"test_dataset::test_view_properties", "test_dataset::test_array_nd"})
  @Test
  void aViewHasTheShapeOfItsDataset() {
    f.createDataset("x").type(variableString(CharacterSet.ASCII)).shape(5, 6).fill("f").create();
    DataView view = f.dataset("x").strings(US_ASCII);
    assertThat(view.dataspace().shape()).containsExactly(5, 6);
    assertThat(view.dataspace().elementCount()).isEqualTo(30);
    assertThat(view.readStrings()).hasSize(30).containsOnly("f");
  }

  @H5py({"test_dataset::test_vlen_spacepad", "test_dataset::test_vlen_nullterm"})
  @ParameterizedTest
  @EnumSource(Padding.class)
  void thePaddingOfTextOfVariableLengthDoesNotMatter(Padding padding) throws IOException {
    Datatype type = new VariableString(16, padding, CharacterSet.ASCII);
    made(type, 2).write(new String[] {"Parting", "is such sweet sorrow."});
    assertThat(reread().datatype()).isEqualTo(type);
    assertThat(f.dataset("x").readStrings()).containsExactly("Parting", "is such sweet sorrow.");
  }
}
