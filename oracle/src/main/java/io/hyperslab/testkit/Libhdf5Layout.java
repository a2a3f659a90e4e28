package io.hyperslab.testkit;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_alloc_time;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_deflate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fletcher32;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_layout;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_nbit;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_scaleoffset;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_shuffle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// How libhdf5 lays a new dataset out: each method returns a changed one.
///
/// @param maxShape what the dimensions may grow to, -1 for any size; empty for a fixed shape
/// @param steps what is set in the property list, in order
public record Libhdf5Layout(List<Long> maxShape, List<LongConsumer> steps) {
  private static final int COMPACT = 0;
  private static final int EARLY = 1;
  private static final int INTEGER_SCALE = 2;

  /// Copies the lists.
  public Libhdf5Layout {
    maxShape = List.copyOf(maxShape);
    steps = List.copyOf(steps);
  }

  /// One block.
  public static Libhdf5Layout contiguous() {
    return new Libhdf5Layout(List.of(), List.of());
  }

  /// In the object header.
  public static Libhdf5Layout compact() {
    return contiguous().with(list -> check("H5Pset_layout", H5Pset_layout(list, COMPACT)));
  }

  /// In chunks of that shape.
  public static Libhdf5Layout chunked(long... shape) {
    return contiguous()
        .with(list -> check("H5Pset_chunk", H5Pset_chunk(list, shape.length, shape)));
  }

  /// Resizable; -1 for any size.
  public Libhdf5Layout growingTo(Long... shape) {
    return new Libhdf5Layout(List.of(shape), steps);
  }

  /// All chunks stored from the beginning.
  public Libhdf5Layout early() {
    return with(list -> check("H5Pset_alloc_time", H5Pset_alloc_time(list, EARLY)));
  }

  /// Compressed.
  public Libhdf5Layout deflated() {
    return with(list -> check("H5Pset_deflate", H5Pset_deflate(list, 6)));
  }

  /// Bytes of equal significance together.
  public Libhdf5Layout shuffled() {
    return with(list -> check("H5Pset_shuffle", H5Pset_shuffle(list)));
  }

  /// With a checksum.
  public Libhdf5Layout checksummed() {
    return with(list -> check("H5Pset_fletcher32", H5Pset_fletcher32(list)));
  }

  /// Only significant bits.
  public Libhdf5Layout packed() {
    return with(list -> check("H5Pset_nbit", H5Pset_nbit(list)));
  }

  /// Integers as offsets from a chunk's smallest.
  public Libhdf5Layout scaled() {
    return with(list -> check("H5Pset_scaleoffset", H5Pset_scaleoffset(list, INTEGER_SCALE, 0)));
  }

  private Libhdf5Layout with(LongConsumer step) {
    List<LongConsumer> all = new ArrayList<>(steps);
    all.add(step);
    return new Libhdf5Layout(maxShape, all);
  }
}
