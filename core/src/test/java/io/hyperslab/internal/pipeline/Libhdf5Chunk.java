package io.hyperslab.internal.pipeline;

import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_chunk_storage_size;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_create_plist;
import static org.bytedeco.hdf5.global.hdf5.H5Dread;
import static org.bytedeco.hdf5.global.hdf5.H5Dread_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Fflush;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_filter2;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_nfilters;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fapl_core;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fill_value;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_filter;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;

import io.hyperslab.filter.FilterSpec;
import io.hyperslab.internal.pipeline.FilterPipeline.Stage;
import io.hyperslab.testkit.Libhdf5;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/// A dataset of one chunk that libhdf5 has made, in memory: it encodes, and decodes what others
/// have encoded.
final class Libhdf5Chunk implements AutoCloseable {
  private static final int ALL = 0;
  private static final int GLOBAL = 1;
  private static final int OPTIONAL = 1;
  private static final int MOST_VALUES = 256;

  private final ChunkProfile chunk;
  private final long file;
  private final long type;
  private final long dataset;

  /// @throws IllegalStateException if libhdf5 refuses such a dataset
  Libhdf5Chunk(List<FilterSpec> specs, ChunkProfile chunk) {
    this.chunk = chunk;
    Libhdf5.version();
    long access = check("H5Pcreate", H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g()));
    check("H5Pset_fapl_core", H5Pset_fapl_core(access, 1 << 16, false));
    this.file = check("H5Fcreate", H5Fcreate("chunk.h5", H5F_ACC_TRUNC(), 0, access));
    check("H5Pclose", H5Pclose(access));
    this.type = Libhdf5Types.of(chunk.type());
    long[] shape = chunk.shape().stream().mapToLong(Long::longValue).toArray();
    long list = check("H5Pcreate", H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g()));
    check("H5Pset_chunk", H5Pset_chunk(list, shape.length, shape));
    setFillValue(list);
    specs.forEach(spec -> add(list, spec));
    long space = check("H5Screate_simple", H5Screate_simple(shape.length, shape, shape));
    this.dataset = check("H5Dcreate2", H5Dcreate2(file, "chunk", type, space, 0, list, 0));
    check("H5Sclose", H5Sclose(space));
    check("H5Pclose", H5Pclose(list));
  }

  private void setFillValue(long list) {
    if (chunk.fillValue().isEmpty()) {
      check("H5Pset_fill_value", H5Pset_fill_value(list, type, (Pointer) null));
      return;
    }
    try (BytePointer value = new BytePointer(chunk.fillValue().get())) {
      check("H5Pset_fill_value", H5Pset_fill_value(list, type, value));
    }
  }

  private static void add(long list, FilterSpec spec) {
    int[] values = spec.parameters().stream().mapToInt(Integer::intValue).toArray();
    int flags = spec.optional() ? OPTIONAL : 0;
    check("H5Pset_filter", H5Pset_filter(list, spec.id(), flags, values.length, values));
  }

  /// The pipeline as the library stores it.
  List<Stage> stages() {
    long list = check("H5Dget_create_plist", H5Dget_create_plist(dataset));
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < H5Pget_nfilters(list); i++) {
      int[] flags = new int[1];
      int[] values = new int[MOST_VALUES];
      byte[] name = new byte[64];
      try (SizeTPointer count = new SizeTPointer(1)) {
        count.put(MOST_VALUES);
        int id = H5Pget_filter2(list, i, flags, count, values, name.length, name, new int[1]);
        check("H5Pget_filter2", id);
        int[] clientData = Arrays.copyOf(values, (int) count.get());
        String text = new String(name, StandardCharsets.US_ASCII);
        stages.add(
            new Stage(id, text.substring(0, text.indexOf('\0')), flags[0] == OPTIONAL, clientData));
      }
    }
    check("H5Pclose", H5Pclose(list));
    return stages;
  }

  /// The elements as the library decodes a stored chunk.
  byte[] decode(EncodedChunk encoded) {
    byte[] stored = encoded.data().toArray(ValueLayout.JAVA_BYTE);
    try (BytePointer data = new BytePointer(stored)) {
      int mask = encoded.filterMask();
      check("H5Dwrite_chunk", H5Dwrite_chunk(dataset, 0, mask, origin(), stored.length, data));
    }
    byte[] elements = new byte[(int) chunk.size()];
    try (BytePointer data = new BytePointer(elements.length)) {
      check("H5Dread", H5Dread(dataset, type, ALL, ALL, 0, data));
      data.get(elements);
    }
    return elements;
  }

  /// The chunk as the library stores elements.
  EncodedChunk encode(byte[] elements) {
    try (BytePointer data = new BytePointer(elements)) {
      check("H5Dwrite", H5Dwrite(dataset, type, ALL, ALL, 0, data));
    }
    check("H5Fflush", H5Fflush(file, GLOBAL));
    long[] size = new long[1];
    check("H5Dget_chunk_storage_size", H5Dget_chunk_storage_size(dataset, origin(), size));
    byte[] stored = new byte[(int) size[0]];
    int[] mask = new int[1];
    try (BytePointer data = new BytePointer(stored.length)) {
      check("H5Dread_chunk", H5Dread_chunk(dataset, 0, origin(), mask, data));
      data.get(stored);
    }
    return new EncodedChunk(MemorySegment.ofArray(stored), mask[0]);
  }

  private long[] origin() {
    return new long[chunk.shape().size()];
  }

  @Override
  public void close() {
    check("H5Dclose", H5Dclose(dataset));
    check("H5Fclose", H5Fclose(file));
  }

  static long check(String function, long result) {
    if (result < 0) {
      throw new IllegalStateException("libhdf5: " + function + " failed");
    }
    return result;
  }
}
