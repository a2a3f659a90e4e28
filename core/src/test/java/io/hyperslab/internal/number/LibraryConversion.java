package io.hyperslab.internal.number;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.StringType;
import java.util.Arrays;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;

/// The HDF5 library's own conversion, as the oracle: datatypes are rebuilt with its calls, and
/// elements are converted in its memory.
public final class LibraryConversion implements AutoCloseable {
  private static final int FAILED = 0;

  private final long from;
  private final long to;
  private final int fromSize;
  private final int toSize;

  private LibraryConversion(Datatype from, Datatype to) {
    hdf5.H5open();
    hdf5.H5Eset_auto2(0, null, null);
    this.from = create(from);
    this.to = create(to);
    fromSize = (int) from.size();
    toSize = (int) to.size();
  }

  /// The conversion between two datatypes; to be closed.
  public static LibraryConversion between(Datatype from, Datatype to) {
    return new LibraryConversion(from, to);
  }

  /// Converts elements one at a time: the library's loops carry state from a subnormal number to
  /// the numbers after it.
  ///
  /// @param background what the target holds before; for compounds
  public byte[] convert(byte[] elements, byte[] background) {
    int count = elements.length / fromSize;
    byte[] out = new byte[count * toSize];
    int room = Math.max(fromSize, toSize);
    try (BytePointer buffer = new BytePointer(room);
        BytePointer behind = new BytePointer(room)) {
      for (int i = 0; i < count; i++) {
        buffer.position(0).put(elements, i * fromSize, fromSize);
        behind.position(0).put(background, 0, toSize);
        check(hdf5.H5Tconvert(from, to, 1, buffer, behind, 0));
        buffer.position(0).get(out, i * toSize, toSize);
      }
    }
    return out;
  }

  /// Converts elements over zeros.
  public byte[] convert(byte[] elements) {
    return convert(elements, new byte[toSize]);
  }

  @Override
  public void close() {
    hdf5.H5Tclose(from);
    hdf5.H5Tclose(to);
  }

  private static long check(long result) {
    assertThat(result).as("result of a call of the HDF5 library").isGreaterThanOrEqualTo(FAILED);
    return result;
  }

  private static long create(Datatype type) {
    return switch (type) {
      case FixedPoint t -> integer(t, hdf5.H5T_STD_I64LE_g(), t.signed());
      case Bitfield t -> integer(t, hdf5.H5T_STD_B64LE_g(), false);
      case FloatingPoint t -> real(t);
      case Enumeration t -> enumeration(t);
      case FixedString t -> text(t);
      case Compound t -> compound(t);
      case ArrayType t -> array(t);
      default -> throw new IllegalArgumentException(type.toString());
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
    long id = check(hdf5.H5Tcopy(hdf5.H5T_IEEE_F64LE_g()));
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
    long base = create(type.base());
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

  private static long compound(Compound type) {
    long id = check(hdf5.H5Tcreate(hdf5.H5T_COMPOUND, type.size()));
    for (Compound.Member member : type.members()) {
      long memberId = create(member.type());
      check(hdf5.H5Tinsert(id, member.name(), member.offset(), memberId));
      hdf5.H5Tclose(memberId);
    }
    return id;
  }

  private static long array(ArrayType type) {
    long base = create(type.base());
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

  /// One of the two paddings.
  static BitPadding padding(boolean ones) {
    return ones ? BitPadding.ONE : BitPadding.ZERO;
  }
}
