package io.hyperslab.tour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypesetterTest {
  private final Typesetter typesetter = new Typesetter();

  @Test
  void aShortResultStandsBesideItsCode() {
    assertThat(typesetter.set(new Passage.Result("  f.size()", "3")))
        .isEqualTo("\n      f.size()                                        → 3\n");
  }

  @Test
  void whatDoesNotFitBesideStandsBelow() {
    String code = "x".repeat(60);
    assertThat(typesetter.set(new Passage.Result(code, "3")))
        .isEqualTo("\n    " + code + "\n        → 3\n");
  }

  @Test
  void allResultsOfALoopStandInOneColumn() {
    String first = typesetter.set(new Passage.Result("x", "1"));
    String next = typesetter.set(new Passage.Result("", "2"));
    assertThat(next.indexOf('→')).isEqualTo(first.strip().indexOf('→') + 4);
    assertThat(next).endsWith("→ 2\n").doesNotStartWith("\n");
  }

  @Test
  void proseIsWrappedAndSetApart() {
    String prose = typesetter.set(new Passage.Note("word ".repeat(40).strip()));
    assertThat(prose).startsWith("\nword");
    assertThat(prose.lines()).hasSizeGreaterThan(2).allMatch(line -> line.length() <= 92);
  }

  @Test
  void aRefusalIsMarked() {
    assertThat(typesetter.set(new Passage.Refusal("f.get(\"x\")", "NoSuchObject", "absent")))
        .isEqualTo("\n    f.get(\"x\")\n        ✗ NoSuchObject: absent\n");
  }

  @Test
  void paragraphsOfCodeStaySetApart() {
    typesetter.set(new Passage.Code("a();"));
    assertThat(typesetter.set(new Passage.Code("\nb();"))).isEqualTo("\n    b();\n");
    typesetter.set(new Passage.Note("note"));
    assertThat(typesetter.set(new Passage.Code("\nc();"))).isEqualTo("\n    c();\n");
  }
}
