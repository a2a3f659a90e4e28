package io.hyperslab.tour.lessons;

import io.hyperslab.CreateOptions;
import io.hyperslab.FileCheck;
import io.hyperslab.FileCopy;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/// What is left of what is deleted, and how to get rid of it.
public final class DeletingAndRepacking implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "deleting",
        "Deleting and repacking",
        "What is deleted leaves a hole; a copy of the file has none.",
        """
        S2-41
        S3-14 S3-15 S3-16 S3-17 S3-18
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    deleting(page);
    repacking(page);
    changingOnesMind(page);
  }

  private static NdArray hundredThousand() {
    return NdArray.of(LongStream.range(0, 100_000).toArray(), 10, 10_000);
  }

  private static void deleting(Page page) throws IOException {
    page.note("100000 numbers of 8 bytes; then they go.");
    Path path = page.file("data.h5");
    try (var file = Hdf5File.create(path, CreateOptions.defaults().earliest())) {
      file.write("data/dataset1", hundredThousand());
    }
    page.show(Files.size(path));
    try (var file = Hdf5File.openReadWrite(path)) {
      file.delete("data/dataset1");
      page.show(file.find("data/dataset1"));
      page.refused(() -> file.delete("data/dataset1"));
    }
    page.show(Files.size(path));

    page.note(
        "With three of them it is the same. libhdf5 cuts off what lies at the end of the file; this"
            + " library touches no space that others may have used, until the file is copied.");
    Path three = page.file("three.h5");
    try (var file = Hdf5File.create(three, CreateOptions.defaults().earliest())) {
      for (int i = 1; i <= 3; i++) {
        file.write("data/dataset" + i, hundredThousand());
      }
    }
    page.show(Files.size(three));
    try (var file = Hdf5File.openReadWrite(three)) {
      file.delete("data");
      page.show(file.root().names());
    }
    page.show(Files.size(three));
  }

  private static void repacking(Page page) throws IOException {
    page.note(
        "FileCopy writes a file anew, without holes, as h5repack and 'hyperslab repack' do; with"
            + " other filters if you like.");
    Path holes = page.file("holes.h5");
    try (var file = Hdf5File.create(holes)) {
      for (int i = 1; i <= 3; i++) {
        file.write("dataset" + i, hundredThousand());
      }
    }
    try (var file = Hdf5File.openReadWrite(holes)) {
      file.delete("dataset2");
    }
    page.show(Files.size(holes));

    Path packed = page.file("packed.h5");
    Path small = page.file("small.h5");
    try (var file = Hdf5File.open(holes)) {
      page.show(FileCheck.of(file).unusedBytes() >= 800_000);
      FileCopy.defaults().copy(file, packed);
      FileCopy.defaults()
          .autoChunks()
          .filters(FilterSpec.shuffle(), FilterSpec.deflate(6))
          .copy(file, small);
    }
    page.show(Files.size(packed));
    page.show(Files.size(small) < 200_000);
    try (var file = Hdf5File.open(small)) {
      page.show(file.root().names());
      page.show(file.dataset("dataset3").read().max());
    }
  }

  private static void changingOnesMind(Page page) throws IOException {
    page.note("Nothing is in the file before flush() or the end, so a change can be taken back.");
    try (var file = Hdf5File.openReadWrite(page.file("packed.h5"))) {
      file.delete("dataset1");
      page.show(file.root().names());
      file.rollback();
      page.show(file.root().names());
    }
  }
}
