package io.hyperslab.conformance.interop;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Aiterate2;
import static org.bytedeco.hdf5.global.hdf5.H5Aopen;
import static org.bytedeco.hdf5.global.hdf5.H5Aread;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_create_plist;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Dread;
import static org.bytedeco.hdf5.global.hdf5.H5Gget_create_plist;
import static org.bytedeco.hdf5.global.hdf5.H5I_DATASET;
import static org.bytedeco.hdf5.global.hdf5.H5I_GROUP;
import static org.bytedeco.hdf5.global.hdf5.H5Iget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Lget_val;
import static org.bytedeco.hdf5.global.hdf5.H5Literate2;
import static org.bytedeco.hdf5.global.hdf5.H5Oclose;
import static org.bytedeco.hdf5.global.hdf5.H5Oget_comment;
import static org.bytedeco.hdf5.global.hdf5.H5Oget_info3;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_attr_creation_order;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_link_creation_order;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_dims;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_ndims;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_npoints;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_type;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.hdf5.H5A_info_t;
import org.bytedeco.hdf5.H5A_operator2_t;
import org.bytedeco.hdf5.H5L_info2_t;
import org.bytedeco.hdf5.H5L_iterate2_t;
import org.bytedeco.hdf5.H5O_info2_t;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/// Describes what libhdf5 reads in a file. Any failure of the library is an
/// [IllegalStateException].
final class Libhdf5Description {
  private static final int BY_NAME = 0;
  private static final int BY_ORDER = 1;
  private static final int ASCENDING = 0;
  private static final int SOFT = 1;
  private static final int TRACKED = 1;
  private static final int BASIC = 1;
  private static final int NULL_SPACE = 2;
  private static final int MOST_TEXT = 8192;

  private final Description description = new Description();
  private final Map<Long, String> paths = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>(List.of("/"));
  private final long file;

  private Libhdf5Description(long file) {
    this.file = file;
  }

  /// @param file the library's identifier of the file
  static Description of(long file) {
    Libhdf5Description found = new Libhdf5Description(file);
    while (!found.open.isEmpty()) {
      found.visit(found.open.pop());
    }
    return found.description;
  }

  private void visit(String path) {
    boolean isDataset;
    long object = Libhdf5Program.open(file, path);
    try (H5O_info2_t info = new H5O_info2_t()) {
      check("H5Oget_info3", H5Oget_info3(object, info, BASIC));
      String first = paths.putIfAbsent(Libhdf5Elements.token(info), path);
      if (first != null) {
        description.put(path, "hard", first);
        return;
      }
      description.put(path, "links", info.rc());
      describe(path, object);
      isDataset = H5Iget_type(object) == H5I_DATASET;
    } finally {
      check("H5Oclose", H5Oclose(object));
    }
    if (isDataset) {
      long dataset = Libhdf5Program.openDataset(file, path);
      dataset(path, dataset);
      check("H5Oclose", H5Oclose(dataset));
    }
  }

  private void describe(String path, long object) {
    int kind = H5Iget_type(object);
    byte[] comment = new byte[MOST_TEXT];
    long length = check("H5Oget_comment", H5Oget_comment(object, comment, MOST_TEXT));
    description.put(path, "comment", new String(comment, 0, (int) length, StandardCharsets.UTF_8));
    attributes(path, object);
    if (kind == H5I_GROUP) {
      description.put(path, "kind", "Group");
      attributeOrder(path, object, H5Gget_create_plist(object));
      links(path, object);
    } else if (kind == H5I_DATASET) {
      description.put(path, "kind", "Dataset");
      attributeOrder(path, object, H5Dget_create_plist(object));
    } else {
      description.put(path, "kind", "NamedType");
    }
  }

  private static List<String> attributeNames(long object, int index) {
    List<String> names = new ArrayList<>();
    try (H5A_operator2_t each =
        new H5A_operator2_t() {
          @Override
          public int call(long object, BytePointer name, H5A_info_t info, Pointer data) {
            names.add(utf8(name));
            return 0;
          }
        }) {
      check("H5Aiterate2", H5Aiterate2(object, index, ASCENDING, new long[1], each, null));
    }
    return names;
  }

  private static String utf8(BytePointer text) {
    return new String(text.getStringBytes(), StandardCharsets.UTF_8);
  }

