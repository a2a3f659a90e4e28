package io.hyperslab.datatype;

import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The datatypes that new datasets and attributes are made of; for static import.
///
/// ```java
/// Datatype pixel = UINT16.bigEndian();
/// Datatype name = fixedString(16);
/// Datatype station = compound().member("name", name).member("place", array(FLOAT64, 3)).build();
/// Datatype weather = Datatypes.of(Weather.class);                     // a record
/// ```
///
/// Numbers are little-endian unless asked otherwise. Variable-length data and references have the
/// sizes that they take in files with addresses of 8 bytes; other files store them in their own.
public final class Datatypes {
  /// A signed 8-bit integer.
  public static final FixedPoint INT8 = FixedPoint.INT8;

  /// A signed 16-bit integer.
  public static final FixedPoint INT16 = FixedPoint.INT16;

  /// A signed 32-bit integer.
  public static final FixedPoint INT32 = FixedPoint.INT32;

  /// A signed 64-bit integer.
  public static final FixedPoint INT64 = FixedPoint.INT64;

  /// An unsigned 8-bit integer.
  public static final FixedPoint UINT8 = FixedPoint.UINT8;

  /// An unsigned 16-bit integer.
  public static final FixedPoint UINT16 = FixedPoint.UINT16;

  /// An unsigned 32-bit integer.
  public static final FixedPoint UINT32 = FixedPoint.UINT32;

  /// An unsigned 64-bit integer.
  public static final FixedPoint UINT64 = FixedPoint.UINT64;

  /// IEEE 754 binary16.
  public static final FloatingPoint FLOAT16 = FloatingPoint.FLOAT16;

  /// bfloat16: the upper half of a binary32.
  public static final FloatingPoint BFLOAT16 = FloatingPoint.BFLOAT16;

  /// IEEE 754 binary32, Java's `float`.
  public static final FloatingPoint FLOAT32 = FloatingPoint.FLOAT32;

  /// IEEE 754 binary64, Java's `double`.
  public static final FloatingPoint FLOAT64 = FloatingPoint.FLOAT64;

  /// IEEE 754 binary128.
  public static final FloatingPoint FLOAT128 = FloatingPoint.FLOAT128;

  /// What h5py and PyTables store booleans as: an enumeration of `FALSE` and `TRUE` over [#INT8].
  public static final Enumeration BOOLEAN = enumeration(INT8, "FALSE", "TRUE");

  /// Complex numbers of two [#FLOAT32], as h5py stores them: a compound of `r` and `i`.
  public static final Compound COMPLEX64 = complex(FLOAT32);

  /// Complex numbers of two [#FLOAT64], as h5py stores them: a compound of `r` and `i`.
  public static final Compound COMPLEX128 = complex(FLOAT64);

  /// UTF-8 text of any length.
  public static final VariableString VARIABLE_STRING = variableString(CharacterSet.UTF8);

  /// Points to an object of the file.
  public static final Reference OBJECT_REFERENCE = new Reference(8, Reference.Kind.OBJECT);

  /// Points to a selection of a dataset of the file.
  public static final Reference REGION_REFERENCE = new Reference(12, Reference.Kind.REGION);

  /// Points to an object, a selection or an attribute; HDF5 1.12 and later.
  public static final Reference REFERENCE = new Reference(18, Reference.Kind.STANDARD);

  /// Sequence length, address and index.
  private static final int DESCRIPTOR_SIZE = 16;

  /// Records in records, no deeper than files are read.
  private static final int DEEPEST_RECORDS = 32;

  private Datatypes() {}

  /// UTF-8 text in `size` bytes, shorter ones padded with NULs.
  ///
  /// @throws IllegalArgumentException if the size is below 1
  public static FixedString fixedString(long size) {
    return fixedString(size, CharacterSet.UTF8);
  }

  /// Text in `size` bytes, shorter ones padded with NULs.
  ///
  /// @throws IllegalArgumentException if the size is below 1
  public static FixedString fixedString(long size, CharacterSet characterSet) {
    return fixedString(size, characterSet, Padding.NULL_PADDED);
  }

  /// Text in `size` bytes.
  ///
  /// @throws IllegalArgumentException if the size is below 1
  public static FixedString fixedString(long size, CharacterSet characterSet, Padding padding) {
    return new FixedString(atLeastOne("size", size), padding, characterSet);
  }

  /// Text of any length.
  public static VariableString variableString(CharacterSet characterSet) {
    return new VariableString(DESCRIPTOR_SIZE, Padding.NULL_TERMINATED, characterSet);
  }

  /// Sequences of any length.
  public static VariableLength variableLength(Datatype base) {
    return new VariableLength(DESCRIPTOR_SIZE, base);
  }

  /// `size` bytes with a meaning of their own.
  ///
  /// @param tag what they are; may be empty
  /// @throws IllegalArgumentException if the size is below 1
  public static Opaque opaque(long size, String tag) {
    return new Opaque(atLeastOne("size", size), tag);
  }

  /// Points in time, as h5py stores numpy's `datetime64`: 8 bytes of opaque data that count the
  /// unit from 1970 in UTC. Their values are [java.time.Instant]; [java.time.Instant#MIN] stands
  /// for "not a time".
  ///
  /// @param unit from nanoseconds to years
  /// @throws IllegalArgumentException if numpy has no such unit
  public static Opaque timestamp(ChronoUnit unit) {
    return opaque(8, "NUMPY:<M8[" + numpyUnit(unit) + "]");
  }

