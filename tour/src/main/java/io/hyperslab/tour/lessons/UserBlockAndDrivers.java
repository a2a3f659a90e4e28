package io.hyperslab.tour.lessons;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What may lie before the data, and where a file may be other than in a file.
public final class UserBlockAndDrivers implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "drivers",
        "User block and drivers",
        "Bytes of your own before the data, and files in memory or in many pieces.",
        """
        S0-19 S0-20 S0-21 S0-22 S0-23 S0-24 S0-25 S0-26 S0-27
        S1-09
        S2-06 S2-07 S2-08 S2-56
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    userBlock(page);
    memory(page);
    manyFiles(page);
  }

  private static void userBlock(Page page) throws IOException {
    page.note(
        "HDF5 looks for its data at byte 0, 512, 1024, 2048 and so on. What is before it is"
            + " yours.");
    CreateOptions options = CreateOptions.defaults().earliest().userBlock(512);
    Path path = page.file("userblock.h5");
    Hdf5File.create(path, options).close();
    page.show(Files.size(path));
    try (var file = Hdf5File.openReadWrite(path)) {
      page.show(file.userBlock().length);
      file.writeUserBlock("a".repeat(512).getBytes(StandardCharsets.US_ASCII));
      file.write("data", new int[] {1, 2, 3});
      byte[] tooMuch = new byte[513];
      page.refused(() -> file.writeUserBlock(tooMuch));
    }
    try (var bytes = Files.newInputStream(path)) {
      page.show(new String(bytes.readNBytes(8), StandardCharsets.US_ASCII));
    }
    try (var file = Hdf5File.open(path)) {
      page.show(file.dataset("data").readInts());
    }
    page.refused(() -> CreateOptions.defaults().userBlock(500));
  }

  private static void memory(Page page) throws IOException {
    page.note("A file may live in memory alone, and leave as bytes: to a network, a database.");
    byte[] image;
    try (var file = Hdf5File.createInMemory()) {
      file.write("data", new int[] {1, 2, 3});
      image = file.toImage();
    }
    page.show(image.length);
    try (var file = Hdf5File.open(image)) {
      page.show(file.dataset("data").readInts());
    }
    page.refused(() -> Hdf5File.open(new byte[] {1, 2, 3}).close());

    page.note("Or it is in memory while it is open, and saved by each commit. h5py calls it core.");
    Path saved = page.file("core.h5");
    try (var file = Hdf5File.create(saved, CreateOptions.defaults().core(true))) {
      file.write("data", 42);
    }
    try (var file = Hdf5File.openReadWrite(saved, OpenOptions.defaults().core(false))) {
      file.write("forgotten", 43);
    }
    try (var file = Hdf5File.open(saved)) {
      page.show(file.root().names());
    }

    page.note("With memory mapping, the system's cache is all the memory that reading takes.");
    Path path = page.file("image.h5");
    Files.write(path, image);
    try (var file = Hdf5File.open(path, OpenOptions.defaults().memoryMapped())) {
      page.show(file.dataset("data").readInts());
    }
    page.show(Hdf5File.isHdf5(path));
  }

  private static void manyFiles(Page page) throws IOException {
    page.note(
        "A family is one file cut into pieces, whose names have a number in them. h5py needs"
            + " driver='family' for it, and takes pieces of 2^31 - 1 bytes unless told otherwise;"
            + " here the size is always said.");
    CreateOptions family = CreateOptions.defaults().earliest().family(4096);
    Path path = page.file("family%d.h5");
    try (var file = Hdf5File.create(path, family)) {
      file.write("data", new int[2000]);
    }
    for (int member = 0; member < 3; member++) {
      page.show(Files.size(page.file("family" + member + ".h5")));
    }
    try (var file = Hdf5File.open(path, OpenOptions.defaults().family())) {
      page.show(file.dataset("data").shape());
    }
    page.refused(() -> Hdf5File.create(page.file("family.h5"), family).close());
    page.refused(() -> CreateOptions.defaults().family(0));

    page.note(
        "There is no MPI driver, nor need of one within a machine: the threads of a program read"
            + " and write one file at the same time.");
  }
}
