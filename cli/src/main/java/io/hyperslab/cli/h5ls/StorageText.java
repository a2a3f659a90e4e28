package io.hyperslab.cli.h5ls;

import io.hyperslab.ChunkIndex;
import io.hyperslab.ChunkInfo;
import io.hyperslab.Dataset;
import io.hyperslab.ExternalSegment;
import io.hyperslab.FilterInfo;
import io.hyperslab.VirtualSource;
import io.hyperslab.cli.libhdf5.MemoryForm;
import io.hyperslab.cli.text.FloatFormat;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Describes how the elements of a dataset are stored.
final class StorageText {
  private static final FloatFormat PERCENT = FloatFormat.of("%1.2f");
  private static final String INDENT = "    ";
  private static final String DEEPER = "        ";
  private static final int LABEL_COLUMNS = 11;
  private static final int NUMBER_COLUMNS = 10;

  /// How libhdf5 prints an address that is none.
  private static final long UNDEFINED = -1;

  /// The filters that libhdf5 knows by name when the file does not tell it.
  private static final Map<Integer, String> FILTER_NAMES =
      Map.of(1, "deflate", 2, "shuffle", 3, "fletcher32", 4, "szip", 5, "nbit", 6, "scaleoffset");

  private final StringBuilder out;

  StorageText(StringBuilder out) {
    this.out = out;
  }

  /// Appends layout, size and filters of a dataset.
  void append(Dataset dataset) {
    switch (dataset.layout()) {
      case CHUNKED -> chunks(dataset);
      case CONTIGUOUS -> external(dataset.externalSegments());
      case VIRTUAL -> virtual(dataset.virtualSources());
      case COMPACT -> {}
    }
    size(dataset);
    List<FilterInfo> filters = dataset.filters();
    for (int i = 0; i < filters.size(); i++) {
      filter(i, filters.get(i));
    }
  }

  private StringBuilder label(String label) {
    int gap = Math.max(1, LABEL_COLUMNS - label.length());
    return out.append(INDENT).append(label).repeat(' ', gap);
  }

  private void chunks(Dataset dataset) {
    long bytes = MemoryForm.size(dataset.datatype());
    label("Chunks:").append('{');
    String separator = "";
    for (long extent : dataset.chunkShape().orElseThrow()) {
      out.append(separator).append(extent);
      separator = ", ";
      bytes *= extent;
    }
    out.append("} ").append(Long.toUnsignedString(bytes)).append(" bytes\n");
  }

  private void external(List<ExternalSegment> segments) {
    if (segments.isEmpty()) {
      return;
    }
    int longest = 0;
    for (ExternalSegment segment : segments) {
      longest = Math.max(longest, EscapedName.append(new StringBuilder(), name(segment), true));
    }
    label("Extern:").append(segments.size()).append(" external file");
    out.append(segments.size() == 1 ? "\n" : "s\n");
    out.append("          ID  DSet-Addr  File-Addr      Bytes File\n");
    rule(longest);
    long position = 0;
    for (int i = 0; i < segments.size(); i++) {
      ExternalSegment segment = segments.get(i);
      String number = Integer.toString(i);
      out.append(DEEPER).append('#').repeat('0', Math.max(0, 3 - number.length())).append(number);
      number(Long.toUnsignedString(position));
      number(Long.toUnsignedString(segment.offset()));
      OptionalLong size = segment.size();
      number(size.isPresent() ? Long.toUnsignedString(size.getAsLong()) : "INF");
      out.append(' ');
      EscapedName.append(out, name(segment), true);
      out.append('\n');
      position += size.orElse(UNDEFINED);
    }
    rule(longest);
  }

  private static String name(ExternalSegment segment) {
    return Latin1.ofName(segment.file());
  }

  private void rule(int columns) {
    out.append("        ---- ---------- ---------- ---------- ").repeat('-', columns).append('\n');
  }

  private void number(String number) {
    out.append(' ').repeat(' ', Math.max(0, NUMBER_COLUMNS - number.length())).append(number);
  }

  private void virtual(List<VirtualSource> sources) {
    if (sources.isEmpty()) {
      return;
    }
    label("Maps:").append('{').append(sources.size()).append("} Source {\n");
    for (VirtualSource source : sources) {
      out.append(INDENT).repeat(' ', LABEL_COLUMNS - 1).append(DEEPER);
      EscapedName.append(out, Latin1.ofName(source.file()), true);
      out.append("   ");
      EscapedName.append(out, Latin1.ofName(source.dataset()), true);
      out.append('\n');
    }
    out.append(INDENT).repeat(' ', LABEL_COLUMNS).append("}\n");
  }

  private void size(Dataset dataset) {
    label("Storage:");
    if (dataset.datatype() instanceof VariableLength || dataset.datatype() instanceof Reference) {
      out.append("information not available\n");
      return;
    }
    long logical = dataset.dataspace().elementCount() * MemoryForm.size(dataset.datatype());
    long used = dataset.storageSize();
    out.append(Long.toUnsignedString(logical));
    out.append(logical == 1 ? " logical byte" : " logical bytes");
    out.append(", ").append(Long.toUnsignedString(used));
    out.append(used == 1 ? " allocated byte" : " allocated bytes");
    if (used != 0) {
      out.append(", ").append(PERCENT.format(asDouble(logical) * 100 / asDouble(used)));
      out.append("% utilization");
    }
    out.append('\n');
  }

  private static double asDouble(long unsigned) {
    return unsigned >= 0 ? (double) unsigned : (unsigned >>> 1) * 2.0;
  }

  private void filter(int index, FilterInfo filter) {
    String name = filter.name();
    if (name.isEmpty()) {
      name = FILTER_NAMES.getOrDefault(filter.id(), "method");
    }
    label("Filter-" + index + ":").append(Latin1.ofName(name)).append('-').append(filter.id());
    out.append(filter.optional() ? " OPT {" : "  {");
    out.append(
        filter.clientData().stream()
            .map(Integer::toUnsignedString)
            .collect(Collectors.joining(", ")));
    out.append("}\n");
  }

  /// Appends where the elements are.
  void addresses(Dataset dataset) {
    switch (dataset.layout()) {
      case CONTIGUOUS -> {
        long address = dataset.dataAddress().orElse(UNDEFINED);
        label("Address:").append(Long.toUnsignedString(address)).append('\n');
      }
      case CHUNKED -> chunkAddresses(dataset);
      case COMPACT, VIRTUAL -> {}
    }
  }

  private void chunkAddresses(Dataset dataset) {
    long index = dataset.chunkIndex().map(ChunkIndex::address).orElse(UNDEFINED);
    out.append("    Address: ").append(Long.toUnsignedString(index)).append('\n');
    List<ChunkInfo> chunks = dataset.storedChunks();
    if (!chunks.isEmpty()) {
      out.append("           Flags    Bytes     Address          Logical Offset\n");
      out.append("        ========== ======== ========== ==============================\n");
    }
    for (ChunkInfo chunk : chunks) {
      String mask = Long.toHexString(chunk.filterMask());
      out.append(DEEPER).append("0x").repeat('0', Math.max(0, 8 - mask.length())).append(mask);
      String size = Long.toUnsignedString(chunk.storedSize());
      out.append(' ').repeat(' ', Math.max(0, 8 - size.length())).append(size);
      number(Long.toUnsignedString(chunk.address()));
      out.append(" [");
      chunk.offset().forEach(coordinate -> out.append(coordinate).append(", "));
      out.append("0]\n"); // the chunk's last dimension is the bytes of an element
    }
  }
}
