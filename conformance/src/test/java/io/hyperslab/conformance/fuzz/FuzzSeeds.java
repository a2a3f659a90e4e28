package io.hyperslab.conformance.fuzz;

import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.index.ObjectHeaderLoader;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.storage.Storage;
import io.hyperslab.testkit.SampleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;

/// Writes the first inputs of the fuzz targets, from small files that libhdf5 makes.
///
/// To be run by hand when a target changes what its input is; the argument is
/// `conformance/src/test/resources`.
final class FuzzSeeds {
  private static final int LARGEST = 6 << 10;
  private static final int SUPERBLOCK = 128;
  private static final int COLLECTION = 4096;

  /// The number of the datatype message.
  private static final int DATATYPE = 3;

  /// Behind signature, version, type and the hash of the first record.
  private static final int IDENTIFIER_IN_LEAF = 10;

  private static final int IDENTIFIER_OF_LINK = 7;

  private static final int FILTERED = 1;
  private static final int TWO_DIMENSIONS = 2;
  private static final int RESIZABLE = 4;

  /// @param bytes which do not change
  private record Input(Path folder, ByteBuffer bytes) {}

  private final Path resources;
  private final Set<Input> written = new HashSet<>();

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
    if (name.startsWith("groups") || name.startsWith("userblock")) {
      byte[] beginning = Arrays.copyOf(image, Math.min(image.length, 512 + SUPERBLOCK));
      write(SuperblockFuzzTest.class, "locates", name, at(0, beginning));
    }
    indexes(name, image);
    boolean oldOrNew = name.endsWith("earliest") || name.endsWith("v112");
    if (oldOrNew && name.startsWith("datatypes")) {
      types(name, image);
      collection(name, image);
    } else if (oldOrNew && image.length <= LARGEST) {
      small(name, image);
    }
  }

  private void small(String name, byte[] image) throws IOException {
    write(WalkEverythingFuzzTest.class, "readsEverything", name, at(0, image));
    structure(image, "OHDR", ObjectHeaderFuzzTest.class, "decodesEveryMessage", name);
    structure(image, "HEAP", HeapsFuzzTest.class, "readsObjects", name);
    structure(withIdentifier(image), "FRHP", HeapsFuzzTest.class, "readsObjects", name);
    structure(withHeap(image), "TREE", BTreesFuzzTest.class, "walksAndSearches", name);
    structure(image, "BTHD", BTreesFuzzTest.class, "walksAndSearches", name);
  }

  /// The indexes of chunks, of one sample each: the target has to be told what its dataset is like.
  private void indexes(String name, byte[] image) throws IOException {
    switch (name) {
      case "layouts_v18" -> index(name, image, "TREE", 6, 4, 4, TWO_DIMENSIONS);
      case "layouts_v112" -> index(name, image, "FAHD", 6, 4, 4, TWO_DIMENSIONS);
      case "filters_v112" -> {
        index(name, image, "FAHD", 100, 32, 4, FILTERED);
        index(name, image, "EAHD", 100, 32, 4, FILTERED | RESIZABLE);
      }
      case "indexes_v112" -> index(name, image, "BTHD", 10, 2, 1, TWO_DIMENSIONS | RESIZABLE);
      default -> {}
    }
  }

  private void index(
      String name, byte[] image, String signature, int size, int chunk, int element, int flags)
      throws IOException {
    byte[] geometry = {(byte) size, (byte) chunk, (byte) element, (byte) flags};
    byte[] input = concatenated(geometry, at(find(image, signature), image));
    write(ChunkIndexesFuzzTest.class, "walksAndSearches", name + "_" + signature, input);
  }

  /// The first place where a signature stands; negative if it stands nowhere.
  private static int find(byte[] image, String signature) {
    return new String(image, StandardCharsets.ISO_8859_1).indexOf(signature);
  }

  /// The first structure with a signature, if there is one.
  private void structure(
      byte[] image, String signature, Class<?> target, String method, String name)
      throws IOException {
    int at = find(image, signature);
    if (at >= 0) {
      write(target, method, name + "_" + signature, at(at, image));
    }
  }

  /// The image that says in its first byte where the local heap of its first group is.
  private static byte[] withHeap(byte[] image) {
    byte[] changed = image.clone();
    changed[0] = (byte) (find(image, "HEAP") / 8);
    return changed;
  }

  /// The image with the identifier of an object of its first fractal heap at the end: that in the
  /// first record of the names of links.
  private static byte[] withIdentifier(byte[] image) {
    int leaf = find(image, "BTLF");
    if (leaf < 0) {
      return image;
    }
    int at = leaf + IDENTIFIER_IN_LEAF;
    byte[] identifier = Arrays.copyOfRange(image, at, at + IDENTIFIER_OF_LINK);
    return concatenated(image, Arrays.copyOf(identifier, HeapsFuzzTest.IDENTIFIER));
  }

  /// The first global heap collection, alone, if there is one.
  private void collection(String name, byte[] image) throws IOException {
    int at = find(image, "GCOL");
    if (at < 0) {
      return;
    }
    byte[] collection = Arrays.copyOfRange(image, at, at + COLLECTION);
    write(HeapsFuzzTest.class, "readsObjects", name + "_GCOL", at(0, collection));
  }

  /// The datatype messages of all objects.
  private void types(String name, byte[] image) throws IOException {
    FormatContext context = new FormatContext(8, 8, image.length, Limits.defaults());
    MetadataReader reader = new MetadataReader(Storage.memory(image), 0, context);
    ObjectHeaderLoader headers = new ObjectHeaderLoader(reader);
    try (Hdf5File file = Hdf5File.open(image)) {
      for (Hdf5Object object : file.walk().toList()) {
        for (RawMessage message : headers.load(object.address()).rawMessages()) {
          if (message.type() == DATATYPE && (message.flags() & RawMessage.SHARED) == 0) {
            Cursor body = message.body().rest("Datatype Message");
            String input = name + object.path().replace('/', '_');
            byte[] bytes = body.bytes(body.remaining());
            write(DatatypeFuzzTest.class, "decodesTypeAndElements", input, bytes);
          }
        }
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

  /// Writes an input, unless there is the same one already.
  private void write(Class<?> target, String method, String name, byte[] input) throws IOException {
    Path folder =
        resources
            .resolve(target.getPackageName().replace('.', '/'))
            .resolve(target.getSimpleName() + "Inputs")
            .resolve(method);
    if (written.add(new Input(folder, ByteBuffer.wrap(input)))) {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name), input);
    }
  }
}
