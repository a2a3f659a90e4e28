package io.hyperslab.testkit;

import io.hyperslab.testkit.Libhdf5.Dialect;
import io.hyperslab.testkit.Libhdf5Type.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Small files that libhdf5 writes, which together hold every kind of structure it writes: what
/// tests damage, cut off and compare.
public final class SampleFiles {
  private static final int MANY = 40;

  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  private SampleFiles(Path folder) {
    this.folder = folder;
  }

  /// Writes the files.
  ///
  /// @param folder an existing one
  public static List<Path> write(Path folder) throws IOException {
    SampleFiles samples = new SampleFiles(folder);
    for (Dialect dialect : Dialect.values()) {
      samples.groups(dialect);
      samples.manyLinks(dialect);
      samples.attributes(dialect);
      samples.datatypes(dialect);
      samples.layouts(dialect);
      samples.chunkIndexes(dialect);
      samples.filters(dialect);
      samples.shared(dialect);
      samples.userBlock(dialect);
    }
    return List.copyOf(samples.files);
  }

  private Path file(String content, Dialect dialect) {
    Path file = folder.resolve(content + "_" + dialect.name().toLowerCase(Locale.ROOT) + ".h5");
    files.add(file);
    return file;
  }

  private void groups(Dialect dialect) {
    try (Libhdf5File file = Libhdf5.create(file("groups", dialect), dialect)) {
      file.group("/a").group("/a/b").group("/a/b/c").hardLink("/a/b/up", "/a");
      file.softLink("/soft", "/a/b").softLink("/dangling", "/nowhere");
      file.externalLink("/external", "other.h5", "/x");
      file.dataset(
          "/a/b/c/d", Libhdf5Type.int32(), new long[] {3}, Libhdf5Layout.contiguous(), bytes(12));
    }
  }

  private void manyLinks(Dialect dialect) {
    try (Libhdf5File file = Libhdf5.create(file("links", dialect), dialect)) {
      for (int i = 0; i < MANY; i++) {
        file.softLink("/link number " + i, "/target " + i);
      }
      file.group("/group").hardLink("/again", "/group");
    }
  }

  private void attributes(Dialect dialect) {
    try (Libhdf5File file = Libhdf5.create(file("attributes", dialect), dialect)) {
      file.group("/few").group("/many");
      file.attribute("/few", "scalar", Libhdf5Type.float64(), new long[0], bytes(8));
      file.attribute(
          "/few",
          "text",
          Libhdf5Type.string(8),
          new long[] {2},
          ascii("one\0\0\0\0\0two\0\0\0\0\0"));
      for (int i = 0; i < MANY; i++) {
        file.attribute("/many", "a" + i, Libhdf5Type.int16BigEndian(), new long[] {2, 2}, bytes(8));
      }
      file.attribute("/many", "large", Libhdf5Type.uint8(), new long[] {5000}, bytes(5000));
    }
  }

  private void datatypes(Dialect dialect) {
    Libhdf5Layout layout = Libhdf5Layout.contiguous();
    try (Libhdf5File file = Libhdf5.create(file("datatypes", dialect), dialect)) {
      Libhdf5Type record =
          Libhdf5Type.compound(
              new Member("id", Libhdf5Type.int64()),
              new Member("position", Libhdf5Type.float32BigEndian().arrays(3)),
              new Member("name", Libhdf5Type.string(6)),
              new Member("state", Libhdf5Type.enumeration("off", "on", "broken")));
      file.commit("/record", record);
      file.dataset("/records", record, new long[] {2}, layout, new byte[54]);
      file.dataset(
          "/opaque", Libhdf5Type.opaque(5, "five bytes"), new long[] {2}, layout, bytes(10));
      file.dataset(
          "/sequences", Libhdf5Type.int32().sequences(), new long[] {3}, layout, new byte[0]);
      file.texts("/texts", layout, "one", "zwei", "", "trois et quatre");
      file.dataset(
          "/references",
          Libhdf5Type.objectReference(),
          new long[] {1},
          layout,
          file.reference("/records"));
      file.dataset("/scalar", Libhdf5Type.float64(), new long[0], layout, bytes(8));
      file.dataset("/empty", Libhdf5Type.int8(), new long[] {0, 4}, layout, new byte[0]);
    }
  }

