package io.hyperslab.conformance.interop;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Acreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Adelete;
import static org.bytedeco.hdf5.global.hdf5.H5Arename;
import static org.bytedeco.hdf5.global.hdf5.H5Awrite;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Dopen2;
import static org.bytedeco.hdf5.global.hdf5.H5Dset_extent;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDWR;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5Gclose;
import static org.bytedeco.hdf5.global.hdf5.H5Gcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Lcreate_hard;
import static org.bytedeco.hdf5.global.hdf5.H5Lcreate_soft;
import static org.bytedeco.hdf5.global.hdf5.H5Ldelete;
import static org.bytedeco.hdf5.global.hdf5.H5Lmove;
import static org.bytedeco.hdf5.global.hdf5.H5Oclose;
import static org.bytedeco.hdf5.global.hdf5.H5Oopen;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_deflate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_efile_prefix;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fclose_degree;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_libver_bounds;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5Sselect_hyperslab;
import static org.bytedeco.hdf5.global.hdf5.H5T_C_S1_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tcopy;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_cset;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_size;

import io.hyperslab.conformance.interop.ExpectedObject.Obstacle;
import io.hyperslab.testkit.Libhdf5;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/// The libhdf5 that tests bring along.
final class Libhdf5Program implements ForeignProgram {
  private static final int CLOSE_EVERYTHING = 3;
  private static final int LATEST = 4;
  private static final int[] LOW_BOUNDS = {0, 0, 1, LATEST};
  private static final int UTF8 = 1;
  private static final int SELECT_SET = 0;
  private static final int LEVEL = 3;
  private static final long VARIABLE = -1;
  private static final long ALL = 0;

  private long file = -1;

  @Override
  public Set<Obstacle> obstacles() {
    return Set.of(Obstacle.values());
  }

  @Override
  public Description describe(Path path) {
    long read = openFile(path, false, 0);
    try {
      return Libhdf5Description.of(read);
    } finally {
      check("H5Fclose", H5Fclose(read));
    }
  }

  @Override
  public void openFile(Path path, RandomGenerator random) {
    file = openFile(path, true, LOW_BOUNDS[random.nextInt(LOW_BOUNDS.length)]);
  }

