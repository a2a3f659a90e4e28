package io.hyperslab;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.convert.Elements;
import io.hyperslab.internal.convert.Projection;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Elements that are little in a file and much in Java, read in a JVM with a small heap: for each
/// kind first a few, then more than the heap holds. What came of it is printed.
final class HeapBoundsProgram {
  /// How many there are.
  static final int KINDS = 28;

  private static final String READ = "read";

  /// Elements of which the heap holds any kind many times over.
  private static final int FEW = 200;

  /// Bytes of the one object that all descriptors point to.
  private static final int OBJECT = 8_000;

  private static final ValueLayout.OfInt COUNT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Makes Java values of as many elements.
  private interface Kind {
    Object read(int count) throws IOException;
  }

  record One(byte a) {}

  record Text(String a) {}

  record Numbers(byte[] a) {}

  record Decimal(BigDecimal a) {}

  record Whole(BigInteger a) {}

  record Inner(One a) {}

  record Boxed(Long a) {}

  record Time(Instant a) {}

  record Any(NdArray a) {}

  record Raw(byte[] a) {}

  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final Map<String, Integer> many = new LinkedHashMap<>();
  private final Path folder;

  private HeapBoundsProgram(Path folder) {
    this.folder = folder;
    records();
    partsOfRecords();
    objects();
    sequences();
    views();
  }

  private void add(String name, int large, Kind kind) {
    kinds.put(name, kind);
    many.put(name, large);
  }

  private static Datatype member(Datatype type) {
    return Datatypes.compound().member("a", type).build();
  }

  /// Elements none of whose bytes are zero.
  private static NdArray elements(Datatype type, int count) {
    byte[] bytes = new byte[Math.toIntExact(count * type.size())];
    Arrays.fill(bytes, (byte) 1);
    return NdArray.of(MemorySegment.ofArray(bytes), type, count);
  }

  /// Descriptors of sequences that are all one and the same object.
  private static NdArray shared(Datatype type, int count, int sequenceLength) {
    byte[] bytes = new byte[Math.toIntExact(count * type.size())];
    MemorySegment descriptors = MemorySegment.ofArray(bytes);
    for (int i = 0; i < count; i++) {
      describe(descriptors.asSlice(i * type.size(), type.size()), sequenceLength);
    }
    return NdArray.of(descriptors, type, new long[] {count}, new OneObject());
  }

  private static void describe(MemorySegment descriptor, int count) {
    descriptor.set(COUNT, 0, count);
    descriptor.set(ValueLayout.JAVA_BYTE, 4, (byte) 1);
  }

  /// What every descriptor leads to: 8000 bytes, or as many descriptors as are asked for.
  private static final class OneObject implements IndirectData {
    @Override
    public MemorySegment variableLength(MemorySegment descriptor, Datatype base) {
      int count = descriptor.get(COUNT, 0);
      boolean descriptors = base instanceof VariableLength || base instanceof VariableString;
      return descriptors ? shared(base, count, OBJECT).segment() : elements(base, count).segment();
    }
  }

  private static Object array(Class<?> arrayClass, NdArray elements) {
    return Elements.array(arrayClass, elements, Conversion.EXACT);
  }

  private void records() {
    add("records", 3_000_000, n -> array(One[].class, elements(member(Datatypes.INT8), n)));
    add(
        "records in a file",
        3_000_000,
        n -> {
          try (Hdf5File file = Hdf5File.create(folder.resolve(n + ".h5"))) {
            Dataset dataset =
                file.createDataset("/d").type(member(Datatypes.INT8)).shape(n).chunks(FEW).create();
            return dataset.read(One[].class);
          }
        });
    add(
        "records in records",
        2_000_000,
        n -> array(Inner[].class, elements(member(member(Datatypes.INT8)), n)));
    add(
        "rows of records",
        3_000_000,
        n -> array(One[][].class, elements(member(Datatypes.INT8), n).reshape(n, 1)));
  }

  private void partsOfRecords() {
    add(
        "texts in records",
        10_000,
        n -> array(Text[].class, shared(member(Datatypes.VARIABLE_STRING), n, OBJECT)));
    add(
        "sequences in records",
        10_000,
        n ->
            array(
                Numbers[].class,
                shared(member(Datatypes.variableLength(Datatypes.INT8)), n, OBJECT)));
    add(
        "arrays in records",
        2_000_000,
        n -> array(Numbers[].class, elements(member(Datatypes.array(Datatypes.INT8, 1)), n)));
    add("decimal numbers in records", 200_000, n -> array(Decimal[].class, longNumbers(n)));
    add(
        "large integers in records",
        1_000_000,
        n -> array(Whole[].class, elements(member(Datatypes.INT64), n)));
    add(
        "boxes in records",
        1_500_000,
        n -> array(Boxed[].class, elements(member(Datatypes.INT64), n)));
    add(
        "times in records",
        1_500_000,
        n -> array(Time[].class, elements(member(Datatypes.timestamp(ChronoUnit.NANOS)), n)));
    add(
        "arrays of any kind in records",
        700_000,
        n -> array(Any[].class, elements(member(Datatypes.INT8), n)));
    add(
        "opaque bytes in records",
        2_000_000,
        n -> array(Raw[].class, elements(member(Datatypes.opaque(1, "")), n)));
    add(
        "names in records",
        1_500_000,
        n -> array(Text[].class, elements(member(Datatypes.enumeration(Datatypes.INT32, "A")), n)));
  }

