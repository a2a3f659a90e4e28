package io.hyperslab.tour.lessons;

import io.hyperslab.ChunkInfo;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.dataspace.ChunkShapes;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import java.io.IOException;
import java.util.Arrays;

/// Datasets in pieces: what chunks are, and which shape they should have.
public final class Chunks implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "chunks",
        "Chunks, and how to choose them",
        "A dataset in pieces can grow, be compressed, and be read along any axis.",
        """
        S0-80 S0-81 S0-82 S0-83 S0-84 S0-85
        S1-42 S1-43
        S2-27 S2-28 S2-29
        S3-24
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    shapes(page);
    guesses(page);
    locality(page);
  }

  private static void shapes(Page page) throws IOException {
    page.note(
        "A dataset in one piece lies in the file as C lays out arrays: the last index moves first."
            + " In chunks, each of them lies so for itself, anywhere.");
    try (var file = Hdf5File.create(page.file("chunks.h5"))) {
      page.show(file.write("letters", new int[][] {{'A', 'B'}, {'C', 'D'}}).readInts());
      Dataset video =
          file.createDataset("video")
              .type(Datatypes.INT8)
              .shape(100, 480, 640)
              .chunks(1, 64, 64)
              .create();
      page.show(video.layout());
      page.show(video.chunkShape());
      page.show(video.maxShape());
      page.show(video.read(Selection.of("0, 0:64, 0:64")).shape());

      page.note("A chunk is stored when one of its elements is written.");
      video.write(Selection.of("0, 0:65, 0"), (byte) 1);
      for (ChunkInfo chunk : video.storedChunks()) {
        page.show(chunk.offset() + ": " + chunk.storedSize() + " bytes");
      }

      page.note("Chunks that cannot be are refused.");
      var builder = file.createDataset("wrong").type(Datatypes.INT8).shape(100, 100);
      page.refused(() -> builder.chunks(200, 10).create());
      page.refused(() -> builder.chunks(10).create());
      page.refused(() -> builder.chunks(0, 10).create());
      page.refused(() -> builder.chunks(10, 10).contiguous().gzip(4).create());
    }
  }

  private static void guesses(Page page) throws IOException {
    page.note(
        "Who does not say gets the shape that h5py would choose: 8 KiB to 1 MiB, more for larger"
            + " datasets, halved along one axis after the other. It depends on the size of an"
            + " element: the (13, 60, 80) of tutorials is for single bytes.");
    page.show(ChunkShapes.guess(new long[] {100, 480, 640}, 1));
    page.show(ChunkShapes.guess(new long[] {100, 480, 640}, 4));
    page.show(ChunkShapes.guess(new long[] {100, 480, 640}, 8));
    page.show(ChunkShapes.guess(new long[] {100, 100}, 1));
    page.show(ChunkShapes.guess(new long[] {100, 100}, 4));
    page.show(ChunkShapes.guess(new long[] {100, 100}, 8));
    page.show(ChunkShapes.guess(new long[] {1024, 1024}, 4));
    page.show(ChunkShapes.guess(new long[] {10_000, 10}, 4));
    page.show(ChunkShapes.guess(new long[] {5000, 1000}, 4));
    page.show(ChunkShapes.guess(new long[] {20, 2048, 2048}, 8));
    try (var file = Hdf5File.create(page.file("auto.h5"))) {
      Dataset floats =
          file.createDataset("floats")
              .type(Datatypes.FLOAT32)
              .shape(100, 480, 640)
              .autoChunks()
              .create();
      page.show(floats.chunkShape());
      Dataset integers =
          file.createDataset("integers")
              .type(Datatypes.INT32)
              .shape(100, 480, 640)
              .autoChunks()
              .create();
      page.show(integers.chunkShape());
    }
  }

  private static void locality(Page page) throws IOException {
    page.note(
        "The shape should be that of what is read: a whole chunk is read and decoded for one"
            + " element of it. Here is how much of 480 x 640 bytes must be touched for 64 x 64 of"
            + " them, and for one column.");
    long[] tile = {64, 64};
    long[] column = {480, 1};
    for (long[] chunk : new long[][] {{64, 64}, {1, 640}, {480, 640}, {480, 1}}) {
      String touched = "tile " + touched(chunk, tile) + ", column " + touched(chunk, column);
      page.show(Arrays.toString(chunk) + ": " + touched);
    }

    page.note(
        "A decoded chunk stays in a cache of the dataset as long as it has room; chunks of much"
            + " more than 1 MiB make it go round. Small ones cost a search each.");
  }

  /// Bytes of the chunks that a box at the origin lies in.
  private static long touched(long[] chunk, long[] box) {
    long rows = Math.ceilDiv(box[0], chunk[0]);
    long columns = Math.ceilDiv(box[1], chunk[1]);
    return rows * chunk[0] * columns * chunk[1];
  }
}
