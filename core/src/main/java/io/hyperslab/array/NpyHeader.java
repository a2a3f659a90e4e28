package io.hyperslab.array;

import io.hyperslab.array.PythonLiteral.Dictionary;
import io.hyperslab.array.PythonLiteral.Value;
import io.hyperslab.array.PythonLiteral.Word;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Saturated;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What a `.npy` file says of its elements.
///
/// @param type as [NpyTypes] has it
/// @param fortranOrder whether the first axis is the one that changes fastest
/// @param shape never changed
record NpyHeader(Datatype type, boolean fortranOrder, long[] shape) {
  /// The first bytes: the magic, and two of the version.
  static final int PREFIX = 8;

  /// More than any header of numpy has.
  static final int LARGEST = 1 << 24;

  private static final String STRUCTURE = "npy header";
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /// Elements start at multiples of this.
  private static final int ALIGNMENT = 64;

  private static final int MOST_AXES = 64;

  /// Checks the first bytes.
  ///
  /// @return the version's first number
  static int version(ByteBuffer prefix) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (prefix.get(i) != MAGIC[i]) {
        throw malformed("magic", "byte " + i + " = " + (prefix.get(i) & 0xff), "\\x93NUMPY");
      }
    }
    int major = prefix.get(MAGIC.length) & 0xff;
    int minor = prefix.get(MAGIC.length + 1) & 0xff;
    if (major < 1 || major > 3 || minor != 0) {
      throw malformed("version", major + "." + minor, "1.0, 2.0 or 3.0");
    }
    return major;
  }

  /// The bytes of the length field.
  static int lengthSize(int version) {
    return version == 1 ? Short.BYTES : Integer.BYTES;
  }

  static MalformedFileException malformed(String item, String found, String expected) {
    return new MalformedFileException(STRUCTURE, -1, item, found, expected);
  }

  /// The header behind the length field.
  static NpyHeader decode(byte[] text, int version) {
    if (!(PythonLiteral.parse(new String(text, charset(version))) instanceof Dictionary header)) {
      throw malformed("header", "no dictionary", "a dictionary");
    }
    Map<String, Value> entries = header.entries();
    Value descr = entries.get("descr");
    Value shape = entries.get("shape");
    if (entries.size() != 3
        || descr == null
        || shape == null
        || !(entries.get("fortran_order") instanceof Word order)
        || order.name().equals("None")) {
      throw malformed("keys", entries.keySet().toString(), "descr, fortran_order and shape");
    }
    long[] extents = NpyTypes.shape(shape);
    if (extents.length > MOST_AXES) {
      throw malformed("axes", Integer.toString(extents.length), "at most " + MOST_AXES);
    }
    return new NpyHeader(NpyTypes.of(descr), order.name().equals("True"), extents);
  }

  private static Charset charset(int version) {
    return version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  /// The bytes of all elements; `Long.MAX_VALUE` if they are more.
  long size() {
    long size = type.size();
    for (long extent : shape) {
      if (extent == 0) {
        return 0;
      }
      size = Saturated.multiply(size, extent);
    }
    return size;
  }

  /// How many elements there are; `Long.MAX_VALUE` if they are more.
  long count() {
    long count = 1;
    for (long extent : shape) {
      if (extent == 0) {
        return 0;
      }
      count = Saturated.multiply(count, extent);
    }
    return count;
  }

  /// The file up to the elements, in the oldest version that has room for it and its characters.
  byte[] encode() {
    StringBuilder text = new StringBuilder("{'descr': ").append(NpyDescriptions.of(type));
    text.append(", 'fortran_order': ").append(fortranOrder ? "True" : "False");
    List<Long> extents = Arrays.stream(shape).boxed().toList();
    text.append(", 'shape': ").append(NpyDescriptions.tuple(extents)).append(", }");
    boolean latin = text.chars().allMatch(c -> c < 0x100);
    byte[] bytes =
        text.toString().getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    boolean small = bytes.length <= 0xffff - ALIGNMENT;
    int version = latin ? small ? 1 : 2 : 3;
    int start = PREFIX + lengthSize(version);
    int padded = (start + bytes.length + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer out = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) version).put((byte) 0);
    if (version == 1) {
      out.putShort((short) (padded - start));
    } else {
      out.putInt(padded - start);
    }
    out.put(bytes);
    while (out.remaining() > 1) {
      out.put((byte) ' ');
    }
    return out.put((byte) '\n').array();
  }
}
