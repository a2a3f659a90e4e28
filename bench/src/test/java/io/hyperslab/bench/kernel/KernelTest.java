package io.hyperslab.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.ning.compress.lzf.LZFDecoder;
import io.hyperslab.bench.kernel.Kernel.Peer;
import io.hyperslab.bench.kernel.Kernel.Work;
import io.hyperslab.bench.kernel.KernelTable.Entry;
import io.hyperslab.bench.run.Results;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelTest {
  @TempDir Path directory;

  /// The result of the second run, as the first one may have left something behind.
  private static byte[] result(Kernel kernel, Peer peer) throws IOException {
    Work work = kernel.work(peer);
    work.prepare();
    MemorySegment first = work.run();
    assertThat(first.byteSize()).isPositive();
    work.prepare();
    return work.run().toArray(ValueLayout.JAVA_BYTE);
  }

  private static byte[] decoded(Kernel kernel, Peer peer, byte[] encoded) throws IOException {
    if (kernel == Kernel.DEFLATE) {
      try (var inflated = new InflaterInputStream(new ByteArrayInputStream(encoded))) {
        return inflated.readAllBytes();
      }
    }
    return peer == Peer.LZF
        ? LZFDecoder.decode(encoded)
        : Own.decode(kernel, encoded).run().toArray(ValueLayout.JAVA_BYTE);
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void allLibrariesDoTheSame(Kernel kernel) throws IOException {
    byte[] own = result(kernel, Peer.HYPERSLAB);
    for (Peer peer : kernel.rivals()) {
      byte[] other = result(kernel, peer);
      if (kernel.isFree()) {
        assertThat(decoded(kernel, peer, other)).as(peer.title()).isEqualTo(kernel.block());
      } else {
        assertThat(other).as(peer.title()).isEqualTo(own);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void filtersHaveAnInverse(Kernel kernel) throws IOException {
    byte[] own = result(kernel, Peer.HYPERSLAB);
    if (!kernel.encodes()) {
      assertThat(own).isEqualTo(kernel.block());
    } else if (kernel.isFilter()) {
      assertThat(decoded(kernel, Peer.HYPERSLAB, own)).isEqualTo(kernel.block());
    }
  }

  @Test
  void resultsAreReadAsTheyWereAddedAndTheLastCounts() throws IOException {
    Path results = directory.resolve("results.jsonl");
    assertThat(KernelTable.section(results)).isEmpty();
    Entry own = new Entry(Kernel.SHUFFLE, Peer.HYPERSLAB, 0.0001);
    Entry other = new Entry(Kernel.SHUFFLE, Peer.LIBHDF5, 0.0002);

    KernelTable.add(results, List.of(new Entry(Kernel.SHUFFLE, Peer.HYPERSLAB, 1), other));
    KernelTable.add(results, List.of(own));

    assertThat(KernelTable.read(results)).containsExactly(other, own);
    assertThat(KernelTable.section(results)).contains("| shuffle | 10.49 | 5.24 (x2.00) | | | |");
    assertThat(new Results(results).read()).isEmpty();
  }
}
