package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestComparisonTest {
  private static DigestComparison.Result compare(String golden, String ours) {
    return DigestComparison.compare(JsonValue.parse(golden), JsonValue.parse(ours));
  }

  private static void assertEqual(String golden, String ours) {
    DigestComparison.Result result = compare(golden, ours);
    assertThat(result.difference()).isEmpty();
    assertThat(result.more()).isEmpty();
  }

  private static void assertDiffers(String golden, String ours, String where) {
    assertThat(compare(golden, ours).difference())
        .hasValueSatisfying(text -> assertThat(text).startsWith(where));
  }

  @Test
  void theNamesOfFileAndLibraryDoNotCount() {
    assertEqual("{\"library\":\"a\",\"file\":\"x\",\"b\":1}", "{\"file\":\"y\",\"b\":1}");
  }

  @Test
  void everyOtherKeyCounts() {
    assertDiffers("{\"a\":1}", "{\"a\":2}", ".a");
    assertDiffers("{\"a\":1}", "{}", ".a");
    assertDiffers("{}", "{\"a\":1}", ".a");
    assertDiffers("{\"a\":[1,2]}", "{\"a\":[1]}", ".a");
    assertDiffers("{\"a\":[1,2]}", "{\"a\":[2,1]}", ".a[0]");
    assertDiffers("{\"a\":\"1\"}", "{\"a\":1}", ".a");
    assertDiffers(
        "{\"o\":[{\"path\":\"/d\",\"b\":1}]}", "{\"o\":[{\"path\":\"/d\",\"b\":2}]}", ".o[/d].b");
  }

  @Test
  void theTextOfAnErrorDoesNotCountButTheErrorDoes() {
    assertEqual("{\"error\":\"a\"}", "{\"error\":\"b\"}");
    assertDiffers("{\"v\":{\"nbytes\":1}}", "{\"v\":{\"error\":\"b\"}}", ".v");
  }

  @Test
  void readingWhereTheReferenceFailsIsMore() {
    DigestComparison.Result result =
        compare("{\"v\":{\"error\":\"a\",\"shape\":[1]}}", "{\"v\":{\"nbytes\":1,\"shape\":[1]}}");
    assertThat(result.difference()).isEmpty();
    assertThat(result.more()).containsExactly(".v");
    assertThat(compare("{\"attrs_error\":\"a\"}", "{\"attrs\":{}}").more())
        .containsExactly(".attrs");
  }

  @Test
  void openingWhatTheReferenceCannotIsMore() {
    DigestComparison.Result result =
        compare(
            "{\"links\":[{\"path\":\"/a\",\"error\":\"x\"}],\"objects\":[{\"path\":\"/\"}]}",
            "{\"links\":[],\"objects\":[{\"path\":\"/\"},{\"path\":\"/a\"},{\"path\":\"/a/b\"}]}");
    assertThat(result.difference()).isEmpty();
    assertThat(result.more()).containsExactly("/a");
  }

  @Test
  void whatBothHaveMustAgreeEvenThere() {
    assertDiffers(
        "{\"v\":{\"error\":\"a\",\"shape\":[1]}}",
        "{\"v\":{\"nbytes\":1,\"shape\":[2]}}",
        ".v.shape");
    assertDiffers(
        "{\"v\":{\"error\":\"a\",\"shape\":[1]}}",
        "{\"v\":{\"error\":\"b\",\"shape\":[2]}}",
        ".v.shape");
    assertEqual("{\"v\":{\"error\":\"a\",\"shape\":[1]}}", "{\"v\":{\"error\":\"b\",\"size\":2}}");
  }

  @Test
  void filtersMayBeNamedDifferently() {
    assertEqual("{\"id\":1,\"cd\":[],\"name\":\"deflate\"}", "{\"id\":1,\"cd\":[],\"name\":\"\"}");
    assertDiffers("{\"id\":1,\"name\":\"deflate\"}", "{\"id\":1,\"name\":\"\"}", ".name");
  }
}
