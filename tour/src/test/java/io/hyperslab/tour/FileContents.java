package io.hyperslab.tour;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.FilterInfo;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.NamedDatatype;
import io.hyperslab.OpenOptions;
import io.hyperslab.TypedData;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.error.FilterException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is in a file, one line for each dataset and attribute, with a hash of the elements; as
/// `contents.py` finds it by h5py.
final class FileContents {
  private static final long MOST_ELEMENTS = 1 << 24;
  private static final int DIGITS = 16;

  /// Filters that h5py has in a package of its own: LZ4 and Zstandard.
  private static final Set<Integer> PLUGINS = Set.of(32004, 32015);

  private final List<String> lines = new ArrayList<>();

  private FileContents() {}

  static List<String> of(Path path) throws IOException {
    FileContents contents = new FileContents();
    OpenOptions options = OpenOptions.defaults();
    boolean family = path.toString().contains("%d");
    try (Hdf5File file = Hdf5File.open(path, family ? options.family() : options)) {
      file.walk().forEach(contents::add);
    }
    contents.lines.sort(Comparator.naturalOrder());
    return contents.lines;
  }

  private void add(Hdf5Object object) {
    switch (object) {
      case Dataset dataset ->
          lines.add(dataset.path() + " " + Arrays.toString(dataset.shape()) + " " + hash(dataset));
      case Group group ->
          lines.add(
              group.path()
                  + " "
                  + group.names().stream()
                      .map(name -> "'" + name + "'")
                      .collect(Collectors.joining(", ", "[", "]")));
      case NamedDatatype _ -> {}
    }
    for (Attribute attribute : object.attributes()) {
      String hash = attribute.dataspace().isNull() ? "null" : hashed(attribute);
      lines.add(object.path() + "@" + attribute.name() + " " + hash);
    }
  }

  private static String hash(Dataset dataset) {
    if (dataset.dataspace().isNull()) {
      return "null";
    }
    if (dataset.filters().stream().map(FilterInfo::id).anyMatch(PLUGINS::contains)) {
      return "unreadable";
    }
    try {
      boolean small = dataset.size() <= MOST_ELEMENTS;
      return hashed(small ? dataset : dataset.select(Selection.of("0:4096")));
    } catch (FilterException _) {
      return "unreadable";
    }
  }

  private static String hashed(TypedData data) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(encoded(data));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] encoded(TypedData data) {
    return switch (data.datatype()) {
      case Compound complex when complex.equals(Datatypes.COMPLEX64) -> numbers(data.readComplex());
      case Compound compound -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Compound.Member member : compound.members()) {
          out.writeBytes(encoded(data.field(member.name())));
        }
        yield out.toByteArray();
      }
      case StringType _ -> String.join("\0", data.readStrings()).getBytes(StandardCharsets.UTF_8);
      case Reference _ -> "reference".getBytes(StandardCharsets.UTF_8);
      case VariableLength list when list.base() instanceof Reference ->
          Stream.generate(() -> "reference")
              .limit(data.dataspace().elementCount())
              .collect(Collectors.joining(";"))
              .getBytes(StandardCharsets.UTF_8);
      case VariableLength _ -> lists(data.read(long[][].class));
      case Opaque _ -> joined(data.read(byte[][].class));
      case FloatingPoint _ -> numbers(data.readDoubles());
      case ArrayType _ -> numbers(data.read(double[].class));
      default -> numbers(data.readLongs());
    };
  }

  private static byte[] lists(long[][] lists) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < lists.length; i++) {
      out.writeBytes(i == 0 ? new byte[0] : new byte[] {';'});
      out.writeBytes(numbers(lists[i]));
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[][] parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] numbers(double[] values) {
    byte[] bytes = new byte[values.length * Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return bytes;
  }

  private static byte[] numbers(long[] values) {
    byte[] bytes = new byte[values.length * Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return bytes;
  }
}
