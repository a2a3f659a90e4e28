package io.hyperslab.internal.number;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import java.util.Arrays;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;

/// Datatypes rebuilt with the HDF5 library's own calls.
public final class LibraryTypes {
  private static final int FAILED = 0;
  private static final long VARIABLE = -1;

  private LibraryTypes() {}

  static long check(long result) {
    assertThat(result).as("result of a call of the HDF5 library").isGreaterThanOrEqualTo(FAILED);
    return result;
  }

  /// A datatype of the library like ours; to be closed.
  public static long of(Datatype type) {
    return switch (type) {
      case FixedPoint t -> integer(t, hdf5.H5T_STD_I64LE_g(), t.signed());
      case Bitfield t -> integer(t, hdf5.H5T_STD_B64LE_g(), false);
      case FloatingPoint t -> real(t);
      case Enumeration t -> enumeration(t);
      case FixedString t -> text(t);
      case Compound t -> compound(t);
      case ArrayType t -> array(t);
      case Opaque t -> {
        long id = check(hdf5.H5Tcreate(hdf5.H5T_OPAQUE, t.size()));
        check(hdf5.H5Tset_tag(id, t.tag()));
        yield id;
      }
      case VariableString t -> {
        long id = check(hdf5.H5Tcopy(hdf5.H5T_C_S1_g()));
        check(hdf5.H5Tset_size(id, VARIABLE));
        check(hdf5.H5Tset_strpad(id, code(t.padding())));
        check(hdf5.H5Tset_cset(id, t.characterSet() == StringType.CharacterSet.UTF8 ? 1 : 0));
        yield id;
      }
      case VariableLength t -> {
        long base = of(t.base());
        long id = check(hdf5.H5Tvlen_create(base));
        hdf5.H5Tclose(base);
        yield id;
      }
      case Reference t ->
          check(
              hdf5.H5Tcopy(
                  switch (t.kind()) {
                    case OBJECT -> hdf5.H5T_STD_REF_OBJ_g();
                    case REGION -> hdf5.H5T_STD_REF_DSETREG_g();
                    case STANDARD -> hdf5.H5T_STD_REF_g();
                  }));
      case Time t -> {
        long id =
            check(hdf5.H5Tcopy(t.size() == 4 ? hdf5.H5T_UNIX_D32LE_g() : hdf5.H5T_UNIX_D64LE_g()));
        check(hdf5.H5Tset_order(id, code(t.order())));
        yield id;
      }
      case Complex _ -> throw new IllegalArgumentException("the library is older");
    };
  }

  private static long integer(NumericType type, long template, boolean signed) {
    long id = check(hdf5.H5Tcopy(template));
    check(hdf5.H5Tset_size(id, Math.max(8, type.size())));
    check(hdf5.H5Tset_precision(id, type.precision()));
    check(hdf5.H5Tset_offset(id, type.bitOffset()));
    check(hdf5.H5Tset_size(id, type.size()));
    check(hdf5.H5Tset_order(id, code(type.order())));
    check(hdf5.H5Tset_pad(id, code(type.lowPadding()), code(type.highPadding())));
    if (!(type instanceof Bitfield)) {
      check(hdf5.H5Tset_sign(id, signed ? hdf5.H5T_SGN_2 : 0));
    }
    return id;
  }

  private static long real(FloatingPoint type) {
    // The library only encodes VAX order in the version that has it when it started out with it.
    boolean vax = type.order() == ByteOrder.VAX;
    long id = check(hdf5.H5Tcopy(vax ? hdf5.H5T_VAX_F64_g() : hdf5.H5T_IEEE_F64LE_g()));
    int room = 64;
    check(hdf5.H5Tset_size(id, room));
    check(hdf5.H5Tset_precision(id, 8L * room));
    check(
        hdf5.H5Tset_fields(
            id,
            type.signLocation(),
            type.exponentLocation(),
            type.exponentSize(),
            type.mantissaLocation(),
            type.mantissaSize()));
    check(hdf5.H5Tset_ebias(id, type.exponentBias()));
    check(
        hdf5.H5Tset_norm(
            id,
            switch (type.normalization()) {
              case IMPLIED -> hdf5.H5T_NORM_IMPLIED;
              case MOST_SIGNIFICANT_BIT_SET -> hdf5.H5T_NORM_MSBSET;
              case NONE -> hdf5.H5T_NORM_NONE;
            }));
    check(hdf5.H5Tset_precision(id, type.precision() + (long) type.bitOffset()));
    check(hdf5.H5Tset_size(id, type.size()));
    check(hdf5.H5Tset_order(id, code(type.order())));
    check(hdf5.H5Tset_pad(id, code(type.lowPadding()), code(type.highPadding())));
    check(hdf5.H5Tset_inpad(id, code(type.internalPadding())));
    return id;
  }

