package io.hyperslab.testkit;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Aiterate2;
import static org.bytedeco.hdf5.global.hdf5.H5Aopen;
import static org.bytedeco.hdf5.global.hdf5.H5Aread;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Dread;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDWR;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5Gclose;
import static org.bytedeco.hdf5.global.hdf5.H5Gcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5I_DATASET;
import static org.bytedeco.hdf5.global.hdf5.H5I_GROUP;
import static org.bytedeco.hdf5.global.hdf5.H5Iget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Ldelete;
import static org.bytedeco.hdf5.global.hdf5.H5Literate2;
import static org.bytedeco.hdf5.global.hdf5.H5Oclose;
import static org.bytedeco.hdf5.global.hdf5.H5Oopen_by_token;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fclose_degree;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_npoints;
import static org.bytedeco.hdf5.global.hdf5.H5T_REFERENCE;
import static org.bytedeco.hdf5.global.hdf5.H5T_STRING;
import static org.bytedeco.hdf5.global.hdf5.H5T_VLEN;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tdetect_class;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_class;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_size;
import static org.bytedeco.hdf5.global.hdf5.H5Tis_variable_str;
import static org.bytedeco.hdf5.global.hdf5.H5Treclaim;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.bytedeco.hdf5.H5A_info_t;
import org.bytedeco.hdf5.H5A_operator2_t;
import org.bytedeco.hdf5.H5L_info2_t;
import org.bytedeco.hdf5.H5L_iterate2_t;
import org.bytedeco.hdf5.H5O_token_t;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/// What libhdf5 reads in the objects of a file. To be compared with what it reads elsewhere: a
/// refusal is a part of it. Not safe for several threads at once.
public final class Libhdf5Contents implements AutoCloseable {
  /// In place of what libhdf5 does not read.
  public static final String REFUSED = "refused";

  private static final int CLOSE_EVERYTHING = 3;
  private static final String OBJECT = "object";
  private static final int BY_NAME = 0;
  private static final int ASCENDING = 0;
  private static final int ALL = 0;
  private static final long MOST_BYTES = 64L << 20;

  private final long id;

  private Libhdf5Contents(long id) {
    this.id = id;
  }