  /// Numbers each of which takes 312 bytes when it is written out.
  private static NdArray longNumbers(int count) {
    NdArray numbers = NdArray.zeros(member(Datatypes.FLOAT64), count);
    numbers.field("a").fill(Double.MIN_VALUE);
    return numbers;
  }

  private void objects() {
    add(
        "instants",
        2_000_000,
        n -> array(Instant[].class, elements(Datatypes.timestamp(ChronoUnit.NANOS), n)));
    add(
        "durations",
        2_000_000,
        n -> array(Duration[].class, elements(Datatypes.duration(ChronoUnit.NANOS), n)));
    add(
        "object references",
        2_000_000,
        n -> array(ObjectReference[].class, elements(Datatypes.OBJECT_REFERENCE, n)));
    add("stored references", 2_000_000, n -> references(n, false));
    add("references to points", 2_000, n -> references(n, true));
    add(
        "opaque bytes",
        2_500_000,
        n -> array(byte[][].class, elements(Datatypes.opaque(1, ""), n)));
    add(
        "rows of numbers",
        2_500_000,
        n -> array(byte[][].class, elements(Datatypes.INT8, n).reshape(n, 1)));
    add("decimal numbers", 200_000, n -> array(BigDecimal[].class, longNumbers(n).field("a")));
  }

  /// References that all say the same.
  ///
  /// @param points what they point to, or none
  private StoredReference[] references(int count, boolean points) throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("references" + points + count + ".h5"))) {
      Dataset references =
          file.createDataset("/references")
              .type(Datatypes.REGION_REFERENCE)
              .shape(count)
              .chunks(FEW)
              .create();
      if (points) {
        Dataset target = file.write("/target", new byte[OBJECT]);
        RegionReference[] values = new RegionReference[count];
        Arrays.fill(values, target.regionReference(everySecondOf(OBJECT)));
        references.write(values);
      }
      return references.readReferences();
    }
  }

  private static Selection everySecondOf(int length) {
    long[][] points = new long[length / 2][1];
    for (int i = 0; i < points.length; i++) {
      points[i][0] = 2L * i;
    }
    return Selection.points(points);
  }

  private void sequences() {
    Datatype bytes = Datatypes.variableLength(Datatypes.INT8);
    add(
        "sequences in sequences",
        100_000,
        n -> array(byte[][][].class, shared(Datatypes.variableLength(bytes), n / 50, 50)));
    add(
        "texts in sequences",
        100_000,
        n ->
            array(
                String[][].class,
                shared(Datatypes.variableLength(Datatypes.VARIABLE_STRING), n / 100, n / 100)));
    add(
        "records in sequences",
        1_000,
        n ->
            array(
                One[][].class,
                shared(Datatypes.variableLength(member(Datatypes.INT8)), n, OBJECT)));
    add(
        "names in sequences",
        20_000,
        n ->
            array(
                String[][].class,
                shared(
                    Datatypes.variableLength(Datatypes.enumeration(FixedPoint.INT8, "A")), n, 80)));
  }

  private void views() {
    Datatype shorts = Datatypes.variableLength(Datatypes.INT16);
    add(
        "converted sequences",
        10_000,
        n ->
            Projection.of(shorts)
                .as(Datatypes.variableLength(Datatypes.INT32))
                .apply(shared(shorts, n, OBJECT), Conversion.EXACT));
    Datatype texts = Datatypes.fixedString(1);
    add(
        "converted texts",
        1_500_000,
        n ->
            Projection.of(texts)
                .as(Datatypes.VARIABLE_STRING)
                .apply(elements(texts, n), Conversion.EXACT));
  }

  private String outcome(String name, int count) throws IOException {
    try {
      kinds.get(name).read(count);
      return READ;
    } catch (LimitExceededException | OutOfMemoryError e) {
      return e.getClass().getSimpleName()
          + (e.getCause() instanceof OutOfMemoryError ? " after all" : "");
    }
  }

  /// Reads all kinds.
  ///
  /// @param arguments a folder for files
  public static void main(String... arguments) throws IOException {
    HeapBoundsProgram program = new HeapBoundsProgram(Path.of(arguments[0]));
    for (String name : program.kinds.keySet()) {
      String few = program.outcome(name, FEW);
      System.out.println(name + ": " + few + ", " + program.outcome(name, program.many.get(name)));
    }
  }
}