  /// Durations, as h5py stores numpy's `timedelta64`: 8 bytes of opaque data that count the unit.
  /// Their values are [java.time.Duration]; the shortest there is stands for "not a time".
  ///
  /// @param unit from nanoseconds to weeks
  /// @throws IllegalArgumentException if numpy has no such unit, or it does not always last the
  ///   same
  public static Opaque duration(ChronoUnit unit) {
    if (unit == ChronoUnit.MONTHS || unit == ChronoUnit.YEARS) {
      throw new IllegalArgumentException(unit + " do not always last the same");
    }
    return opaque(8, "NUMPY:<m8[" + numpyUnit(unit) + "]");
  }

  private static String numpyUnit(ChronoUnit unit) {
    return switch (unit) {
      case NANOS -> "ns";
      case MICROS -> "us";
      case MILLIS -> "ms";
      case SECONDS -> "s";
      case MINUTES -> "m";
      case HOURS -> "h";
      case DAYS -> "D";
      case WEEKS -> "W";
      case MONTHS -> "M";
      case YEARS -> "Y";
      default -> throw new IllegalArgumentException("numpy counts no " + unit);
    };
  }

  /// An array of a fixed shape in each element.
  ///
  /// @param dimensions sizes, slowest first
  /// @throws IllegalArgumentException if there are none, or one is below 1
  public static ArrayType array(Datatype base, long... dimensions) {
    List<Long> sizes = new ArrayList<>(dimensions.length);
    for (long dimension : dimensions) {
      sizes.add(atLeastOne("dimension", dimension));
    }
    atLeastOne("number of dimensions", sizes.size());
    return new ArrayType(sizes, base);
  }

  private static long atLeastOne(String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("the " + what + " is " + value + ", not at least 1");
    }
    return value;
  }

  /// A compound, member by member.
  public static CompoundBuilder compound() {
    return new CompoundBuilder();
  }

  /// A complex number as h5py stores it: a compound of a real part `r` and an imaginary part `i`.
  public static Compound complex(FloatingPoint part) {
    return compound().member("r", part).member("i", part).build();
  }

  /// A complex number as only HDF5 2.0 and later read it.
  public static Complex nativeComplex(FloatingPoint part) {
    return new Complex(part);
  }

  /// Names for 0, 1 and so on.
  public static Enumeration enumeration(FixedPoint base, String... names) {
    List<Enumeration.Member> members = new ArrayList<>(names.length);
    for (int i = 0; i < names.length; i++) {
      members.add(new Enumeration.Member(names[i], BigInteger.valueOf(i)));
    }
    return new Enumeration(base, members);
  }

  /// Names for values.
  ///
  /// @param values by name; their order in the map is that of the members
  public static Enumeration enumeration(FixedPoint base, Map<String, Long> values) {
    List<Enumeration.Member> members = new ArrayList<>(values.size());
    values.forEach(
        (name, value) -> members.add(new Enumeration.Member(name, BigInteger.valueOf(value))));
    return new Enumeration(base, members);
  }

  /// What values of a Java class are stored as.
  ///
  /// | class | datatype |
  /// | --- | --- |
  /// | `byte`, `short`, `int`, `long`, `float`, `double`, and their boxes | the number of that size |
  /// | `boolean`, `Boolean` | [#BOOLEAN] |
  /// | `String` | [#VARIABLE_STRING] |
  /// | [java.time.Instant], [java.time.Duration] | [#timestamp] and [#duration] in nanoseconds |
  /// | `enum` | the constants' names for their ordinals, over the smallest integer that does |
  /// | record | a compound of its components, without gaps |
  /// | array | sequences of variable length |
  ///
  /// @throws IllegalArgumentException if the class is none of these, or a record contains itself
  public static Datatype of(Class<?> javaClass) {
    return of(javaClass, 0);
  }

  private static Datatype of(Class<?> javaClass, int depth) {
    if (javaClass.isArray()) {
      return variableLength(of(javaClass.getComponentType(), depth));
    } else if (javaClass.isEnum()) {
      return ofEnum(javaClass);
    } else if (javaClass.isRecord()) {
      return ofRecord(javaClass, depth + 1);
    }
    return switch (javaClass.getName()) {
      case "byte", "java.lang.Byte" -> INT8;
      case "short", "java.lang.Short" -> INT16;
      case "int", "java.lang.Integer" -> INT32;
      case "long", "java.lang.Long" -> INT64;
      case "float", "java.lang.Float" -> FLOAT32;
      case "double", "java.lang.Double" -> FLOAT64;
      case "boolean", "java.lang.Boolean" -> BOOLEAN;
      case "java.lang.String" -> VARIABLE_STRING;
      case "java.time.Instant" -> timestamp(ChronoUnit.NANOS);
      case "java.time.Duration" -> duration(ChronoUnit.NANOS);
      default ->
          throw new IllegalArgumentException(
              "there is no datatype for %s; name one".formatted(javaClass.getTypeName()));
    };
  }

  private static Enumeration ofEnum(Class<?> enumClass) {
    Object[] constants = enumClass.getEnumConstants();
    String[] names = new String[constants.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = ((Enum<?>) constants[i]).name();
    }
    return enumeration(names.length <= Byte.MAX_VALUE + 1 ? INT8 : INT16, names);
  }

  private static Compound ofRecord(Class<?> recordClass, int depth) {
    if (depth > DEEPEST_RECORDS) {
      throw new IllegalArgumentException(
          "record %s contains itself, or records more than %d deep"
              .formatted(recordClass.getName(), DEEPEST_RECORDS));
    }
    CompoundBuilder compound = compound();
    for (RecordComponent component : recordClass.getRecordComponents()) {
      compound.member(component.getName(), of(component.getType(), depth));
    }
    return compound.build();
  }
}
