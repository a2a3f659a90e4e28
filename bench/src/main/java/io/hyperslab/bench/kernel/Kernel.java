package io.hyperslab.bench.kernel;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.filter.FilterSpec.BitshuffleCodec;
import io.hyperslab.filter.FilterSpec.SzipCoding;
import io.hyperslab.internal.pipeline.ChunkProfile;
import io.hyperslab.internal.pipeline.FilterPipeline.Stage;
import io.hyperslab.internal.pipeline.FilterRegistry;
import io.hyperslab.internal.pipeline.FilterSettings;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// What is done to a block of a mebibyte: one filter, conversion or checksum, by one thread, from
/// memory to memory. Filters that compress are given what shuffle makes of the elements, as in most
/// files.
@SuppressWarnings("ImmutableEnumChecker") // What it holds is immutable, but does not say so.
public enum Kernel {
  /// Bytes by their place in elements.
  SHUFFLE("shuffle", FilterSpec.shuffle(), true, Peer.LIBHDF5, Peer.JHDF),
  /// The reverse.
  UNSHUFFLE("unshuffle", FilterSpec.shuffle(), false, Peer.LIBHDF5, Peer.JHDF),
  /// Bits by their place in elements.
  BITSHUFFLE("bitshuffle", FilterSpec.bitshuffle(BitshuffleCodec.NONE), true),
  /// The reverse.
  BITUNSHUFFLE("bitshuffle, undone", FilterSpec.bitshuffle(BitshuffleCodec.NONE), false, Peer.JHDF),
  /// A checksum is made and compared.
  FLETCHER32("fletcher32", FilterSpec.fletcher32(), false, Peer.LIBHDF5),
  /// The checksum of metadata.
  LOOKUP3("lookup3", Peer.LIBHDF5),
  /// Deflate, level 4.
  DEFLATE("deflate, level 4", FilterSpec.deflate(4), true, Peer.LIBHDF5, Peer.JDK),
  /// The reverse.
  INFLATE("inflate", FilterSpec.deflate(4), false, Peer.LIBHDF5, Peer.JDK),
  /// LZF.
  LZF("LZF", FilterSpec.lzf(), true, Peer.LZF),
  /// The reverse.
  UNLZF("LZF, undone", FilterSpec.lzf(), false, Peer.LZF),
  /// szip.
  SZIP("szip", FilterSpec.szip(SzipCoding.NEAREST_NEIGHBOUR, 32), true),
  /// The reverse.
  UNSZIP("szip, undone", FilterSpec.szip(SzipCoding.NEAREST_NEIGHBOUR, 32), false),
  /// Elements of 20 bits, without those that say nothing.
  NBIT("nbit, 20 bits of 32", FilterSpec.nbit(), true, Peer.LIBHDF5),
  /// The reverse.
  UNNBIT("nbit, undone", FilterSpec.nbit(), false, Peer.LIBHDF5),
  /// Distances from the least element.
  SCALE_OFFSET("scale-offset", FilterSpec.scaleOffsetInteger(0), true, Peer.LIBHDF5),
  /// The reverse.
  UNSCALE_OFFSET("scale-offset, undone", FilterSpec.scaleOffsetInteger(0), false, Peer.LIBHDF5),
  /// The other byte order.
  SWAP("byte swap of int32", Peer.LIBHDF5),
  /// Floating-point numbers of twice the size.
  WIDEN("float32 to float64", Peer.LIBHDF5);

  /// Who does it.
  public enum Peer {
    /// This project.
    HYPERSLAB("hyperslab"),
    /// The functions of libhdf5 themselves, through the foreign function interface.
    LIBHDF5("libhdf5"),
    /// What the platform has for zlib.
    JDK("JDK"),
    /// jHDF's filters.
    JHDF("jHDF"),
    /// compress-lzf.
    LZF("compress-lzf");

    private final String title;

    Peer(String title) {
      this.title = title;
    }

    /// The name of the library.
    public String title() {
      return title;
    }
  }

  /// One kernel in the hands of one library.
  @FunctionalInterface
  public interface Work {
    /// Brings back what the last run has used up; no part of the time.
    default void prepare() {}

    /// Does it once.
    ///
    /// @return what comes out, until the next run
    MemorySegment run() throws IOException;
  }

  private final String title;
  private final Optional<FilterSpec> filter;
  private final boolean encodes;
  private final List<Peer> rivals;

  Kernel(String title, Peer... rivals) {
    this.title = title;
    this.filter = Optional.empty();
    this.encodes = true;
    this.rivals = List.of(rivals);
  }

  Kernel(String title, FilterSpec filter, boolean encodes, Peer... rivals) {
    this.title = title;
    this.filter = Optional.of(filter);
    this.encodes = encodes;
    this.rivals = List.of(rivals);
  }

  /// What is done, in words.
  public String title() {
    return title;
  }

  /// Other libraries that do it.
  public List<Peer> rivals() {
    return rivals;
  }

  /// Whether a filter is applied, and not undone.
  boolean encodes() {
    return encodes;
  }

  /// Whether this is a filter, and not a checksum or a conversion.
  boolean isFilter() {
    return filter.isPresent();
  }

  /// Whether encoders may differ in what they make of the same bytes.
  boolean isFree() {
    return this == DEFLATE || this == LZF;
  }

  /// The kernel in the hands of a library.
  Work work(Peer peer) {
    return switch (peer) {
      case HYPERSLAB -> Own.work(this);
      case LIBHDF5 -> Libhdf5.work(this);
      case JDK, JHDF, LZF -> OtherJava.work(this, peer);
    };
  }

  /// The filter with its client data.
  Stage stage() {
    ChunkProfile profile =
        new ChunkProfile(
            type(), List.of((long) Block.LENGTH), Optional.of(new byte[Integer.BYTES]));
    return FilterSettings.stages(List.of(filter.orElseThrow()), profile, FilterRegistry.builtIn())
        .getFirst();
  }

  /// What goes in.
  byte[] input() {
    return encodes ? block() : Own.encoded(this);
  }

  /// The block, without any filter.
  byte[] block() {
    return switch (this) {
      case SZIP, UNSZIP, NBIT, UNNBIT, SCALE_OFFSET, UNSCALE_OFFSET, SWAP -> Block.integers();
      case DEFLATE, INFLATE, LZF, UNLZF -> Own.encoded(SHUFFLE);
      default -> Block.floats();
    };
  }

  private Datatype type() {
    return switch (this) {
      case NBIT, UNNBIT -> narrow();
      case SZIP, UNSZIP, SCALE_OFFSET, UNSCALE_OFFSET, SWAP -> Datatypes.INT32;
      default -> Datatypes.FLOAT32;
    };
  }

  private static FixedPoint narrow() {
    FixedPoint whole = Datatypes.INT32;
    return new FixedPoint(
        whole.size(),
        whole.order(),
        whole.signed(),
        Block.PRECISION,
        0,
        whole.lowPadding(),
        whole.highPadding());
  }
}
