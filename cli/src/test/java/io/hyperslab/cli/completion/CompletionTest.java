package io.hyperslab.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.cli.Needed;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The scripts, run by the shells that are installed.
class CompletionTest {
  private static final List<Syntax> COMMANDS =
      List.of(
          Syntax.of("ls", "Lists what's in a file: [all] of it.")
              .options(
                  Option.flag("-r, --recursive", "List everything below."),
                  Option.choice("--color", "WHEN", List.of("auto", "always"), "Use colors: yes."),
                  Option.valued("-w, --width", "N", "How wide it is, in [characters]."),
                  Option.valued("-o, --output", "OUT.txt", "Where it goes."))
              .operands(Operand.some("FILE[/PATH]", "A file, or a path in one.")),
          Syntax.of("lesson", "Teaches.").operands(Operand.any("LESSON", "A number.")),
          Syntax.of("completion", "Prints a script.").operands(Operand.one("bash|fish", "Which.")));

  @TempDir Path folder;

  @BeforeEach
  void filesAndACommandThatKnowsWhatIsInside() throws IOException {
    Files.createFile(folder.resolve("data.h5"));
    Files.createFile(folder.resolve("my file.h5"));
    Files.createFile(folder.resolve("other.txt"));
    Path command = folder.resolve("hyperslab");
    Files.writeString(
        command,
        """
        #!/bin/sh
        case "$1 $2 $3" in
          "complete-path -- data.h5/g") printf 'data.h5/group/\\ndata.h5/gain\\n' ;;
          "complete-path -- my file.h5/o") echo 'my file.h5/only one/' ;;
        esac
        """);
    assumeTrue(command.toFile().setExecutable(true));
  }

  private List<String> complete(Shell shell, String line) throws IOException {
    Needed.require(isInstalled(shell), shell.name());
    Path script = folder.resolve("script");
    Files.writeString(script, Completion.script(shell, COMMANDS, List.of("h5dump")));
    return switch (shell) {
      case BASH -> bash(line);
      case FISH ->
          run("fish", "--no-config", "-c", "source script; complete -C \"$argv[1]\"", line).stream()
              .map(answer -> answer.replaceFirst("\t.*", ""))
              .toList();
      case ZSH -> zsh(line);
    };
  }

  private static boolean isInstalled(Shell shell) {
    String name = shell.name().toLowerCase(java.util.Locale.ROOT);
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, name)));
  }

  /// Words as bash parts them: also at an equals sign, not at an escaped space.
  private List<String> bash(String line) throws IOException {
    String[] words = line.replace("=", " = ").split("(?<!\\\\) ", -1);
    StringBuilder array = new StringBuilder();
    for (String word : words) {
      array.append(" '").append(word).append('\'');
    }
    return run(
        "bash",
        "--norc",
        "-c",
        """
        source script; COMP_WORDS=(%s); COMP_CWORD=%d
        _hyperslab; printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(array, words.length - 1));
  }

  /// A terminal of zsh's own, in which a key lists what the line can be completed to.
  private List<String> zsh(String line) throws IOException {
    Files.writeString(
        folder.resolve(".zshrc"),
        """
        unsetopt zle_bracketed_paste
        autoload -U compinit && compinit -u -D
        source ./script
        compadd() {
          if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\\ * ]]; then
            local -a found
            builtin compadd -O found "$@"
            print -rl -- "<"${^found}">"
          fi
          builtin compadd "$@"
        }
        list() { _main_complete; print "<<end>>" }
        zle -C list complete-word list
        bindkey ^T list
        """);
    Files.writeString(
        folder.resolve("driver"),
        """
        zmodload zsh/zpty
        export ZDOTDIR=$PWD
        zpty -b z zsh -d -i
        zpty -n -w z "$1"$'\\C-T'
        for i in {1..200}; do
          sleep 0.05
          while zpty -r -t z part; do all+=$part; done
          [[ $all == *'<<end>>'* ]] && break
        done
        print -r -- $all
        zpty -d z
        """);
    return run("zsh", "-f", "driver", line).stream()
        .flatMap(text -> Pattern.compile("<([^<>]+)>").matcher(text).results())
        .map(found -> found.group(1))
        .filter(word -> !word.equals("end"))
        .distinct()
        .toList();
  }

  private List<String> run(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().merge("PATH", folder.toString(), (path, added) -> added + ":" + path);
    builder.environment().put("TERM", "dumb");
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return text.lines().filter(line -> !line.isBlank()).toList();
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void commandsAndToolsAreTheFirstWord(Shell shell) throws IOException {
    assertThat(complete(shell, "hyperslab l")).containsExactlyInAnyOrder("ls", "lesson");
    assertThat(complete(shell, "hyperslab h5")).containsExactly("h5dump");
  }

  @ParameterizedTest
  @CsvSource({
    "BASH, hyperslab ls --re, --recursive",
    "ZSH, hyperslab ls --re, --recursive",
    "FISH, hyperslab ls --re, --recursive",
    "BASH, hyperslab lesson --de, --debug",
    "ZSH, hyperslab lesson --de, --debug",
    "FISH, hyperslab lesson --de, --debug",
  })
  void aBegunOptionIsCompleted(Shell shell, String line, String option) throws IOException {
    assertThat(complete(shell, line)).containsExactly(option);
  }

  @ParameterizedTest
  @CsvSource({
    "BASH, hyperslab ls --color al, always",
    "BASH, hyperslab ls --color=au, auto",
    "ZSH, hyperslab ls --color=au, auto",
    "FISH, hyperslab ls --color al, always",
    "FISH, hyperslab ls --color=au, --color=auto",
    "BASH, hyperslab completion f, fish",
    "ZSH, hyperslab completion f, fish",
    "FISH, hyperslab completion f, fish",
  })
  void valuesAreCompletedToTheirChoices(Shell shell, String line, String value) throws IOException {
    assertThat(complete(shell, line)).containsExactly(value);
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void operandsAndValuesThatAreFilesAreCompletedToFiles(Shell shell) throws IOException {
    assertThat(complete(shell, "hyperslab ls da")).containsExactly("data.h5");
    assertThat(complete(shell, "hyperslab ls -r -o ot")).containsExactly("other.txt");
    assertThat(complete(shell, "hyperslab h5dump da")).containsExactly("data.h5");
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void nothingIsOfferedWhereNobodyKnows(Shell shell) throws IOException {
    assertThat(complete(shell, "hyperslab lesson da")).isEmpty();
    assertThat(complete(shell, "hyperslab ls --width da")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void pathsInsideOfAFileAreCompleted(Shell shell) throws IOException {
    List<String> inside =
        complete(shell, "hyperslab ls data.h5/g").stream()
            .map(path -> path.replaceFirst("^data.h5/", ""))
            .toList();
    assertThat(inside).containsExactlyInAnyOrder("group/", "gain");
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void theirNamesMayHaveSpaces(Shell shell) throws IOException {
    assertThat(complete(shell, "hyperslab ls my\\ file.h5/o"))
        .singleElement()
        .asString()
        .endsWith("only one/");
  }

  @Test
  void apostrophesDoNotEndWhatIsQuoted() {
    assertThat(Completion.script(Shell.ZSH, COMMANDS)).contains("'ls:Lists what'\\''s in");
    assertThat(Completion.script(Shell.FISH, COMMANDS)).contains("'Lists what\\'s in");
  }
}
