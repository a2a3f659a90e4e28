package io.hyperslab.h5py;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Dataset;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.testkit.H5py;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Blocks along an axis, h5py's `MultiBlockSlice`.
class BlocksTest extends FileTestCase {
  private Dataset ten;

  @BeforeEach
  void dataset() {
    ten = f.write("ten", new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  }

  private String selected(Axis blocks) {
    StringBuilder digits = new StringBuilder();
    for (long value : ten.readLongs(Selection.axes(blocks))) {
      digits.append(value);
    }
    return digits.toString();
  }

  @H5py({
    "test_slicing::TestMultiBlockSlice.test_default",
    "test_slicing::TestMultiBlockSlice.test_start",
    "test_slicing::TestMultiBlockSlice.test_stride",
    "test_slicing::TestMultiBlockSlice.test_stride_block_equal",
    "test_slicing::TestMultiBlockSlice.test_stride_more_than_block",
    "test_slicing::TestMultiBlockSlice.test_count_calculated"
  })
  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 0123456789",
    "4, 1, 1, 456789",
    "0, 2, 1, 02468",
    "0, 2, 2, 0123456789",
    "0, 3, 2, 013467",
    "1, 3, 2, 124578"
  })
  void withoutACountThereAreAsManyAsFitWhole(long start, long stride, long block, String digits) {
    assertThat(selected(Axis.blocks(start, stride, block))).isEqualTo(digits);
  }

  @H5py({
    "test_slicing::TestMultiBlockSlice.test_default_explicit",
    "test_slicing::TestMultiBlockSlice.test_count",
    "test_slicing::TestMultiBlockSlice.test_fully_described"
  })
  @ParameterizedTest
  @CsvSource({"0, 1, 10, 1, 0123456789", "0, 1, 7, 1, 0123456", "1, 5, 2, 4, 12346789"})
  void aCountIsObeyed(long start, long stride, long count, long block, String digits) {
    assertThat(selected(Axis.blocks(start, stride, count, block))).isEqualTo(digits);
  }

  @H5py({
    "test_slicing::TestMultiBlockSlice.test_count_more_than_length_error",
    "test_slicing::TestMultiBlockSlice.test_block_overruns_extent_error"
  })
  @ParameterizedTest
  @CsvSource({"0, 1, 11, 1", "2, 5, 2, 4"})
  void blocksBeyondTheAxisAreRefused(long start, long stride, long count, long block) {
    Selection blocks = Selection.axes(Axis.blocks(start, stride, count, block));
    assertThatThrownBy(() -> ten.read(blocks)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @H5py({
    "test_slicing::TestMultiBlockSlice.test_stride_zero_error",
    "test_slicing::TestMultiBlockSlice.test_block_more_than_stride_error"
  })
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 3", "2, 3"})
  void blocksThatOverlapAreRefusedAtOnce(long stride, long block) {
    assertThatIllegalArgumentException().isThrownBy(() -> Axis.blocks(0, stride, block));
  }

  @H5py("test_slicing::TestMultiBlockSlice.test_zero_count_calculated_error")
  @Test
  void notEvenOneBlockFits() {
    Selection blocks = Selection.axes(Axis.blocks(8, 4, 3));
    assertThatThrownBy(() -> ten.read(blocks)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
