package io.hyperslab.cli.digest;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.FillValue;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.libhdf5.MemoryForm;
import io.hyperslab.cli.walk.PieceReader;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Consumer;

/// What the digest says about the value of a dataset or attribute, and about a fill value.
final class ValueDigest {
  private static final int HEAD = 32;
  private static final int LONGEST_FILL = 256;

  /// How often sequences may, on the average, use the same data again.
  private static final long MOST_REPETITION = 16;

  private final ReferenceTargets references;
  private final long maxBytes;

  ValueDigest(ReferenceTargets references, long maxBytes) {
    this.references = references;
    this.maxBytes = maxBytes;
  }

  /// Describes an attribute.
  void add(Attribute attribute, JsonObject out) {
    Datatype type = attribute.datatype();
    Dataspace space = attribute.dataspace();
    describe(space, attribute.committedDatatype(), type, out);
    hash(
        type,
        space,
        out,
        hash -> {
          NdArray all = attribute.read();
          elements(hash, all).add(type, all.segment(), 0, space.elementCount());
        });
  }

  /// Describes a dataset.
  void add(Dataset dataset, JsonObject out) {
    Datatype type = dataset.datatype();
    Dataspace space = dataset.dataspace();
    describe(space, dataset.committedDatatype(), type, out);
    hash(
        type,
        space,
        out,
        hash -> {
          PieceReader reader = new PieceReader(dataset);
          ElementStream stream = new ElementStream(hash, reader.indirectData(), references);
          reader.readAll((elements, count) -> stream.add(type, elements, 0, count));
        });
  }

  private void describe(
      Dataspace space, Optional<ObjectReference> committed, Datatype type, JsonObject out) {
    out.putJson("shape", space.isNull() ? Json.NULL : Json.numbers(space.shape()));
    committed.ifPresent(object -> out.put("committed", references.path(object)));
    out.put("dtype", DatatypeText.of(type));
  }

  private void hash(Datatype type, Dataspace space, JsonObject out, Consumer<DataHash> source) {
    BigInteger bytes =
        BigInteger.valueOf(space.elementCount())
            .multiply(BigInteger.valueOf(MemoryForm.size(type)));
    if (bytes.compareTo(BigInteger.valueOf(maxBytes)) > 0) {
      out.put("skipped", bytes + " bytes");
      return;
    }
    try {
      DataHash hash = new DataHash(HEAD, mostStreamed());
      if (space.elementCount() > 0) {
        source.accept(hash);
      }
      DataHash.Result stream = hash.finish();
      out.put("nbytes", stream.length());
      out.put("sha256", stream.sha256()).put("head", stream.head());
    } catch (Hdf5Exception | UncheckedIOException e) {
      out.put("error", ErrorText.of(e));
    }
  }

  private long mostStreamed() {
    return maxBytes > Long.MAX_VALUE / MOST_REPETITION
        ? Long.MAX_VALUE
        : maxBytes * MOST_REPETITION;
  }

  private ElementStream elements(DataHash hash, NdArray array) {
    return new ElementStream(hash, array.indirectData(), references);
  }

  /// Describes the fill value of a dataset.
  String fill(Dataset dataset) {
    JsonObject out = new JsonObject();
    try {
      FillValue fill = dataset.fillValue();
      switch (fill.state()) {
        case UNDEFINED -> out.put("state", "undefined");
        case DEFAULT -> out.put("state", "default");
        case USER_DEFINED -> out.put("state", "user");
      }
      fill.value().ifPresent(element -> addElement(dataset.datatype(), element, out));
      return out.toString();
    } catch (Hdf5Exception | UncheckedIOException e) {
      return new JsonObject().put("error", ErrorText.of(e)).toString();
    }
  }

  private void addElement(Datatype type, NdArray element, JsonObject out) {
    DataHash hash = new DataHash(LONGEST_FILL, mostStreamed());
    elements(hash, element).add(type, element.segment(), 0, 1);
    DataHash.Result stream = hash.finish();
    if (stream.length() <= LONGEST_FILL) {
      out.put("hex", stream.head());
    } else {
      out.put("sha256", stream.sha256());
    }
  }
}
