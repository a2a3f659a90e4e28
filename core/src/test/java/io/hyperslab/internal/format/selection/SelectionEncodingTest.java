package io.hyperslab.internal.format.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.heap.GlobalHeapCollection;
import io.hyperslab.internal.format.heap.GlobalHeapObject;
import io.hyperslab.internal.format.selection.SerializedSelection.All;
import io.hyperslab.internal.format.selection.SerializedSelection.BlockList;
import io.hyperslab.internal.format.selection.SerializedSelection.None;
import io.hyperslab.internal.format.selection.SerializedSelection.Points;
import io.hyperslab.internal.format.selection.SerializedSelection.RegularHyperslab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.hdf5.H5R_ref_t;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Selections, and what points with them, have the bytes that the HDF5 library writes.
class SelectionEncodingTest {
  private static final long[] NO_MAXIMUM = null;
  private static final long UNLIMITED = -1;
  private static final long REGION_REFERENCE_LENGTH = 12;

  @TempDir Path folder;

  @BeforeAll
  static void quiet() {
    hdf5.H5open();
    hdf5.H5Eset_auto2(0, null, null);
  }

  private static long check(long result) {
    assertThat(result).as("result of a call of the HDF5 library").isNotNegative();
    return result;
  }

  private static long space(long... dimensions) {
    return check(hdf5.H5Screate_simple(dimensions.length, dimensions, NO_MAXIMUM));
  }

  private static void select(long space, int operation, RegularHyperslab slab) {
    check(
        hdf5.H5Sselect_hyperslab(
            space, operation, slab.start(), slab.stride(), slab.count(), slab.block()));
  }