  private void layouts(Dialect dialect) {
    Libhdf5Type type = Libhdf5Type.int32();
    long[] shape = {6, 5};
    try (Libhdf5File file = Libhdf5.create(file("layouts", dialect), dialect)) {
      file.dataset("/compact", type, shape, Libhdf5Layout.compact(), bytes(120));
      file.dataset("/contiguous", type, shape, Libhdf5Layout.contiguous(), bytes(120));
      file.dataset("/never written", type, shape, Libhdf5Layout.contiguous(), new byte[0]);
      file.dataset("/chunked", type, shape, Libhdf5Layout.chunked(4, 4), bytes(120));
      file.dataset("/no chunks", type, shape, Libhdf5Layout.chunked(4, 4), new byte[0]);
    }
  }

  /// Which index libhdf5 takes depends on the shapes and on the dialect.
  private void chunkIndexes(Dialect dialect) {
    Libhdf5Type type = Libhdf5Type.int8();
    try (Libhdf5File file = Libhdf5.create(file("indexes", dialect), dialect)) {
      file.dataset("/single", type, new long[] {9}, Libhdf5Layout.chunked(9), bytes(9));
      file.dataset("/implicit", type, new long[] {9}, Libhdf5Layout.chunked(2).early(), bytes(9));
      file.dataset("/fixed", type, new long[] {20}, Libhdf5Layout.chunked(2), bytes(20));
      file.dataset("/paged", type, new long[] {1100}, Libhdf5Layout.chunked(1), bytes(1100));
      file.dataset(
          "/growing", type, new long[] {100}, Libhdf5Layout.chunked(2).growingTo(-1L), bytes(100));
      file.dataset(
          "/tree",
          type,
          new long[] {10, 10},
          Libhdf5Layout.chunked(2, 2).growingTo(-1L, -1L),
          bytes(100));
    }
  }

  private void filters(Dialect dialect) {
    Libhdf5Type type = Libhdf5Type.int32();
    Libhdf5Layout chunks = Libhdf5Layout.chunked(32);
    long[] shape = {100};
    try (Libhdf5File file = Libhdf5.create(file("filters", dialect), dialect)) {
      file.dataset("/deflate", type, shape, chunks.shuffled().deflated(), bytes(400));
      file.dataset("/growing", type, shape, chunks.growingTo(-1L).deflated(), bytes(400));
      file.dataset(
          "/tree", type, shape, chunks.growingTo(-1L).shuffled().checksummed(), bytes(400));
      file.dataset("/one", type, shape, Libhdf5Layout.chunked(100).deflated(), bytes(400));
      file.dataset("/scaled", type, shape, chunks.scaled(), new byte[400]);
      file.dataset(
          "/packed", Libhdf5Type.int32OfPrecision(11), shape, chunks.packed(), new byte[400]);
    }
  }

  private void shared(Dialect dialect) {
    try (Libhdf5File file = Libhdf5.create(file("shared", dialect), dialect, 0, true)) {
      for (int i = 0; i < MANY / 2; i++) {
        long[] shape = {1 + i % 3, 2};
        file.dataset(
            "/d" + i, Libhdf5Type.float64(), shape, Libhdf5Layout.contiguous(), new byte[0]);
        file.attribute(
            "/d" + i, "unit", Libhdf5Type.string(16), new long[0], ascii("a unit to share\0"));
      }
    }
  }

  private void userBlock(Dialect dialect) throws IOException {
    Path path = file("userblock", dialect);
    try (Libhdf5File file = Libhdf5.create(path, dialect, 512, false)) {
      file.dataset("/d", Libhdf5Type.int32(), new long[] {4}, Libhdf5Layout.chunked(2), bytes(16));
    }
    byte[] image = Files.readAllBytes(path);
    byte[] text = ascii("any text may stand here");
    System.arraycopy(text, 0, image, 0, text.length);
    Files.write(path, image);
  }

  /// Bytes that are not all alike.
  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 7 + i / 256);
    }
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
