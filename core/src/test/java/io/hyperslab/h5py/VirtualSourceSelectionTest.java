package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.Dataset;
import io.hyperslab.VirtualSource;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Selections of the sources of virtual datasets, which h5py writes as slices of a `VirtualSource`.
class VirtualSourceSelectionTest extends FileTestCase {

  /// A dataset whose elements are their own ordinals.
  private Dataset counting(long... shape) {
    int count = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    Dataset source = f.createDataset("source").type(INT32).shape(shape).create();
    source.write(IntStream.range(0, count).toArray());
    return source;
  }

  private static long[] longs(String text) {
    return Stream.of(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /// Maps what is selected to all of a virtual dataset of its shape and reads it from there.
  private void requireMapped(String shape, String selected, String expectedShape)
      throws IOException {
    Selection selection = Selection.of(selected);
    int[] expected = counting(longs(shape)).readInts(selection);
    assertThat(selection.resolve(longs(shape)).resultShape()).isEqualTo(longs(expectedShape));
    f.createDataset("virtual")
        .type(INT32)
        .shape(longs(expectedShape))
        .fill(-1)
        .map(VirtualSource.of(".", "source", longs(shape), selection, Selection.all()))
        .create();
    reopen();
    assertThat(f.dataset("virtual").readInts()).hasSizeGreaterThan(1).isEqualTo(expected);
  }

  @H5py({
    "test_vds.test_virtual_source::TestVirtualSource.test_full_slice",
    "test_vds.test_virtual_source::TestVirtualSource.test_integer_indexed",
    "test_vds.test_virtual_source::TestVirtualSource.test_integer_single_indexed",
    "test_vds.test_virtual_source::TestVirtualSource.test_two_integer_indexed",
    "test_vds.test_virtual_source::TestVirtualSource.test_single_range",
    "test_vds.test_virtual_source::TestVirtualSource.test_double_range",
    "test_vds.test_virtual_source::TestVirtualSource.test_double_strided_range"
  })
  @ParameterizedTest
  @CsvSource({
    "':, :, :', 20 30 30",
    "'5, :, :', 30 30",
    "5, 30 30",
    "'5, :, 10', 30",
    "'5:10, :, :', 5 30 30",
    "'5:10, :, 20:25', 5 30 5",
    "'6:12:2, :, 20:26:3', 3 30 2"
  })
  void indicesAndSlices(String selected, String expectedShape) throws IOException {
    requireMapped("20 30 30", selected, expectedShape);
  }

  @H5py("test_vds.test_virtual_source::TestVirtualSource.test_shape_calculation_positive_step")
  @ParameterizedTest
  @CsvSource({"2:12:3, 4", "2:13:3, 4", "2:14:3, 4", "2:15:3, 5", "2:16:3, 5"})
  void stepsThatDoNotDivideTheLength(String selected, String expectedShape) throws IOException {
    requireMapped("20", selected, expectedShape);
  }

  @H5py({
    "test_vds.test_virtual_source::TestVirtualSource.test_negative_start_index",
    "test_vds.test_virtual_source::TestVirtualSource.test_negative_stop_index",
    "test_vds.test_virtual_source::TestVirtualSource.test_negative_start_and_stop_index"
  })
  @ParameterizedTest
  @CsvSource({"-10:16", "10:-4", "-10:-4"})
  void boundsCountFromTheEnd(String selected) throws IOException {
    requireMapped("20 30 30", selected, "6 30 30");
  }

  @H5py({
    "test_vds.test_virtual_source::TestVirtualSource.test_ellipsis",
    "test_vds.test_virtual_source::TestVirtualSource.test_ellipsis_end",
    "test_vds.test_virtual_source::TestVirtualSource.test_ellipsis_start",
    "test_vds.test_virtual_source::TestVirtualSource.test_ellipsis_sandwich"
  })
  @ParameterizedTest
  @CsvSource({
    "20 30 30, ..., 20 30 30",
    "20 30 30, '0:1, ...', 1 30 30",
    "20 30 30, '..., 0:1', 20 30 1",
    "20 30 30 40, '0:1, ..., 5:6', 1 30 30 1"
  })
  void anEllipsisStandsForTheAxesThatAreNotNamed(
      String shape, String selected, String expectedShape) throws IOException {
    requireMapped(shape, selected, expectedShape);
  }

  @H5py("test_vds.test_virtual_source::TestVirtualSource.test_integer_shape")
  @Test
  void aShapeOfOneDimension() {
    VirtualSource source =
        VirtualSource.of("test", "test", longs("20"), Selection.all(), Selection.all());
    assertThat(source.source().leastShape()).hasValue(longs("20"));
    assertThat(source.source().resolve(longs("30")).resultShape()).containsExactly(20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> f.createDataset("x").type(INT32).shape(19).map(source).create())
        .withMessageContaining("20");
    f.createDataset("x").type(INT32).shape(20).map(source).create();
    assertThat(f.dataset("x").virtualSources().getFirst().source().leastShape())
        .hasValue(longs("20"));
  }
}