  /// Opens a file, with everything in it closed when the file is; empty if libhdf5 refuses it.
  ///
  /// @param writable whether libhdf5 may change the file, as it then does even when nothing is
  ///   asked of it
  public static Optional<Libhdf5Contents> open(Path path, boolean writable) {
    var _ = Libhdf5.version();
    long access = check("H5Pcreate", H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g()));
    check("H5Pset_fclose_degree", H5Pset_fclose_degree(access, CLOSE_EVERYTHING));
    long id = H5Fopen(path.toString(), writable ? H5F_ACC_RDWR() : H5F_ACC_RDONLY(), access);
    check("H5Pclose", H5Pclose(access));
    return id < 0 ? Optional.empty() : Optional.of(new Libhdf5Contents(id));
  }

  /// What is in an object, by what it is: its kind, the names of its links, a checksum of its
  /// elements, and of each of its attributes. Data that is larger than 64 MiB, or that is read as
  /// pointers, has none. What libhdf5 refuses to read is [#REFUSED].
  ///
  /// @param address of its header, from the file's base address
  public SortedMap<String, String> of(long address) {
    SortedMap<String, String> contents = new TreeMap<>();
    long object = open(address);
    if (object < 0) {
      contents.put(OBJECT, REFUSED);
      return contents;
    }
    try {
      int kind = H5Iget_type(object);
      contents.put(OBJECT, String.valueOf(kind));
      if (kind == H5I_GROUP) {
        contents.put("links", links(object));
      } else if (kind == H5I_DATASET) {
        contents.put("elements", elements(object));
      }
      addAttributes(object, contents);
      return contents;
    } finally {
      check("H5Oclose", H5Oclose(object));
    }
  }

  /// A token of the native storage is the address, little-endian, with zeros after it.
  private long open(long address) {
    try (H5O_token_t token = new H5O_token_t()) {
      Pointer.memset(token, 0, token.sizeof());
      for (int i = 0; i < Long.BYTES; i++) {
        token.__data(i, (byte) (address >>> Byte.SIZE * i));
      }
      return H5Oopen_by_token(id, token);
    }
  }

  private static String links(long group) {
    TreeSet<String> names = new TreeSet<>();
    try (H5L_iterate2_t each =
        new H5L_iterate2_t() {
          @Override
          public int call(long group, BytePointer name, H5L_info2_t info, Pointer data) {
            names.add(name.getString() + ":" + info.type());
            return 0;
          }
        }) {
      int result = H5Literate2(group, BY_NAME, ASCENDING, new long[1], each, null);
      return result < 0 ? REFUSED : names.toString();
    }
  }

  private static void addAttributes(long object, Map<String, String> contents) {
    TreeSet<String> names = new TreeSet<>();
    try (H5A_operator2_t each =
        new H5A_operator2_t() {
          @Override
          public int call(long object, BytePointer name, H5A_info_t info, Pointer data) {
            names.add(name.getString());
            contents.put("attribute " + name.getString(), attribute(object, name));
            return 0;
          }
        }) {
      int result = H5Aiterate2(object, BY_NAME, ASCENDING, new long[1], each, null);
      contents.put("attributes", result < 0 ? REFUSED : names.toString());
    }
  }

  private static String attribute(long object, BytePointer name) {
    long attribute = H5Aopen(object, name, 0);
    if (attribute < 0) {
      return REFUSED;
    }
    try {
      return read(
          H5Aget_type(attribute),
          H5Aget_space(attribute),
          (type, target) -> H5Aread(attribute, type, target));
    } finally {
      check("H5Aclose", H5Aclose(attribute));
    }
  }

  private static String elements(long dataset) {
    return read(
        H5Dget_type(dataset),
        H5Dget_space(dataset),
        (type, target) -> H5Dread(dataset, type, ALL, ALL, 0, target));
  }

  private interface Read {
    int into(long type, Pointer target);
  }

  private static String read(long type, long space, Read read) {
    if (type < 0 || space < 0) {
      return REFUSED;
    }
    try {
      long count = H5Sget_simple_extent_npoints(space);
      long size = H5Tget_size(type);
      if (count > MOST_BYTES / size) {
        return count + " elements";
      }
      String checksum = checksum(type, space, (int) (count * size), read);
      return checksum.equals(REFUSED) ? REFUSED : count + " elements: " + checksum;
    } finally {
      check("H5Tclose", H5Tclose(type));
      check("H5Sclose", H5Sclose(space));
    }
  }

  private static String checksum(long type, long space, int size, Read read) {
    try (BytePointer data = new BytePointer(Math.max(1, size))) {
      Pointer.memset(data, 0, size);
      if (read.into(type, data) < 0) {
        return REFUSED;
      }
      if (holdsPointers(type)) {
        check("H5Treclaim", H5Treclaim(type, space, 0, data));
        return "read";
      }
      byte[] bytes = new byte[size];
      data.get(bytes);
      CRC32C checksum = new CRC32C();
      checksum.update(bytes);
      return Long.toHexString(checksum.getValue());
    }
  }

  /// Whether elements of a datatype may be pointers. Compounds and arrays of texts count as such.
  private static boolean holdsPointers(long type) {
    int kind = H5Tget_class(type);
    return kind == H5T_STRING
        ? H5Tis_variable_str(type) > 0
        : H5Tdetect_class(type, H5T_VLEN) > 0
            || H5Tdetect_class(type, H5T_REFERENCE) > 0
            || H5Tdetect_class(type, H5T_STRING) > 0;
  }

  /// Has libhdf5 change the file by itself: it adds a group to the root group, and deletes it.
  ///
  /// @throws IllegalStateException if it cannot
  public void addAndDeleteGroup(String name) {
    check("H5Gclose", H5Gclose(check("H5Gcreate2", H5Gcreate2(id, name, 0, 0, 0))));
    check("H5Ldelete", H5Ldelete(id, name, 0));
  }

  @Override
  public void close() {
    check("H5Fclose", H5Fclose(id));
  }
}
