package io.hyperslab.cli.ddl;

import io.hyperslab.Dataset;
import io.hyperslab.ExternalSegment;
import io.hyperslab.FillValue;
import io.hyperslab.FilterInfo;
import io.hyperslab.StorageLayout;
import io.hyperslab.VirtualSource;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.LineState;
import io.hyperslab.cli.dump.ReferenceTexts;
import io.hyperslab.cli.dump.Session;
import io.hyperslab.cli.dump.ValuePrinter;
import io.hyperslab.cli.libhdf5.MemoryForm;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.Selection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Prints how a dataset is stored: layout, filters, fill value, times.
final class PropertiesPrinter {
  private static final String UNDEFINED_ADDRESS = Long.toUnsignedString(-1);
  private static final String UNLIMITED_SIZE = Long.toUnsignedString(-1);

  private final Session session;
  private final LineState state;
  private final Dataset dataset;
  private final StorageLayout layout;

  PropertiesPrinter(Session session, LineState state, Dataset dataset) {
    this.session = session;
    this.state = state;
    this.dataset = dataset;
    layout = dataset.layout();
  }

  void print() {
    block("STORAGE_LAYOUT {", this::printLayout);
    if (layout != StorageLayout.VIRTUAL) {
      block("FILTERS {", this::printFilters);
    }
    block("FILLVALUE {", this::printFillValue);
    if (layout != StorageLayout.VIRTUAL) {
      block("ALLOCATION_TIME {", () -> line(allocationTime()));
    }
  }

  private void line(String text) {
    session.line(state, text);
  }

  private void block(String head, Runnable contents) {
    line(head);
    state.level++;
    contents.run();
    state.level--;
    line("}");
  }

  private void printLayout() {
    switch (layout) {
      case COMPACT -> {
        line("COMPACT");
        line("SIZE " + dataset.storageSize());
      }
      case CHUNKED -> {
        line("CHUNKED " + SpaceText.tuple(dataset.chunkShape().orElseThrow()));
        line("SIZE " + dataset.storageSize() + ratio());
      }
      case CONTIGUOUS -> printContiguous();
      case VIRTUAL -> {
        List<VirtualSource> sources = dataset.virtualSources();
        for (int i = 0; i < sources.size(); i++) {
          VirtualSource source = sources.get(i);
          block("MAPPING " + i + " { ", () -> printMapping(source));
        }
      }
    }
  }

  private String ratio() {
    if (dataset.filters().isEmpty() || dataset.shape().length == 0) {
      return "";
    }
    double size = dataset.size() * (double) MemoryForm.size(dataset.datatype());
    long stored = dataset.storageSize();
    double ratio = stored == 0 ? 0 : size / stored;
    return String.format(Locale.ROOT, " (%.3f:1 COMPRESSION)", ratio);
  }

  private void printContiguous() {
    line("CONTIGUOUS");
    List<ExternalSegment> segments = dataset.externalSegments();
    if (segments.isEmpty()) {
      line("SIZE " + dataset.storageSize());
      line(
          "OFFSET "
              + (dataset.dataAddress().isPresent()
                  ? Long.toUnsignedString(dataset.dataAddress().getAsLong())
                  : UNDEFINED_ADDRESS));
      return;
    }
    block(
        "EXTERNAL {",
        () -> {
          for (ExternalSegment part : segments) {
            String size =
                part.size().isPresent() ? Long.toString(part.size().getAsLong()) : UNLIMITED_SIZE;
            line(
                "FILENAME "
                    + Latin1.ofName(part.file())
                    + " SIZE "
                    + size
                    + " OFFSET "
                    + part.offset());
          }
        });
  }

  private void printMapping(VirtualSource mapping) {
    block("VIRTUAL {", () -> printSelection(mapping.target()));
    block(
        "SOURCE {",
        () -> {
          line("FILE \"" + Latin1.ofName(mapping.file()) + '"');
          line("DATASET \"" + Latin1.ofName(mapping.dataset()) + '"');
          printSelection(mapping.source());
        });
  }

  private void printSelection(Selection selection) {
    if (selection.equals(Selection.all())) {
      line("SELECTION ALL");
    } else if (selection.equals(Selection.none())) {
      line("SELECTION NONE");
    } else if (selection instanceof Hyperslab slab) {
      printHyperslab(slab);
    } else {
      printBlocks(selection);
    }
  }

  /// The parameters are one text, which starts a line because it is longer than one.
  private void printHyperslab(Hyperslab slab) {
    line("SELECTION REGULAR_HYPERSLAB { ");
    String next = "\n" + LineState.INDENT.repeat(state.level);
    String text =
        String.join(
            next,
            LineState.INDENT + "START " + tuple(slab.start()),
            "STRIDE " + tuple(slab.stride()),
            "COUNT " + tuple(slab.count()),
            "BLOCK " + tuple(slab.block()));
    session.streams().ddl().ifPresent(p -> p.print(session.format(), state, text, 0, 0));
    line("}");
  }

