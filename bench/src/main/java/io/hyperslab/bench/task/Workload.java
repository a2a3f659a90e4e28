package io.hyperslab.bench.task;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is measured. The floor is the least speed relative to libhdf5 1.10.8, through C, that the
/// project asks of itself; the goal is what the hardware should allow.
public enum Workload {
  /// Into memory that is there already.
  R1("contiguous f64, whole, reused memory", DataFile.DOUBLES, 1.5, 1.8),
  /// Into memory that is new.
  R1B("contiguous f64, whole, fresh memory", DataFile.DOUBLES, 3, 4),
  /// In the parts that suit a library: libhdf5 in slabs, this project in blocks that the
  /// processor's caches hold, in any order. The next two have the same parts for both.
  R2(
      "contiguous f64, summed: C in slabs of 64 MiB, Hyperslab by `forEachBlock`",
      DataFile.DOUBLES,
      2.5,
      4),
  /// In slabs of 64 MiB.
  R2SLABS("the same sum, both in slabs of 64 MiB", DataFile.DOUBLES, 0, 0),
  /// In blocks that the processor's caches hold.
  R2BLOCKS("the same sum, both in small blocks", DataFile.DOUBLES, 0, 0),
  /// Without filters.
  R3("chunked f32, no filter", DataFile.CHUNKED, 1.8, 2.5),
  /// Two filters.
  R4("chunked f32, shuffle + deflate", DataFile.SHUFFLED, 5, 6),
  /// One filter.
  R5("chunked f32, deflate", DataFile.DEFLATED, 3.5, 4),
  /// The filter of h5py.
  R6("chunked f32, shuffle + lzf", DataFile.LZF, 2.3, 4),
  /// Checksums.
  R7("chunked f32, fletcher32", DataFile.FLETCHER, 2.3, 3),
  /// One call for each tile.
  R8("random 64 x 64 tiles, deflated 4 KiB chunks", DataFile.TILES, 10_000, 1.6, 2.5),
  /// All tiles in one call, where there is such a call.
  R8BATCH("the same tiles as a batch", DataFile.TILES, 10_000, 3, 4),
  /// Each column crosses 16 chunks.
  R9U("200 columns one by one, chunked", DataFile.CHUNKED, 200, 20, 30),
  /// Each column crosses 16 chunks, which are to be decoded.
  R9C("200 columns one by one, shuffle + deflate", DataFile.SHUFFLED, 200, 100, 150),
  /// A strided selection.
  R10A("[::3, ::5], contiguous f64", DataFile.DOUBLES, 3, 4),
  /// A strided selection of chunks.
  R10C("[::3, ::5], chunked f32", DataFile.CHUNKED, 10, 15),
  /// Element by element.
  R11A("random single elements, contiguous", DataFile.DOUBLES, 100_000, 15, 20),
  /// Element by element, from chunks.
  R11B("random single elements, chunked", DataFile.CHUNKED, 20_000, 40, 60),
  /// Element by element, from chunks which are to be decoded.
  R11C("random single elements, shuffle + deflate", DataFile.SHUFFLED, 2_000, 6, 10),
  /// Names and kinds.
  R12AE("list 100,000 children with their kinds, earliest", DataFile.LIST_EARLIEST, 25, 40),
  /// Names and kinds.
  R12AL("list 100,000 children with their kinds, latest", DataFile.LIST_LATEST, 25, 40),
  /// One attribute of each object.
  R12BE("an attribute of 20,000 objects, earliest", DataFile.TINY_EARLIEST, 8, 15),
  /// One attribute of each object.
  R12BL("an attribute of 20,000 objects, latest", DataFile.TINY_LATEST, 8, 15),
  /// One dataset after the other.
  R13E("20,000 tiny datasets, earliest", DataFile.TINY_EARLIEST, 6, 12),
  /// One dataset after the other.
  R13L("20,000 tiny datasets, latest", DataFile.TINY_LATEST, 6, 12),
  /// As the language's own strings.
  R14("texts of variable length", DataFile.TEXTS, 1.5, 2.5),
  /// As one block of bytes, where a library has that.
  R14PACKED("the same texts, packed", DataFile.TEXTS, 4, 6),
  /// All members.
  R15("records of 32 bytes", DataFile.RECORDS, 1, 1.5),
  /// One member.
  R15F("one member of the records", DataFile.RECORDS, 3, 4),
  /// A conversion.
  R16("big-endian i32", DataFile.BIG_ENDIAN, 2.2, 2.5),
  /// A conversion.
  R17("f32 read as f64", DataFile.FLOATS, 2.2, 2.5),
  /// Makes a file.
  W1("contiguous f64, 1 GiB", 16_384, 1, 1.0, 1.1),
  /// Makes a file.
  W2("chunked f32, 1 GiB", 65_536, Shapes.CHUNK_COLUMNS, 1.3, 1.6),
  /// Makes a file.
  W3("chunked f32, shuffle + deflate 4, 512 MiB", 32_768, Shapes.CHUNK_COLUMNS, 4, 6),
  /// Makes a file.
  W4A("append rows of 32 bytes one by one", 1_000_000, 1, 30, 100),
  /// Makes a file.
  W4B("append rows of 32 bytes by 1000", 1_000_000, 1, 2, 3),
  /// Makes a file.
  W5("50,000 groups with two attributes", 50_000, 1, 8, 20),
  /// Makes a file.
  W6("20,000 tiny datasets", 20_000, 1, 8, 15),
  /// Makes a file.
  W7("texts of variable length", 1_000_000, 1, 2, 4),
  /// Changes a file.
  W8("rewrite 2,000 random tiles, deflated 4 KiB chunks", DataFile.TILES, 2_000, 2, 4),
  /// A program that is started for one value.
  Q("cold start: from the start of the process to one value", DataFile.DOUBLES, 0, 0);

