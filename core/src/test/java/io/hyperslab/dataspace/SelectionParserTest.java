package io.hyperslab.dataspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          0:10, ::2              | "  0 : 10 ,\t: : 2  "
          0:10, ::2              | [0:10, ::2]
          0:10, ::2              | (0:10, ::2)
          0:10, ::2              | 0:10, ::2,
          0:10                   | +0:10:1
          0:10                   | 0:10:
          0, 1                   | (0, 1)
          [0, 1]                 | [0, 1]
          [0, 1]                 | [[0, 1]]
          [0, 1]                 | [0, 1,]
          [3]                    | [ 3 ]
          []                     | []
          [True, False]          | [True,False]
          ...                    | [...]
          ...                    | Ellipsis
          None, 3                | [np.newaxis, 3]
          0, [1, 2]              | [0, [1, 2]]
          [1, 2], 0              | [[1, 2], 0]
          -1                     | - 1
          -9223372036854775808   | -9223372036854775808
          """)
  void spellingsOfTheSameSelection(String canonical, String spelling) {
    assertThat(Selection.of(spelling)).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                  | 0  | expected an index
          "  "                | 2  | expected an index
          ,                   | 0  | expected an index
          0,,1                | 2  | expected an index
          0 1                 | 2  | expected ',' or the end
          1.5                 | 1  | expected ',' or the end
          a                   | 0  | expected an index
          -                   | 1  | expected a digit
          0:b                 | 2  | expected ',' or the end
          0:1:2:3             | 5  | expected ',' or the end
          ::0                 | 2  | the step is 0
          ..., 0, ...         | 8  | more than one ellipsis
          [0, 1], [2]         | 8  | more than one list
          [0, 1               | 5  | expected ',' or ']'
          [0, x]              | 4  | expected an index
          [0, True]           | 4  | expected an index
          [True, 0]           | 7  | expected True or False
          [0:2], 3            | 2  | expected ',' or ']'
          (0, 1               | 5  | expected ',' or ')'
          (0, 1) 2            | 7  | expected nothing after the closing ')'
          0]                  | 1  | expected ',' or the end
          9223372036854775808 | 0  | does not fit in 64 bits
          0, 99999999999999999999 | 3 | does not fit in 64 bits
          """)
  void errorNamesThePlace(String text, int position, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selection.of(text))
        .withMessageContaining("position " + position + " (")
        .withMessageContaining(problem);
  }

  @Test
  void anyTextIsReadOrRefused() {
    String alphabet = "0123 ,:.[]()-+TrueFalsNone";
    Random random = new Random(7);
    int accepted = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(9); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        Selection.of(text.toString());
        accepted++;
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("position");
      }
    }
    assertThat(accepted).isPositive();
  }
}
