package io.hyperslab.cli.json;

import io.hyperslab.Dataset;
import io.hyperslab.ExternalSegment;
import io.hyperslab.FillValue;
import io.hyperslab.FilterInfo;
import io.hyperslab.StorageLayout;
import io.hyperslab.array.NdArray;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Writes how a dataset is stored.
///
/// @param json where it is written to
/// @param elements writes fill values
record CreationProperties(JsonGenerator json, JsonElements elements) {
  void write(Dataset dataset) {
    json.writeName("creationProperties");
    json.writeStartObject();
    json.writeStringProperty(
        "allocTime",
        switch (dataset.allocationTime()) {
          case EARLY -> "H5D_ALLOC_TIME_EARLY";
          case LATE -> "H5D_ALLOC_TIME_LATE";
          case INCREMENTAL -> "H5D_ALLOC_TIME_INCR";
        });
    FillValue fill = dataset.fillValue();
    json.writeStringProperty(
        "fillTime",
        switch (fill.writeTime()) {
          case ON_ALLOCATION -> "H5D_FILL_TIME_ALLOC";
          case NEVER -> "H5D_FILL_TIME_NEVER";
          case IF_USER_DEFINED -> "H5D_FILL_TIME_IFSET";
        });
    Optional<NdArray> value = fill.value();
    if (fill.state() == FillValue.State.USER_DEFINED && value.isPresent()) {
      json.writeName("fillValue");
      elements.write(value.get());
    }
    List<FilterInfo> filters = dataset.filters();
    if (!filters.isEmpty()) {
      json.writeName("filters");
      json.writeStartArray();
      filters.forEach(this::filter);
      json.writeEndArray();
    }
    layout(dataset);
    json.writeEndObject();
  }

  private void layout(Dataset dataset) {
    StorageLayout layout = dataset.layout();
    json.writeName("layout");
    json.writeStartObject();
    json.writeStringProperty("class", "H5D_" + layout.name());
    Optional<long[]> chunk = dataset.chunkShape();
    if (chunk.isPresent()) {
      json.writeName("dims");
      json.writeArray(chunk.get(), 0, chunk.get().length);
    }
    List<ExternalSegment> external = dataset.externalSegments();
    if (!external.isEmpty()) {
      json.writeName("externalStorage");
      json.writeStartArray();
      for (ExternalSegment segment : external) {
        json.writeStartObject();
        json.writeStringProperty("name", segment.file());
        json.writeNumberProperty("offset", segment.offset());
        segment.size().ifPresent(size -> json.writeNumberProperty("size", size));
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void filter(FilterInfo filter) {
    List<Integer> values = filter.clientData();
    json.writeStartObject();
    json.writeStringProperty("class", "H5Z_FILTER_" + name(filter.id()));
    json.writeNumberProperty("id", filter.id());
    if (!filter.name().isEmpty()) {
      json.writeStringProperty("name", filter.name());
    }
    switch (filter.id()) {
      case 1 -> property("level", values, 0);
      case 4 -> {
        property("pixelsPerBlock", values, 1);
        property("bitsPerPixel", values, 2);
        property("pixelsPerScanline", values, 3);
        boolean entropy = !values.isEmpty() && (values.getFirst() & 4) != 0;
        json.writeStringProperty(
            "coding", entropy ? "H5_SZIP_EC_OPTION_MASK" : "H5_SZIP_NN_OPTION_MASK");
      }
      case 6 -> {
        int kind = values.isEmpty() ? 2 : values.getFirst();
        json.writeStringProperty(
            "scaleType",
            kind == 0 ? "H5Z_SO_FLOAT_DSCALE" : kind == 1 ? "H5Z_SO_FLOAT_ESCALE" : "H5Z_SO_INT");
        property("scaleOffset", values, 1);
      }
      case 2, 3, 5, 32000 -> {
        // they have nothing to be said
      }
      default -> {
        json.writeName("parameters");
        json.writeStartArray();
        values.forEach(each -> json.writeNumber(Integer.toUnsignedLong(each)));
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }

  private void property(String name, List<Integer> values, int index) {
    if (index < values.size()) {
      json.writeNumberProperty(name, Integer.toUnsignedLong(values.get(index)));
    }
  }

  private static String name(int id) {
    return switch (id) {
      case 1 -> "DEFLATE";
      case 2 -> "SHUFFLE";
      case 3 -> "FLETCHER32";
      case 4 -> "SZIP";
      case 5 -> "NBIT";
      case 6 -> "SCALEOFFSET";
      case 32000 -> "LZF";
      default -> "USER";
    };
  }
}
