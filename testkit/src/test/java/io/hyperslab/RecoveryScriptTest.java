package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.CrashStates;
import io.hyperslab.testkit.RecordingStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tools/recover.py` does what the library does, to the byte: it finishes a commit that has a
/// valid journal, and leaves every other file alone.
class RecoveryScriptTest {
  private static final int GUARD = 0x80;
  private static final int USER_BLOCK = 512;

  /// One in so many states without the guard is tried.
  private static final int SAMPLE = 20;

  @TempDir static Path folder;

  private static final List<byte[]> guarded = new ArrayList<>();
  private static final List<byte[]> others = new ArrayList<>();

  @BeforeAll
  static void record() throws IOException {
    assumeTrue(hasPython(), "Python is not installed");
    for (LibraryVersion low : List.of(LibraryVersion.EARLIEST, LibraryVersion.LATEST)) {
      GrowableMemoryStorage medium = WritableStorage.memory();
      CreateOptions options =
          CreateOptions.defaults()
              .libraryVersions(low, LibraryVersion.LATEST)
              .userBlock(USER_BLOCK);
      try (Hdf5File file = Hdf5File.create(medium, options)) {
        file.write("/contiguous", new int[1000]);
      }
      byte[] initial = medium.toBytes();
      RecordingStorage recording = new RecordingStorage(WritableStorage.memory(initial));
      change(recording);
      CrashStates crashes = new CrashStates(initial, recording.log());
      int[] met = new int[1];
      crashes.visitKills(state -> {
        byte[] image = state.image();
        boolean marked = image.length > USER_BLOCK + 8 && (image[USER_BLOCK + 8] & GUARD) != 0;
        if (marked && guarded.size() < 400) {
          guarded.add(image);
        } else if (!marked && met[0]++ % SAMPLE == 0) {
          others.add(image);
        }
      });
    }
  }

  /// Some commits that change old structures, raw data in place, and the size of the file.
  private static void change(WritableStorage storage) throws IOException {
    OpenOptions options = OpenOptions.defaults().durability(Durability.FULL);
    try (Hdf5File file = Hdf5File.openReadWrite(storage, options)) {
      for (int round = 1; round < 6; round++) {
        file.dataset("/contiguous").write(round);
        for (int i = 0; i < 10 * round; i++) {
          file.root().attributes().set("a" + i, "text of round " + round);
        }
        file.write("/group/" + round, new double[100 * round]);
        file.flush();
      }
      file.delete("/group/5");
    }
  }

  private static boolean hasPython() throws IOException {
    try {
      return run(List.of("python3", "--version")) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command.getFirst(), e);
    }
  }

  /// The script's work on some files.
  private static List<byte[]> recovered(String name, List<byte[]> images) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    List<String> command = new ArrayList<>(List.of("python3", script().toString()));
    for (int i = 0; i < images.size(); i++) {
      command.add(Files.write(own.resolve(i + ".h5"), images.get(i)).toString());
    }
    run(command);
    List<byte[]> found = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      found.add(Files.readAllBytes(own.resolve(i + ".h5")));
    }
    return found;
  }

  private static Path script() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("tools/recover.py"))) {
      here = here.getParent();
    }
    return here.resolve("tools/recover.py");
  }

  /// What the library makes of a file: the file as it is where it refuses.
  private static byte[] expected(byte[] image) throws IOException {
    GrowableMemoryStorage medium = WritableStorage.memory(image);
    try {
      Recovery.complete(medium, Limits.defaults(), Recovery.Verification.refusal());
      return medium.toBytes();
    } catch (Hdf5Exception e) {
      return image;
    }
  }

  private static void check(String name, List<byte[]> images) throws IOException {
    List<byte[]> found = recovered(name, images);
    for (int i = 0; i < images.size(); i++) {
      assertThat(found.get(i)).as("state %d", i).isEqualTo(expected(images.get(i)));
    }
  }

  @Test
  void itFinishesEveryCommitThatWasCutOff() throws IOException {
    assertThat(guarded.size()).isGreaterThan(100);
    check("guarded", guarded);
    long changed = 0;
    for (byte[] image : guarded) {
      changed += Arrays.equals(image, expected(image)) ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(100);
  }

  @Test
  void itLeavesAFileWithoutTheMarkAlone() throws IOException {
    assertThat(others.size()).isGreaterThan(20);
    List<byte[]> found = recovered("others", others);
    for (int i = 0; i < others.size(); i++) {
      assertThat(found.get(i)).isEqualTo(others.get(i));
    }
  }

  @Test
  void itBelievesNoJournalThatTheLibraryDoesNot() throws IOException {
    Random random = new Random(1);
    List<byte[]> damaged = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      byte[] image = guarded.get(random.nextInt(guarded.size())).clone();
      // The journal is what comes last: its footer and table are hit as often as its images.
      int at = image.length - 1 - random.nextInt(i % 2 == 0 ? 64 : Math.min(4096, image.length));
      image[at] ^= (byte) (1 + random.nextInt(255));
      damaged.add(image);
    }
    check("damaged", damaged);
  }

  @Test
  void itSaysWhatIsNoHdf5File() throws IOException {
    Path text = Files.write(folder.resolve("text"), "text".getBytes(StandardCharsets.UTF_8));
    assertThat(run(List.of("python3", script().toString(), text.toString()))).isEqualTo(1);
    assertThat(run(List.of("python3", script().toString()))).isEqualTo(2);
    assertThat(text).hasContent("text");
  }
}
