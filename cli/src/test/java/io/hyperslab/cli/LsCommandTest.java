package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The expected lines are written by hand from what the script that makes the files puts into them.
class LsCommandTest {
  private static CommandRun ls(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "ls";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandRun run = CommandRun.of(all);
    String utf8 =
        new String(run.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return new CommandRun(run.status(), utf8, run.err());
  }

  @Test
  void listsAGroupWithShapesTypesSizesAndFilters() {
    assertThat(ls(CommandRun.fixture("storage.h5")).out())
        .isEqualTo(
            """
            chunked   dataset  (6/unlimited, 10)  int32    240 B
            compact   dataset  (4)                int8     4 B
            cube      dataset  (3, 4, 5)          uint16   120 B
            empty     dataset  null               int32    0 B
            filled    dataset  (2, 3)             float32  24 B
            filtered  dataset  (6, 10)            int32    240 B  shuffle, gzip 5, fletcher32
            none      dataset  (0, 3)             int32    0 B
            scalar    dataset  scalar             float64  8 B
            virtual   dataset  (4, 10)            int32    160 B
            """);
  }

  @Test
  void listsATreeWithPathsAndEachObjectOnce() {
    assertThat(ls("-r", CommandRun.fixture("tree.h5")).out())
        .contains(
            "/a_name_for_data  dataset                   (3)      int32  12 B\n",
            "/b/again          same as /\n",
            "/b/data           same as /a_name_for_data\n",
            "/ordered/ant      group                     0 links\n",
            "/ünï/cöde         dataset                   scalar   int8   1 B\n");
  }

  @Test
  void showsWhereLinksLead() {
    assertThat(ls("-l", CommandRun.fixture("tree.h5")).out())
        .contains(
            "-> /b/data (dataset)\n",
            "-> nowhere (leads nowhere)\n",
            "-> no_such_file.h5 /x (leads nowhere)\n");
  }

  @Test
  void saysMoreAboutOneObjectWhenAsked() {
    assertThat(ls("-v", CommandRun.fixture("tree.h5") + "/b/data").out())
        .contains(
            "/b/data  dataset  (3)  int32  12 B\n",
            "    hard links  2\n",
            "    storage     12 B of 12 B (100.0 %)\n",
            "    @units scalar string[2] = \"km\"\n");
  }

  @Test
  void aPathInAFileThatLeadsNowhereNamesFileAndPath() {
    CommandRun run = ls(CommandRun.fixture("tree.h5") + "/b/nothing/there");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("hyperslab: ").contains("tree.h5", "nothing");
  }

  @Test
  void colorsAreUsedOnlyWhenAskedForOrOnATerminal() {
    String file = CommandRun.fixture("tree.h5");
    assertThat(ls(file).out()).doesNotContain("\u001b");
    assertThat(ls("--color=always", file).out()).contains("\u001b[1;34mb\u001b[0m");
  }

  @Test
  void severalFilesHaveAHeadingEach() {
    String file = CommandRun.fixture("storage.h5");
    assertThat(ls(file, file).out()).startsWith(file + ":\n").contains("\n\n" + file + ":\n");
  }

  @Test
  void aTreeHasLinesInFrontOfNames() {
    assertThat(ls("--tree", "--depth", "1", CommandRun.fixture("tree.h5") + "/b").out())
        .isEqualTo(
            """
            /b         group    3 links
            ├── again  group    9 links
            ├── data   dataset  (3)      int32  12 B
            └── empty  group    0 links
            """);
  }

  @Test
  void namesMayBePatterns() {
    assertThat(ls(CommandRun.fixture("tree.h5") + "/*/*a*").out())
        .contains("/b/again ", "/b/data ", "/ordered/ant ", "/ordered/zebra ")
        .doesNotContain("mole", "a_name");
    CommandRun run = ls(CommandRun.fixture("tree.h5") + "/x*");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).endsWith(": nothing matches /x*\n");
  }

  @Test
  void theOrderCanBeChosen() {
    assertThat(ls("--sort", "created", CommandRun.fixture("tree.h5") + "/ordered").out().lines())
        .map(line -> line.split(" ", -1)[0])
        .containsExactly("zebra", "ant", "mole");
    assertThat(ls("--sort", "size", CommandRun.fixture("storage.h5")).out().lines())
        .map(line -> line.split(" ", -1)[0])
        .startsWith("chunked", "filtered", "virtual", "cube", "filled", "scalar", "compact");
  }

  @Test
  void aLongListingHasRatiosAndNumbersOfAttributes() {
    assertThat(ls("-l", CommandRun.fixture("storage.h5")).out())
        .contains("120 B  ratio 1.0", "nothing stored");
    assertThat(ls("-l", CommandRun.fixture("tree.h5") + "/b/data").out())
        .contains("1 attribute  2 hard links");
  }

  @Test
  void jsonHasAnObjectForEachThing() {
    assertThat(ls("--json", CommandRun.fixture("storage.h5") + "/chunked").out())
        .startsWith("[\n {\"path\": \"/chunked\", \"kind\": \"dataset\", \"shape\": [6, 10],")
        .contains("\"max_shape\": [null, 10]", "\"type\": \"int32\"", "\"bytes\": 240")
        .endsWith("}\n]\n");
    assertThat(ls("--json", CommandRun.fixture("tree.h5") + "/ordered/ant").out())
        .isEqualTo("[]\n");
  }
}
