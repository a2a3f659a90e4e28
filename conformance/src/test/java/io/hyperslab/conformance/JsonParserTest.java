package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
  @Test
  void readsEveryKindOfValue() {
    JsonValue one = new JsonValue.Literal("-1.5e3");
    JsonValue text = new JsonValue.Text("a\"\\/\n\t\u00e9\udc80");
    assertThat(
            JsonValue.parse(
                " { \"x\" : [ -1.5e3 , null, true ], \"\" : \"a\\\"\\\\\\/\\n\\t\\u00e9\\udc80\","
                    + " \"o\":{}} "))
        .isEqualTo(
            new JsonValue.Members(
                Map.of(
                    "x",
                    new JsonValue.Items(
                        List.of(one, new JsonValue.Literal("null"), new JsonValue.Literal("true"))),
                    "",
                    text,
                    "o",
                    new JsonValue.Members(Map.of()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[1,", "[1 2]", "\"a", "\"\\x\"", "\"\\u12\"", "{\"a\" 1}", "1 2", "]"})
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> JsonValue.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
