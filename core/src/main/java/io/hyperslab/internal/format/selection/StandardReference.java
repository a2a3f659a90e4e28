package io.hyperslab.internal.format.selection;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Text;
import java.util.Optional;

/// An element of a standard reference datatype (HDF5 1.12 on; `FMT4 IV.A.2.d`, reference types 2 to
/// 4). O is "Size of Offsets".
///
/// | bytes | field                                                             |
/// |-------|-------------------------------------------------------------------|
/// | 1     | type: 0 nothing, 2 object, 3 dataset region, 4 attribute          |
/// | 1     | flags; bit 0: object of another file                              |
/// | rest  | an object of this file: the [Value]; anything else: 4 bytes size of the value, O + 4 bytes global heap ID of it |
///
/// and the value
///
/// | bytes  | field                                                                    |
/// |--------|--------------------------------------------------------------------------|
/// | 1      | size of the object token                                                 |
/// | size   | object token: the object header address                                  |
/// | 2, any | length and name of the other file; flag bit 0                            |
/// | 4, 4, any | length of the selection, rank of the dataspace, selection; type 3     |
/// | 2, any | length and name of the attribute; type 4                                 |
public sealed interface StandardReference {
  /// What a reference points to.
  enum Kind {
    /// An object.
    OBJECT,
    /// Elements of a dataset.
    REGION,
    /// An attribute.
    ATTRIBUTE
  }

  /// Points to nothing.
  record Nothing() implements StandardReference {
    @Override
    public void encode(Encoder out) {
      out.zeros(length(out.context()));
    }
  }

  /// The value lies in the global heap.
  ///
  /// @param kind what it points to
  /// @param external whether to another file
  /// @param size bytes of the value
  /// @param heapAddress global heap collection
  /// @param heapIndex object in it
  record InHeap(Kind kind, boolean external, long size, long heapAddress, long heapIndex)
      implements StandardReference {
    /// Decodes the value.
    ///
    /// @param cursor over the global heap object
    public Value decode(Cursor cursor) {
      return Value.decode(cursor, kind, external);
    }

    @Override
    public void encode(Encoder out) {
      int number =
          switch (kind) {
            case OBJECT -> 0;
            case REGION -> 1;
            case ATTRIBUTE -> 2;
          };
      out.u8(number + FIRST_TYPE).u8(external ? EXTERNAL : 0);
      out.u32(size).address(heapAddress).u32(heapIndex);
    }
  }

  /// What a reference points to, completely.
  ///
  /// @param kind what it points to
  /// @param objectHeaderAddress the object, in its own file
  /// @param fileName the other file's name, if it is in another one
  /// @param selection the elements, of a region
  /// @param attributeName the attribute's name, of an attribute
  record Value(
      Kind kind,
      long objectHeaderAddress,
      Optional<String> fileName,
      Optional<SerializedSelection> selection,
      Optional<String> attributeName)
      implements StandardReference {
    private static Value decode(Cursor cursor, Kind kind, boolean external) {
      int tokenSize = cursor.u8("object token size", 1, 16);
      if (tokenSize > 8) {
        throw cursor.unsupported("object token size", tokenSize, "at most 8");
      }
      long address = cursor.unsigned(tokenSize, "object token");
      Optional<String> fileName = external ? Optional.of(text(cursor)) : Optional.empty();
      Optional<SerializedSelection> selection =
          kind == Kind.REGION ? Optional.of(region(cursor)) : Optional.empty();
      Optional<String> attributeName =
          kind == Kind.ATTRIBUTE ? Optional.of(text(cursor)) : Optional.empty();
      return new Value(kind, address, fileName, selection, attributeName);
    }

    /// Writes the element.
    ///
    /// @throws IllegalArgumentException if the value does not fit the element: it belongs in the
    ///   heap
    @Override
    public void encode(Encoder out) {
      if (kind != Kind.OBJECT || fileName.isPresent()) {
        throw new IllegalArgumentException("a value for the global heap");
      }
      int end = out.size() + length(out.context());
      out.u8(FIRST_TYPE).u8(0);
      encodeObject(out);
      out.padTo(end);
    }

    /// Writes the value, as a global heap object.
    ///
    /// @param rank of the dataset's dataspace, for a region
    public void encodeInHeap(Encoder out, int rank) {
      encodeObject(out);
      fileName.ifPresent(name -> text(out, name));
      selection.ifPresent(region -> {
        Encoder encoded = new Encoder(out.context());
        region.encode(encoded);
        out.u32(encoded.size()).u32(rank).bytes(encoded.toBytes());
      });
      attributeName.ifPresent(name -> text(out, name));
    }

    private void encodeObject(Encoder out) {
      out.u8(out.context().sizeOfOffsets()).address(objectHeaderAddress);
    }

    private static void text(Encoder out, String text) {
      byte[] bytes = Text.encode(text);
      out.u16(bytes.length).bytes(bytes);
    }

    private static String text(Cursor cursor) {
      return cursor.text(cursor.u16());
    }

    private static SerializedSelection region(Cursor cursor) {
      long length = cursor.u32();
      cursor.skip(4);
      return SerializedSelection.decode(cursor.slice(length, cursor.structure()));
    }
  }

  /// The number of the first [Kind].
  int FIRST_TYPE = 2;

  /// The flag of a reference to an object of another file.
  int EXTERNAL = 1;

  /// Bytes of an element.
  static int length(FormatContext context) {
    return 10 + context.sizeOfOffsets();
  }

  /// Writes an element.
  void encode(Encoder out);

  /// Decodes an element.
  ///
  /// @param cursor over exactly the element
  static StandardReference decode(Cursor cursor) {
    int type = cursor.u8();
    int flags = cursor.u8();
    if (type == 0) {
      return new Nothing();
    }
    if (type < 2 || type > 4) {
      throw cursor.malformed("reference type", type, "0, or 2 to 4");
    }
    Kind kind = Kind.values()[type - FIRST_TYPE];
    boolean external = (flags & EXTERNAL) != 0;
    if (kind == Kind.OBJECT && !external) {
      return Value.decode(cursor, kind, false);
    }
    long size = cursor.u32();
    long heapAddress = cursor.addressUnchecked();
    long heapIndex = cursor.u32();
    return new InHeap(kind, external, size, heapAddress, heapIndex);
  }
}
