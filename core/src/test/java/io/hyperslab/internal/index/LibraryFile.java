package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.hdf5.H5L_info2_t;
import org.bytedeco.hdf5.H5L_iterate2_t;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/// A file that the HDF5 library has open, and the links of its root group.
final class LibraryFile implements AutoCloseable {
  private static final long VARIABLE = -1;

  private final long id;

  private LibraryFile(long id) {
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

  /// Makes a file in the oldest format.
  ///
  /// @param offsets bytes of an address
  /// @param lengths bytes of a length
  /// @param internalK "Group Internal Node K"
  /// @param leafK "Group Leaf Node K"
  static LibraryFile create(Path path, int offsets, int lengths, int internalK, int leafK) {
    silence();
    long properties = check(hdf5.H5Pcreate(hdf5.H5P_CLS_FILE_CREATE_ID_g()));
    check(hdf5.H5Pset_sizes(properties, offsets, lengths));
    check(hdf5.H5Pset_sym_k(properties, internalK, leafK));
    long id = check(hdf5.H5Fcreate(path.toString(), hdf5.H5F_ACC_TRUNC, properties, 0));
    check(hdf5.H5Pclose(properties));
    return new LibraryFile(id);
  }

  static LibraryFile open(Path path) {
    silence();
    return new LibraryFile(check(hdf5.H5Fopen(path.toString(), hdf5.H5F_ACC_RDONLY, 0)));
  }

  static LibraryFile edit(Path path) {
    silence();
    return new LibraryFile(check(hdf5.H5Fopen(path.toString(), hdf5.H5F_ACC_RDWR, 0)));
  }

  long id() {
    return id;
  }

  LibraryFile group(String name) {
    check(hdf5.H5Gclose(check(hdf5.H5Gcreate2(id, name, 0, 0, 0))));
    return this;
  }

  void hardLink(String target, String name) {
    check(hdf5.H5Lcreate_hard(id, text(target), id, text(name), 0, 0));
  }

  void softLink(String path, String name) {
    check(hdf5.H5Lcreate_soft(text(path), id, text(name), 0, 0));
  }

  void remove(String name) {
    check(hdf5.H5Ldelete(id, text(name), 0));
  }

  boolean has(String name) {
    return check(hdf5.H5Lexists(id, text(name), 0)) > 0;
  }

  boolean opens(String name) {
    long object = hdf5.H5Oopen(id, text(name), 0);
    return object >= 0 && hdf5.H5Oclose(object) >= 0;
  }

  String softLinkPath(String name) {
    try (H5L_info2_t info = new H5L_info2_t()) {
      check(hdf5.H5Lget_info2(id, text(name), info, 0));
      try (BytePointer value = new BytePointer(info.u_val_size())) {
        check(hdf5.H5Lget_val(id, text(name), value, info.u_val_size(), 0));
        return value.limit(info.u_val_size() - 1).getString(StandardCharsets.UTF_8);
      }
    }
  }

  /// All names, in the order of the group's index.
  List<String> names() {
    List<String> names = new ArrayList<>();
    try (H5L_iterate2_t visitor =
            new H5L_iterate2_t() {
              @Override
              public int call(long group, BytePointer name, H5L_info2_t info, Pointer data) {
                names.add(name.getString(StandardCharsets.UTF_8));
                return 0;
              }
            };
        LongPointer position = new LongPointer(1)) {
      position.put(0);
      check(
          hdf5.H5Literate2(
              id, hdf5.H5_INDEX_NAME, hdf5.H5_ITER_INC, position, visitor, new Pointer()));
    }
    return names;
  }

  /// Writes variable-length strings to a dataset of one dimension, which is made if there is none.
  void writeStrings(String name, List<String> texts) {
    long type = stringType();
    long dataset = has(name) ? check(hdf5.H5Dopen2(id, name, 0)) : createDataset(name, texts, type);
    BytePointer[] pointers = new BytePointer[texts.size()];
    for (int i = 0; i < pointers.length; i++) {
      pointers[i] = text(texts.get(i));
    }
    try (PointerPointer<BytePointer> memory = new PointerPointer<>(pointers)) {
      check(hdf5.H5Dwrite(dataset, type, hdf5.H5S_ALL, hdf5.H5S_ALL, 0, memory));
    }
    for (BytePointer pointer : pointers) {
      pointer.close();
    }
    check(hdf5.H5Dclose(dataset));
    check(hdf5.H5Tclose(type));
  }

  private static long stringType() {
    long type = check(hdf5.H5Tcopy(hdf5.H5T_C_S1_g()));
    check(hdf5.H5Tset_size(type, VARIABLE));
    return type;
  }

  private long createDataset(String name, List<String> texts, long type) {
    long space = check(hdf5.H5Screate_simple(1, new long[] {texts.size()}, (long[]) null));
    long dataset = check(hdf5.H5Dcreate2(id, name, type, space, 0, 0, 0));
    check(hdf5.H5Sclose(space));
    return dataset;
  }

  List<String> readStrings(String name, int count) {
    long type = stringType();
    long dataset = check(hdf5.H5Dopen2(id, name, 0));
    List<String> texts = new ArrayList<>();
    try (PointerPointer<BytePointer> memory = new PointerPointer<>(count)) {
      check(hdf5.H5Dread(dataset, type, hdf5.H5S_ALL, hdf5.H5S_ALL, 0, memory));
      for (int i = 0; i < count; i++) {
        texts.add(memory.getString(i, StandardCharsets.UTF_8));
      }
    }
    check(hdf5.H5Dclose(dataset));
    check(hdf5.H5Tclose(type));
    return texts;
  }

  /// Where the elements of a contiguous dataset are.
  long offset(String name) {
    long dataset = check(hdf5.H5Dopen2(id, name, 0));
    long offset = check(hdf5.H5Dget_offset(dataset));
    check(hdf5.H5Dclose(dataset));
    return offset;
  }

  private static BytePointer text(String text) {
    return new BytePointer(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    check(hdf5.H5Fclose(id));
  }
}
