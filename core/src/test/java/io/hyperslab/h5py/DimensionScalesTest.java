package io.hyperslab.h5py;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Dimension;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Labels and scales of dimensions. `data` has no scale along z, one along y and two along x, and
/// no label along y; `data2` has nothing.
class DimensionScalesTest extends FileTestCase {
  @BeforeEach
  void attachScales() throws IOException {
    f.write("data", new float[4][3][2]);
    f.write("data2", new float[4][3][2]);
    f.write("x1", new float[2]).makeScale("");
    f.write("x2", new float[2]).makeScale("x2 name");
    f.write("y1", new float[3]).makeScale("y1 name");
    f.write("z1", new float[4]);
    dimension(2).attach(f.dataset("x1"));
    dimension(2).attach(f.dataset("x2"));
    dimension(1).attach(f.dataset("y1"));
    dimension(0).setLabel("z");
    dimension(2).setLabel("x");
    reopen();
  }

  private Dimension dimension(int axis) {
    return f.dataset("data").dimension(axis);
  }

  @H5py({
    "test_dimension_scales::TestH5DSBindings.test_create_dimensionscale",
    "test_dimension_scales::TestDimensionsHighLevel.test_is_scale"
  })
  @Test
  void aScaleSaysThatItIsOne() {
    assertThat(List.of("x1", "x2", "y1")).allMatch(name -> f.dataset(name).isScale());
    assertThat(List.of("z1", "data", "data2")).noneMatch(name -> f.dataset(name).isScale());
    assertThat(f.dataset("x1").scaleName()).isEmpty();
    assertThat(f.dataset("x2").scaleName()).contains("x2 name");
    assertThat(f.dataset("x1").attributes().get("CLASS").readString()).isEqualTo("DIMENSION_SCALE");
  }

  @H5py({
    "test_dimension_scales::TestH5DSBindings.test_attach_dimensionscale",
    "test_dimension_scales::TestDimensionsHighLevel.test_len"
  })
  @Test
  void scalesAreThoseOfTheirDimension() {
    assertThat(dimension(0).scales()).isEmpty();
    assertThat(dimension(1).scales()).containsExactly(f.dataset("y1"));
    assertThat(dimension(2).scales()).hasSize(2).contains(f.dataset("x1"));
    assertThat(f.dataset("data2").dimensions()).allMatch(none -> none.scales().isEmpty());
  }

  @H5py({
    "test_dimension_scales::TestH5DSBindings.test_detach_dimensionscale",
    "test_dimension_scales::TestDimensionsHighLevel.test_attach_detach_scale"
  })
  @Test
  void scalesAreAttachedAndDetached() throws IOException {
    f.write("data3", new float[4][3][2]).dimension(2).attach(f.dataset("x1"));
    f.dataset("data3").dimension(2).attach(f.dataset("x2"));
    reopen();
    Dimension x = f.dataset("data3").dimension(2);
    assertThat(x.scales()).containsExactly(f.dataset("x1"), f.dataset("x2"));
    x.detach(f.dataset("x1"));
    assertThat(x.scales()).containsExactly(f.dataset("x2"));
    x.detach(f.dataset("x2"));
    reopen();
    assertThat(f.dataset("data3").dimension(2).scales()).isEmpty();
    assertThat(dimension(2).scales()).hasSize(2);
  }

  @H5py({
    "test_dimension_scales::TestH5DSBindings.test_label_dimensionscale",
    "test_dimension_scales::TestDimensionsHighLevel.test_get_label"
  })
  @Test
  void dimensionsHaveLabels() {
    assertThat(dimension(0).label()).contains("z");
    assertThat(dimension(1).label()).isEmpty();
    assertThat(dimension(2).label()).contains("x");
    assertThat(f.dataset("data2").dimensions()).allMatch(none -> none.label().isEmpty());
  }

  @H5py("test_dimension_scales::TestDimensionsHighLevel.test_set_label")
  @Test
  void aLabelIsReplaced() throws IOException {
    dimension(0).setLabel("foo");
    reopen();
    assertThat(dimension(0).label()).contains("foo");
    assertThat(dimension(1).label()).isEmpty();
    assertThat(dimension(2).label()).contains("x");
  }

