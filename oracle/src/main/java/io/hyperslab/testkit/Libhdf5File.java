package io.hyperslab.testkit;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Acreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Awrite;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Dopen2;
import static org.bytedeco.hdf5.global.hdf5.H5Dread;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Gclose;
import static org.bytedeco.hdf5.global.hdf5.H5Gcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Lcreate_external;
import static org.bytedeco.hdf5.global.hdf5.H5Lcreate_hard;
import static org.bytedeco.hdf5.global.hdf5.H5Lcreate_soft;
import static org.bytedeco.hdf5.global.hdf5.H5Ldelete;
import static org.bytedeco.hdf5.global.hdf5.H5Oclose;
import static org.bytedeco.hdf5.global.hdf5.H5Oopen;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Rcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_npoints;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tcommit2;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_size;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/// A file that libhdf5 has open. Every failure of the library is an [IllegalStateException] that
/// names the function.
public final class Libhdf5File implements AutoCloseable {
  private static final int SCALAR = 0;
  private static final int ALL = 0;

  private final long id;

  Libhdf5File(long id) {
    this.id = id;
  }

  /// Creates a group; its parent exists.
  public Libhdf5File group(String path) {
    check("H5Gclose", H5Gclose(check("H5Gcreate2", H5Gcreate2(id, path, 0, 0, 0))));
    return this;
  }

  /// Creates a soft link.
  public Libhdf5File softLink(String path, String target) {
    check("H5Lcreate_soft", H5Lcreate_soft(target, id, path, 0, 0));
    return this;
  }

  /// Creates a hard link to an object that exists.
  public Libhdf5File hardLink(String path, String target) {
    check("H5Lcreate_hard", H5Lcreate_hard(id, target, id, path, 0, 0));
    return this;
  }

  /// Creates an external link.
  public Libhdf5File externalLink(String path, String file, String target) {
    check("H5Lcreate_external", H5Lcreate_external(file, target, id, path, 0, 0));
    return this;
  }

  /// Commits a datatype; from then on it is that of what is created with it.
  public Libhdf5File commit(String path, Libhdf5Type type) {
    check("H5Tcommit2", H5Tcommit2(id, path, type.id(), 0, 0, 0));
    return this;
  }

  /// Creates a dataset and writes its elements.
  ///
  /// @param shape no dimensions for a scalar
  /// @param elements as they are in memory, without indirect data; empty to write nothing
  public Libhdf5File dataset(
      String path, Libhdf5Type type, long[] shape, Libhdf5Layout layout, byte[] elements) {
    try (BytePointer data = new BytePointer(elements)) {
      create(path, type, shape, layout, elements.length == 0 ? null : data);
    }
    return this;
  }

  /// Creates a dataset of texts of variable length.
  public Libhdf5File texts(String path, Libhdf5Layout layout, String... texts) {
    try (PointerPointer<BytePointer> data = new PointerPointer<>(texts)) {
      create(path, Libhdf5Type.variableString(), new long[] {texts.length}, layout, data);
    }
    return this;
  }

  private void create(
      String path,
      Libhdf5Type type,
      long[] shape,
      Libhdf5Layout layout,
      @org.jspecify.annotations.Nullable Pointer data) {
    long list = check("H5Pcreate", H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g()));
    layout.steps().forEach(step -> step.accept(list));
    long[] maxShape = layout.maxShape().stream().mapToLong(Long::longValue).toArray();
    long space = space(shape, maxShape.length == 0 ? shape : maxShape);
    long dataset = check("H5Dcreate2 " + path, H5Dcreate2(id, path, type.id(), space, 0, list, 0));
    if (data != null) {
      check("H5Dwrite", H5Dwrite(dataset, type.id(), ALL, ALL, 0, data));
    }
    check("H5Dclose", H5Dclose(dataset));
    check("H5Sclose", H5Sclose(space));
    check("H5Pclose", H5Pclose(list));
  }

  private static long space(long[] shape, long[] maxShape) {
    return shape.length == 0
        ? check("H5Screate", H5Screate(SCALAR))
        : check("H5Screate_simple", H5Screate_simple(shape.length, shape, maxShape));
  }

  /// Creates an attribute of an object.
  ///
  /// @param elements as they are in memory, without indirect data
  public Libhdf5File attribute(
      String object, String name, Libhdf5Type type, long[] shape, byte[] elements) {
    long owner = check("H5Oopen", H5Oopen(id, object, 0));
    long space = space(shape, shape);
    long attribute = check("H5Acreate2", H5Acreate2(owner, name, type.id(), space, 0, 0));
    try (BytePointer data = new BytePointer(elements)) {
      check("H5Awrite", H5Awrite(attribute, type.id(), data));
    }
    check("H5Aclose", H5Aclose(attribute));
    check("H5Sclose", H5Sclose(space));
    check("H5Oclose", H5Oclose(owner));
    return this;
  }

  /// The bytes of a reference to an object, as an element of [Libhdf5Type#objectReference()].
  public byte[] reference(String object) {
    byte[] reference = new byte[Long.BYTES];
    try (BytePointer data = new BytePointer(Long.BYTES)) {
      check("H5Rcreate", H5Rcreate(data, id, object, 0, -1));
      data.get(reference);
    }
    return reference;
  }

  /// Takes a link away.
  public Libhdf5File delete(String path) {
    check("H5Ldelete", H5Ldelete(id, path, 0));
    return this;
  }

  /// All elements of a dataset, in the file's datatype.
  public byte[] read(String path) {
    long dataset = check("H5Dopen2", H5Dopen2(id, path, 0));
    long type = check("H5Dget_type", H5Dget_type(dataset));
    long space = check("H5Dget_space", H5Dget_space(dataset));
    long count = check("H5Sget_simple_extent_npoints", H5Sget_simple_extent_npoints(space));
    byte[] elements = new byte[Math.toIntExact(count * H5Tget_size(type))];
    try (BytePointer data = new BytePointer(Math.max(1, elements.length))) {
      check("H5Dread", H5Dread(dataset, type, ALL, ALL, 0, data));
      data.get(elements);
    }
    check("H5Tclose", H5Tclose(type));
    check("H5Sclose", H5Sclose(space));
    check("H5Dclose", H5Dclose(dataset));
    return elements;
  }

  /// Reads all elements of a dataset into memory, in the file's datatype.
  ///
  /// @param target room for all of them; not checked
  public void readInto(String path, Pointer target) {
    long dataset = check("H5Dopen2", H5Dopen2(id, path, 0));
    long type = check("H5Dget_type", H5Dget_type(dataset));
    check("H5Dread", H5Dread(dataset, type, ALL, ALL, 0, target));
    check("H5Tclose", H5Tclose(type));
    check("H5Dclose", H5Dclose(dataset));
  }

  @Override
  public void close() {
    check("H5Fclose", H5Fclose(id));
  }
}
