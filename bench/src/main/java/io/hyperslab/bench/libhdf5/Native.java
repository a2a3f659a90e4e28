package io.hyperslab.bench.libhdf5;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Dopen2;
import static org.bytedeco.hdf5.global.hdf5.H5Dread;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDWR;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_deflate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fletcher32;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_libver_bounds;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_shuffle;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_dims;
import static org.bytedeco.hdf5.global.hdf5.H5Sselect_hyperslab;
import static org.bytedeco.hdf5.global.hdf5.H5T_C_S1_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tcopy;
import static org.bytedeco.hdf5.global.hdf5.H5Tcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Tinsert;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_cset;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_size;

import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Shapes;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/// What all workloads need of libhdf5. Identifiers are closed by whoever gets them.
final class Native {
  /// The dataset of a file that has one.
  static final String DATA = "data";

  private static final int SET = 0;
  private static final int COMPOUND = 6;
  private static final int UTF8 = 1;
  private static final long VARIABLE = -1;
  private static final int LATEST = 4;

  private Native() {}

  static long open(Path path) {
    return check("H5Fopen", H5Fopen(path.toString(), H5F_ACC_RDONLY(), 0));
  }

  static long openReadWrite(Path path) {
    return check("H5Fopen", H5Fopen(path.toString(), H5F_ACC_RDWR(), 0));
  }

  static long create(Path path, boolean latest) {
    long access = check("H5Pcreate", H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g()));
    if (latest) {
      check("H5Pset_libver_bounds", H5Pset_libver_bounds(access, LATEST, LATEST));
    }
    long file = check("H5Fcreate", H5Fcreate(path.toString(), H5F_ACC_TRUNC(), 0, access));
    H5Pclose(access);
    return file;
  }

  static void close(long file) {
    check("H5Fclose", H5Fclose(file));
  }

  /// Closes a space, its dataset and the file.
  static void close(long space, long dataset, long file) {
    check("H5Sclose", H5Sclose(space));
    check("H5Dclose", H5Dclose(dataset));
    close(file);
  }

  static long dataset(long file, String name) {
    return check("H5Dopen2", H5Dopen2(file, name, 0));
  }

  static long space(long... shape) {
    return check("H5Screate_simple", H5Screate_simple(shape.length, shape, shape));
  }

  /// A list of properties of datasets with chunks.
  static long chunks(long... chunk) {
    long list = check("H5Pcreate", H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g()));
    check("H5Pset_chunk", H5Pset_chunk(list, chunk.length, chunk));
    return list;
  }

  /// A list for chunks of 512 KiB of `float32`.
  static long gridChunks() {
    return chunks(Shapes.CHUNK_ROWS, Shapes.CHUNK_COLUMNS);
  }

  static void shuffle(long list) {
    check("H5Pset_shuffle", H5Pset_shuffle(list));
  }

  static void deflate(long list, int level) {
    check("H5Pset_deflate", H5Pset_deflate(list, level));
  }

  static void fletcher32(long list) {
    check("H5Pset_fletcher32", H5Pset_fletcher32(list));
  }

  /// Reads all elements of a dataset.
  static void readAll(long file, String name, long type, Pointer target) {
    long dataset = dataset(file, name);
    check("H5Dread", H5Dread(dataset, type, 0, 0, 0, target));
    check("H5Dclose", H5Dclose(dataset));
  }

  /// Makes a dataset and writes its elements.
  ///
  /// @param stored the datatype in the file
  /// @param type that of the elements in memory
  static void writeAll(
      long file, String name, long stored, long type, long list, Pointer elements, long... shape) {
    long space = space(shape);
    long dataset = check("H5Dcreate2", H5Dcreate2(file, name, stored, space, 0, list, 0));
    check("H5Dwrite", H5Dwrite(dataset, type, 0, 0, 0, elements));
    check("H5Dclose", H5Dclose(dataset));
    check("H5Sclose", H5Sclose(space));
  }

  static long float64() {
    return H5T_IEEE_F64LE_g();
  }

  static long float32() {
    return H5T_IEEE_F32LE_g();
  }

  static long int32() {
    return H5T_STD_I32LE_g();
  }

  /// Texts of variable length in UTF-8.
  static long texts() {
    long type = check("H5Tcopy", H5Tcopy(H5T_C_S1_g()));
    check("H5Tset_size", H5Tset_size(type, VARIABLE));
    check("H5Tset_cset", H5Tset_cset(type, UTF8));
    return type;
  }

  /// The records of [Elements#records(long)].
  static long records() {
    long type = check("H5Tcreate", H5Tcreate(COMPOUND, Elements.RECORD));
    insert(type, "id", 0, H5T_STD_I64LE_g());
    insert(type, "x", 8, H5T_IEEE_F64LE_g());
    insert(type, "y", 16, H5T_IEEE_F64LE_g());
    insert(type, "code", 24, H5T_STD_I32LE_g());
    insert(type, "weight", 28, H5T_IEEE_F32LE_g());
    return type;
  }

  /// The member `x` of a record alone.
  static long member() {
    long type = check("H5Tcreate", H5Tcreate(COMPOUND, Double.BYTES));
    insert(type, "x", 0, H5T_IEEE_F64LE_g());
    return type;
  }

  private static void insert(long type, String name, long offset, long member) {
    check("H5Tinsert", H5Tinsert(type, name, offset, member));
  }

  static void closeType(long type) {
    check("H5Tclose", H5Tclose(type));
  }

  /// The memory of a pointer.
  @SuppressWarnings("restricted") // The memory is that of the pointer, and of its size.
  static MemorySegment memory(Pointer pointer, long size) {
    return MemorySegment.ofAddress(pointer.address()).reinterpret(size);
  }

  /// Native memory with a copy of elements.
  static BytePointer copy(MemorySegment elements) {
    BytePointer pointer = new BytePointer(elements.byteSize());
    memory(pointer, elements.byteSize()).copyFrom(elements);
    return pointer;
  }

  /// Reads a box of a dataset of two dimensions.
  ///
  /// @param space that of the dataset, whose selection is changed
  /// @param stride null for 1
  static void readBox(
      long dataset,
      long space,
      long type,
      long[] start,
      long @Nullable [] stride,
      long[] count,
      Pointer target) {
    long memory = space(count);
    check("H5Sselect_hyperslab", H5Sselect_hyperslab(space, SET, start, stride, count, null));
    check("H5Dread", H5Dread(dataset, type, memory, space, 0, target));
    check("H5Sclose", H5Sclose(memory));
  }

  /// Writes a box of a dataset.
  static void writeBox(long dataset, long type, long[] start, long[] extent, Pointer elements) {
    long space = spaceOf(dataset);
    long memory = space(extent);
    check("H5Sselect_hyperslab", H5Sselect_hyperslab(space, SET, start, null, extent, null));
    check("H5Dwrite", H5Dwrite(dataset, type, memory, space, 0, elements));
    check("H5Sclose", H5Sclose(memory));
    check("H5Sclose", H5Sclose(space));
  }

  /// The space of a dataset.
  static long spaceOf(long dataset) {
    return check("H5Dget_space", H5Dget_space(dataset));
  }

  /// The shape of a space of two dimensions.
  static long[] shape(long space) {
    long[] shape = new long[2];
    check("H5Sget_simple_extent_dims", H5Sget_simple_extent_dims(space, shape, (long[]) null));
    return shape;
  }
}
