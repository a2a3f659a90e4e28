package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class FilterRegistryTest {
  private static final int[] BUILT_IN = {
    1, 2, 3, 4, 5, 6, 305, 307, 32000, 32001, 32004, 32008, 32013, 32015, 32020, 32022, 32023, 32026
  };

  @Test
  void findsEveryBuiltInFilterByItsNumber() {
    for (int id : BUILT_IN) {
      assertThat(FilterRegistry.builtIn().find(id))
          .hasValueSatisfying(filter -> {
            assertThat(filter.id()).isEqualTo(id);
            assertThat(filter.name()).isNotEmpty();
          });
    }
  }

  @Test
  void findsNothingForOtherNumbers() {
    assertThat(FilterRegistry.builtIn().find(0)).isEmpty();
    assertThat(FilterRegistry.builtIn().find(65000)).isEmpty();
    assertThat(FilterRegistry.builtIn().find(-1)).isEmpty();
  }

  @Test
  void prefersRegisteredFiltersToBuiltInOnes() {
    Filter own = new Identity(1);
    FilterRegistry registry = FilterRegistry.builtIn().with(own, new Identity(65000));
    assertThat(registry.find(1)).containsSame(own);
    assertThat(registry.find(65000)).isPresent();
    assertThat(registry.find(2)).containsInstanceOf(ShuffleFilter.class);
  }

  @Test
  void keepsWhatWasRegisteredBeforeAndNeverChanges() {
    FilterRegistry first = FilterRegistry.builtIn().with(new Identity(65000));
    FilterRegistry second = first.with(new Identity(65001));
    assertThat(second.find(65000)).isPresent();
    assertThat(first.find(65001)).isEmpty();
    assertThat(FilterRegistry.builtIn().find(65000)).isEmpty();
  }

  @Test
  void refusesNumbersThatNoFileCanHold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilterRegistry.builtIn().with(new Identity(65536)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilterRegistry.builtIn().with(new Identity(-1)));
  }

  private record Identity(int id) implements Filter {
    @Override
    public String name() {
      return "identity";
    }

    @Override
    public MemorySegment decode(MemorySegment encoded, FilterContext context) {
      return encoded;
    }
  }
}