  private static long openFile(Path path, boolean writable, int low) {
    var _ = Libhdf5.version();
    long access = check("H5Pcreate", H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g()));
    check("H5Pset_fclose_degree", H5Pset_fclose_degree(access, CLOSE_EVERYTHING));
    check("H5Pset_libver_bounds", H5Pset_libver_bounds(access, low, LATEST));
    int flags = writable ? H5F_ACC_RDWR() : H5F_ACC_RDONLY();
    long opened = H5Fopen(path.toString(), flags, access);
    H5Pclose(access);
    return check("H5Fopen", opened);
  }

  @Override
  public void closeFile() {
    check("H5Fclose", H5Fclose(file));
  }

  private static BytePointer utf8(String text) {
    return new BytePointer(text, StandardCharsets.UTF_8);
  }

  /// Opens any object. If that is a dataset, its files of raw data are not found.
  static long open(long file, String path) {
    try (BytePointer text = utf8(path)) {
      return check("H5Oopen", H5Oopen(file, text, 0));
    }
  }

  /// Opens a dataset whose files of raw data, if there are any, are beside its own. The library
  /// cannot list the attributes of a dataset that was opened so.
  static long openDataset(long file, String path) {
    long access = check("H5Pcreate", H5Pcreate(H5P_CLS_DATASET_ACCESS_ID_g()));
    check("H5Pset_efile_prefix", H5Pset_efile_prefix(access, "${ORIGIN}"));
    try (BytePointer text = utf8(path)) {
      return check("H5Dopen2", H5Dopen2(file, text, access));
    } finally {
      H5Pclose(access);
    }
  }

  @Override
  public void createGroup(String path) {
    try (BytePointer text = utf8(path)) {
      long made = check("H5Gcreate2", H5Gcreate2(file, text, 0, 0, 0));
      H5Gclose(made);
    }
  }

  @Override
  public void linkHard(String path, String target) {
    try (BytePointer text = utf8(path);
        BytePointer to = utf8(target)) {
      check("H5Lcreate_hard", H5Lcreate_hard(file, to, file, text, 0, 0));
    }
  }

  @Override
  public void linkSoft(String path, String target) {
    try (BytePointer text = utf8(path);
        BytePointer to = utf8(target)) {
      check("H5Lcreate_soft", H5Lcreate_soft(to, file, text, 0, 0));
    }
  }

  @Override
  public void delete(String path) {
    try (BytePointer text = utf8(path)) {
      check("H5Ldelete", H5Ldelete(file, text, 0));
    }
  }

  @Override
  public void move(String path, String to) {
    try (BytePointer text = utf8(path);
        BytePointer other = utf8(to)) {
      check("H5Lmove", H5Lmove(file, text, file, other, 0, 0));
    }
  }

  @Override
  public void addNumbers(String path, String name, long[] shape, byte[] values) {
    long space = check("H5Screate_simple", H5Screate_simple(shape.length, shape, shape));
    try (BytePointer data = new BytePointer(values)) {
      addAttribute(path, name, H5T_STD_I32LE_g(), space, data);
    }
  }

  @Override
  public void addText(String path, String name, String value) {
    long space = check("H5Screate_simple", H5Screate_simple(0, new long[1], new long[1]));
    long type = check("H5Tcopy", H5Tcopy(H5T_C_S1_g()));
    check("H5Tset_size", H5Tset_size(type, VARIABLE));
    check("H5Tset_cset", H5Tset_cset(type, UTF8));
    try (BytePointer text = utf8(value);
        PointerPointer<BytePointer> data = new PointerPointer<>(1L)) {
      addAttribute(path, name, type, space, data.put(0, text));
    }
    H5Tclose(type);
  }

  private void addAttribute(String path, String name, long type, long space, Pointer data) {
    long object = open(file, path);
    long attribute = check("H5Acreate2", H5Acreate2(object, name, type, space, 0, 0));
    check("H5Awrite", H5Awrite(attribute, type, data));
    check("H5Aclose", H5Aclose(attribute));
    H5Sclose(space);
    check("H5Oclose", H5Oclose(object));
  }

  @Override
  public void removeAttribute(String path, String name) {
    long object = open(file, path);
    try (BytePointer text = utf8(name)) {
      check("H5Adelete", H5Adelete(object, text));
    }
    check("H5Oclose", H5Oclose(object));
  }

  @Override
  public void renameAttribute(String path, String name, String newName) {
    long object = open(file, path);
    try (BytePointer text = utf8(name);
        BytePointer other = utf8(newName)) {
      check("H5Arename", H5Arename(object, text, other));
    }
    check("H5Oclose", H5Oclose(object));
  }

  @Override
  public void createDataset(
      String path, long[] shape, long[] maxShape, long[] chunks, boolean lzf, byte[] values) {
    if (lzf) {
      throw new IllegalStateException("libhdf5 has no LZF");
    }
    // The library's mark of no end is that of Dataspace.
    long space = check("H5Screate_simple", H5Screate_simple(shape.length, shape, maxShape));
    long form = check("H5Pcreate", H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g()));
    check("H5Pset_chunk", H5Pset_chunk(form, chunks.length, chunks));
    check("H5Pset_deflate", H5Pset_deflate(form, LEVEL));
    long type = H5T_STD_I32LE_g();
    try (BytePointer text = utf8(path);
        BytePointer data = new BytePointer(values)) {
      long dataset = check("H5Dcreate2", H5Dcreate2(file, text, type, space, 0, form, 0));
      check("H5Dwrite", H5Dwrite(dataset, type, ALL, ALL, 0, data));
      check("H5Oclose", H5Oclose(dataset));
    }
    H5Pclose(form);
    H5Sclose(space);
  }

  @Override
  public void resize(String path, long[] shape) {
    long object = open(file, path);
    check("H5Dset_extent", H5Dset_extent(object, shape));
    check("H5Oclose", H5Oclose(object));
  }

  @Override
  public void write(String path, long[] shape, long first, long count, byte[] values) {
    try (BytePointer data = new BytePointer(values)) {
      writeRows(path, shape, first, count, data);
    }
  }

  @Override
  public void write(String path, long[] shape, long first, long count, List<String> values) {
    BytePointer[] texts = values.stream().map(Libhdf5Program::utf8).toArray(BytePointer[]::new);
    try (PointerPointer<BytePointer> data = new PointerPointer<>(texts)) {
      writeRows(path, shape, first, count, data);
    } finally {
      Arrays.stream(texts).forEach(BytePointer::close);
    }
  }

  private void writeRows(String path, long[] shape, long first, long count, Pointer data) {
    long object = openDataset(file, path);
    long type = check("H5Dget_type", H5Dget_type(object));
    if (shape.length == 0) {
      check("H5Dwrite", H5Dwrite(object, type, ALL, ALL, 0, data));
    } else {
      long[] start = new long[shape.length];
      long[] extent = shape.clone();
      start[0] = first;
      extent[0] = count;
      long space = check("H5Dget_space", H5Dget_space(object));
      long[] ones = new long[shape.length];
      Arrays.fill(ones, 1);
      check(
          "H5Sselect_hyperslab", H5Sselect_hyperslab(space, SELECT_SET, start, ones, extent, ones));
      long memory = check("H5Screate_simple", H5Screate_simple(shape.length, extent, extent));
      check("H5Dwrite", H5Dwrite(object, type, memory, space, 0, data));
      H5Sclose(memory);
      H5Sclose(space);
    }
    H5Tclose(type);
    check("H5Oclose", H5Oclose(object));
  }

  @Override
  public String toString() {
    return "libhdf5";
  }
}