  private void printBlocks(Selection selection) {
    List<RegionBlocks.Block> blocks =
        selection
            .leastShape()
            .map(shape -> RegionBlocks.of(selection.resolve(shape)))
            .orElse(List.of());
    Optional<Hyperslab> regular = RegularBlocks.of(blocks);
    if (regular.isPresent()) {
      printHyperslab(regular.get());
      return;
    }
    String list =
        blocks.stream()
            .map(RegionBlocks.Block::toString)
            .collect(Collectors.joining("," + LinePrinter.BREAK + " "));
    block("SELECTION IRREGULAR_HYPERSLAB { ", () -> line(list));
  }

  private static String tuple(long[] values) {
    return LongStream.of(values)
        .mapToObj(v -> v == Hyperslab.UNLIMITED ? "H5S_UNLIMITED" : Long.toString(v))
        .collect(Collectors.joining(",", "(", ")"));
  }

  private void printFilters() {
    List<FilterInfo> filters = dataset.filters();
    if (filters.isEmpty()) {
      line("NONE");
    }
    filters.forEach(this::printFilter);
  }

  private void printFilter(FilterInfo filter) {
    switch (filter.id()) {
      case 1 -> line("COMPRESSION DEFLATE { LEVEL " + clientData(filter, 0) + " }");
      case 2 -> line("PREPROCESSING SHUFFLE");
      case 3 -> line("CHECKSUM FLETCHER32");
      case 4 -> block("COMPRESSION SZIP {", () -> printSzip(filter));
      case 5 -> line("COMPRESSION NBIT");
      case 6 -> line("COMPRESSION SCALEOFFSET { MIN BITS " + clientData(filter, 0) + " }");
      default ->
          block(
              "USER_DEFINED_FILTER {",
              () -> {
                line("FILTER_ID " + filter.id());
                if (!filter.name().isEmpty()) {
                  line("COMMENT " + Latin1.ofName(filter.name()));
                }
                if (!filter.clientData().isEmpty()) {
                  line(
                      filter.clientData().stream()
                          .map(String::valueOf)
                          .collect(Collectors.joining(" ", "PARAMS { ", " }")));
                }
              });
    }
  }

  private static int clientData(FilterInfo filter, int index) {
    return index < filter.clientData().size() ? filter.clientData().get(index) : 0;
  }

  private void printSzip(FilterInfo filter) {
    int options = clientData(filter, 0);
    line("PIXELS_PER_BLOCK " + clientData(filter, 1));
    lineIfAny((options & 2) != 0 ? "MODE HARDWARE" : (options & 1) != 0 ? "MODE K13" : "");
    lineIfAny(
        (options & 4) != 0
            ? "CODING ENTROPY"
            : (options & 32) != 0 ? "CODING NEAREST NEIGHBOUR" : "");
    lineIfAny((options & 8) != 0 ? "BYTE_ORDER LSB" : (options & 16) != 0 ? "BYTE_ORDER MSB" : "");
    lineIfAny((options & 128) != 0 ? "HEADER RAW" : "");
  }

  private void lineIfAny(String text) {
    if (!text.isEmpty()) {
      line(text);
    }
  }

  private void printFillValue() {
    FillValue fill = dataset.fillValue();
    line("FILL_TIME " + fillTime(fill.writeTime()));
    switch (fill.state()) {
      case UNDEFINED -> line("VALUE  H5D_FILL_VALUE_UNDEFINED");
      case DEFAULT -> line("VALUE  H5D_FILL_VALUE_DEFAULT");
      case USER_DEFINED -> line("VALUE  " + text(fill.value().orElseThrow()));
    }
  }

  private String text(NdArray value) {
    return new ValuePrinter(
            session.options().layout().values(),
            value.indirectData(),
            new ReferenceTexts(session).of(dataset.file()))
        .text(dataset.datatype(), value.segment(), 0, state.level - 1);
  }

  private static String fillTime(FillValue.WriteTime time) {
    return switch (time) {
      case ON_ALLOCATION -> "H5D_FILL_TIME_ALLOC";
      case NEVER -> "H5D_FILL_TIME_NEVER";
      case IF_USER_DEFINED -> "H5D_FILL_TIME_IFSET";
    };
  }

  private String allocationTime() {
    return switch (dataset.allocationTime()) {
      case EARLY -> "H5D_ALLOC_TIME_EARLY";
      case LATE -> "H5D_ALLOC_TIME_LATE";
      case INCREMENTAL -> "H5D_ALLOC_TIME_INCR";
    };
  }
}
