package io.hyperslab.cli.listing;

import io.hyperslab.Dataset;
import io.hyperslab.FilterInfo;
import io.hyperslab.Group;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.value.JsonText;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// A listing for programs: a JSON array with an object for each thing that is listed.
public final class JsonListing {
  private final Output out;
  private final ListingOptions options;
  private final Consumer<RuntimeException> problems;
  private boolean any;

  /// @param problems is told what could not be read; the listing goes on
  public JsonListing(Output out, ListingOptions options, Consumer<RuntimeException> problems) {
    this.out = out;
    this.options = options;
    this.problems = problems;
  }

  /// Lists an object, or what is in a group.
  public void list(Hdf5Object object) {
    out.print("[");
    if (object instanceof Group group) {
      Rows rows = new Rows(options.recursive() ? "" : group.path());
      long depth = options.recursive() ? options.depth() : 1;
      int top = level(group.path());
      new FileWalk(
              rows,
              below ->
                  level(below.path()) - top < depth ? options.order().linksOf(below) : List.of())
          .from(group);
    } else {
      add(facts(object.path(), object));
    }
    out.println(any ? "\n]" : "]");
  }

  /// Lists links that were found.
  public void list(List<Listing.Found> found) {
    out.print("[");
    Rows rows = new Rows("");
    for (Listing.Found one : found) {
      if (one.link() instanceof Link.Hard hard) {
        try {
          rows.object(one.path(), one.group().follow(hard));
        } catch (Hdf5Exception | UncheckedIOException e) {
          rows.unopened(one.path(), e);
        }
      } else {
        rows.link(one.path(), one.group(), one.link());
      }
    }
    out.println(any ? "\n]" : "]");
  }

  private static int level(String path) {
    return path.equals("/") ? 0 : (int) path.chars().filter(c -> c == '/').count();
  }

  private void add(Map<String, String> members) {
    out.print(any ? ",\n " : "\n ");
    any = true;
    out.print(
        members.entrySet().stream()
            .map(member -> JsonText.string(member.getKey()) + ": " + member.getValue())
            .collect(Collectors.joining(", ", "{", "}")));
  }

  private static Map<String, String> named(String path, String kind) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("path", JsonText.string(path));
    facts.put("kind", JsonText.string(kind));
    return facts;
  }

  private static Map<String, String> facts(String path, Hdf5Object object) {
    return switch (object) {
      case Group group -> {
        Map<String, String> facts = named(path, "group");
        facts.put("links", Long.toString(group.size()));
        facts.put("attributes", Long.toString(group.attributes().size()));
        yield facts;
      }
      case NamedDatatype type -> {
        Map<String, String> facts = named(path, "datatype");
        facts.put("type", JsonText.string(type.datatype().toString()));
        facts.put("attributes", Long.toString(type.attributes().size()));
        yield facts;
      }
      case Dataset dataset -> dataset(path, dataset);
    };
  }

  private static Map<String, String> dataset(String path, Dataset dataset) {
    Map<String, String> facts = named(path, "dataset");
    Dataspace space = dataset.dataspace();
    facts.put("shape", space.isNull() ? "null" : numbers(space.shape()));
    facts.put("max_shape", space.isNull() ? "null" : numbers(space.maxShape()));
    facts.put("type", JsonText.string(dataset.datatype().toString()));
    facts.put("bytes", DatasetFacts.bytes(dataset).toString());
    facts.put("stored", Long.toString(dataset.storageSize()));
    facts.put("layout", JsonText.string(dataset.layout().name().toLowerCase(Locale.ROOT)));
    dataset.chunkShape().ifPresent(chunk -> facts.put("chunk", numbers(chunk)));
    List<String> filters = new ArrayList<>();
    for (FilterInfo filter : dataset.filters()) {
      filters.add(JsonText.string(FilterText.of(filter)));
    }
    facts.put("filters", JsonText.array(filters));
    facts.put("attributes", Long.toString(dataset.attributes().size()));
    return facts;
  }

  /// Sizes; `null` stands for unlimited.
  private static String numbers(long... sizes) {
    return JsonText.array(
        LongStream.of(sizes)
            .mapToObj(size -> size == Dataspace.UNLIMITED ? "null" : Long.toString(size))
            .toList());
  }

  private final class Rows implements FileWalk.Visitor {
    private final String omitted;

    /// @param omitted the path of a group that is not listed itself
    Rows(String omitted) {
      this.omitted = omitted;
    }

    @Override
    public void object(String path, Hdf5Object object) {
      if (path.equals(omitted)) {
        return;
      }
      try {
        add(facts(path, object));
      } catch (Hdf5Exception | UncheckedIOException e) {
        unopened(path, e);
      }
    }

    @Override
    public void repeated(String path, Link.Hard link, String first) {
      Map<String, String> facts = named(path, "hard link");
      facts.put("same_as", JsonText.string(first));
      add(facts);
    }

    @Override
    public void link(String path, Group parent, Link link) {
      Map<String, String> facts =
          named(
              path,
              switch (link) {
                case Link.Hard _ -> "hard link";
                case Link.Soft _ -> "soft link";
                case Link.External _ -> "external link";
                case Link.UserDefined _ -> "user-defined link";
              });
      if (link instanceof Link.Soft soft) {
        facts.put("target", JsonText.string(soft.target()));
      } else if (link instanceof Link.External external) {
        facts.put("target_file", JsonText.string(external.file()));
        facts.put("target", JsonText.string(external.target()));
      }
      add(facts);
    }

    @Override
    public void unopened(String path, RuntimeException failure) {
      Map<String, String> facts = named(path, "unreadable");
      facts.put("error", JsonText.string(String.valueOf(failure.getMessage())));
      add(facts);
      problems.accept(failure);
    }

    @Override
    public void unlisted(String path, RuntimeException failure) {
      problems.accept(failure);
    }
  }
}
