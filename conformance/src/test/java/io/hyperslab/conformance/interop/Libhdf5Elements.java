package io.hyperslab.conformance.interop;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Oclose;
import static org.bytedeco.hdf5.global.hdf5.H5Oget_info3;
import static org.bytedeco.hdf5.global.hdf5.H5Rdereference2;
import static org.bytedeco.hdf5.global.hdf5.H5Rget_region;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_select_bounds;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_ndims;
import static org.bytedeco.hdf5.global.hdf5.H5T_ARRAY;
import static org.bytedeco.hdf5.global.hdf5.H5T_COMPOUND;
import static org.bytedeco.hdf5.global.hdf5.H5T_REFERENCE;
import static org.bytedeco.hdf5.global.hdf5.H5T_STRING;
import static org.bytedeco.hdf5.global.hdf5.H5T_VLEN;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_class;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_member_offset;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_member_type;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_nmembers;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_size;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_super;
import static org.bytedeco.hdf5.global.hdf5.H5Tis_variable_str;
import static org.bytedeco.hdf5.global.hdf5.H5Treclaim;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.hdf5.H5O_info2_t;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/// Elements as libhdf5 reads them into memory, in canonical form.
final class Libhdf5Elements {
  private static final int BASIC = 1;
  private static final int REGION = 1;
  private static final int REGION_SIZE = 12;

  private final long location;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Libhdf5Elements(long location) {
    this.location = location;
  }

  /// Reads elements into memory.
  interface Read {
    int into(Pointer target);
  }

  /// @param location any object of the file
  /// @param type the datatype, as in memory
  /// @param space the dataspace
  static List<byte[]> read(long location, long type, long space, int count, Read read) {
    int size = Math.toIntExact(check("H5Tget_size", H5Tget_size(type)));
    List<byte[]> elements = new ArrayList<>(count);
    try (BytePointer data = new BytePointer(Math.max(1, (long) count * size))) {
      Pointer.memset(data, 0, data.limit());
      check("H5Dread or H5Aread", read.into(data));
      MemorySegment memory = memory(data.address(), (long) count * size);
      for (int i = 0; i < count; i++) {
        Libhdf5Elements element = new Libhdf5Elements(location);
        element.add(type, memory.asSlice((long) i * size, size));
        elements.add(element.out.toByteArray());
      }
      if (count > 0) {
        check("H5Treclaim", H5Treclaim(type, space, 0, data));
      }
    }
    return elements;
  }

  @SuppressWarnings("restricted") // memory of libhdf5
  private static MemorySegment memory(long address, long size) {
    return MemorySegment.ofAddress(address).reinterpret(size);
  }

  private void add(long type, MemorySegment element) {
    int kind = check("H5Tget_class", H5Tget_class(type));
    if (kind == H5T_COMPOUND) {
      members(type, element);
    } else if (kind == H5T_ARRAY) {
      long base = check("H5Tget_super", H5Tget_super(type));
      repeated(base, element);
      H5Tclose(base);
    } else if (kind == H5T_VLEN) {
      sequence(type, element);
    } else if (kind == H5T_STRING && H5Tis_variable_str(type) > 0) {
      text(element);
    } else if (kind == H5T_REFERENCE && element.byteSize() == REGION_SIZE) {
      region(element);
    } else {
      out.writeBytes(element.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  private void members(long type, MemorySegment element) {
    int members = check("H5Tget_nmembers", H5Tget_nmembers(type));
    for (int i = 0; i < members; i++) {
      long member = check("H5Tget_member_type", H5Tget_member_type(type, i));
      long offset = H5Tget_member_offset(type, i);
      add(member, element.asSlice(offset, H5Tget_size(member)));
      H5Tclose(member);
    }
  }

  private void repeated(long base, MemorySegment elements) {
    long size = H5Tget_size(base);
    for (long at = 0; at < elements.byteSize(); at += size) {
      add(base, elements.asSlice(at, size));
    }
  }

  private void sequence(long type, MemorySegment element) {
    long count = element.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
    long address = element.get(ValueLayout.JAVA_LONG_UNALIGNED, Long.BYTES);
    out.writeBytes(ElementKinds.counted((int) count, new byte[0]));
    long base = check("H5Tget_super", H5Tget_super(type));
    repeated(base, memory(address, count * H5Tget_size(base)));
    H5Tclose(base);
  }

  private void text(MemorySegment element) {
    long address = element.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
    if (address == 0) {
      out.writeBytes(ElementKinds.counted(0, new byte[0]));
      return;
    }
    MemorySegment text = memory(address, Integer.MAX_VALUE);
    int length = 0;
    while (text.get(ValueLayout.JAVA_BYTE, length) != 0) {
      length++;
    }
    byte[] bytes = text.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    out.writeBytes(ElementKinds.counted(length, bytes));
  }

  private void region(MemorySegment element) {
    try (BytePointer reference = new BytePointer(element.toArray(ValueLayout.JAVA_BYTE))) {
      long target = check("H5Rdereference2", H5Rdereference2(location, 0, REGION, reference));
      long space = check("H5Rget_region", H5Rget_region(location, REGION, reference));
      int rank = check("H5Sget_simple_extent_ndims", H5Sget_simple_extent_ndims(space));
      long[] low = new long[rank];
      long[] high = new long[rank];
      check("H5Sget_select_bounds", H5Sget_select_bounds(space, low, high));
      out.writeBytes(ElementKinds.region(address(target), low, high));
      H5Sclose(space);
      H5Oclose(target);
    }
  }

  /// The address of an object's header.
  static long address(long object) {
    try (H5O_info2_t info = new H5O_info2_t()) {
      check("H5Oget_info3", H5Oget_info3(object, info, BASIC));
      return token(info);
    }
  }

  /// The address that a token of the native storage is, little-endian.
  static long token(H5O_info2_t info) {
    long address = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      address = address << Byte.SIZE | info.token().__data(i) & 0xff;
    }
    return address;
  }
}
