package io.hyperslab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.bench.task.Workload;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void everyWorkloadIsMeasuredUnlessSomeAreNamed() {
    assertThat(Options.parse().workloads()).containsExactly(Workload.values());
    assertThat(Options.parse("R1", "w4A").workloads()).containsExactly(Workload.R1, Workload.W4A);
  }

  @Test
  void threadsShareWhatCanBeSharedUnlessWorkloadsAreNamed() {
    assertThat(Options.parse("threads").workloads()).containsExactlyElementsOf(Workload.SHARED);
    assertThat(Options.parse("threads", "R3").workloads()).containsExactly(Workload.R3);
    assertThat(Options.parse("threads", "R3").threads()).containsExactly(1, 2);
  }

  @Test
  void growthHasScalesAndPeersOfItsOwnWhichOptionsChange() {
    Options growth = Options.parse("growth");
    assertThat(growth.scales()).containsExactly(0.1, 1.0, 10.0);
    assertThat(growth.peers()).containsExactly("c", "hyperslab");
    assertThat(growth.delete()).isFalse();
    assertThat(growth.mostStolen()).isEqualTo(1);

    Options changed =
        Options.parse(
            "growth", "--peers", "hyperslab", "--scale", "0.1,1", "--delete", "--stolen", "2.5");
    assertThat(changed.scales()).containsExactly(0.1, 1.0);
    assertThat(changed.peers()).containsExactly("hyperslab");
    assertThat(changed.delete()).isTrue();
    assertThat(changed.mostStolen()).isEqualTo(0.025);
  }
}
