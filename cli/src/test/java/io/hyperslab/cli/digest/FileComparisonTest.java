package io.hyperslab.cli.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileComparisonTest {
  @TempDir Path folder;

  private final FileComparison comparison = new FileComparison(Set.of());
  private Path original;

  @BeforeEach
  void makeOriginal() throws IOException {
    original = make("original", _ -> {});
  }

  private Path make(String name, Consumer<Hdf5File> change) throws IOException {
    Path path = folder.resolve(name + ".h5");
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults())) {
      file.write("/group/numbers", new int[] {1, 2, 3}).attributes().set("unit", "m");
      file.createDataset("/large")
          .type(Datatypes.INT32)
          .shape(1L << 30)
          .chunks(1000)
          .create()
          .write(Selection.of("5000:5010"), 7);
      file.root().linkSoft("soft", "/group");
      change.accept(file);
    }
    return path;
  }

  private String difference(Consumer<Hdf5File> change) throws IOException {
    return comparison
        .compare(original, make("copy", change))
        .map(FileComparison.Difference::toString)
        .orElse("none");
  }

  @Test
  void filesThatSayTheSameDoNotDiffer() throws IOException {
    assertThat(difference(_ -> {})).isEqualTo("none");
  }

  @Test
  void aValueDiffers() throws IOException {
    assertThat(difference(file -> file.dataset("/group/numbers").write(new int[] {1, 2, 4})))
        .startsWith("/group/numbers: head is ");
  }

  @Test
  void anAttributeDiffers() throws IOException {
    assertThat(difference(file -> file.dataset("/group/numbers").attributes().set("unit", "s")))
        .startsWith("/group/numbers: attrs is ");
  }

  @Test
  void aLinkDiffers() throws IOException {
    assertThat(
            difference(file -> {
              file.delete("soft");
              file.root().linkSoft("soft", "/groups");
            }))
        .startsWith("/: link is ");
  }

  @Test
  void anObjectIsMissing() throws IOException {
    assertThat(difference(file -> file.delete("/group/numbers")))
        .isEqualTo("/group/numbers: object is /large, in the original /group/numbers");
  }

  @Test
  void aCommentDiffers() throws IOException {
    assertThat(difference(file -> file.group("/group").setComment("new")))
        .isEqualTo("/group: comment is \"new\", in the original nothing");
  }

  @Test
  void ofLargeDatasetsWhatIsStoredIsCompared() throws IOException {
    assertThat(difference(file -> file.dataset("/large").write(Selection.of("5003"), 8)))
        .isEqualTo("/large: elements from [5000] is others, in the original as they are there");
  }

  @Test
  void whatWasAskedToChangeIsIgnored() throws IOException {
    Path copy =
        make(
            "copy",
            file -> {
              file.delete("/group/numbers");
              file.createDataset("/group/numbers")
                  .chunks(2)
                  .gzip(4)
                  .write(new int[] {1, 2, 3})
                  .attributes()
                  .set("unit", "m");
            });
    assertThat(comparison.compare(original, copy)).isPresent();
    Set<String> asked = Set.of("layout", "chunk", "nchunks", "storage", "filters");
    assertThat(new FileComparison(asked).compare(original, copy)).isEmpty();
  }
}
