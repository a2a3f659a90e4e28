package io.hyperslab.cli.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakeGroupToolTest {
  @TempDir private Path folder;

  private ToolRun run(String... arguments) {
    return ToolRun.of(new MakeGroupTool(), "h5mkgrp", folder, arguments);
  }

  @Test
  void groupsAreMadeInAFileThatIsMadeFirst() throws IOException {
    ToolRun run = run("-v", "x.h5", "one", "two");

    assertThat(run.out()).isEqualTo("h5mkgrp: created group 'one'\nh5mkgrp: created group 'two'\n");
    assertThat(run.status()).isZero();
    try (Hdf5File file = Hdf5File.open(folder.resolve("x.h5"))) {
      assertThat(file.root().names()).containsExactly("one", "two");
      assertThat(file.properties().superblockVersion()).isZero();
    }
  }

  @Test
  void parentsAreMadeOnRequestOnly() throws IOException {
    assertThat(run("x.h5", "a/b").status()).isEqualTo(1);
    assertThat(run("-p", "x.h5", "a/b").status()).isZero();
    assertThat(run("-p", "x.h5", "a/b").err()).startsWith("h5mkgrp: ").hasLineCount(1);

    try (Hdf5File file = Hdf5File.open(folder.resolve("x.h5"))) {
      assertThat(file.root().walk().map(Hdf5Object::path)).containsExactly("/", "/a", "/a/b");
    }
  }

  @Test
  void theLatestFormatKeepsTimes() throws IOException {
    assertThat(run("-lp", "x.h5", "a/b").status()).isZero();

    try (Hdf5File file = Hdf5File.open(folder.resolve("x.h5"))) {
      assertThat(file.properties().superblockVersion()).isEqualTo(3);
      assertThat(file.root().walk()).allMatch(object -> object.headerTimes().isPresent());
    }
  }

  @Test
  void groupsBeforeOneThatFailsStay() throws IOException {
    assertThat(run("x.h5", "a", "a", "b").status()).isEqualTo(1);

    try (Hdf5File file = Hdf5File.open(folder.resolve("x.h5"))) {
      assertThat(file.root().names()).containsExactly("a");
    }
  }

  @Test
  void aFileThatIsNoHdf5FileStaysAsItIs() throws IOException {
    Files.writeString(folder.resolve("text"), "words");

    assertThat(run("text", "a").status()).isEqualTo(1);
    assertThat(folder.resolve("text")).hasContent("words");
  }

  @Test
  void argumentsWithoutSenseAreAnsweredWithTheUsage() {
    assertThat(run().status()).isZero();
    assertThat(run("x.h5").out()).startsWith("usage: h5mkgrp [OPTIONS] FILE GROUP...");
    assertThat(run("x.h5").status()).isEqualTo(1);
    assertThat(run("-q", "x.h5", "a").status()).isEqualTo(1);
    assertThat(run("--version").out()).isEqualTo("h5mkgrp: Version 1.10.8\n");
  }
}
