package io.hyperslab.internal.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Bob Jenkins's lookup3 hash, the checksum of all newer structures and of dense names (`FMT4`
/// calls it "Jenkins' lookup3 checksum").
public final class Lookup3 {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Lookup3() {}

  /// The hash of `length` bytes with the initial value 0.
  public static int hash(byte[] bytes, int offset, int length) {
    int a = 0xdeadbeef + length;
    int b = a;
    int c = a;
    int at = offset;
    int left = length;
    while (left > 12) {
      a += (int) INT.get(bytes, at);
      b += (int) INT.get(bytes, at + 4);
      c += (int) INT.get(bytes, at + 8);
      a -= c;
      a ^= Integer.rotateLeft(c, 4);
      c += b;
      b -= a;
      b ^= Integer.rotateLeft(a, 6);
      a += c;
      c -= b;
      c ^= Integer.rotateLeft(b, 8);
      b += a;
      a -= c;
      a ^= Integer.rotateLeft(c, 16);
      c += b;
      b -= a;
      b ^= Integer.rotateLeft(a, 19);
      a += c;
      c -= b;
      c ^= Integer.rotateLeft(b, 4);
      b += a;
      at += 12;
      left -= 12;
    }
    if (left == 0) {
      return c;
    }
    a += word(bytes, at, left);
    b += word(bytes, at + 4, left - 4);
    c += word(bytes, at + 8, left - 8);
    c ^= b;
    c -= Integer.rotateLeft(b, 14);
    a ^= c;
    a -= Integer.rotateLeft(c, 11);
    b ^= a;
    b -= Integer.rotateLeft(a, 25);
    c ^= b;
    c -= Integer.rotateLeft(b, 16);
    a ^= c;
    a -= Integer.rotateLeft(c, 4);
    b ^= a;
    b -= Integer.rotateLeft(a, 14);
    c ^= b;
    c -= Integer.rotateLeft(b, 24);
    return c;
  }

  /// The next four bytes, with zeros in the place of those behind the end.
  ///
  /// @param left bytes before the end, or less than none
  private static int word(byte[] bytes, int at, int left) {
    if (left <= 0) {
      return 0;
    }
    if (at <= bytes.length - Integer.BYTES) {
      int word = (int) INT.get(bytes, at);
      return left >= Integer.BYTES ? word : word & (1 << Byte.SIZE * left) - 1;
    }
    int word = 0;
    for (int i = 0; i < Math.min(left, Integer.BYTES); i++) {
      word |= (bytes[at + i] & 0xff) << Byte.SIZE * i;
    }
    return word;
  }
}
