package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.testkit.Oracles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files of the corpus, each edited, and edited back: an attribute for every object, another value
/// for an element of every dataset, and a group. Nothing else may have changed, neither here, nor
/// for libhdf5, nor for h5py.
class EditedCorpusTest {
  /// The system property that says how many candidates come to one that is edited; 1 for all.
  private static final String STRIDE = "hyperslab.corpus.edit.stride";

  private static final int USUAL_STRIDE = 3;

  /// How many candidates a tag may have that are all edited, whatever the stride.
  private static final int RARE = 3;

  /// Tag of a superblock that says the file is one of several.
  private static final String SEVERAL_FILES = "driverinfo";

  @TempDir private static Path folder;

  private static Corpus corpus;
  private static EditedCorpus edits;
  private static List<Corpus.Entry> chosen;
  private static List<EditResult> results;

  @BeforeAll
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  static void edit() throws IOException, InterruptedException {
    Optional<Corpus> found = Corpus.find();
    assumeTrue(found.isPresent(), "the corpus is not there");
    corpus = found.get();
    List<Corpus.Entry> candidates = EditedCorpus.candidates(corpus);
    chosen = EditedCorpus.sample(candidates, Integer.getInteger(STRIDE, USUAL_STRIDE), RARE);
    edits = new EditedCorpus(corpus, folder);
    results = edits.run(chosen);
    System.out.println(
        "Edited corpus: "
            + results.size()
            + " of "
            + candidates.size()
            + " files: "
            + counts(results.stream().map(EditResult::kind))
            + ", "
            + results.stream().mapToInt(result -> result.changes().attributes()).sum()
            + " attributes, "
            + results.stream().mapToInt(result -> result.changes().elements()).sum()
            + " datasets, refused changes: "
            + counts(refusals().map(refusal -> refusal.substring(0, refusal.indexOf(' ')))));
  }

  private static <T> Map<T, Long> counts(Stream<T> all) {
    return all.collect(Collectors.groupingBy(x -> x, TreeMap::new, Collectors.counting()));
  }

  private static Stream<String> refusals() {
    return results.stream().flatMap(result -> result.changes().refusals().stream());
  }

  private static Stream<EditResult> edited() {
    return results.stream().filter(result -> result.kind().isEdited());
  }

  private static List<String> names(EditResult.Kind kind) {
    return results.stream().filter(r -> r.kind() == kind).map(EditResult::name).toList();
  }

  @Test
  void nothingElseIsChangedHereAndForLibhdf5() {
    assertThat(results).hasSameSizeAs(chosen).hasSizeGreaterThan(300);
    assertThat(results).filteredOn(r -> r.kind() == EditResult.Kind.FAILED).isEmpty();
    assertThat(names(EditResult.Kind.EDITED_BY_BOTH))
        .describedAs("nearly all are known to libhdf5, and edited by it afterwards")
        .hasSizeGreaterThan((int) edited().count() * 97 / 100);
  }

  @Test
  void nearlyEveryObjectAndDatasetIsEdited() {
    int changes =
        results.stream().mapToInt(r -> r.changes().attributes() + r.changes().elements()).sum();

    assertThat(changes).isGreaterThan(5_000);
    assertThat(refusals().count()).isLessThan(changes / 100);
  }

  @Test
  void whatIsRefusedIsOneOfSeveralFiles() {
    List<String> expected = new ArrayList<>();
    for (Corpus.Entry entry : chosen) {
      boolean several = entry.tags().contains(SEVERAL_FILES);
      if (several && !names(EditResult.Kind.UNREAD).contains(entry.name())) {
        expected.add(entry.name());
      }
    }

    assertThat(names(EditResult.Kind.REFUSED)).containsExactlyInAnyOrderElementsOf(expected);
    for (Corpus.Entry entry : chosen) {
      if (expected.contains(entry.name())) {
        assertThat(edits.copy(entry)).hasSameBinaryContentAs(entry.location());
      }
    }
  }

  @Test
  void whatIsNotReadIsNotReadByTheReferenceEither() throws IOException {
    List<String> unread = names(EditResult.Kind.UNREAD);
    for (Corpus.Entry entry : chosen) {
      if (unread.contains(entry.name()) && entry.golden().isPresent()) {
        String golden = Files.readString(entry.golden().get());
        assertThat(FileDocument.parse(golden).isRefusal()).describedAs(entry.name()).isTrue();
      }
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void h5pyReadsWhatTheGoldensSay() throws IOException, InterruptedException {
    Optional<String> missing = Oracles.missingH5py();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    List<EditResult> all = edited().toList();

    List<GoldenCheck.Outcome> outcomes =
        new GoldenCheck(edits, chosen, corpus.folder(), folder).run(all);

    Map<GoldenCheck.Kind, Long> counts = counts(outcomes.stream().map(GoldenCheck.Outcome::kind));
    System.out.println("Edited corpus, read by h5py: " + counts);
    assertThat(outcomes).hasSameSizeAs(all);
    assertThat(outcomes).filteredOn(o -> o.kind() == GoldenCheck.Kind.DIFFERS).isEmpty();
    assertThat(outcomes)
        .filteredOn(o -> o.kind() == GoldenCheck.Kind.GOLDEN)
        .hasSizeGreaterThan(all.size() * 3 / 4);
  }
}
