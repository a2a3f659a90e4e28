package io.hyperslab.internal.pipeline;

import io.hyperslab.internal.pipeline.FilterPipeline.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A chunk as libhdf5 stored it and as libhdf5 reads it back. Made, and its format described, by
/// `src/test/scripts/make_filter_fixtures.py`.
record FilterFixture(String name, List<Stage> stages, byte[] raw, byte[] stored) {

  /// All fixtures of a resource beside this class.
  static List<FilterFixture> load(String resource) {
    try (InputStream stream = FilterFixture.class.getResourceAsStream(resource)) {
      Objects.requireNonNull(stream, resource);
      ByteBuffer bytes = ByteBuffer.wrap(stream.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      List<FilterFixture> fixtures = new ArrayList<>();
      while (bytes.hasRemaining()) {
        fixtures.add(next(bytes));
      }
      return fixtures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static FilterFixture next(ByteBuffer bytes) {
    String name = new String(block(bytes, bytes.getShort()), StandardCharsets.US_ASCII);
    int stageCount = bytes.getShort();
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < stageCount; i++) {
      int id = Short.toUnsignedInt(bytes.getShort());
      int[] clientData = new int[bytes.getShort()];
      bytes.asIntBuffer().get(clientData);
      bytes.position(bytes.position() + clientData.length * Integer.BYTES);
      stages.add(new Stage(id, "", false, clientData));
    }
    byte[] raw = block(bytes, bytes.getInt());
    byte[] stored = block(bytes, bytes.getInt());
    return new FilterFixture(name, List.copyOf(stages), raw, stored);
  }

  private static byte[] block(ByteBuffer bytes, int size) {
    byte[] block = new byte[size];
    bytes.get(block);
    return block;
  }
}
