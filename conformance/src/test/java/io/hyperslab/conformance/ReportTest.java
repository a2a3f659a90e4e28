package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.cli.digest.FileDigest.Driver;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Reasons REASONS =
      Reasons.parse("result\tname\treason\tproof\ndiffers\ta/*\tbecause\tproven\nmore\tb\tx\ty\n");

  private static FileResult result(String name, FileResult.Kind kind, String... more) {
    Corpus.Entry entry =
        new Corpus.Entry(name, Path.of(name), Driver.SEC2, Set.of(), Optional.empty());
    return new FileResult(entry, kind, "x | y", List.of(more));
  }

  @Test
  void countsThePartsAndListsEveryException() {
    List<FileResult> results =
        List.of(
            result("a/1", FileResult.Kind.DIFFERS),
            result("a/2", FileResult.Kind.EQUAL),
            result("b", FileResult.Kind.MORE, ".o"),
            result("c", FileResult.Kind.HOSTILE),
            result("d", FileResult.Kind.REFUSED),
            result("hdf5-2.0/e", FileResult.Kind.EQUAL));
    assertThat(Report.of(results, REASONS, "today").lines())
        .contains(
            "| equal | 1 | 1 |",
            "| **equal, of the well-formed** | **2 of 4 (50.00 %)** | **1 of 1 (100.00 %)** |",
            "| `a/1` | different: x \\| y | because | proven |",
            "| `d` | refused: x \\| y | **not explained** |  |",
            "| `b` | 1 | x | y |");
  }

  @Test
  void namesReasonsThatExplainNothing() {
    List<FileResult> results = List.of(result("a/1", FileResult.Kind.EQUAL));
    assertThat(REASONS.stale(results)).hasSize(2);
    assertThat(REASONS.stale(List.of(result("a/1", FileResult.Kind.DIFFERS))))
        .extracting(Reasons.Reason::name)
        .containsExactly("b");
  }
}
