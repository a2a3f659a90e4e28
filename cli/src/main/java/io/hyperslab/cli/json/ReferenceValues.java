package io.hyperslab.cli.json;

import io.hyperslab.Hdf5File;
import io.hyperslab.StoredReference;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.ddl.RegionBlocks;
import io.hyperslab.dataspace.PointSelection;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// Writes references: `datasets/IDENTIFIER` for an object, `null` as a text for none; for a part of
/// a dataset its identifier and the points or boxes.
///
/// @param file whose references they are
/// @param paths where an object stands in the text; empty if it does not
record ReferenceValues(Hdf5File file, Function<ObjectReference, Optional<String>> paths) {
  private static final String NOTHING = "null";

  void write(JsonGenerator json, NdArray array, int index) {
    if (!(array.datatype() instanceof Reference type)) {
      throw new IllegalStateException("no references: " + array.datatype());
    }
    byte[] element = array.reshape(array.size()).getBytes(index);
    switch (file.reference(type, MemorySegment.ofArray(element))) {
      case StoredReference.Null _ -> json.writeString(NOTHING);
      case StoredReference.ToObject object ->
          json.writeString(paths.apply(object.target()).orElse(NOTHING));
      case StoredReference.ToRegion region -> region(json, region);
      case StoredReference.ToAttribute attribute -> {
        json.writeStartObject();
        json.writeStringProperty("object", paths.apply(attribute.target()).orElse(NOTHING));
        json.writeStringProperty("attribute", attribute.name());
        json.writeEndObject();
      }
    }
  }

  private void region(JsonGenerator json, StoredReference.ToRegion region) {
    boolean points = region.stored() instanceof PointSelection;
    json.writeStartObject();
    json.writeStringProperty("id", Identifiers.of(region.target().address()));
    json.writeStringProperty("select_type", points ? "H5S_SEL_POINTS" : "H5S_SEL_HYPERSLABS");
    json.writeName("selection");
    json.writeStartArray();
    if (region.stored() instanceof PointSelection stored) {
      long[] coordinates = stored.coordinates();
      for (int at = 0; at < coordinates.length; at += stored.rank()) {
        json.writeArray(coordinates, at, stored.rank());
      }
    } else if (region.selection().isPresent()) {
      for (RegionBlocks.Block block : RegionBlocks.of(region.selection().get())) {
        json.writeStartArray();
        json.writeArray(block.low(), 0, block.low().length);
        json.writeArray(block.high(), 0, block.high().length);
        json.writeEndArray();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
