package io.hyperslab.cli.find;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import io.hyperslab.cli.value.JsonText;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.value.ValueText;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Finds objects below a group, and prints where they are: `FILE/PATH`, as other commands take it.
public final class Finder {
  /// How findings are printed.
  ///
  /// @param positions elements that are printed of a dataset at most
  /// @param isQuiet nothing is printed
  /// @param isJson one JSON object for each finding
  public record Style(long positions, boolean isQuiet, boolean isJson) {}

  private final Output out;
  private final Criteria criteria;
  private final Optional<Condition> condition;
  private final Style style;
  private final BiConsumer<String, RuntimeException> problems;
  private long found;

  /// @param where what elements are like, as text; empty if they do not matter
  /// @param problems is told what could not be looked at
  /// @throws IllegalArgumentException if `where` makes no sense
  public Finder(
      Output out,
      Criteria criteria,
      Optional<String> where,
      Style style,
      BiConsumer<String, RuntimeException> problems) {
    this.out = out;
    this.criteria = criteria;
    this.condition = where.map(ConditionParser::parse);
    this.style = style;
    this.problems = problems;
  }

  /// How many were found.
  public long found() {
    return found;
  }

  /// Looks at an object and, if it is a group, at everything that hard links lead to below it.
  ///
  /// @param file its name, for the output
  public void search(String file, Hdf5Object start) {
    Visitor visitor = new Visitor(file, new References(start.file()));
    if (start instanceof Group group) {
      new FileWalk(visitor).from(group);
    } else {
      visitor.object(start.path(), start);
    }
  }

  private final class Visitor implements FileWalk.Visitor {
    private final String file;
    private final References references;

    Visitor(String file, References references) {
      this.file = file;
      this.references = references;
    }

    @Override
    public void object(String path, Hdf5Object object) {
      try {
        if (criteria.test(path, object)) {
          if (condition.isEmpty()) {
            print(path);
          } else if (object instanceof Dataset dataset) {
            search(path, dataset);
          }
        }
      } catch (Hdf5Exception | UncheckedIOException e) {
        problems.accept(file, e);
      }
    }

    private void search(String path, Dataset dataset) {
      Matches matches =
          new Matches(condition.orElseThrow(), style.isQuiet() ? 0 : style.positions());
      matches.search(dataset, references);
      if (matches.count() == 0) {
        return;
      }
      found++;
      if (style.isQuiet()) {
        return;
      }
      if (style.isJson()) {
        out.println(json(path, matches));
        return;
      }
      out.println(place(path) + ": " + matches.count() + " of " + dataset.size() + " elements");
      for (Matches.Match match : matches.first()) {
        out.println(
            "  " + match.index() + " = " + Quoted.printable(ValueText.exact().of(match.value())));
      }
      if (matches.count() > matches.first().size() && style.positions() > 0) {
        out.println("  ...");
      }
    }

    private String json(String path, Matches matches) {
      return "{\"file\": "
          + JsonText.string(file)
          + ", \"path\": "
          + JsonText.string(path)
          + ", \"count\": "
          + matches.count()
          + ", \"matches\": "
          + JsonText.array(
              matches.first().stream()
                  .map(match ->
                      "{\"index\": "
                          + match.index()
                          + ", \"value\": "
                          + JsonText.of(match.value())
                          + "}")
                  .toList())
          + "}";
    }

    private void print(String path) {
      found++;
      if (style.isQuiet()) {
        return;
      }
      out.println(
          style.isJson()
              ? "{\"file\": " + JsonText.string(file) + ", \"path\": " + JsonText.string(path) + "}"
              : place(path));
    }

    private String place(String path) {
      return Quoted.printable(file + path);
    }

    @Override
    public void repeated(String path, Link.Hard link, String first) {
      printLink(path);
    }

    @Override
    public void link(String path, Group parent, Link link) {
      printLink(path);
    }

    /// A link is found by its path alone.
    private void printLink(String path) {
      if (condition.isEmpty() && criteria.isOfPaths() && criteria.testPath(path)) {
        print(path);
      }
    }

    @Override
    public void unopened(String path, RuntimeException failure) {
      printLink(path);
      problems.accept(file, failure);
    }

    @Override
    public void unlisted(String path, RuntimeException failure) {
      problems.accept(file, failure);
    }
  }
}
