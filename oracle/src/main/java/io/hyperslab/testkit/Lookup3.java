package io.hyperslab.testkit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Bob Jenkins' lookup3, the checksum of HDF5 metadata (`FMT4 VI`, "hashlittle" with initial value
/// 0), written a second time: a test that repairs checksums must not trust what it tests.
final class Lookup3 {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK = 12;

  private int a;
  private int b;
  private int c;

  private Lookup3(int length) {
    a = 0xdeadbeef + length;
    b = a;
    c = a;
  }

  /// The checksum of `image[from, to)`.
  static int of(byte[] image, int from, int to) {
    Lookup3 state = new Lookup3(to - from);
    int at = from;
    for (; to - at > BLOCK; at += BLOCK) {
      state.a += (int) WORD.get(image, at);
      state.b += (int) WORD.get(image, at + 4);
      state.c += (int) WORD.get(image, at + 8);
      state.mix();
    }
    if (at == to) {
      return state.c;
    }
    state.a += tail(image, at, to);
    state.b += tail(image, at + 4, to);
    state.c += tail(image, at + 8, to);
    state.finish();
    return state.c;
  }

  /// The little-endian word at `at`, bytes from `to` on taken as zero.
  private static int tail(byte[] image, int at, int to) {
    int word = 0;
    for (int i = 0; i < 4 && at + i < to; i++) {
      word |= (image[at + i] & 0xff) << 8 * i;
    }
    return word;
  }

  private void mix() {
    a = (a - c) ^ Integer.rotateLeft(c, 4);
    c += b;
    b = (b - a) ^ Integer.rotateLeft(a, 6);
    a += c;
    c = (c - b) ^ Integer.rotateLeft(b, 8);
    b += a;
    a = (a - c) ^ Integer.rotateLeft(c, 16);
    c += b;
    b = (b - a) ^ Integer.rotateLeft(a, 19);
    a += c;
    c = (c - b) ^ Integer.rotateLeft(b, 4);
    b += a;
  }

  private void finish() {
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    c = (c ^ b) - Integer.rotateLeft(b, 24);
  }
}
