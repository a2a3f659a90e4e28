package io.hyperslab.cli.listing;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.ExternalSegment;
import io.hyperslab.Hdf5Object;
import io.hyperslab.NamedDatatype;
import io.hyperslab.StorageLayout;
import io.hyperslab.VirtualSource;
import io.hyperslab.cli.value.References;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// The further lines of a verbose listing.
final class ObjectDetails {
  private final List<String> lines = new ArrayList<>();

  private ObjectDetails() {}

  /// @param references say what references of the object's file point to
  static List<String> of(Hdf5Object object, References references) {
    ObjectDetails details = new ObjectDetails();
    details.add("address", hexadecimal(object.address()));
    if (object.linkCount() != 1) {
      details.add("hard links", Long.toString(object.linkCount()));
    }
    object.modificationTime().ifPresent(time -> details.add("modified", time.toString()));
    object.comment().ifPresent(comment -> details.add("comment", comment));
    if (object instanceof Dataset dataset) {
      details.addDataset(dataset);
    } else if (object instanceof NamedDatatype type) {
      details.add("datatype", type.datatype().toString());
    }
    details.addAttributes(object, references);
    return details.lines;
  }

  private void add(String name, String value) {
    lines.add(String.format(Locale.ROOT, "%-11s %s", name, value));
  }

  private void addDataset(Dataset dataset) {
    String type = dataset.datatype().toString();
    if (!type.equals(DatasetFacts.type(dataset.datatype()))) {
      add("datatype", type);
    }
    add("layout", layout(dataset));
    add("storage", storage(dataset));
    for (ExternalSegment part : dataset.externalSegments()) {
      add("external", part.file() + " from byte " + part.offset() + size(part.size()));
    }
    for (VirtualSource source : dataset.virtualSources()) {
      add("source", source.file() + " " + source.dataset());
    }
    switch (dataset.fillValue().state()) {
      case UNDEFINED -> add("fill value", "undefined");
      case USER_DEFINED ->
          add("fill value", dataset.fillValue().value().map(Object::toString).orElse(""));
      case DEFAULT -> {}
    }
  }

  private static String size(OptionalLong bytes) {
    return bytes.isPresent() ? ", " + bytes.getAsLong() + " bytes" : "";
  }

  private static String layout(Dataset dataset) {
    String name = dataset.layout().name().toLowerCase(Locale.ROOT);
    if (dataset.layout() == StorageLayout.CHUNKED) {
      Optional<String> chunk =
          dataset
              .chunkShape()
              .map(shape ->
                  LongStream.of(shape)
                      .mapToObj(Long::toString)
                      .collect(Collectors.joining(", ", " (", ")")));
      return name + chunk.orElse("") + ", " + dataset.storedChunkCount() + " chunks stored";
    }
    OptionalLong address = dataset.dataAddress();
    return address.isPresent() ? name + " at " + hexadecimal(address.getAsLong()) : name;
  }

  private static String storage(Dataset dataset) {
    BigInteger all = DatasetFacts.bytes(dataset);
    long stored = dataset.storageSize();
    String text = Bytes.text(stored) + " of " + Bytes.text(all);
    return all.signum() == 0
        ? text
        : String.format(Locale.ROOT, "%s (%.1f %%)", text, 100.0 * stored / all.doubleValue());
  }

  private static String hexadecimal(long address) {
    return "0x" + Long.toHexString(address);
  }

  private void addAttributes(Hdf5Object object, References references) {
    for (Attribute attribute : object.attributes()) {
      lines.add(
          "@"
              + attribute.name()
              + " "
              + DatasetFacts.shape(attribute.dataspace())
              + " "
              + DatasetFacts.type(attribute.datatype())
              + " = "
              + ShortValue.of(attribute, references));
    }
  }
}
