package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// What elements hold that were never written (`FMT4 IV.A.2.f`).
///
/// | bytes | versions 1 and 2                           | version 3                            |
/// |-------|--------------------------------------------|--------------------------------------|
/// | 1     | Version                                    | Version                              |
/// | 1     | Space Allocation Time                      | Flags                                |
/// | 1     | Fill Value Write Time                      | -                                    |
/// | 1     | Fill Value Defined                         | -                                    |
/// | 4     | Size; if defined (version 1: always there) | Size; flag bit 5                     |
/// | size  | Fill Value                                 | Fill Value                           |
///
/// Flags of version 3: bits 0 and 1 allocation time, 2 and 3 write time, 4 undefined, 5 value
/// follows.
///
/// @param version 1 to 3
/// @param allocationTime 0 not set, 1 early, 2 late, 3 incremental
/// @param writeTime 0 on allocation, 1 never, 2 if the user set one
/// @param state what is known of the value
/// @param value one element in the file's datatype when the state is user-defined, else empty; not
///   to be modified
public record FillValueMessage(
    int version, int allocationTime, int writeTime, State state, byte[] value)
    implements HeaderMessage {
  /// Write time: when storage is allocated.
  public static final int WRITTEN_ON_ALLOCATION = 0;

  /// Write time: when storage is allocated, if the user set a value.
  public static final int WRITTEN_IF_SET = 2;

  /// Allocation time: when the dataset is created.
  public static final int ALLOCATED_EARLY = 1;

  /// Allocation time: when elements are first written.
  public static final int ALLOCATED_LATE = 2;

  /// Allocation time: chunk by chunk.
  public static final int ALLOCATED_INCREMENTALLY = 3;

  /// Write time: the fill value is kept for programs to ask for, but never written.
  public static final int NEVER_WRITTEN = 1;

  private static final int UNDEFINED_FLAG = 0x10;
  private static final int VALUE_FLAG = 0x20;
  private static final int KNOWN_FLAGS = 0x3f;

  /// What is known of a fill value.
  public enum State {
    /// The user wants none: elements never written hold anything.
    UNDEFINED,
    /// The library's default: all bytes zero.
    DEFAULT,
    /// The message has it.
    USER_DEFINED
  }

  /// Decodes the message.
  public static FillValueMessage decode(Cursor cursor) {
    int version = cursor.version(1, 3);
    return version == 3 ? decodeV3(cursor) : decodeV1(version, cursor);
  }

  @Override
  public void encode(Encoder out) {
    if (version == 3) {
      encodeV3(out);
      return;
    }
    out.u8(version).u8(allocationTime).u8(writeTime).u8(state == State.UNDEFINED ? 0 : 1);
    if (state != State.UNDEFINED) {
      out.u32(value.length).bytes(value);
    }
  }

  private static FillValueMessage decodeV1(int version, Cursor cursor) {
    int allocationTime = cursor.u8();
    int writeTime = cursor.u8();
    boolean defined = cursor.u8() != 0;
    // The size is a signed number in libhdf5: -1 says undefined, 0 says default.
    int size = defined ? cursor.i32() : -1;
    byte[] value = cursor.bytes(Math.max(size, 0));
    State state = size < 0 ? State.UNDEFINED : size == 0 ? State.DEFAULT : State.USER_DEFINED;
    return new FillValueMessage(version, allocationTime, writeTime, state, value);
  }

  private static FillValueMessage decodeV3(Cursor cursor) {
    int flags = cursor.u8();
    if ((flags & ~KNOWN_FLAGS) != 0 || (flags & UNDEFINED_FLAG) != 0 && (flags & VALUE_FLAG) != 0) {
      throw cursor.malformed(
          "Flags",
          "0x" + Integer.toHexString(flags),
          "bits 6 and 7 zero, and not both of bits 4 and 5");
    }
    byte[] value = (flags & VALUE_FLAG) != 0 ? cursor.bytes(cursor.u32()) : new byte[0];
    State state =
        (flags & UNDEFINED_FLAG) != 0
            ? State.UNDEFINED
            : value.length == 0 ? State.DEFAULT : State.USER_DEFINED;
    return new FillValueMessage(3, flags & 3, flags >> 2 & 3, state, value);
  }

  private void encodeV3(Encoder out) {
    int valueFlag =
        switch (state) {
          case UNDEFINED -> UNDEFINED_FLAG;
          case DEFAULT -> 0;
          case USER_DEFINED -> VALUE_FLAG;
        };
    out.u8(version).u8(allocationTime | writeTime << 2 | valueFlag);
    if (state == State.USER_DEFINED) {
      out.u32(value.length).bytes(value);
    }
  }
}