  @H5py("test_dimension_scales::TestH5DSBindings.test_iter_dimensionscales")
  @Test
  void aScaleIsFoundByItsName() {
    assertThat(
            dimension(2).scales().stream()
                .filter(scale -> scale.scaleName().filter("x2 name"::equals).isPresent()))
        .containsExactly(f.dataset("x2"));
  }

  @H5py("test_dimension_scales::TestDimensionManager.test_make_scale")
  @Test
  void aScaleIsNamedAnew() throws IOException {
    f.dataset("x1").makeScale("foobar");
    f.dataset("data2").makeScale("foobaz");
    dimension(2).attach(f.dataset("data2"));
    reopen();
    assertThat(dimension(2).scale("foobar")).contains(f.dataset("x1"));
    assertThat(dimension(2).scale("foobaz")).contains(f.dataset("data2"));
  }

  @H5py("test_dimension_scales::TestDimensionManager.test_get_dimension")
  @Test
  void thereIsNoDimensionBehindTheLast() {
    Dataset data = f.dataset("data");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> data.dimension(3))
        .withMessageContaining("3");
  }

  @H5py({
    "test_dimension_scales::TestDimensionManager.test_len",
    "test_dimension_scales::TestDimensionManager.test_iter"
  })
  @Test
  void aDatasetHasAsManyDimensionsAsAxes() {
    assertThat(f.dataset("data").dimensions()).extracting(Dimension::axis).containsExactly(0, 1, 2);
    assertThat(f.dataset("data").dimensions())
        .extracting(Dimension::size)
        .containsExactly(4L, 3L, 2L);
    assertThat(f.dataset("data2").dimensions()).hasSize(3);
  }

  @H5py(
      value = {
        "test_dimension_scales::TestDimensionManager.test_repr",
        "test_dimension_scales::TestDimensionsHighLevel.test_repr"
      },
      differs = "the text names the dataset and leaves the label out, which would have to be read")
  @Test
  void dimensionsAreTextEvenInAClosedFile() throws IOException {
    Dimension x = dimension(2);
    f.close();
    assertThat(x).hasToString("dimension 2 of /data");
  }

  @H5py("test_dimension_scales::TestDimensionsHighLevel.test_get_dimension_scale")
  @Test
  void scalesHaveNumbersAndNames() {
    assertThat(dimension(2).scales().getFirst()).isEqualTo(f.dataset("x1"));
    assertThat(dimension(2).scale("")).contains(f.dataset("x1"));
    assertThat(dimension(2).scale("x2 name")).contains(f.dataset("x2"));
    List<Dataset> none = f.dataset("data2").dimension(2).scales();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> none.get(0));
    assertThat(f.dataset("data2").dimension(2).scale("x2 name")).isEmpty();
  }

  @H5py({
    "test_dimension_scales::TestDimensionsHighLevel.test_get_items",
    "test_dimension_scales::TestDimensionsHighLevel.test_get_keys",
    "test_dimension_scales::TestDimensionsHighLevel.test_get_values",
    "test_dimension_scales::TestDimensionsHighLevel.test_iter"
  })
  @Test
  void scalesAreInTheOrderInWhichTheyWereAttached() {
    assertThat(dimension(2).scales()).containsExactly(f.dataset("x1"), f.dataset("x2"));
    assertThat(dimension(2).scales())
        .extracting(scale -> scale.scaleName().orElse(""))
        .containsExactly("", "x2 name");
  }

  @H5py("test_dimension_scales::TestDimensionsHighLevel.test_attributes")
  @Test
  void scalesAreInAnAttributeThatCanBeCopied() throws IOException {
    Attribute list = f.dataset("data").attributes().get("DIMENSION_LIST");
    f.dataset("data2").attributes().set("DIMENSION_LIST", list.read(), list.datatype());
    reopen();
    assertThat(f.dataset("data2").dimensions())
        .extracting(dimension -> dimension.scales().size())
        .containsExactly(0, 1, 2);
  }

  @H5py("test_dims_dimensionproxy::TestItems.test_empty")
  @Test
  void aDimensionWithoutScalesHasNone() {
    assertThat(f.write("plain", new float[10]).dimension(0).scales()).isEmpty();
  }
}
