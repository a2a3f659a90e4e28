package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Everything in every file of the corpus against what libhdf5 says.
class CorpusTest {
  private final Reasons reasons = Reasons.load();

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void everyFileIsEqualOrExplained() throws IOException, InterruptedException {
    Optional<Corpus> corpus = Corpus.find();
    assumeTrue(corpus.isPresent(), "the corpus is not there");

    List<FileResult> results = CorpusRun.of(corpus.get());

    Map<FileResult.Kind, Long> counts =
        results.stream()
            .collect(Collectors.groupingBy(FileResult::kind, TreeMap::new, Collectors.counting()));
    System.out.println("Corpus: " + results.size() + " files: " + counts);
    assertThat(results.stream().filter(this::isUnexplained).map(CorpusTest::text)).isEmpty();
    assertThat(reasons.stale(results)).describedAs("reasons of what is equal now").isEmpty();
    assertThat(results).hasSizeGreaterThan(1000);
  }

  private boolean isUnexplained(FileResult result) {
    return result.needsReason() && reasons.of(result).isEmpty();
  }

  private static String text(FileResult result) {
    return result.kind() + " " + result.entry().name() + " " + result.detail() + result.more();
  }
}
