package io.hyperslab.internal.model;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.header.SharedMessage;
import io.hyperslab.internal.format.message.AttributeMessage;
import io.hyperslab.internal.format.message.DataspaceMessage;
import io.hyperslab.internal.format.message.DatatypeMessage;
import io.hyperslab.internal.format.message.Sharable;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;

/// One attribute of an object.
///
/// @param file the file it is in
/// @param message as stored
/// @param creationOrder when it was made relative to others, if tracked
/// @param address where the message, or its object's header, is
public record AttributeModel(
    FileModel file, AttributeMessage message, OptionalLong creationOrder, long address) {
  private static final String STRUCTURE = "attribute message";

  /// The attribute's name.
  public String name() {
    return message.name();
  }

  /// The type of its elements.
  public Datatype datatype() {
    return file.headers().resolve(message.datatype(), DatatypeMessage.class).datatype();
  }

  /// The committed datatype that it shares.
  public Optional<Long> committedDatatype() {
    return message.datatype()
            instanceof
            Sharable.Elsewhere<DatatypeMessage>(SharedMessage.Committed(int _, int _, long header))
        ? Optional.of(header)
        : Optional.empty();
  }

  /// Size and shape.
  public Dataspace dataspace() {
    return file.headers().resolve(message.dataspace(), DataspaceMessage.class).dataspace();
  }

  /// Its elements.
  public NdArray read() {
    Datatype type = datatype();
    Dataspace space = dataspace();
    long[] shape = space.isNull() ? new long[] {0} : space.shape();
    return NdArray.of(elements(type, space), type, shape, file.heapData());
  }

  /// The bytes of its elements as stored.
  ///
  /// @param type its datatype
  /// @param space its size and shape
  public MemorySegment elements(Datatype type, Dataspace space) {
    long count = space.elementCount();
    byte[] data = message.data();
    if (count != 0 && type.size() > data.length / count) {
      throw new MalformedFileException(
          STRUCTURE,
          address,
          "data of " + name(),
          data.length + " bytes",
          count + " elements of " + type.size() + " bytes");
    }
    long size = count * type.size();
    if (size > file.settings().limits().result()) {
      throw new LimitExceededException(
          STRUCTURE,
          address,
          "size",
          size + " bytes",
          file.settings().limits().result() + " bytes");
    }
    return MemorySegment.ofArray(data).asSlice(0, size).asReadOnly();
  }
}
