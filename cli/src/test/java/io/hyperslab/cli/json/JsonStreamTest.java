package io.hyperslab.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;

class JsonStreamTest {
  private static String nothing(long... shape) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonText.generator(text)) {
      JsonElements elements =
          new JsonElements(json, new JsonElements.Style(true, true), (_, _, _) -> {});
      new JsonStream(json, elements, shape).end();
    }
    return text.toString();
  }

  @Test
  void anArrayWithoutElementsHasTheBracketsOfItsShape() {
    assertThat(nothing(2, 3, 0)).isEqualTo("[[[],[],[]],[[],[],[]]]");
    assertThat(nothing(0, 3)).isEqualTo("[]");
  }

  @Test
  void ofManyEmptyArraysLittleIsTold() {
    assertThat(nothing(64, 64, 64, 64, 0)).startsWith("[[[").hasSizeLessThan(1 << 20);
  }
}
