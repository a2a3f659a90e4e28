package io.hyperslab.cli.find;

import io.hyperslab.Attribute;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.value.Columns;
import io.hyperslab.cli.value.ElementWalk;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.value.Value;
import io.hyperslab.cli.value.ValueText;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an attribute of an object must be like: `units`, `units=K`, `valid_max>100`.
///
/// @param name a pattern of its name
/// @param text a pattern that one of its texts has, if it is compared with one
/// @param condition what one of its elements is like, if it is compared with a number
record AttributeCondition(Pattern name, Optional<Pattern> text, Optional<Condition> condition) {
  private static final Pattern COMPARISON = Pattern.compile("(.+?)\\s*(<=|>=|!=|==|=|<|>)\\s*(.*)");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?|[-+]?inf|nan");

  /// Reads a condition. A value that is no number is a pattern for `=`.
  ///
  /// @throws IllegalArgumentException if it cannot be read
  static AttributeCondition parse(String source) {
    Matcher comparison = COMPARISON.matcher(source);
    if (!comparison.matches()) {
      return new AttributeCondition(Glob.of(source), Optional.empty(), Optional.empty());
    }
    String relation = comparison.group(2);
    String value = comparison.group(3);
    Pattern name = Glob.of(comparison.group(1));
    boolean isQuoted = value.matches("'[^']*'|\"[^\"]*\"");
    if (relation.equals("=") && !isQuoted && !NUMBER.matcher(value).matches()) {
      return new AttributeCondition(name, Optional.of(Glob.of(value)), Optional.empty());
    }
    Condition condition = ConditionParser.parse(relation + " " + value);
    return new AttributeCondition(name, Optional.empty(), Optional.of(condition));
  }

  /// Whether an object has such an attribute.
  ///
  /// @param references say what references of its file point to
  /// @throws Hdf5Exception if none of those that can be read is such, and one cannot be read
  boolean test(Hdf5Object object, References references) {
    RuntimeException failure = null;
    for (Attribute attribute : object.attributes()) {
      try {
        if (name.matcher(attribute.name()).matches() && test(attribute, references)) {
          return true;
        }
      } catch (Hdf5Exception | UncheckedIOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return false;
  }

  private boolean test(Attribute attribute, References references) {
    if (text.isEmpty() && condition.isEmpty()) {
      return true;
    }
    boolean[] found = {false};
    Columns columns = new Columns(references, Columns.ALL);
    new ElementWalk(attribute)
        .forEach(
            columns,
            value -> {
              found[0] |= test(value);
            });
    return found[0];
  }

  private boolean test(Value value) {
    return condition
        .map(one -> one.test(value))
        .orElseGet(() -> text.orElseThrow().matcher(ValueText.exact().plain(value)).matches());
  }
}
