package io.hyperslab.conformance.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.testkit.Oracles;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every case of every program of HDF5, beside the program itself.
class ToolCasesTest {
  private static final Set<String> SHOWING = Set.of("h5dump", "h5ls");
  private static final double LEAST_OF_SHOWING = 98;
  private static final double LEAST = 90;

  @TempDir private Path temporary;

  @TestFactory
  Stream<DynamicTest> standInsDoWhatTheProgramsDo() throws IOException, URISyntaxException {
    Optional<String> missing = Oracles.missingH5dump();
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    URI folder = ToolCasesTest.class.getResource("h5mkgrp.cases").toURI();
    return ToolCases.in(Path.of(folder).getParent()).stream().flatMap(this::tests);
  }

  private Stream<DynamicTest> tests(ToolCases cases) {
    return Stream.of(
        DynamicTest.dynamicTest(cases.program(), () -> compare(cases)),
        DynamicTest.dynamicTest(cases.program() + ": all input files", () -> inputs(cases)));
  }

  private void compare(ToolCases cases) throws IOException {
    Optional<CaseInputs> inputs = CaseInputs.find(cases.program());
    assumeTrue(inputs.isPresent(), "the corpus is not there");
    Path folder = Files.createDirectory(temporary.resolve(cases.program()));

    ToolResults results = ToolResults.of(cases, inputs.get(), folder);

    assertThat(ToolReport.unlisted(results)).isEmpty();
    double least = SHOWING.contains(cases.program()) ? LEAST_OF_SHOWING : LEAST;
    assertThat(results.share()).isGreaterThanOrEqualTo(least);
  }

  /// Shows cases that are skipped as such.
  private static void inputs(ToolCases cases) throws IOException {
    Optional<CaseInputs> inputs = CaseInputs.find(cases.program());
    assumeTrue(inputs.isPresent(), "the corpus is not there");
    List<String> skipped =
        cases.scenarios().stream()
            .flatMap(scenario -> inputs.get().missing(scenario).stream())
            .toList();
    if (!skipped.isEmpty()) {
      abort(skipped.size() + " cases need files that are not there: " + Set.copyOf(skipped));
    }
  }

  @Test
  void aCaseIsReadFromItsLine() {
    ToolCases cases =
        ToolCases.parse(
            "h5x",
            """
            tool: io.example.XTool
            files: a*.h5
            elsewhere: b.h5
            # nothing
            -v 'a b'.h5 "c\\"d"\tstdout, status,same:out.h5
            + $ h5ls -r x.h5
            + out.h5\tdump-p:out.h5\tbecause
            """);
    assertThat(cases.scenarios()).hasSize(1);
    Scenario scenario = cases.scenarios().getFirst();
    assertThat(scenario.tool()).isEqualTo("io.example.XTool");
    assertThat(scenario.files()).containsExactly("a*.h5");
    assertThat(scenario.elsewhere()).containsExactly("b.h5");
    assertThat(scenario.calls()).hasSize(3);
    assertThat(scenario.calls().getFirst().arguments()).containsExactly("-v", "a b.h5", "c\"d");
    assertThat(scenario.calls().getFirst().checks())
        .extracting(Check::toString)
        .containsExactly("stdout", "status", "same:out.h5");
    assertThat(scenario.calls().get(1).arguments()).containsExactly("h5ls", "-r", "x.h5");
    assertThat(scenario.calls().get(1).prepares()).isTrue();
    assertThat(scenario.calls().get(2).reason()).contains("because");
  }

  @Test
  void aWordThatSaysNothingIsRefused() {
    assertThatThrownBy(() -> ToolCases.parse("h5x", "tool: T\n-v\tstdout,size\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("h5x.cases:2")
        .hasMessageContaining("size");
    assertThatThrownBy(() -> ToolCases.parse("h5x", "'a\tstdout\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmptyArgumentIsAnArgument() {
    assertThat(ShellWords.of("a ''  \\ b 'c'\"d\"")).containsExactly("a", "", " b", "cd");
  }
}
