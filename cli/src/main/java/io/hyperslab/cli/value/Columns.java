package io.hyperslab.cli.value;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Makes [Column]s of arrays.
public final class Columns {
  /// For elements with all that is in them.
  public static final long ALL = Long.MAX_VALUE;

  private static final int LONGEST_BLOB = 1 << 16;

  /// Values of an array or a sequence in one element at most, where all are wanted.
  private static final long LARGEST_ARRAY = 1 << 20;

  /// Where arrays of many dimensions are broken off: after so many times the items of one.
  private static final long BROKEN_OFF_ITEMS = 16;

  private final References references;
  private final long mostItems;

  /// @param references say what references point to
  /// @param mostItems of an array or a sequence in an element, so many are decoded at most; [#ALL]
  ///   for all of them, or a refusal
  public Columns(References references, long mostItems) {
    this.references = references;
    this.mostItems = mostItems;
  }

  /// The elements of an array.
  public Column of(NdArray array) {
    return of(array, array.rank());
  }

  /// The elements of an array that may be of an array datatype.
  ///
  /// @param rank axes of the elements; further ones are those of the datatype
  public Column of(NdArray array, int rank) {
    if (array.rank() > rank) {
      return items(array, rank);
    }
    Datatype datatype = array.datatype();
    // The frequent kinds without the switch: see docs/decisions/0020.
    if (datatype instanceof FloatingPoint type) {
      return new RealColumn(array, type);
    }
    if (datatype instanceof FixedPoint type) {
      return integers(array, type);
    }
    if (datatype instanceof StringType) {
      return index -> new Value.Text(array.getString(index));
    }
    if (datatype instanceof Enumeration type) {
      return names(array, type);
    }
    return switch (datatype) {
      case Complex _ -> complex(array);
      case Compound type when isComplex(type) -> complex(array);
      case Compound type -> structs(array, type, rank);
      case Reference type -> index -> references.value(type, memory(array, index));
      case VariableLength _ -> index -> sequence(array, index);
      case Opaque type -> blobs(array, type);
      case Bitfield type -> index -> bits(type.order(), array.getBytes(index));
      case Time type -> index -> bits(type.order(), array.getBytes(index));
      default -> index -> new Value.Blob(HexFormat.of().formatHex(array.getBytes(index)));
    };
  }

  private static MemorySegment memory(NdArray array, long... index) {
    return MemorySegment.ofArray(array.getBytes(index));
  }

  /// Bits, the highest first.
  private static Value bits(ByteOrder order, byte... bytes) {
    byte[] other = bytes.clone();
    if (order == ByteOrder.LITTLE_ENDIAN) {
      for (int i = 0; i < bytes.length; i++) {
        other[i] = bytes[bytes.length - 1 - i];
      }
    }
    return new Value.Blob(HexFormat.of().formatHex(other));
  }

  private static Column integers(NdArray array, FixedPoint type) {
    boolean isLong = type.size() < Long.BYTES || type.size() == Long.BYTES && type.signed();
    return isLong
        ? index -> Value.Whole.of(array.getLong(index))
        : index -> new Value.Whole(array.getBigInteger(index));
  }

  private static Column names(NdArray array, Enumeration type) {
    if (type.isBoolean()) {
      return index -> {
        long stored = array.getLong(index);
        return stored == 0 || stored == 1 ? new Value.Flag(stored == 1) : Value.Whole.of(stored);
      };
    }
    return index -> {
      BigInteger stored = array.getBigInteger(index);
      Optional<String> name = type.nameOf(stored);
      return name.isPresent() ? new Value.Name(name.get()) : new Value.Whole(stored);
    };
  }

  /// Whether h5py stores complex numbers so.
  public static boolean isComplex(Datatype type) {
    return type instanceof Compound compound
        && compound.members().size() == 2
        && compound.members().get(0).name().equals("r")
        && compound.members().get(1).name().equals("i")
        && compound.members().get(0).type() instanceof FloatingPoint real
        && compound.members().get(1).type().equals(real)
        && compound.size() == 2 * real.size();
  }

  private static Column complex(NdArray array) {
    NdArray real = array.real();
    NdArray imaginary = array.imaginary();
    RealColumn first = new RealColumn(real, (FloatingPoint) real.datatype());
    RealColumn second = new RealColumn(imaginary, (FloatingPoint) imaginary.datatype());
    return index -> new Value.Complex(first.at(index), second.at(index));
  }

  private Column structs(NdArray array, Compound type, int rank) {
    List<Column> columns = new ArrayList<>();
    for (Compound.Member member : type.members()) {
      columns.add(of(array.field(member.name()), rank));
    }
    return index -> {
      List<Value.Member> members = new ArrayList<>(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        members.add(new Value.Member(type.members().get(i).name(), read(columns.get(i), index)));
      }
      return new Value.Struct(members);
    };
  }

  /// What one member or item is; that it cannot be read does not hide the others.
  private static Value read(Column column, long... index) {
    try {
      return column.at(index);
    } catch (Hdf5Exception | UncheckedIOException e) {
      return new Value.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static Column blobs(NdArray array, Opaque type) {
    Optional<Moments> moments = Moments.of(type);
    if (moments.isPresent()) {
      return index -> moments.get().value(array.getBytes(index));
    }
    return index -> {
      byte[] bytes = array.getBytes(index);
      String digits = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, LONGEST_BLOB));
      return new Value.Blob(bytes.length > LONGEST_BLOB ? digits + "..." : digits);
    };
  }

  /// The arrays of an array datatype, nested as their dimensions are.
  private Column items(NdArray array, int rank) {
    Column elements = of(array, array.rank());
    long[] shape = array.shape();
    return index -> {
      long[] inner = Arrays.copyOf(index, shape.length);
      return nested(elements, shape, inner, rank, budget(shape, rank));
    };
  }

  /// How many values one element may have.
  ///
  /// @throws LimitExceededException if all are wanted, and they are too many to be held
  private long[] budget(long[] shape, int from) {
    if (mostItems < ALL) {
      return new long[] {BROKEN_OFF_ITEMS * mostItems};
    }
    double count = 1;
    for (int axis = from; axis < shape.length; axis++) {
      count *= shape[axis];
    }
    if (count > LARGEST_ARRAY) {
      throw new LimitExceededException(
          null, -1, "array in one element", "larger", "at most " + LARGEST_ARRAY + " values");
    }
    return new long[] {Long.MAX_VALUE};
  }

  private Value nested(Column elements, long[] shape, long[] index, int axis, long[] budget) {
    if (axis == shape.length) {
      budget[0]--;
      return read(elements, index.clone());
    }
    List<Value> values = new ArrayList<>();
    for (long i = 0; i < Math.min(mostItems, shape[axis]) && budget[0] > 0; i++) {
      index[axis] = i;
      values.add(nested(elements, shape, index, axis + 1, budget));
    }
    return new Value.Items(values, shape[axis]);
  }

  private Value sequence(NdArray array, long... index) {
    NdArray sequence = array.sequence(index);
    long[] shape = sequence.shape();
    return nested(of(sequence), shape, new long[shape.length], 0, budget(shape, 0));
  }
}
