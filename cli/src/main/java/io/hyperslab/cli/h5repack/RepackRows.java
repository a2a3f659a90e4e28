package io.hyperslab.cli.h5repack;

import io.hyperslab.Attributes;
import io.hyperslab.Dataset;
import io.hyperslab.FilterInfo;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.NamedDatatype;
import io.hyperslab.cli.text.Output;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The table that `h5repack -v` prints of what it has copied.
final class RepackRows {
  private static final String LINE = "-----------------------------------------";

  private final Output out;
  private final RepackOptions options;
  private final DatasetChoice choice;
  private final Hdf5File made;

  /// @param made the copy
  RepackRows(Output out, RepackOptions options, DatasetChoice choice, Hdf5File made) {
    this.out = out;
    this.options = options;
    this.choice = choice;
    this.made = made;
  }

  /// Prints the head of the table.
  static void printHead(Output out) {
    out.println(LINE).println(" Type     Filter (Compression)     Name").println(LINE);
  }

  /// Prints the rest of the table.
  ///
  /// @param pruned paths of links that are not in the copy
  void print(List<ObjectList.Item> items, Collection<String> pruned) {
    for (ObjectList.Item item : items) {
      if (options.verbose()) {
        item.object().ifPresentOrElse(object -> row(item, object), () -> row("link", item.path()));
      }
      if (pruned.contains(item.path())) {
        out.println("Pruned " + item.path() + ".");
      }
    }
    if (options.verbose()) {
      Map<Hdf5Object, String> paths = new HashMap<>();
      items.forEach(item -> item.object().ifPresent(object -> paths.put(object, item.path())));
      for (ObjectList.Item item : items) {
        item.object().ifPresent(object -> references(item, object, paths));
      }
    }
  }

  private void row(String kind, String path) {
    out.println(String.format(Locale.ROOT, " %-27s %s", kind, path));
  }

  private void row(ObjectList.Item item, Hdf5Object object) {
    String path = item.path();
    switch (object) {
      case Group _ -> {
        row("group", path);
        attributes(object);
      }
      case NamedDatatype _ -> {
        row("type", path);
        attributes(object);
      }
      case Dataset dataset -> dataset(path, dataset, outcome(item));
    }
  }

  /// What became of a dataset, which the copy may have met by another of its paths.
  private DatasetChoice.Outcome outcome(ObjectList.Item item) {
    return Stream.concat(Stream.of(item.path()), item.aliases().stream())
        .flatMap(path -> choice.outcome(path).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no copy was made of " + item.path()));
  }

  private void attributes(Hdf5Object object) {
    Attributes attributes = object.attributes();
    List<String> names =
        attributes.tracksCreationOrder()
            ? attributes.namesInCreationOrder()
            : attributes.namesAsStored();
    for (String name : names) {
      out.println(String.format(Locale.ROOT, "  %-27s %s", "attr", name));
    }
  }

  private void dataset(String path, Dataset dataset, DatasetChoice.Outcome outcome) {
    if (!outcome.read()) {
      attributes(dataset);
      row("dset", path);
    } else if (!outcome.reference()) {
      if (!outcome.applied()) {
        out.println(
            " warning: could not create dataset <" + path + ">. Applying original settings");
      }
      boolean measured = outcome.large() && outcome.applied() && asksForFilter(path);
      row(measured ? ratio(path, outcome.size()) : "dset", path);
      if (outcome.filtered() && !outcome.large()) {
        out.println(
            " <warning: filter not applied to "
                + path
                + ". dataset smaller than "
                + (int) options.minimum()
                + " bytes>");
      }
      if (outcome.filtered() && !outcome.applied()) {
        out.println(" <warning: could not apply the filter to " + path + ">");
      }
      attributes(dataset);
    }
  }

  /// Whether a filter is asked for all objects, or for one that is named by this very path.
  private boolean asksForFilter(String path) {
    StorageTable table = options.table();
    return !table.filtersOfAll().isEmpty()
        || table.entries().stream()
            .anyMatch(entry ->
                entry.path().equals(path)
                    && entry.filters().stream()
                        .anyMatch(filter -> filter.id() != FilterRequest.NONE));
  }

  private String ratio(String path, long before) {
    Dataset copy = made.dataset(path);
    long after = copy.storageSize();
    StringBuilder text = new StringBuilder("dset     ");
    for (FilterInfo filter : copy.filters()) {
      text.append(name(filter.id())).append(' ');
    }
    double ratio = after == 0 ? 0 : (double) before / after;
    return text.append(String.format(Locale.ROOT, "  (%.3f:1)", ratio)).toString();
  }

  private static String name(int filter) {
    return switch (filter) {
      case FilterRequest.NONE -> "NONE";
      case FilterRequest.DEFLATE -> "GZIP";
      case FilterRequest.SHUFFLE -> "SHUF";
      case FilterRequest.FLETCHER32 -> "FLET";
      case FilterRequest.SZIP -> "SZIP";
      case FilterRequest.NBIT -> "NBIT";
      case FilterRequest.SCALE_OFFSET -> "SCALEOFFSET";
      default -> "UD";
    };
  }

  /// What the elements of a dataset of references lead to.
  private void references(ObjectList.Item item, Hdf5Object object, Map<Hdf5Object, String> paths) {
    String path = item.path();
    if (!(object instanceof Dataset dataset) || !outcome(item).reference()) {
      return;
    }
    References targets = References.of(dataset);
    for (Hdf5Object target : targets.found()) {
      String name = paths.get(target);
      if (name != null) {
        row("dset", path);
        out.println(
            "object <" + path + "> " + targets.kind() + " reference created to <" + name + ">");
      }
    }
    attributes(object);
  }
}
