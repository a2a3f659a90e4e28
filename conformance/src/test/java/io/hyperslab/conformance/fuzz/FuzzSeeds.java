package io.hyperslab.conformance.fuzz;

import io.hyperslab.testkit.SampleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/// Writes the first inputs of the fuzz targets, from small files that libhdf5 makes.
///
/// To be run by hand when a target changes what its input is; the argument is
/// `conformance/src/test/resources`.
final class FuzzSeeds {
  private static final int LARGEST = 6 << 10;
  private static final int SUPERBLOCK = 128;
  private static final int NUMBER_OF_TYPES = 10;

  private final Path resources;

  private FuzzSeeds(Path resources) {
    this.resources = resources;
  }

  /// Writes all inputs.
  ///
  /// @param arguments the folder of resources
  public static void main(String[] arguments) throws IOException {
    FuzzSeeds seeds = new FuzzSeeds(Path.of(arguments[0]));
    Path scratch = Files.createTempDirectory("samples");
    for (Path file : SampleFiles.write(scratch)) {
      seeds.file(name(file), Files.readAllBytes(file));
    }
    seeds.filters();
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private void file(String name, byte[] image) throws IOException {
    boolean oldOrNew = name.endsWith("earliest") || name.endsWith("v112");
    if (name.startsWith("groups") || name.startsWith("userblock")) {
      byte[] beginning = Arrays.copyOf(image, Math.min(image.length, 512 + SUPERBLOCK));
      write(SuperblockFuzzTest.class, "locates", name, at(0, beginning));
    }
    if (image.length > LARGEST || !oldOrNew) {
      return;
    }
    write(WalkEverythingFuzzTest.class, "readsEverything", name, at(0, image));
    structure(image, "OHDR", ObjectHeaderFuzzTest.class, "decodesEveryMessage", name);
    for (String heap : List.of("HEAP", "GCOL", "FRHP")) {
      structure(image, heap, HeapsFuzzTest.class, "readsObjects", name);
    }
    for (String tree : List.of("TREE", "BTHD")) {
      structure(image, tree, BTreesFuzzTest.class, "walksAndSearches", name);
    }
    if (name.startsWith("indexes") || name.startsWith("layouts") || name.startsWith("filters")) {
      for (String index : List.of("TREE", "FAHD", "EAHD", "BTHD")) {
        structure(image, index, ChunkIndexesFuzzTest.class, "walksAndSearches", name);
      }
    }
    if (name.startsWith("datatypes")) {
      types(image);
    }
  }

  /// The first place where the signature stands.
  private void structure(
      byte[] image, String signature, Class<?> target, String method, String name)
      throws IOException {
    int at = new String(image, StandardCharsets.ISO_8859_1).indexOf(signature);
    if (at >= 0) {
      byte[] input = at(at, image);
      if (target == ChunkIndexesFuzzTest.class) {
        input = concatenated(new byte[] {20, 2, 4, 0}, input);
      }
      write(target, method, name + "_" + signature, input);
    }
  }

  /// Bytes that begin as a datatype message does: version 1 to 3 and a class, then flags.
  private void types(byte[] image) throws IOException {
    int found = 0;
    for (int at = 0; at + 64 <= image.length && found < NUMBER_OF_TYPES; at++) {
      int version = image[at] >> 4;
      boolean sized = image[at + 4] > 0 && image[at + 5] == 0 && image[at + 6] == 0;
      if (version >= 1 && version <= 3 && sized && image[at + 3] == 0) {
        byte[] message = Arrays.copyOfRange(image, at, Math.min(image.length, at + 256));
        write(DatatypeFuzzTest.class, "decodesTypeAndElements", "type" + found, message);
        found++;
      }
    }
  }

  private void filters() throws IOException {
    byte[] data = "any text to be packed, any text".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(packed)) {
      deflate.write(data);
    }
    filter("deflate", data.length, 1, packed.toByteArray(), 6);
    filter("shuffle", data.length, 2, data, 4);
    filter("fletcher32", data.length, 3, concatenated(data, new byte[4]));
    filter("szip", data.length, 4, data, 4, 32, 8, 32);
    filter("nbit", 8, 5, data, 8, 0, 2, 1, 4, 0, 11, 0);
    filter("scaleoffset", 8, 6, data, 2, 0, 2, 0, 4, 1, 0, 0);
    for (int id : new int[] {305, 307, 32000, 32001, 32004, 32008, 32013, 32015, 32020, 32026}) {
      filter("f" + id, data.length, id, data, 4, 2, data.length, 4, 0, 0, 0);
    }
  }

  private void filter(String name, int size, int id, byte[] data, int... clientData)
      throws IOException {
    ByteBuffer head = ByteBuffer.allocate(8 + 4 * clientData.length).order(ByteOrder.LITTLE_ENDIAN);
    head.putShort((short) size).putShort((short) 1);
    head.putShort((short) id).putShort((short) clientData.length);
    for (int value : clientData) {
      head.putInt(value);
    }
    write(FiltersFuzzTest.class, "decodes", name, concatenated(head.array(), data));
  }

  private static byte[] at(int address, byte[] image) {
    byte[] head = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(address).array();
    return concatenated(head, image);
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private void write(Class<?> target, String method, String name, byte[] input) throws IOException {
    Path folder =
        resources
            .resolve(target.getPackageName().replace('.', '/'))
            .resolve(target.getSimpleName() + "Inputs")
            .resolve(method);
    Files.createDirectories(folder);
    Files.write(folder.resolve(name), input);
  }
}
