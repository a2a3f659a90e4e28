package io.hyperslab.internal.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// Data that encoders are tried on.
final class SampleData {
  private SampleData() {}

  /// Named samples of `size` bytes each: random, constant, rising, repetitive, and with rare bytes.
  static Map<String, byte[]> ofSize(int size) {
    Random random = new Random(size);
    byte[] noise = new byte[size];
    random.nextBytes(noise);
    byte[] ramp = new byte[size];
    byte[] text = new byte[size];
    byte[] sparse = new byte[size];
    String words = "the quick brown fox jumps over the lazy dog and the dog sleeps on; ";
    for (int i = 0; i < size; i++) {
      ramp[i] = (byte) (i % 4 == 0 ? i / 4 : i % 4 == 1 ? i / 1024 : 0);
      text[i] = (byte) words.charAt((i + i / 1000) % words.length());
      sparse[i] = (byte) (random.nextInt(40) == 0 ? random.nextInt(4) : 0);
    }
    byte[] constant = new byte[size];
    Arrays.fill(constant, (byte) 0x5A);
    Map<String, byte[]> samples = new LinkedHashMap<>();
    samples.put("noise", noise);
    samples.put("zeros", new byte[size]);
    samples.put("constant", constant);
    samples.put("ramp", ramp);
    samples.put("text", text);
    samples.put("sparse", sparse);
    samples.put("waves", waves(size));
    return samples;
  }

  /// What instruments record: a wave of 16-bit numbers with a little noise.
  static byte[] waves(int size) {
    Random random = new Random(7);
    ByteBuffer bytes = ByteBuffer.allocate(size + 1).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i + 1 < size; i += 2) {
      bytes.putShort(i, (short) (1000 * Math.sin(i / 300.0) + random.nextInt(8)));
    }
    return Arrays.copyOf(bytes.array(), size);
  }
}
