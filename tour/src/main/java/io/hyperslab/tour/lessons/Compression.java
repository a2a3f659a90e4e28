package io.hyperslab.tour.lessons;

import io.hyperslab.ChunkInfo;
import io.hyperslab.Dataset;
import io.hyperslab.DatasetBuilder;
import io.hyperslab.FilterInfo;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import io.hyperslab.tour.RandomState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Filters: what makes chunks smaller, and what watches over them.
public final class Compression implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "compression",
        "Compression and filters",
        "Chunks pass filters on their way to the file, and in reverse order on their way back.",
        """
        S0-86 S0-87
        S1-44 S1-45 S1-46 S1-47 S1-48
        S2-30
        S3-24 S3-25
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    builtIn(page);
    whatHelps(page);
    checksums(page);
  }

  private static void builtIn(Page page) throws IOException {
    page.note(
        "A filter needs chunks; without a shape for them, one is chosen. Files know filters by"
            + " their registered numbers: 1 is deflate, which is gzip, 2 is shuffle.");
    try (var file = Hdf5File.create(page.file("filters.h5"))) {
      Dataset gzip =
          file.createDataset("gzip").type(Datatypes.FLOAT32).shape(1000, 1000).gzip(4).create();
      page.show(gzip.filters().stream().map(FilterInfo::id).toList());
      page.show(gzip.chunkShape());

      Dataset both =
          file.createDataset("both")
              .type(Datatypes.INT32)
              .shape(100, 100)
              .shuffle()
              .gzip(4)
              .create();
      page.show(both.filters().stream().map(FilterInfo::id).toList());
      page.show(both.chunkShape());

      Dataset small =
          file.createDataset("small").type(Datatypes.FLOAT32).shape(100, 100).gzip(4).create();
      page.show(small.chunkShape());

      page.note("A checksum needs chunks, too, but does not compress: a tutorial is wrong there.");
      Dataset checked =
          file.createDataset("checked").type(Datatypes.INT8).shape(100, 100).fletcher32().create();
      page.show(checked.filters().stream().map(FilterInfo::id).toList());
      page.show(checked.chunkShape());
    }
  }

  private static void whatHelps(Page page) throws IOException {
    page.note(
        "Bytes stored of 80000. Temperatures change slowly, so that shuffle, which gathers first"
            + " bytes with first bytes, helps; random numbers do not compress.");
    int[] slow = new int[20_000];
    for (int i = 0; i < slow.length; i++) {
      slow[i] = 200_000 + (int) (5000 * StrictMath.sin(i / 500.0));
    }
    NdArray smooth = NdArray.of(slow);
    NdArray random = NdArray.of(new RandomState(1).ints(20_000, 0, Integer.MAX_VALUE));
    try (var file = Hdf5File.create(page.file("sizes.h5"))) {
      page.show(stored(file.createDataset("plain").chunks(20_000), smooth));
      page.show(stored(file.createDataset("gzip").gzip(4), smooth));
      page.show(stored(file.createDataset("shuffle+gzip").shuffle().gzip(4), smooth));
      page.show(stored(file.createDataset("lzf").lzf(), smooth));
      page.show(stored(file.createDataset("shuffle+lzf").shuffle().lzf(), smooth));
      FilterSpec nearest = FilterSpec.szip(FilterSpec.SzipCoding.NEAREST_NEIGHBOUR, 16);
      page.show(stored(file.createDataset("szip").filter(nearest), smooth));
      FilterSpec offsets = FilterSpec.scaleOffsetInteger(0);
      page.show(stored(file.createDataset("scale-offset").filter(offsets), smooth));
      page.show(stored(file.createDataset("random").shuffle().gzip(9), random));

      page.note(
          "Others are no part of HDF5, and a reader must have them: for h5py that is the package"
              + " hdf5plugin. Here they come along.");
      page.show(stored(file.createDataset("zstd").shuffle().filter(FilterSpec.zstd(3)), smooth));
      page.show(stored(file.createDataset("lz4").filter(FilterSpec.lz4()), smooth));

      page.note("Whichever it was, reading is the same.");
      page.show(file.dataset("scale-offset").read().max());
      page.show(file.dataset("zstd").read().max());
    }
  }

  private static long stored(DatasetBuilder builder, NdArray values) {
    return builder.write(values).storageSize();
  }

  private static void checksums(Page page) throws IOException {
    page.note("A byte changes in the file, as on a failing disk. Fletcher's checksum notices.");
    Path path = page.file("damaged.h5");
    long address;
    try (var file = Hdf5File.create(path)) {
      Dataset data = file.createDataset("data").fletcher32().write(new int[] {1, 2, 3, 4});
      ChunkInfo chunk = data.storedChunks().getFirst();
      address = chunk.address();
      page.show(chunk.storedSize());
    }
    try (var bytes = FileChannel.open(path, StandardOpenOption.WRITE)) {
      bytes.write(ByteBuffer.wrap(new byte[] {99}), address);
    }
    try (var file = Hdf5File.open(path)) {
      page.refused(() -> file.dataset("data").readInts());
    }
  }
}
