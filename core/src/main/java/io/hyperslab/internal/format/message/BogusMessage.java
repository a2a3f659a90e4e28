package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// A message that tests readers (`FMT4 IV.A.2.j`).
///
/// | bytes | field                     |
/// |-------|---------------------------|
/// | 4     | Bogus Value, 0xdeadbeef   |
public record BogusMessage() implements HeaderMessage {
  private static final int VALUE = 0xdeadbeef;

  /// Checks the value.
  public static BogusMessage decode(Cursor cursor) {
    int value = cursor.i32();
    if (value != VALUE) {
      throw cursor.malformed("Bogus Value", "0x" + Integer.toHexString(value), "0xdeadbeef");
    }
    return new BogusMessage();
  }

  @Override
  public void encode(Encoder out) {
    out.i32(VALUE);
  }
}
