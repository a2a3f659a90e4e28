package io.hyperslab.internal.pipeline;

import static io.hyperslab.internal.pipeline.Libhdf5Chunk.check;
import static org.bytedeco.hdf5.global.hdf5.H5T_C_S1_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F32BE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F64BE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_B32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I32BE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_U32BE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_U32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tarray_create2;
import static org.bytedeco.hdf5.global.hdf5.H5Tcopy;
import static org.bytedeco.hdf5.global.hdf5.H5Tcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Tenum_create;
import static org.bytedeco.hdf5.global.hdf5.H5Tinsert;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_offset;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_precision;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_size;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Opaque;

/// Datatypes of libhdf5 for ours; they stay in the library until the process ends.
final class Libhdf5Types {
  private static final int CLASS_OPAQUE = 5;
  private static final int CLASS_COMPOUND = 6;

  private Libhdf5Types() {}

  static long of(Datatype type) {
    return switch (type) {
      case FixedPoint integer -> sized(integerBase(integer), integer);
      case Bitfield bits -> sized(H5T_STD_B32LE_g(), bits);
      case FloatingPoint number -> number(number);
      case Enumeration enumeration ->
          check("H5Tenum_create", H5Tenum_create(of(enumeration.base())));
      case ArrayType array -> {
        long[] dimensions = array.dimensions().stream().mapToLong(Long::longValue).toArray();
        yield check(
            "H5Tarray_create2", H5Tarray_create2(of(array.base()), dimensions.length, dimensions));
      }
      case Compound compound -> compound(compound);
      case Opaque opaque -> check("H5Tcreate", H5Tcreate(CLASS_OPAQUE, opaque.size()));
      case FixedString text -> {
        long id = check("H5Tcopy", H5Tcopy(H5T_C_S1_g()));
        check("H5Tset_size", H5Tset_size(id, text.size()));
        yield id;
      }
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  private static long integerBase(FixedPoint type) {
    if (type.order() == ByteOrder.BIG_ENDIAN) {
      return type.signed() ? H5T_STD_I32BE_g() : H5T_STD_U32BE_g();
    }
    return type.signed() ? H5T_STD_I32LE_g() : H5T_STD_U32LE_g();
  }

  private static long sized(long base, NumericType type) {
    long id = check("H5Tcopy", H5Tcopy(base));
    check("H5Tset_size", H5Tset_size(id, type.size()));
    if (!type.isFullWidth()) {
      check("H5Tset_precision", H5Tset_precision(id, type.precision()));
      check("H5Tset_offset", H5Tset_offset(id, type.bitOffset()));
    }
    return id;
  }

  private static long number(FloatingPoint type) {
    boolean isBig = type.order() == ByteOrder.BIG_ENDIAN;
    if (type.size() == Float.BYTES) {
      return isBig ? H5T_IEEE_F32BE_g() : H5T_IEEE_F32LE_g();
    }
    return isBig ? H5T_IEEE_F64BE_g() : H5T_IEEE_F64LE_g();
  }

  private static long compound(Compound compound) {
    long id = check("H5Tcreate", H5Tcreate(CLASS_COMPOUND, compound.size()));
    for (Compound.Member member : compound.members()) {
      check("H5Tinsert", H5Tinsert(id, member.name(), member.offset(), of(member.type())));
    }
    return id;
  }
}