  private void attributes(String path, long object) {
    for (String name : attributeNames(object, BY_NAME)) {
      try (BytePointer text = new BytePointer(name, StandardCharsets.UTF_8)) {
        long attribute = check("H5Aopen", H5Aopen(object, text, 0));
        long type = check("H5Aget_type", H5Aget_type(attribute));
        values(
            path,
            "@" + name,
            type,
            check("H5Aget_space", H5Aget_space(attribute)),
            target -> H5Aread(attribute, type, target));
        check("H5Aclose", H5Aclose(attribute));
      }
    }
  }

  private void attributeOrder(String path, long object, long list) {
    int[] flags = new int[1];
    check("H5Pget_attr_creation_order", H5Pget_attr_creation_order(list, flags));
    if ((flags[0] & TRACKED) != 0) {
      description.order(path, "attributes", attributeNames(object, BY_ORDER));
    }
    H5Pclose(list);
  }

  private void values(
      String path, String aspect, long type, long space, Libhdf5Elements.Read read) {
    int count = (int) check("npoints", H5Sget_simple_extent_npoints(space));
    String shape = "null";
    if (H5Sget_simple_extent_type(space) != NULL_SPACE) {
      shape = Arrays.toString(extent(space)[0]);
    }
    try {
      List<byte[]> elements =
          count == 0 ? List.of() : Libhdf5Elements.read(file, type, space, count, read);
      description.values(path, aspect, shape, elements);
    } catch (IllegalStateException e) {
      description.put(path, aspect, "not readable");
    }
    H5Sclose(space);
    H5Tclose(type);
  }

  private static long[][] extent(long space) {
    int rank = check("H5Sget_simple_extent_ndims", H5Sget_simple_extent_ndims(space));
    long[] shape = new long[rank];
    long[] most = new long[rank];
    check("H5Sget_simple_extent_dims", H5Sget_simple_extent_dims(space, shape, most));
    return new long[][] {shape, most};
  }

  private void dataset(String path, long dataset) {
    long space = check("H5Dget_space", H5Dget_space(dataset));
    long type = check("H5Dget_type", H5Dget_type(dataset));
    description.put(path, "maximum", Arrays.toString(extent(space)[1]));
    values(path, "values", type, space, target -> H5Dread(dataset, type, 0, 0, 0, target));
  }

  private List<String> linkNames(long group, int index, String path, boolean describe) {
    List<String> names = new ArrayList<>();
    List<String> hard = new ArrayList<>();
    try (H5L_iterate2_t each =
        new H5L_iterate2_t() {
          @Override
          public int call(long group, BytePointer name, H5L_info2_t info, Pointer data) {
            names.add(utf8(name));
            if (describe) {
              String child = path.equals("/") ? "/" + utf8(name) : path + "/" + utf8(name);
              if (info.type() == 0) {
                hard.add(child);
              } else {
                target(group, name, child, info);
              }
            }
            return 0;
          }
        }) {
      check("H5Literate2", H5Literate2(group, index, ASCENDING, new long[1], each, null));
    }
    hard.reversed().forEach(open::push);
    return names;
  }

  private void target(long group, BytePointer name, String child, H5L_info2_t info) {
    try (BytePointer value = new BytePointer(MOST_TEXT)) {
      Pointer.memset(value, 0, MOST_TEXT);
      check("H5Lget_val", H5Lget_val(group, name, value, MOST_TEXT, 0));
      byte[] bytes = new byte[MOST_TEXT];
      value.get(bytes);
      if (info.type() == SOFT) {
        description.put(child, "soft", utf8(bytes, 0));
      } else {
        // A byte of flags, the file's name, and the path, each with a NUL.
        String other = utf8(bytes, 1);
        int at = 2 + other.getBytes(StandardCharsets.UTF_8).length;
        description.put(child, "external", other + ":" + utf8(bytes, at));
      }
    }
  }

  /// The text up to the next NUL.
  private static String utf8(byte[] bytes, int from) {
    int to = from;
    while (bytes[to] != 0) {
      to++;
    }
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private void links(String path, long group) {
    linkNames(group, BY_NAME, path, true);
    long list = H5Gget_create_plist(group);
    int[] flags = new int[1];
    check("H5Pget_link_creation_order", H5Pget_link_creation_order(list, flags));
    if ((flags[0] & TRACKED) != 0) {
      description.order(path, "links", linkNames(group, BY_ORDER, path, false));
    }
    H5Pclose(list);
  }
}
