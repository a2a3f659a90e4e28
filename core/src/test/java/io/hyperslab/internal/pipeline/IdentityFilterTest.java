package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.internal.pipeline.FilterPipeline.Stage;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityFilterTest {
  @Test
  void leavesQuantizedDataAsItIs() {
    MemorySegment stored = MemorySegment.ofArray(new byte[] {-1, 15, -128, 95, 0, 0, -128, -65});
    for (int id : new int[] {32022, 32023}) {
      assertThat(pipeline(id).decode(stored, 0, 8, 100).mismatch(stored)).isEqualTo(-1);
    }
  }

  @Test
  void refusesChunksOfAnotherSize() {
    MemorySegment stored = MemorySegment.ofArray(new byte[7]);
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> pipeline(32022).decode(stored, 0, 8, 100))
        .withMessageContaining("decoded size");
  }

  @Test
  void letsTheFilterAfterItKnowTheExactSize() {
    assertThat(IdentityFilter.BIT_GROOM.encodedSize(1L << 40)).hasValue(1L << 40);
  }

  private static FilterPipeline pipeline(int id) {
    Stage stage = new Stage(id, "", false, new int[] {3, 4, 0, 0, 0});
    return new FilterPipeline(List.of(stage), FilterRegistry.builtIn());
  }
}
