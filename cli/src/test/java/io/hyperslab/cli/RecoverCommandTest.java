package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.FileRecovery;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoverCommandTest {
  private static final int VERSION = 8;
  private static final int GUARD = 0x80;

  /// More than a small commit takes.
  private static final int MOST_WRITES = 100;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("run.h5");
  }

  private byte[] fixture(String name) throws IOException {
    return Files.readAllBytes(Path.of(CommandRun.fixture(name + ".h5")));
  }

  /// Leaves the file as a program does that dies in the middle of a commit.
  private void cutOff() throws IOException {
    try (Hdf5File file = Hdf5File.create(file())) {
      file.write("/before", new int[] {1, 2, 3});
    }
    byte[] committed = Files.readAllBytes(file());
    for (int writes = 1; writes < MOST_WRITES; writes++) {
      Files.write(file(), committed);
      try (DyingStorage storage = new DyingStorage(file(), writes)) {
        Hdf5File file = Hdf5File.openReadWrite(storage, OpenOptions.defaults());
        file.write("/after", new int[] {4, 5});
        file.flush();
      } catch (IOException | UncheckedIOException e) {
        assertThat(e).hasMessageContaining("dead");
      }
      if (FileRecovery.inspect(file()).outcome() == FileRecovery.Outcome.FINISH) {
        return;
      }
    }
    throw new AssertionError("no commit was cut off so that it can be finished");
  }

  @Test
  void aSoundFileIsLeftAlone() throws IOException {
    Files.write(file(), fixture("tree"));
    CommandRun run = CommandRun.of("recover", file().toString());
    assertThat(run)
        .isEqualTo(new CommandRun(0, file() + ": no commit was cut off, nothing to do\n", ""));
    assertThat(file()).hasBinaryContent(fixture("tree"));
  }

  @Test
  void aCommitThatWasCutOffIsFinished() throws IOException {
    cutOff();
    CommandRun check = CommandRun.of("recover", "--check", file().toString());
    assertThat(check.status()).isEqualTo(3);
    assertThat(check.out()).contains("sound\n", "its journal is complete");
    CommandRun run = CommandRun.of("recover", file().toString());
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .matches(
            "(?s).*: a commit was cut off, its journal was complete: finished it, "
                + "\\d+ structures? of \\d+ bytes\n");
    try (Hdf5File file = Hdf5File.open(file())) {
      assertThat(file.dataset("/before").readInts()).containsExactly(1, 2, 3);
      assertThat(file.dataset("/after").readInts()).containsExactly(4, 5);
    }
  }

  @Test
  void theMarkOfACommitIsTakenFromAFileThatIsSound() throws IOException {
    byte[] marked = fixture("storage");
    marked[VERSION] |= (byte) GUARD;
    Files.write(file(), marked);
    CommandRun check = CommandRun.of("recover", "--check", file().toString());
    assertThat(check.status()).isEqualTo(3);
    assertThat(check.out()).endsWith(": a commit was cut off and left no journal\n");
    assertThat(file()).hasBinaryContent(marked);
    CommandRun run = CommandRun.of("recover", file().toString());
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("all structures are sound: took its mark away");
    assertThat(file()).hasBinaryContent(fixture("storage"));
  }

  @Test
  void filesOfSeveralPartsAreNamedAsTheyAreOpened() throws IOException {
    Path family = folder.resolve("part%d.h5");
    var options = CreateOptions.defaults();
    try (Hdf5File file = Hdf5File.create(family, options.family(4096))) {
      file.write("/before", new int[3000]);
    }
    Path split = folder.resolve("pair");
    try (Hdf5File file = Hdf5File.create(split, options.split())) {
      file.write("/before", new int[3000]);
    }
    Path first = folder.resolve("part0.h5");
    Path structures = folder.resolve("pair-m.h5");
    for (Path part : new Path[] {first, structures}) {
      byte[] marked = Files.readAllBytes(part);
      marked[VERSION] |= (byte) GUARD;
      Files.write(part, marked);
      Path name = part.equals(first) ? family : split;
      CommandRun run = CommandRun.of("recover", name.toString());
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).contains("all structures are sound: took its mark away");
      assertThat(Files.readAllBytes(part)[VERSION] & GUARD).isZero();
      assertThat(CommandRun.of("recover", name.toString()).out()).contains("nothing to do");
    }
  }

  @Test
  void theMarkStaysOnAFileThatIsNotSound() throws IOException {
    byte[] marked = damaged();
    marked[VERSION] |= (byte) GUARD;
    Files.write(file(), marked);
    CommandRun run = CommandRun.of("recover", file().toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("hyperslab: " + file() + ": ")
        .contains("the file is damaged: /filtered");
    assertThat(file()).hasBinaryContent(marked);
  }

  /// A file of which a chunk does not have its checksum.
  private byte[] damaged() throws IOException {
    byte[] image = fixture("storage");
    image[chunk(image) + 8] ^= 1;
    return image;
  }

  private static int chunk(byte[] image) throws IOException {
    try (Hdf5File file = Hdf5File.open(image)) {
      return (int) file.dataset("/filtered").storedChunks().getFirst().address();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"types", "tree", "storage"})
  void checkFindsNothingWrongWithFilesOfTheReference(String name) {
    CommandRun run = CommandRun.of("recover", "--check", CommandRun.fixture(name + ".h5"));
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .doesNotContain("damaged", "not checked")
        .endsWith(" are not used: sound\n");
  }

  @Test
  void checkSaysWhatIsDamagedAndWhere() throws IOException {
    byte[] image = damaged();
    Files.write(file(), image);
    CommandRun run = CommandRun.of("recover", "--check", file().toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            file()
                + ": damaged: /filtered: chunk [0, 0] at 0x"
                + Integer.toHexString(chunk(image))
                + ": filter 3 (fletcher32): checksum is ")
        .contains(": 1 problem\n");
    assertThat(file()).hasBinaryContent(image);
  }

  @Test
  void checkSeesThatTwoStructuresHaveTheSameBytes() throws IOException {
    byte[] image = fixture("storage");
    long cube;
    long other;
    try (Hdf5File file = Hdf5File.open(image)) {
      cube = file.dataset("/cube").dataAddress().orElseThrow();
      other = file.dataset("/scalar").dataAddress().orElseThrow();
    }
    replaceAddress(image, other, cube + 8);
    Files.write(file(), image);
    CommandRun run = CommandRun.of("recover", "--check", file().toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "elements of /scalar at 0x"
                + Long.toHexString(cube + 8)
                + ": it overlaps the elements of /cube at 0x"
                + Long.toHexString(cube));
  }

  private static void replaceAddress(byte[] image, long before, long after) {
    for (int at = 0; at + Long.BYTES <= image.length; at++) {
      long found = 0;
      for (int i = Long.BYTES - 1; i >= 0; i--) {
        found = found << Byte.SIZE | image[at + i] & 0xff;
      }
      if (found == before) {
        for (int i = 0; i < Long.BYTES; i++) {
          image[at + i] = (byte) (after >>> Byte.SIZE * i);
        }
        return;
      }
    }
    throw new AssertionError("no address " + before);
  }

  @Test
  void checkOfATruncatedFileSaysSo() throws IOException {
    byte[] image = fixture("tree");
    Files.write(file(), Arrays.copyOf(image, image.length - 1000));
    CommandRun run = CommandRun.of("recover", "--check", file().toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("the file is truncated");
  }

  @Test
  void whatCanBeReadOfADamagedFileIsSavedAndTheRestListed() throws IOException {
    Files.write(file(), damaged());
    Path out = folder.resolve("saved.h5");
    CommandRun run = CommandRun.of("recover", "--salvage", out.toString(), file().toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .startsWith(file() + ": lost: /filtered: chunk [0, 0]: ")
        .contains("checksum is");
    assertThat(run.out().lines().toList()).hasSize(1);
    assertThat(run.err())
        .isEqualTo("hyperslab: " + file() + ": 1 part lost, the rest was saved in " + out + "\n");
    try (Hdf5File before = Hdf5File.open(fixture("storage"));
        Hdf5File after = Hdf5File.open(out)) {
      int[] expected = before.dataset("/filtered").readInts();
      // The chunk that is lost has three of the six rows; they read as the fill value.
      Arrays.fill(expected, 0, 30, 0);
      assertThat(after.dataset("/filtered").readInts()).isEqualTo(expected);
      assertThat(after.dataset("/cube").readInts()).isEqualTo(before.dataset("/cube").readInts());
    }
  }

  @Test
  void ofATruncatedFileIsSavedWhatIsLeft() throws IOException {
    byte[] image = fixture("storage");
    Files.write(file(), Arrays.copyOf(image, chunk(image)));
    Path out = folder.resolve("saved.h5");
    CommandRun run = CommandRun.of("recover", "--salvage", out.toString(), file().toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains(file() + ": lost: /");
    assertThat(CommandRun.of("recover", "--check", out.toString()).status()).isZero();
  }

  @Test
  void aDamagedFileIsNotReplacedByWhatIsLeftOfIt() throws IOException {
    Files.write(file(), damaged());
    Path link = Files.createLink(folder.resolve("saved.h5"), file());
    for (Path out : new Path[] {file(), link}) {
      CommandRun run =
          CommandRun.of("recover", "--force", "--salvage", out.toString(), file().toString());
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains(out + ": is the damaged file itself").hasLineCount(1);
    }
    assertThat(file()).hasBinaryContent(damaged());
  }

  @Test
  void aSoundFileIsSavedWhole() throws IOException {
    Path out = folder.resolve("saved.h5");
    String in = CommandRun.fixture("types.h5");
    CommandRun run = CommandRun.of("recover", "--salvage", out.toString(), in);
    assertThat(run)
        .isEqualTo(new CommandRun(0, in + ": everything was saved in " + out + "\n", ""));
  }

  @Test
  void optionsThatContradictEachOtherAreAUsageError() {
    CommandRun run = CommandRun.of("recover", "--check", "--salvage", "x.h5", "y.h5");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("hyperslab: --check and --salvage do not go together\n");
  }

  @Test
  void aNameThatIsNoneOfAFamilyIsReported() {
    CommandRun run = CommandRun.of("recover", "x%q.h5");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("hyperslab: x%q.h5: family pattern x%q.h5 ").hasLineCount(1);
  }
}
