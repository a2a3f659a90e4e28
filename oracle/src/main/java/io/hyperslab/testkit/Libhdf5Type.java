package io.hyperslab.testkit;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5T_C_S1_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F32BE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I16BE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I8LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_REF_OBJ_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_U8LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tarray_create2;
import static org.bytedeco.hdf5.global.hdf5.H5Tcopy;
import static org.bytedeco.hdf5.global.hdf5.H5Tcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Tenum_create;
import static org.bytedeco.hdf5.global.hdf5.H5Tenum_insert;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_size;
import static org.bytedeco.hdf5.global.hdf5.H5Tinsert;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_precision;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_size;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_tag;
import static org.bytedeco.hdf5.global.hdf5.H5Tvlen_create;

import java.util.List;
import org.bytedeco.javacpp.BytePointer;

/// A datatype of libhdf5. Those made here stay in the library until the process ends; tests make
/// few.
///
/// @param id the library's identifier
public record Libhdf5Type(long id) {
  private static final int CLASS_OPAQUE = 5;
  private static final int CLASS_COMPOUND = 6;
  private static final long VARIABLE = -1;

  /// One member of a compound; members follow each other without gaps.
  ///
  /// @param name its name
  /// @param type its datatype
  public record Member(String name, Libhdf5Type type) {}

  /// Signed, 1 byte.
  public static Libhdf5Type int8() {
    return new Libhdf5Type(H5T_STD_I8LE_g());
  }

  /// Unsigned, 1 byte.
  public static Libhdf5Type uint8() {
    return new Libhdf5Type(H5T_STD_U8LE_g());
  }

  /// Signed, 2 bytes, big-endian.
  public static Libhdf5Type int16BigEndian() {
    return new Libhdf5Type(H5T_STD_I16BE_g());
  }

  /// Signed, 4 bytes, little-endian.
  public static Libhdf5Type int32() {
    return new Libhdf5Type(H5T_STD_I32LE_g());
  }

  /// Signed, 8 bytes, little-endian.
  public static Libhdf5Type int64() {
    return new Libhdf5Type(H5T_STD_I64LE_g());
  }

  /// IEEE, 4 bytes, little-endian.
  public static Libhdf5Type float32() {
    return new Libhdf5Type(H5T_IEEE_F32LE_g());
  }

  /// IEEE, 4 bytes, big-endian.
  public static Libhdf5Type float32BigEndian() {
    return new Libhdf5Type(H5T_IEEE_F32BE_g());
  }

  /// IEEE, 8 bytes, little-endian.
  public static Libhdf5Type float64() {
    return new Libhdf5Type(H5T_IEEE_F64LE_g());
  }

  /// An integer of 4 bytes of which only so many bits count.
  public static Libhdf5Type int32OfPrecision(int bits) {
    Libhdf5Type type = copy(H5T_STD_I32LE_g());
    check("H5Tset_precision", H5Tset_precision(type.id, bits));
    return type;
  }

  /// Text of a fixed number of bytes, terminated by NUL.
  public static Libhdf5Type string(int size) {
    Libhdf5Type type = copy(H5T_C_S1_g());
    check("H5Tset_size", H5Tset_size(type.id, size));
    return type;
  }

  /// Text of variable length.
  public static Libhdf5Type variableString() {
    Libhdf5Type type = copy(H5T_C_S1_g());
    check("H5Tset_size", H5Tset_size(type.id, VARIABLE));
    return type;
  }

  /// A reference to an object, as HDF5 1.0 has it.
  public static Libhdf5Type objectReference() {
    return new Libhdf5Type(H5T_STD_REF_OBJ_g());
  }

  /// Bytes with a tag.
  public static Libhdf5Type opaque(int size, String tag) {
    long id = check("H5Tcreate", H5Tcreate(CLASS_OPAQUE, size));
    check("H5Tset_tag", H5Tset_tag(id, tag));
    return new Libhdf5Type(id);
  }

  /// A compound.
  public static Libhdf5Type compound(Member... members) {
    long size = List.of(members).stream().mapToLong(member -> member.type().size()).sum();
    long id = check("H5Tcreate", H5Tcreate(CLASS_COMPOUND, size));
    long offset = 0;
    for (Member member : members) {
      check("H5Tinsert", H5Tinsert(id, member.name(), offset, member.type().id));
      offset += member.type().size();
    }
    return new Libhdf5Type(id);
  }

  /// An enumeration of signed bytes that are 0, 1 and so on.
  public static Libhdf5Type enumeration(String... names) {
    long id = check("H5Tenum_create", H5Tenum_create(int8().id));
    try (BytePointer value = new BytePointer(1)) {
      for (int i = 0; i < names.length; i++) {
        value.put((byte) i);
        check("H5Tenum_insert", H5Tenum_insert(id, names[i], value));
      }
    }
    return new Libhdf5Type(id);
  }

  /// Sequences of variable length of this type.
  public Libhdf5Type sequences() {
    return new Libhdf5Type(check("H5Tvlen_create", H5Tvlen_create(id)));
  }

  /// Arrays of this type.
  public Libhdf5Type arrays(long... dimensions) {
    return new Libhdf5Type(
        check("H5Tarray_create2", H5Tarray_create2(id, dimensions.length, dimensions)));
  }

  /// The bytes of one element in memory.
  public long size() {
    return check("H5Tget_size", H5Tget_size(id));
  }

  private static Libhdf5Type copy(long id) {
    return new Libhdf5Type(check("H5Tcopy", H5Tcopy(id)));
  }
}
