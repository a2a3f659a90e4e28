package io.hyperslab.cli.h5copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.CopyListener;
import io.hyperslab.Hdf5File;
import io.hyperslab.ObjectCopy;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.cli.tool.ToolRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyToolTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeFile() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("in.h5"))) {
      file.write("runs/one", new int[] {1, 2}).attributes().set("unit", "m");
      file.root().linkSoft("soft", "/runs/one");
      file.root().linkSoft("nowhere", "/missing");
      file.root().linkExternal("other", "missing.h5", "/x");
    }
  }

  private ToolRun copy(String... arguments) {
    return ToolRun.of(new CopyTool(), "h5copy", folder, arguments);
  }

  @Test
  void anObjectIsCopiedIntoANewFile() throws IOException {
    ToolRun run = copy("-v", "-i", "in.h5", "-o", "out.h5", "-s", "/runs/one", "-d", "/copy");
    assertThat(run)
        .isEqualTo(
            new ToolRun(
                0,
                "Copying file <in.h5> and object </runs/one> to file <out.h5> and object"
                    + " </copy>\n",
                ""));
    try (Hdf5File file = Hdf5File.open(folder.resolve("out.h5"))) {
      assertThat(file.properties().superblockVersion()).isZero();
      assertThat(file.dataset("copy").readInts()).containsExactly(1, 2);
      assertThat(file.dataset("copy").attributes().names()).containsExactly("unit");
    }
  }

  @ParameterizedTest
  @CsvSource({"nowhere", "other"})
  void aLinkThatLeadsNowhereIsCopiedItself(String name) throws IOException {
    assertThat(copy("-i", "in.h5", "-o", "out.h5", "-s", name, "-d", "a").status()).isZero();
    try (Hdf5File file = Hdf5File.open(folder.resolve("out.h5"))) {
      assertThat(file.root().names()).containsExactly("a");
      assertThat(file.root().findLink("a").orElseThrow().getClass().getSimpleName())
          .isEqualTo(name.equals("other") ? "External" : "Soft");
    }
  }

  @Test
  void flagsSayHow() throws IOException {
    copy("-f", "noattr", "-f", "soft", "-i", "in.h5", "-o", "out.h5", "-s", "/", "-d", "all");
    try (Hdf5File file = Hdf5File.open(folder.resolve("out.h5"))) {
      assertThat(file.dataset("all/runs/one").attributes().names()).isEmpty();
      assertThat(file.dataset("all/soft").size()).isEqualTo(2);
    }
  }

  @Test
  void missingGroupsAreMadeOnlyIfWanted() {
    String[] arguments = {"-i", "in.h5", "-o", "out.h5", "-s", "soft", "-d", "/a/b", "-p"};
    ToolRun refused = copy("-i", "in.h5", "-o", "out.h5", "-s", "soft", "-d", "/a/b");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).isEqualTo("Error in copy...Exiting\n");
    assertThat(refused.err()).contains("/a").hasLineCount(1);
    assertThat(folder.resolve("out.h5")).doesNotExist();
    assertThat(copy(arguments).status()).isZero();
    assertThat(copy(arguments).status()).isEqualTo(1);
  }

  @Test
  void anObjectIsCopiedWithinItsFile() throws IOException {
    assertThat(copy("-i", "in.h5", "-o", "in.h5", "-s", "runs", "-d", "again").status()).isZero();
    try (Hdf5File file = Hdf5File.open(folder.resolve("in.h5"))) {
      assertThat(file.dataset("again/one").size()).isEqualTo(2);
    }
  }

  @Test
  void wrongUsageIsAnsweredWithTheHelp() {
    String help = copy("-h").out();
    assertThat(help).contains("usage: h5copy [OPTIONS] [OBJECTS...]");
    assertThat(copy().out()).isEqualTo(help);
    assertThat(copy("-f", "x", "-i", "in.h5").out()).isEqualTo(help);
    assertThat(copy("-i", "in.h5", "-o", "out.h5", "-s", "soft").status()).isEqualTo(1);
    assertThat(copy("-V").out()).isEqualTo("h5copy: Version 1.10.8\n");
  }

  @ParameterizedTest
  @CsvSource({"in.h5", "there.h5", "new.h5"})
  void whatFailsUnexpectedlyLeavesNothingBehind(String target) throws IOException {
    Hdf5File.create(folder.resolve("there.h5")).close();
    CopyListener failing =
        new CopyListener() {
          @Override
          public void copied(String path, long bytes) {
            throw new IllegalStateException("unexpected");
          }
        };
    CopyRequest request =
        new CopyRequest(
            "in.h5",
            target,
            "/runs",
            "/a/b",
            ObjectCopy.defaults().listener(failing),
            Optional.empty(),
            true,
            false);
    Output nowhere = new Output(OutputStream.nullOutputStream());
    Invocation invocation = new Invocation("h5copy", List.of(), folder, nowhere, nowhere, false);
    assertThatIllegalStateException().isThrownBy(() -> new CopyWork(invocation, request).run());
    if (target.equals("new.h5")) {
      assertThat(folder.resolve(target)).doesNotExist();
    } else {
      try (Hdf5File file = Hdf5File.open(folder.resolve(target))) {
        assertThat(file.root().names()).doesNotContain("a");
      }
    }
  }
}
