package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.hdf5.H5O_info2_t;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;

/// A file that the HDF5 library has open, and the attributes of its objects: arrays of bytes.
final class LibraryAttributes implements AutoCloseable {
  /// What object headers the library makes.
  enum Headers {
    /// Version 1.
    OLD,
    /// Version 2, as it does by default.
    NEW,
    /// Version 2 with everything that a header can keep.
    TRACKED
  }

  private static final int LATEST_BOUND = 4;
  private static final int TRACKED_AND_INDEXED = 3;
  private static final int LONGEST_NAME = 256;

  private final long id;

  private LibraryAttributes(long id) {
    this.id = id;
  }

  private static long check(long result) {
    assertThat(result).as("result of a call of the HDF5 library").isNotNegative();
    return result;
  }

  private static void silence() {
    hdf5.H5open();
    hdf5.H5Eset_auto2(0, null, null);
  }

  /// Makes a file whose root group keeps all attributes in its header.
  static LibraryAttributes create(Path path, Headers headers) {
    silence();
    long access = check(hdf5.H5Pcreate(hdf5.H5P_CLS_FILE_ACCESS_ID_g()));
    long creation = check(hdf5.H5Pcreate(hdf5.H5P_CLS_FILE_CREATE_ID_g()));
    if (headers != Headers.OLD) {
      check(hdf5.H5Pset_libver_bounds(access, 1, LATEST_BOUND));
      check(hdf5.H5Pset_attr_phase_change(creation, 0xffff, 0));
    }
    if (headers == Headers.TRACKED) {
      check(hdf5.H5Pset_attr_creation_order(creation, TRACKED_AND_INDEXED));
    } else {
      check(hdf5.H5Pset_obj_track_times(creation, false));
    }
    long id = check(hdf5.H5Fcreate(path.toString(), hdf5.H5F_ACC_TRUNC, creation, access));
    check(hdf5.H5Pclose(access));
    check(hdf5.H5Pclose(creation));
    return new LibraryAttributes(id);
  }

  static LibraryAttributes open(Path path) {
    silence();
    return new LibraryAttributes(check(hdf5.H5Fopen(path.toString(), hdf5.H5F_ACC_RDONLY, 0)));
  }

  static LibraryAttributes edit(Path path) {
    silence();
    return new LibraryAttributes(check(hdf5.H5Fopen(path.toString(), hdf5.H5F_ACC_RDWR, 0)));
  }

  LibraryAttributes set(String object, String name, byte[] value) {
    long owner = check(hdf5.H5Oopen(id, object, 0));
    long space = check(hdf5.H5Screate_simple(1, new long[] {value.length}, null));
    long type = hdf5.H5T_STD_U8LE_g();
    long attribute = check(hdf5.H5Acreate2(owner, name, type, space, 0, 0));
    try (BytePointer data = new BytePointer(value)) {
      check(hdf5.H5Awrite(attribute, type, data));
    }
    check(hdf5.H5Aclose(attribute));
    check(hdf5.H5Sclose(space));
    check(hdf5.H5Oclose(owner));
    return this;
  }

  void remove(String object, String name) {
    check(hdf5.H5Adelete_by_name(id, object, name, 0));
  }

  /// The names of all attributes with their values.
  Map<String, byte[]> all(String object) {
    Map<String, byte[]> all = new TreeMap<>();
    long owner = check(hdf5.H5Oopen(id, object, 0));
    long count;
    try (H5O_info2_t info = new H5O_info2_t()) {
      check(hdf5.H5Oget_info3(owner, info, hdf5.H5O_INFO_NUM_ATTRS));
      count = info.num_attrs();
    }
    for (long i = 0; i < count; i++) {
      long attribute =
          check(hdf5.H5Aopen_by_idx(owner, ".", hdf5.H5_INDEX_NAME, hdf5.H5_ITER_INC, i, 0, 0));
      byte[] value = new byte[(int) hdf5.H5Aget_storage_size(attribute)];
      try (BytePointer name = new BytePointer(LONGEST_NAME);
          BytePointer data = new BytePointer(value.length + 1)) {
        name.limit(check(hdf5.H5Aget_name(attribute, LONGEST_NAME, name)));
        check(hdf5.H5Aread(attribute, hdf5.H5T_STD_U8LE_g(), data));
        data.get(value);
        all.put(name.getString(StandardCharsets.UTF_8), value);
      }
      check(hdf5.H5Aclose(attribute));
    }
    check(hdf5.H5Oclose(owner));
    return all;
  }

  /// The number of hard links to an object.
  long links(String object) {
    long owner = check(hdf5.H5Oopen(id, object, 0));
    try (H5O_info2_t info = new H5O_info2_t()) {
      check(hdf5.H5Oget_info3(owner, info, hdf5.H5O_INFO_BASIC));
      return info.rc();
    } finally {
      check(hdf5.H5Oclose(owner));
    }
  }

  @Override
  public void close() {
    check(hdf5.H5Fclose(id));
  }
}
