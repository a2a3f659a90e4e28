package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.UINT16;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.VirtualSource;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The detectors for which virtual datasets were designed, with images that are smaller than
/// theirs: Eiger (one file after the other), Excalibur (stripes with gaps), Percival (files take
/// turns).
class VirtualDetectorsTest extends FileTestCase {
  private static final long[] IMAGE = {4, 5};
  private static final int STRIPES = 6;
  private static final long GAP = 10;
  private static final long[] STRIPE = {5, 256, 8};

  /// Files whose images have the file's number everywhere.
  ///
  /// @param frames the number of images in each file
  private List<String> rawFiles(int... frames) throws IOException {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < frames.length; k++) {
      String name = "raw_file_" + (k + 1) + ".h5";
      try (Hdf5File file = Hdf5File.create(folder.resolve(name))) {
        double[] values = new double[Math.toIntExact(frames[k] * IMAGE[0] * IMAGE[1])];
        Arrays.fill(values, k);
        file.createDataset("data").type(FLOAT64).shape(images(frames[k])).create().write(values);
      }
      names.add(folder.resolve(name).toString());
    }
    return names;
  }

  private static long[] images(long frames) {
    return new long[] {frames, IMAGE[0], IMAGE[1]};
  }

  /// Requires each image to have one value everywhere.
  private void requireFrames(int[] expected) throws IOException {
    reopen();
    Dataset dataset = f.dataset("data");
    int pixels = Math.toIntExact(IMAGE[0] * IMAGE[1]);
    assertThat(dataset.shape()).isEqualTo(images(expected.length));
    assertThat(dataset.readInts())
        .isEqualTo(
            IntStream.range(0, expected.length * pixels).map(i -> expected[i / pixels]).toArray());
  }

  @H5py("test_vds.test_highlevel_vds::TestEigerHighLevel.test_eiger_high_level")
  @Test
  void eigerBySlices() throws IOException {
    var builder = f.createDataset("data").type(FLOAT64).shape(images(78)).fill(45.0);
    int[] frames = {20, 20, 20, 18};
    int first = 0;
    List<String> files = rawFiles(frames);
    for (int k = 0; k < frames.length; k++) {
      Selection target = Selection.slice(first, first + frames[k]);
      builder.map(
          VirtualSource.of(files.get(k), "data", images(frames[k]), Selection.all(), target));
      first += frames[k];
    }
    builder.create();
    requireFrames(IntStream.range(0, 78).map(i -> i / 20).toArray());
  }

  @H5py("test_vds.test_lowlevel_vds::TestEigerLowLevel.test_eiger_low_level")
  @Test
  void eigerByHyperslabs() throws IOException {
    var builder = f.createDataset("data").type(INT16).shape(images(78)).fill((short) -1);
    int[] frames = {20, 20, 20, 18};
    int first = 0;
    List<String> files = rawFiles(frames);
    for (int k = 0; k < frames.length; k++) {
      Hyperslab source = Selection.box(new long[3], images(frames[k]));
      Hyperslab target = Selection.box(new long[] {first, 0, 0}, images(frames[k]));
      builder.map(new VirtualSource(files.get(k), "data", source, target));
      first += frames[k];
    }
    builder.create();
    requireFrames(IntStream.range(0, 78).map(i -> i / 20).toArray());
  }

  /// Stripe k has in its image i the value `i * k` everywhere.
  private String stripe(int k) throws IOException {
    String name = folder.resolve("stripe_" + (k + 1) + ".h5").toString();
    try (Hdf5File file = Hdf5File.create(folder.resolve(name))) {
      Dataset data =
          file.createDataset("data")
              .type(UINT16)
              .shape(STRIPE)
              .maxShape(STRIPE)
              .chunks(1, STRIPE[1], STRIPE[2])
              .create();
      for (int i = 0; i < STRIPE[0]; i++) {
        data.write(Selection.at(i), i * k);
      }
    }
    return name;
  }

  private static Hyperslab stripeAt(int k) {
    return Selection.box(new long[] {0, k * (STRIPE[1] + GAP), 0}, STRIPE);
  }

  @H5py({
    "test_vds.test_highlevel_vds::TestExcaliburHighLevel.test_excalibur_high_level",
    "test_vds.test_lowlevel_vds::TestExcaliburLowLevel.test_excalibur_low_level"
  })
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void excaliburBySlicesOrHyperslabs(boolean lowLevel) throws IOException {
    long height = STRIPE[1] * STRIPES + GAP * (STRIPES - 1);
    var builder =
        f.createDataset("data")
            .type(lowLevel ? INT16 : UINT16)
            .shape(STRIPE[0], height, STRIPE[2])
            .fill((short) 1);
    for (int k = 0; k < STRIPES; k++) {
      Selection source = lowLevel ? Selection.box(new long[3], STRIPE) : Selection.all();
      builder.map(new VirtualSource(stripe(k), "/data", source, stripeAt(k)));
    }
    builder.create();
    reopen();
    Dataset dataset = f.dataset("data");
    assertThat(dataset.fillValue().value().orElseThrow().toInts()).containsExactly(1);
    int[] rows = {100, 260, 350, 650, 900, 1150, 1450};
    assertThat(Arrays.stream(rows).map(row -> dataset.getInt(3, row, 0)))
        .containsExactly(0, 1, 3, 6, 9, 12, 15);
    assertThat(dataset.readInts(Selection.of("4, 1318:1332, 7")))
        .containsExactly(16, 16, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 20, 20);
  }

  @H5py("test_vds.test_highlevel_vds::TestPercivalHighLevel.test_percival_high_level")
  @Test
  void percivalBySlices() throws IOException {
    var builder = f.createDataset("data").type(FLOAT64).shape(images(79)).fill(-5.0);
    List<String> files = rawFiles(20, 20, 20, 19);
    for (int k = 0; k < files.size(); k++) {
      builder.map(
          VirtualSource.of(
              files.get(k),
              "data",
              images(k == 3 ? 19 : 20),
              Selection.of(":, :, :"),
              Selection.of(k + ":79:4, :, :")));
    }
    builder.create();
    requireFrames(IntStream.range(0, 79).map(i -> i % 4).toArray());
  }

  @H5py("test_vds.test_lowlevel_vds::TestPercivalLowLevel.test_percival_low_level")
  @Test
  void percivalWithoutEnd() throws IOException {
    var builder =
        f.createDataset("data")
            .type(INT16)
            .shape(images(1))
            .maxShape(images(Dataspace.UNLIMITED))
            .fill((short) -1);
    List<String> files = rawFiles(20, 20, 20, 19);
    for (int k = 0; k < files.size(); k++) {
      builder.map(new VirtualSource(files.get(k), "data", everyImage(0, 1), everyImage(k, 4)));
    }
    builder.create();
    requireFrames(IntStream.range(0, 79).map(i -> i % 4).toArray());
  }

  private static Hyperslab everyImage(long first, long step) {
    return Selection.hyperslab(
        new long[] {first, 0, 0},
        new long[] {step, 1, 1},
        new long[] {Hyperslab.UNLIMITED, 1, 1},
        images(1));
  }
}
