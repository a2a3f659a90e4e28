package io.hyperslab.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.pipeline.FilterPipeline;
import io.hyperslab.internal.pipeline.FilterRegistry;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

class FiltersFuzzTest {
  private static final long MOST = 1 << 20;
  private static final int MOST_STAGES = 3;
  private static final int MOST_CLIENT_DATA = 32;

  /// Sends the rest of the input through a pipeline that its beginning describes: the size to
  /// decode to, the number of filters, and for each its number and client data.
  @FuzzTest
  void decodes(byte[] input) {
    ByteBuffer in = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 4) {
      return;
    }
    int size = in.getShort() & 0xffff;
    int count = in.getShort() & 0xffff;
    List<FilterPipeline.Stage> stages = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MOST_STAGES) && in.remaining() >= 4; i++) {
      int id = in.getShort() & 0xffff;
      int[] clientData = new int[Math.min(in.getShort() & 0xffff, MOST_CLIENT_DATA)];
      for (int j = 0; j < clientData.length && in.remaining() >= 4; j++) {
        clientData[j] = in.getInt();
      }
      stages.add(new FilterPipeline.Stage(id, "", false, clientData));
    }
    decode(stages, MemorySegment.ofArray(input).asSlice(in.position()), size);
  }

  private static void decode(List<FilterPipeline.Stage> stages, MemorySegment data, int size) {
    try {
      MemorySegment _ =
          new FilterPipeline(stages, FilterRegistry.builtIn()).decode(data, 0, size, MOST);
    } catch (Hdf5Exception _) {
      // Refused.
    }
  }
}