  private static RegularHyperslab slab(long[]... perDimension) {
    long[][] columns = new long[4][perDimension.length];
    for (int i = 0; i < perDimension.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        columns[j][i] = perDimension[i][j];
      }
    }
    return new RegularHyperslab(columns[0], columns[1], columns[2], columns[3]);
  }

  /// The selection is the end of what the library writes for a dataspace.
  private static byte[] library(long space, int length, int lowest) {
    long access = check(hdf5.H5Pcreate(hdf5.H5P_CLS_FILE_ACCESS_ID_g()));
    check(hdf5.H5Pset_libver_bounds(access, lowest, hdf5.H5F_LIBVER_LATEST));
    try (SizeTPointer size = new SizeTPointer(1)) {
      size.put(0);
      check(hdf5.H5Sencode2(space, null, size, access));
      byte[] bytes = new byte[(int) size.get()];
      try (BytePointer buffer = new BytePointer(bytes.length)) {
        check(hdf5.H5Sencode2(space, buffer, size, access));
        buffer.get(bytes);
      }
      check(hdf5.H5Pclose(access));
      assertThat(bytes).hasSizeGreaterThan(length);
      return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
    }
  }

  /// Closes the dataspace.
  private static void checkBytes(long space, SerializedSelection selection) {
    byte[] old = encode(selection, false);
    assertThat(old).isEqualTo(library(space, old.length, hdf5.H5F_LIBVER_EARLIEST));
    byte[] compact = encode(selection, true);
    assertThat(compact).isEqualTo(library(space, compact.length, hdf5.H5F_LIBVER_V110));
    assertThat(encode(decode(old), false)).isEqualTo(old);
    assertThat(encode(decode(compact), true)).isEqualTo(compact);
    check(hdf5.H5Sclose(space));
  }

  private static SerializedSelection decode(byte[] bytes) {
    return SerializedSelection.decode(new Bytes().raw(bytes).cursor());
  }

  private static byte[] encode(SerializedSelection selection, boolean compact) {
    Encoder out = new Encoder(Bytes.CONTEXT);
    if (compact) {
      selection.encodeCompact(out);
    } else {
      selection.encode(out);
    }
    return out.toBytes();
  }

  @Test
  void allAndNoneAndPoints() {
    long all = space(4, 5);
    check(hdf5.H5Sselect_all(all));
    checkBytes(all, new All());
    long none = space(4, 5);
    check(hdf5.H5Sselect_none(none));
    checkBytes(none, new None());
    long points = space(4, 5);
    long[] coordinates = {3, 4, 0, 0, 2, 2};
    check(hdf5.H5Sselect_elements(points, hdf5.H5S_SELECT_SET, 3, coordinates));
    checkBytes(points, new Points(2, coordinates));
    long wide = space(1L << 40);
    check(hdf5.H5Sselect_elements(wide, hdf5.H5S_SELECT_SET, 1, new long[] {1L << 35}));
    checkBytes(wide, new Points(1, new long[] {1L << 35}));
  }

  @Test
  void regularHyperslabs() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 100; i++) {
      int rank = random.nextInt(1, 5);
      long[][] perDimension = new long[rank][];
      long[] dimensions = new long[rank];
      for (int j = 0; j < rank; j++) {
        long block = random.nextLong(1, 5);
        // The library unites blocks that touch.
        long stride = block + random.nextLong(1, 4);
        long count = random.nextLong(1, 4);
        perDimension[j] = new long[] {random.nextLong(5), count == 1 ? 1 : stride, count, block};
        dimensions[j] = 5 + stride * count + block;
      }
      RegularHyperslab slab = slab(perDimension);
      long space = space(dimensions);
      select(space, hdf5.H5S_SELECT_SET, slab);
      checkBytes(space, slab);
    }
  }

  @Test
  void unlimitedAndHugeHyperslabs() {
    long unlimited = check(hdf5.H5Screate_simple(1, new long[] {10}, new long[] {UNLIMITED}));
    RegularHyperslab open = slab(new long[] {1, 4, UNLIMITED, 2});
    select(unlimited, hdf5.H5S_SELECT_SET, open);
    checkBytes(unlimited, open);
    RegularHyperslab far = slab(new long[] {1L << 33, 10, 3, 2});
    long huge = space(1L << 40);
    select(huge, hdf5.H5S_SELECT_SET, far);
    checkBytes(huge, far);
  }

  @Test
  void listsOfBlocks() {
    long space = space(20, 20);
    RegularHyperslab first = slab(new long[] {0, 1, 1, 2}, new long[] {0, 1, 1, 3});
    RegularHyperslab second = slab(new long[] {5, 1, 1, 4}, new long[] {7, 1, 1, 1});
    select(space, hdf5.H5S_SELECT_SET, first);
    select(space, hdf5.H5S_SELECT_OR, second);
    checkBytes(space, new BlockList(2, new long[] {0, 0, 5, 7}, new long[] {1, 2, 8, 7}));
    long wide = space(1L << 40);
    select(wide, hdf5.H5S_SELECT_SET, slab(new long[] {0, 1, 1, 2}));
    select(wide, hdf5.H5S_SELECT_OR, slab(new long[] {1L << 34, 1, 1, 5}));
    checkBytes(wide, new BlockList(1, new long[] {0, 1L << 34}, new long[] {1, (1L << 34) + 4}));
  }

  @Test
  void aHyperslabWithoutElementsIsNone() {
    assertThat(encode(slab(new long[] {3, 1, 0, 1}), false)).isEqualTo(encode(new None(), false));
    assertThat(encode(slab(new long[] {3, 1, 1, 0}), true)).isEqualTo(encode(new None(), true));
  }

  @Test
  void tooManyBlocksAreNotListed() {
    RegularHyperslab slab = slab(new long[] {0, 2, 300, 1}, new long[] {0, 2, 300, 1});
    assertThat(encode(slab, false)).isEqualTo(encode(slab, true)).hasSize(17 + 64);
  }

  /// The objects of all global heap collections of a file.
  private static List<Cursor> heapObjects(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<Cursor> objects = new ArrayList<>();
    for (int at = text.indexOf("GCOL"); at >= 0; at = text.indexOf("GCOL", at + 1)) {
      int length = bytes.length - at;
      Cursor cursor = Cursor.over(bytes, at, length, at, "Structure", Bytes.CONTEXT);
      GlobalHeapCollection collection = GlobalHeapCollection.decode(cursor);
      for (long position : collection.positions()) {
        cursor.seek((int) position);
        GlobalHeapObject object = GlobalHeapObject.decode(cursor);
        objects.add(cursor.slice(object.size(), "Structure"));
      }
    }
    return objects;
  }

  private static byte[] bytes(Cursor cursor) {
    byte[] bytes = cursor.bytes(cursor.remaining());
    cursor.seek(0);
    return bytes;
  }

  private static long newFile(Path path) {
    return check(hdf5.H5Fcreate(path.toString(), hdf5.H5F_ACC_TRUNC, 0, 0));
  }

  private static long newDataset(long file, String name, long type, long space, long properties) {
    return check(hdf5.H5Dcreate2(file, name, type, space, 0, properties, 0));
  }

  @Test
  void mappingsOfAVirtualDataset() throws IOException {
    Path path = folder.resolve("virtual.h5");
    long file = newFile(path);
    long properties = check(hdf5.H5Pcreate(hdf5.H5P_CLS_DATASET_CREATE_ID_g()));
    long target = space(6);
    long source = space(2);
    for (int i = 0; i < 3; i++) {
      select(target, hdf5.H5S_SELECT_SET, slab(new long[] {2L * i, 1, 1, 2}));
      check(hdf5.H5Pset_virtual(properties, target, "part" + i + ".h5", "/d", source));
    }
    check(hdf5.H5Sselect_all(target));
    long type = hdf5.H5T_STD_I32LE_g();
    check(hdf5.H5Dclose(newDataset(file, "virtual", type, target, properties)));
    check(hdf5.H5Fclose(file));
    List<Cursor> objects = heapObjects(path);
    assertThat(objects).hasSize(1);
    VirtualMappingList list = VirtualMappingList.decode(objects.getFirst());
    assertThat(list.mappings()).hasSize(3);
    Encoder out = new Encoder(Bytes.CONTEXT);
    list.encode(out);
    objects.getFirst().seek(0);
    assertThat(out.toBytes()).isEqualTo(bytes(objects.getFirst()));
  }

  @Test
  void regionReferences() throws IOException {
    Path path = folder.resolve("regions.h5");
    long file = newFile(path);
    long space = space(10, 10);
    check(hdf5.H5Dclose(newDataset(file, "data", hdf5.H5T_STD_I32LE_g(), space, 0)));
    select(space, hdf5.H5S_SELECT_SET, slab(new long[] {1, 3, 2, 2}, new long[] {0, 2, 4, 1}));
    long one = space(1);
    long references = newDataset(file, "references", hdf5.H5T_STD_REF_DSETREG_g(), one, 0);
    try (BytePointer reference = new BytePointer(REGION_REFERENCE_LENGTH)) {
      check(hdf5.H5Rcreate(reference, file, "data", hdf5.H5R_DATASET_REGION, space));
      check(hdf5.H5Dwrite(references, hdf5.H5T_STD_REF_DSETREG_g(), 0, 0, 0, reference));
    }
    check(hdf5.H5Dclose(references));
    check(hdf5.H5Fclose(file));
    List<Cursor> objects = heapObjects(path);
    assertThat(objects).hasSize(1);
    byte[] stored = bytes(objects.getFirst());
    Encoder out = new Encoder(Bytes.CONTEXT);
    RegionReferenceValue.decode(objects.getFirst()).encode(out);
    assertThat(out.toBytes()).isEqualTo(stored);
  }

  @Test
  void standardReferences() throws IOException {
    Path path = folder.resolve("references.h5");
    long file = newFile(path);
    long space = space(10, 10);
    long data = newDataset(file, "data", hdf5.H5T_STD_I32LE_g(), space, 0);
    check(hdf5.H5Aclose(check(hdf5.H5Acreate2(data, "a", hdf5.H5T_STD_I32LE_g(), space, 0, 0))));
    check(hdf5.H5Dclose(data));
    select(space, hdf5.H5S_SELECT_SET, slab(new long[] {1, 3, 2, 2}, new long[] {0, 2, 4, 1}));
    long type = hdf5.H5T_STD_REF_g();
    long references = newDataset(file, "references", type, space(3), 0);
    try (H5R_ref_t reference = new H5R_ref_t(3)) {
      check(hdf5.H5Rcreate_object(file, "data", 0, reference.position(0)));
      check(hdf5.H5Rcreate_region(file, "data", space, 0, reference.position(1)));
      check(hdf5.H5Rcreate_attr(file, "data", "a", 0, reference.position(2)));
      check(hdf5.H5Dwrite(references, type, 0, 0, 0, reference.position(0)));
      for (int i = 0; i < 3; i++) {
        check(hdf5.H5Rdestroy(reference.position(i)));
      }
    }
    int offset = (int) check(hdf5.H5Dget_offset(references));
    check(hdf5.H5Dclose(references));
    check(hdf5.H5Fclose(file));
    checkStandardReferences(Files.readAllBytes(path), offset, heapObjects(path));
  }

  private static void checkStandardReferences(byte[] file, int offset, List<Cursor> objects) {
    int width = StandardReference.length(Bytes.CONTEXT);
    for (int i = 0; i < 3; i++) {
      int at = offset + i * width;
      StandardReference element =
          StandardReference.decode(Cursor.over(file, at, width, at, "Structure", Bytes.CONTEXT));
      Encoder out = new Encoder(Bytes.CONTEXT);
      element.encode(out);
      assertThat(out.toBytes()).isEqualTo(Arrays.copyOfRange(file, at, at + width));
      if (element instanceof StandardReference.InHeap pointer) {
        Cursor object = objects.get((int) pointer.heapIndex() - 1);
        byte[] stored = bytes(object);
        Encoder value = new Encoder(Bytes.CONTEXT);
        pointer.decode(object).encodeInHeap(value, 2);
        assertThat(value.toBytes()).isEqualTo(stored);
      }
    }
    assertThat(objects).hasSize(2);
  }
}