  /// Those that two threads of an application may share.
  public static final List<Workload> SHARED =
      List.of(R3, R4, R5, R6, R7, R8, R9U, R9C, R10A, R10C, R11A, R11B, R11C);

  /// Columns that are read one by one whatever the scale, from this scale on.
  private static final double COLUMNS_FROM = 0.05;

  private final String title;
  private final @Nullable DataFile file;
  private final long size;
  private final long unit;
  private final double floor;
  private final double goal;

  Workload(String title, DataFile file, double floor, double goal) {
    this(title, file, 0, 1, floor, goal);
  }

  Workload(String title, DataFile file, long operations, double floor, double goal) {
    this(title, file, operations, 1, floor, goal);
  }

  Workload(String title, long size, long unit, double floor, double goal) {
    this(title, null, size, unit, floor, goal);
  }

  Workload(String title, @Nullable DataFile file, long size, long unit, double floor, double goal) {
    this.title = title;
    this.file = file;
    this.size = size;
    this.unit = unit;
    this.floor = floor;
    this.goal = goal;
  }

  /// The workload of that name, in any case.
  public static Workload named(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  /// Its short name: letters and digits as in `R12be`.
  public String id() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /// What is done, in words.
  public String title() {
    return title;
  }

  /// What is read, or changed.
  public Optional<DataFile> file() {
    return Optional.ofNullable(file);
  }

  /// Whether it makes or changes a file.
  public boolean isWrite() {
    return name().charAt(0) == 'W';
  }

  /// How many times as fast as libhdf5 in C it is to be; 0 if nothing is asked.
  public double floor() {
    return floor;
  }

  /// How many times as fast as libhdf5 in C it could be; 0 if nothing is asked.
  public double goal() {
    return goal;
  }

  /// How many operations, objects, rows or columns there are.
  ///
  /// @param scale 1 for the sizes in the titles
  public long count(double scale) {
    return switch (this) {
      case R9U, R9C -> scale < COLUMNS_FROM ? size / 10 : size;
      default -> size == 0 && file != null ? file.size(scale) : scaled(scale);
    };
  }

  private long scaled(double scale) {
    return Math.max(unit > 1 ? 2 : 10, Math.round(size * scale / unit)) * unit;
  }

  /// The greatest scale at which all elements are in one array of Java without more memory than a
  /// machine of 24 GB has: for the array, for the file, and for those who judge it.
  public double greatestScale() {
    return switch (this) {
      case R1, R1B, R17, W1, W2, W3 -> 4;
      default -> 10;
    };
  }

  /// The scale, or the greatest that is possible.
  public double atMost(double scale) {
    return Math.min(scale, greatestScale());
  }

  /// Elements of bulk work, else operations or objects: what one repetition does.
  public double items(double scale) {
    return switch (this) {
      case R1, R1B, R2, R2SLABS, R2BLOCKS, W1 -> amount(scale) / Double.BYTES;
      case R15 -> count(scale);
      default -> isBulk() ? amount(scale) / Float.BYTES : amount(scale);
    };
  }

  /// Whether all is read into memory of the caller, so that nothing need be allocated for elements.
  public boolean isReadIntoMemory() {
    return isBulk() && !isWrite() && this != R1B;
  }

  /// What one repetition moves: bytes of elements for bulk work, else operations, objects or
  /// elements.
  public double amount(double scale) {
    long count = count(scale);
    return switch (this) {
      case R1, R1B, R2, R2SLABS, R2BLOCKS, W1 -> 8.0 * count * Shapes.COLUMNS;
      case R3, R4, R5, R6, R7, W2, W3 -> 4.0 * count * Shapes.GRID_ROWS;
      case R10A -> count * (double) Shapes.COLUMNS / 15;
      case R10C -> count * (double) Shapes.GRID_ROWS / 15;
      case R15 -> (double) Elements.RECORD * count;
      case R16, R17 -> 4.0 * count * Shapes.COLUMNS;
      case Q -> 1;
      default -> count;
    };
  }

  /// Whether [#amount(double)] is in bytes.
  public boolean isBulk() {
    return switch (this) {
      case R1, R1B, R2, R2SLABS, R2BLOCKS, R3, R4, R5, R6, R7, R15, R16, R17, W1, W2, W3 -> true;
      default -> false;
    };
  }
}
