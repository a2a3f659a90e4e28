package io.hyperslab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.MalformedFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// `.npy` files piece by piece, beside the same files in one piece.
class NpyPiecesTest {
  private static byte[] whole(NdArray array) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(array, out);
    return out.toByteArray();
  }

  private static byte[] inRows(NdArray array, Datatype type, long... shape) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NpyWriter writer = Npy.writer(out, type, shape);
    for (long row = 0; row < shape[0]; row++) {
      writer.write(array.view(Selection.at(row)));
    }
    assertThat(writer.missing()).isZero();
    return out.toByteArray();
  }

  @Test
  void piecesMakeTheSameFile() {
    NdArray numbers = NdArray.range(24).reshape(4, 3, 2);
    assertThat(inRows(numbers, Datatypes.INT64, 4, 3, 2)).isEqualTo(whole(numbers));
  }

  @Test
  void dimensionsOfAnArrayDatatypeFollow() {
    NdArray numbers = NdArray.range(12).reshape(4, 3);
    assertThat(inRows(numbers, Datatypes.array(Datatypes.INT64, 3), 4)).isEqualTo(whole(numbers));
  }

  @Test
  void elementsThatNumpyStoresOtherwiseAreConverted() {
    Datatype colors = Datatypes.enumeration(Datatypes.INT16, "RED", "GREEN");
    NdArray elements = NdArray.zeros(colors, 2, 3).fill(1L);
    assertThat(inRows(elements, colors, 2, 3)).isEqualTo(whole(elements));
  }

  @Test
  void moreElementsThanTheShapeHasAreRefused() {
    NpyWriter writer = Npy.writer(new ByteArrayOutputStream(), Datatypes.INT64, 2);
    writer.write(NdArray.range(1));
    assertThat(writer.missing()).isEqualTo(1);
    assertThatThrownBy(() -> writer.write(NdArray.range(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer.write(NdArray.of(new double[1])))
        .isInstanceOf(DatatypeMismatchException.class);
  }

  @Test
  void textsWhoseLengthsAreToBeKnownAreRefused() {
    assertThat(Npy.canWritePieces(Datatypes.VARIABLE_STRING)).isFalse();
    assertThat(Npy.canWritePieces(Datatypes.fixedString(4))).isFalse();
    assertThat(Npy.canWritePieces(Datatypes.COMPLEX128)).isTrue();
    assertThatThrownBy(() -> Npy.writer(new ByteArrayOutputStream(), Datatypes.VARIABLE_STRING, 2))
        .isInstanceOf(DatatypeMismatchException.class);
  }

  @Test
  void aFileIsReadInPieces() {
    NpyReader reader = Npy.reader(new ByteArrayInputStream(whole(NdArray.range(7).reshape(7, 1))));
    assertThat(reader.datatype()).isEqualTo(Datatypes.INT64);
    assertThat(reader.shape()).containsExactly(7, 1);
    assertThat(reader.isFortranOrder()).isFalse();
    assertThat(reader.read(4).toLongs()).containsExactly(0, 1, 2, 3);
    assertThat(reader.remaining()).isEqualTo(3);
    assertThat(reader.read(4).toLongs()).containsExactly(4, 5, 6);
    assertThat(reader.read(4).size()).isZero();
  }

  @Test
  void textsOfNumpyAreReadInPieces() {
    byte[] file = whole(NdArray.of(new String[] {"a", "b\u00fc", "cde"}));
    NpyReader reader = Npy.reader(new ByteArrayInputStream(file));
    assertThat(reader.read(2).datatype()).isEqualTo(reader.datatype());
    assertThat(reader.read(2).toStrings()).containsExactly("cde");
  }

  @Test
  void aFileThatIsCutOffIsRefused() {
    byte[] file = whole(NdArray.range(7));
    NpyReader reader = Npy.reader(new ByteArrayInputStream(Arrays.copyOf(file, file.length - 1)));
    reader.read(6);
    assertThatThrownBy(() -> reader.read(1)).isInstanceOf(MalformedFileException.class);
  }

  @Test
  void aShapeThatNothingCanHoldTakesNoMemory() {
    for (long claimed : new long[] {1L << 60, 1L << 61, Long.MAX_VALUE}) {
      byte[] header = new NpyHeader(Datatypes.INT64, false, new long[] {claimed}).encode();
      byte[] file = Arrays.copyOf(header, header.length + 16);
      NpyReader reader = Npy.reader(new ByteArrayInputStream(file));
      assertThat(reader.remaining()).isEqualTo(claimed);
      assertThatThrownBy(() -> reader.read(Long.MAX_VALUE))
          .isInstanceOf(MalformedFileException.class);
    }
  }

  @Test
  void noElementsAtATimeAreRefused() {
    NpyReader reader = Npy.reader(new ByteArrayInputStream(whole(NdArray.range(7))));
    assertThatThrownBy(() -> reader.read(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.read(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(reader.remaining()).isEqualTo(7);
  }

  @Test
  void aShapeWithNegativeExtentsIsRefused() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> Npy.writer(out, Datatypes.INT64, 2, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(out.size()).isZero();
  }
}