  private static long enumeration(Enumeration type) {
    long base = of(type.base());
    long id = check(hdf5.H5Tenum_create(base));
    for (Enumeration.Member member : type.members()) {
      byte[] value = new byte[(int) type.size()];
      byte[] bits = member.value().toByteArray();
      Arrays.fill(value, (byte) (member.value().signum() < 0 ? -1 : 0));
      for (int i = 0; i < Math.min(bits.length, value.length); i++) {
        boolean little = type.base().order() == ByteOrder.LITTLE_ENDIAN;
        value[little ? i : value.length - 1 - i] = bits[bits.length - 1 - i];
      }
      try (BytePointer pointer = new BytePointer(value)) {
        check(hdf5.H5Tenum_insert(id, member.name(), pointer));
      }
    }
    hdf5.H5Tclose(base);
    return id;
  }

  private static long text(FixedString type) {
    long id = check(hdf5.H5Tcopy(hdf5.H5T_C_S1_g()));
    check(hdf5.H5Tset_size(id, type.size()));
    check(hdf5.H5Tset_strpad(id, code(type.padding())));
    check(hdf5.H5Tset_cset(id, type.characterSet() == StringType.CharacterSet.UTF8 ? 1 : 0));
    return id;
  }

  /// Members are as large as they are in the library's memory; it moves those behind them.
  private static long compound(Compound type) {
    long[] members = type.members().stream().mapToLong(member -> of(member.type())).toArray();
    long id = check(hdf5.H5Tcreate(hdf5.H5T_COMPOUND, type.size() + growth(type, members)));
    for (int i = 0; i < members.length; i++) {
      Compound.Member member = type.members().get(i);
      long offset = member.offset() + growth(type, Arrays.copyOf(members, i));
      check(hdf5.H5Tinsert(id, member.name(), offset, members[i]));
    }
    for (long member : members) {
      hdf5.H5Tclose(member);
    }
    return id;
  }

  private static long growth(Compound type, long[] firstMembers) {
    long growth = 0;
    for (int i = 0; i < firstMembers.length; i++) {
      growth += hdf5.H5Tget_size(firstMembers[i]) - type.members().get(i).type().size();
    }
    return growth;
  }

  private static long array(ArrayType type) {
    long base = of(type.base());
    long[] dimensions = type.dimensions().stream().mapToLong(Long::longValue).toArray();
    long id = check(hdf5.H5Tarray_create2(base, dimensions.length, dimensions));
    hdf5.H5Tclose(base);
    return id;
  }

  private static int code(ByteOrder order) {
    return switch (order) {
      case LITTLE_ENDIAN -> hdf5.H5T_ORDER_LE;
      case BIG_ENDIAN -> hdf5.H5T_ORDER_BE;
      case VAX -> hdf5.H5T_ORDER_VAX;
    };
  }

  private static int code(BitPadding padding) {
    return padding == BitPadding.ONE ? hdf5.H5T_PAD_ONE : hdf5.H5T_PAD_ZERO;
  }

  private static int code(StringType.Padding padding) {
    return switch (padding) {
      case NULL_TERMINATED -> hdf5.H5T_STR_NULLTERM;
      case NULL_PADDED -> hdf5.H5T_STR_NULLPAD;
      case SPACE_PADDED -> hdf5.H5T_STR_SPACEPAD;
    };
  }
}
