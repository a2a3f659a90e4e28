package io.hyperslab.internal.pipeline;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.error.FilterException;
import io.hyperslab.error.MissingFilterException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.internal.pipeline.FilterPipeline.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Makes the stages of a new dataset's pipeline from what its creator asks for: adds to the client
/// data what follows from the datatype, the chunks and the fill value, as the `set_local` functions
/// of libhdf5 and its plugins do.
public final class FilterSettings {
  private static final String STRUCTURE = "filter pipeline";
  private static final int MOST_STAGES = 32;

  private static final int SHUFFLE = 2;
  private static final int SZIP = 4;
  private static final int NBIT = 5;
  private static final int SCALE_OFFSET = 6;
  private static final int LZF = 32000;
  private static final int BLOSC = 32001;
  private static final int BITSHUFFLE = 32008;

  /// Of the options of szip those that its user chooses: entropy coding or nearest neighbour.
  private static final int SZIP_CODINGS = 4 | 32;

  private static final int LZF_FILTER_VERSION = 4;
  private static final int LZF_VERSION = 0x105;
  private static final int BLOSC_FILTER_VERSION = 2;
  private static final int BLOSC_FORMAT_VERSION = 2;
  private static final int LARGEST_BLOSC_TYPE = 255;
  private static final int[] BITSHUFFLE_VERSION = {0, 4};

  private FilterSettings() {}

  /// The stages of a pipeline.
  ///
  /// @param specs the filters in the order of encoding
  /// @param chunk what the chunks hold
  /// @throws IllegalArgumentException if there are more than 32 filters
  /// @throws FilterException if a filter's parameters are not valid or do not fit the dataset
  /// @throws MissingFilterException if a filter that is not optional is not found
  /// @throws UnsupportedFeatureException if a filter is found that can only decode
  public static List<Stage> stages(
      List<FilterSpec> specs, ChunkProfile chunk, FilterRegistry registry) {
    if (specs.size() > MOST_STAGES) {
      throw new IllegalArgumentException(
          specs.size() + " filters, expected at most " + MOST_STAGES);
    }
    List<Stage> stages = new ArrayList<>();
    for (FilterSpec spec : specs) {
      Optional<Filter> filter = registry.find(spec.id());
      requireEncoder(spec, filter);
      String name = filter.map(Filter::name).orElse("");
      int[] clientData = clientData(new Request(spec, name, chunk));
      stages.add(new Stage(spec.id(), name, spec.optional(), clientData));
    }
    return List.copyOf(stages);
  }

  /// A stored filter as its creator asked for it: what follows from the dataset is left out.
  ///
  /// @param clientData as stored; may be anything
  public static FilterSpec spec(int id, boolean optional, List<Integer> clientData) {
    List<Integer> parameters =
        switch (id) {
          case SHUFFLE, NBIT, LZF -> List.of();
          case SZIP -> szip(clientData);
          case SCALE_OFFSET -> clientData.subList(0, Math.min(2, clientData.size()));
          case BITSHUFFLE -> clientData.subList(Math.min(3, clientData.size()), clientData.size());
          default -> clientData;
        };
    return new FilterSpec(id, optional, parameters);
  }

  private static List<Integer> szip(List<Integer> clientData) {
    return clientData.size() < 2
        ? clientData
        : List.of(clientData.get(0) & SZIP_CODINGS, clientData.get(1));
  }

  private static void requireEncoder(FilterSpec spec, Optional<Filter> filter) {
    if (filter.isEmpty() && !spec.optional()) {
      throw new MissingFilterException(STRUCTURE, -1, spec.id(), "");
    }
    if (filter.isPresent() && !filter.get().encodes()) {
      throw new UnsupportedFeatureException(
          STRUCTURE,
          -1,
          "filter",
          spec.id() + " (" + filter.get().name() + ")",
          "a filter that can encode");
    }
  }

  private static int[] clientData(Request request) {
    return switch (request.spec().id()) {
      case SHUFFLE -> new int[] {request.elementSize()};
      case SZIP -> SzipSettings.clientData(request);
      case NBIT -> NbitSettings.clientData(request);
      case SCALE_OFFSET -> ScaleOffsetSettings.clientData(request);
      case LZF -> lzf(request);
      case BLOSC -> blosc(request);
      case BITSHUFFLE -> bitshuffle(request);
      default -> request.parameters();
    };
  }

  private static int[] lzf(Request request) {
    int[] values = request.parametersUpTo(3);
    values[0] = values[0] == 0 ? LZF_FILTER_VERSION : values[0];
    values[1] = values[1] == 0 ? LZF_VERSION : values[1];
    values[2] = (int) request.chunk().size();
    return values;
  }

  private static int[] blosc(Request request) {
    int[] values = request.parametersUpTo(4);
    long typesize =
        request.chunk().type() instanceof ArrayType array
            ? array.base().size()
            : request.chunk().type().size();
    values[0] = BLOSC_FILTER_VERSION;
    values[1] = BLOSC_FORMAT_VERSION;
    values[2] = typesize > LARGEST_BLOSC_TYPE ? 1 : (int) typesize;
    values[3] = (int) request.chunk().size();
    return values;
  }

  private static int[] bitshuffle(Request request) {
    int[] parameters = request.parameters();
    if (parameters.length > 0 && Integer.remainderUnsigned(parameters[0], Byte.SIZE) != 0) {
      throw request.unsuitable("elements per block", parameters[0], "a multiple of 8");
    }
    int[] values = new int[3 + parameters.length];
    values[0] = BITSHUFFLE_VERSION[0];
    values[1] = BITSHUFFLE_VERSION[1];
    values[2] = request.elementSize();
    System.arraycopy(parameters, 0, values, 3, parameters.length);
    return values;
  }

  /// One filter that is asked for, and the dataset it is for.
  record Request(FilterSpec spec, String filterName, ChunkProfile chunk) {

    int[] parameters() {
      return spec.parameters().stream().mapToInt(Integer::intValue).toArray();
    }

    /// The parameters, and zeros up to `count` values if there are fewer.
    int[] parametersUpTo(int count) {
      int[] parameters = parameters();
      return Arrays.copyOf(parameters, Math.max(parameters.length, count));
    }

    /// Parameter `index`.
    int parameter(int index) {
      if (index >= spec.parameters().size()) {
        throw unsuitable("number of parameters", spec.parameters().size(), "more than " + index);
      }
      return spec.parameters().get(index);
    }

    /// Bytes of an element, as client data.
    int elementSize() {
      return unsigned("element size", chunk.type().size());
    }

    /// The number of elements of a chunk, as client data.
    int elements() {
      return unsigned("elements of a chunk", chunk.elements());
    }

    private int unsigned(String item, long value) {
      if (value < 0 || value > 0xFFFFFFFFL) {
        throw unsuitable(item, value, "a number of 32 bits");
      }
      return (int) value;
    }

    FilterException unsuitable(String item, Object found, Object expected) {
      return new FilterException(
          spec.id(), filterName, item, String.valueOf(found), String.valueOf(expected));
    }
  }
}
