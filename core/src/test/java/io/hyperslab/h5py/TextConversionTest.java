package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static io.hyperslab.datatype.Datatypes.variableString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.DataView;
import io.hyperslab.Dataset;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Text of fixed and of variable length, and from one to the other. What numpy's strings are to
/// h5py, [String] is here.
class TextConversionTest extends FileTestCase {
  private Dataset reread() throws IOException {
    reopen();
    return f.dataset("x");
  }

  @H5py("test_npystrings::test_create_with_dtype_T")
  @Test
  void textsAreReplacedOneByOne() throws IOException {
    Dataset made = f.createDataset("x").type(VARIABLE_STRING).shape(2, 2).create();
    made.write(new String[][] {{"foo", "bar"}, {"hello world", ""}});
    Dataset dataset = reread();
    assertThat(dataset.datatype()).isEqualTo(VARIABLE_STRING);
    assertThat(dataset.readStrings()).containsExactly("foo", "bar", "hello world", "");
    dataset.write(Selection.at(0, 0), "baz");
    assertThat(reread().read(String[][].class))
        .isDeepEqualTo(new String[][] {{"baz", "bar"}, {"hello world", ""}});
    f.dataset("x").write(Selection.at(0, 0), "123");
    assertThat(reread().getString(0, 0)).isEqualTo("123");
  }

  @H5py("test_npystrings::test_fromdata")
  @Test
  void stringsAreTextOfVariableLength() throws IOException {
    String[][] texts = {{"foo", "bar"}};
    f.write("x", texts);
    f.createDataset("y").type(VARIABLE_STRING).write(texts);
    reopen();
    for (String name : new String[] {"x", "y"}) {
      assertThat(f.dataset(name).datatype()).isEqualTo(VARIABLE_STRING);
      assertThat(f.dataset(name).shape()).containsExactly(1, 2);
      assertThat(f.dataset(name).read(String[][].class)).isDeepEqualTo(texts);
    }
  }

  @H5py("test_npystrings::test_fixed_to_variable_width")
  @Test
  void textOfFixedLengthIsReadAsOfVariableLength() throws IOException {
    f.createDataset("x").type(fixedString(20)).write(new String[] {"foo", "longer than 8 bytes"});
    Dataset dataset = reread();
    DataView view = dataset.as(VARIABLE_STRING);
    assertThat(view.datatype()).isEqualTo(VARIABLE_STRING);
    assertThat(view.read().datatype()).isEqualTo(VARIABLE_STRING);
    assertThat(view.readStrings()).containsExactly("foo", "longer than 8 bytes");
    dataset.write(Selection.at(0), "1234");
    assertThat(view.readStrings()).containsExactly("1234", "longer than 8 bytes");
  }

  @H5py(
      value = "test_npystrings::test_fixed_to_variable_width_too_short",
      differs = "text that does not fit is refused unless cutting is asked for")
  @Test
  void textThatIsTooLongIsCutOnlyWhenAskedFor() throws IOException {
    f.createDataset("x").type(fixedString(3)).write(new String[] {"foo", "bar"});
    Dataset dataset = reread();
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> dataset.write(Selection.at(0), "1234"))
        .withMessageContaining("1234");
    dataset.write(Selection.at(0), "1234", Conversion.CLIP);
    assertThat(reread().readStrings()).containsExactly("123", "bar");
  }

  @H5py(
      value = "test_npystrings::test_variable_to_fixed_width",
      differs = "text that does not fit is refused unless cutting is asked for")
  @Test
  void textOfVariableLengthIsReadAsOfFixedLength() throws IOException {
    f.write("x", new String[] {"foo", "longer than 8 bytes"});
    Dataset dataset = reread();
    DataView wide = dataset.as(fixedString(20));
    assertThat(wide.datatype()).isEqualTo(fixedString(20));
    assertThat(wide.read().datatype()).isEqualTo(fixedString(20));
    assertThat(wide.readStrings()).containsExactly("foo", "longer than 8 bytes");
    assertThat(dataset.with(Conversion.CLIP).as(fixedString(3)).readStrings())
        .containsExactly("foo", "lon");
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> dataset.as(fixedString(3)).readStrings());
    dataset.write(Selection.at(0), "1234");
    assertThat(wide.readStrings()).containsExactly("1234", "longer than 8 bytes");
  }

  @H5py({
    "test_npystrings::test_write_object_into_npystrings",
    "test_npystrings::test_write_npystrings_into_object"
  })
  @Test
  void textIsWrittenInEitherCharacterSet() throws IOException {
    f.write("x", new String[] {"foo"}).write(Selection.at(0), "1234");
    f.createDataset("ascii").type(variableString(CharacterSet.ASCII)).shape(1).create();
    f.dataset("ascii").write(Selection.at(0), "2345");
    assertThat(reread().readByteStrings()).isDeepEqualTo(new byte[][] {"1234".getBytes(UTF_8)});
    assertThat(f.dataset("ascii").readStrings()).containsExactly("2345");
  }

  @H5py("test_npystrings::test_fillvalue")
  @Test
  void aTextFills() throws IOException {
    f.createDataset("x").type(VARIABLE_STRING).shape(2).fill("foo").create();
    Dataset dataset = reread();
    assertThat(dataset.fillValue().value().orElseThrow().toStrings()).containsExactly("foo");
    assertThat(dataset.getString(0)).isEqualTo("foo");
    assertThat(dataset.as(VARIABLE_STRING).readStrings()).containsExactly("foo", "foo");
  }

  @H5py("test_npystrings::test_empty_string")
  @Test
  void textMayBeEmpty() throws IOException {
    f.write("x", new String[] {"", "a", "b"});
    assertThat(reread().readStrings()).containsExactly("", "a", "b");
    f.dataset("x").write(Selection.of(":2"), new String[] {"c", ""});
    assertThat(reread().readByteStrings()).isDeepEqualTo(new byte[][] {{'c'}, {}, {'b'}});
  }

  @H5py("test_npystrings::test_astype_nonstring")
  @Test
  void numbersAreNoText() {
    Dataset dataset = f.createDataset("x").type(INT64).shape(2).create();
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> dataset.as(VARIABLE_STRING).readStrings())
        .withMessageContaining("int64");
  }

  @H5py("test_npystrings::test_resized_read")
  @Test
  void newElementsAreEmptyTexts() throws IOException {
    String[] texts = {"string1", "string2", "string3"};
    f.createDataset("x").maxShape(Dataspace.UNLIMITED).write(texts).resize(10);
    String[] read = reread().readStrings();
    assertThat(read).hasSize(10).startsWith(texts);
    assertThat(read[3]).isEmpty();
    assertThat(f.dataset("x").as(VARIABLE_STRING).readStrings()).containsExactly(read);
    assertThat(f.dataset("x").readStrings(Selection.of("3:"))).containsOnly("");
  }
}
