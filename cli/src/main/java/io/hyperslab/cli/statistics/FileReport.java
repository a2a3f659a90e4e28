package io.hyperslab.cli.statistics;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.SpaceUse;
import io.hyperslab.StorageLayout;
import io.hyperslab.cli.listing.DatasetFacts;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.error.Hdf5Exception;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/// What a file, or a part of one, consists of, and what it could be instead.
///
/// @param file its name
/// @param path of the object at which it begins; `/` for the whole file
/// @param objects how many there are of each kind
/// @param space where the bytes are
/// @param layouts of each layout, how many datasets have it
/// @param pipelines of each sequence of filters, how many datasets have it
/// @param datasets the largest ones, the largest first
/// @param trials what filters would make of some of those
/// @param costs what reads of some of those cost
/// @param advice what follows
/// @param failures what could not be looked at
public record FileReport(
    String file,
    String path,
    Map<Hdf5Object.Kind, Long> objects,
    SpaceFigures space,
    Map<String, Long> layouts,
    Map<String, Long> pipelines,
    List<DatasetFigures> datasets,
    List<FilterTrials> trials,
    List<AccessCosts> costs,
    List<Advice> advice,
    List<String> failures) {
  private static final int MOST_FAILURES = 100;

  /// Datasets that take less are not measured, in bytes.
  private static final long WORTH_MEASURING = 64L << 10;

  /// The largest piece that is measured.
  private static final long LARGEST_CHUNK = 32L << 20;

  public FileReport {
    objects = Map.copyOf(objects);
    datasets = List.copyOf(datasets);
    trials = List.copyOf(trials);
    costs = List.copyOf(costs);
    advice = List.copyOf(advice);
    failures = List.copyOf(failures);
  }

  /// Looks at an object and everything below it; at the whole file if it is the root group.
  ///
  /// @param start in a file that is open for reading only
  /// @throws Hdf5Exception if the object itself cannot be read
  public static FileReport of(Hdf5Object start, ReportOptions options, ReportProgress progress) {
    return new Collector(options, progress).report(start);
  }

  /// A dataset and what it takes.
  private record Sized(Dataset dataset, long stored) {}

  private static final class Collector implements FileWalk.Visitor {
    private final ReportOptions options;
    private final ReportProgress progress;
    private final Map<Hdf5Object.Kind, Long> objects = new TreeMap<>();
    private final Map<String, Long> layouts = new TreeMap<>();
    private final Map<String, Long> pipelines = new TreeMap<>();
    private final PriorityQueue<Sized> largest =
        new PriorityQueue<>(Comparator.comparingLong(Sized::stored));
    private final SpaceFigures.Sum sum = new SpaceFigures.Sum();
    private final List<String> failures = new ArrayList<>();
    private boolean whole;

    private Collector(ReportOptions options, ReportProgress progress) {
      this.options = options;
      this.progress = progress;
    }

    private FileReport report(Hdf5Object start) {
      Hdf5File file = start.file();
      whole = start.equals(file.root());
      if (start instanceof Group group) {
        new FileWalk(this).from(group);
      } else {
        object(start.path(), start);
      }
      SpaceFigures space = whole ? SpaceFigures.of(file, progress) : sum.figures();
      List<Sized> sorted =
          largest.stream().sorted(Comparator.comparingLong(Sized::stored).reversed()).toList();
      List<DatasetFigures> figures = new ArrayList<>();
      for (Sized sized : sorted) {
        attempt(sized.dataset().path(), () -> figures.add(DatasetFigures.of(sized.dataset())));
      }
      List<FilterTrials> trials = new ArrayList<>();
      List<AccessCosts> costs = new ArrayList<>();
      measure(sorted, trials, costs);
      return new FileReport(
          file.name(),
          start.path(),
          objects,
          space,
          layouts,
          pipelines,
          figures,
          trials,
          costs,
          Advice.of(space, figures, trials, costs),
          failures);
    }

    private void measure(List<Sized> sorted, List<FilterTrials> trials, List<AccessCosts> costs) {
      long begun = System.nanoTime();
      int left = options.measured();
      for (Sized sized : sorted) {
        Dataset dataset = sized.dataset();
        boolean late = System.nanoTime() - begun > options.time().toNanos();
        if (sized.stored() < WORTH_MEASURING || left == 0 || late) {
          return;
        }
        progress.now("measuring " + dataset.path());
        // Each dataset gets its share of the time, and what those before it have left.
        long end = options.time().toNanos() / options.measured() * (options.measured() - left + 1);
        long share = options.sampleBytes() / options.measured();
        Optional<Sample> sample = sample(dataset, share);
        if (sample.isPresent()) {
          left--;
          Sample taken = sample.get();
          attempt(
              dataset.path(),
              () ->
                  trials.add(
                      FilterTrials.of(dataset, taken, () -> System.nanoTime() - begun < end)));
          double perElement = (double) taken.stored() * dataset.datatype().size() / taken.bytes();
          costs.add(AccessCosts.of(dataset, perElement));
        }
      }
    }

    private Optional<Sample> sample(Dataset dataset, long bytes) {
      try {
        return Sample.of(dataset, bytes, LARGEST_CHUNK);
      } catch (Hdf5Exception e) {
        failed(dataset.path(), e);
        return Optional.empty();
      }
    }

    private void attempt(String path, Runnable part) {
      try {
        part.run();
      } catch (Hdf5Exception e) {
        failed(path, e);
      }
    }

    private void failed(String path, RuntimeException failure) {
      if (failures.size() < MOST_FAILURES) {
        failures.add(path + ": " + failure.getMessage());
      }
    }

    @Override
    public void object(String path, Hdf5Object object) {
      progress.now("listing " + path);
      objects.merge(object.kind(), 1L, Long::sum);
      attempt(path, () -> add(object));
    }

    private void add(Hdf5Object object) {
      if (!whole) {
        sum.add(object);
      }
      switch (object) {
        case Dataset dataset -> add(dataset);
        case Group _, NamedDatatype _ -> {
          // Nothing more is told of them.
        }
      }
    }

    private void add(Dataset dataset) {
      boolean external = !dataset.externalSegments().isEmpty();
      StorageLayout layout = dataset.layout();
      layouts.merge(external ? "external" : layout.name().toLowerCase(Locale.ROOT), 1L, Long::sum);
      if (layout == StorageLayout.CHUNKED) {
        pipelines.merge(DatasetFacts.filters(dataset), 1L, Long::sum);
      }
      long stored = dataset.storageSize();
      if (!whole && !external && layout != StorageLayout.COMPACT) {
        sum.add(SpaceUse.RAW_DATA, stored);
      }
      largest.add(new Sized(dataset, stored));
      if (largest.size() > options.datasets()) {
        largest.remove();
      }
    }

    @Override
    public void repeated(String path, Link.Hard link, String first) {
      // An object counts once.
    }

    @Override
    public void link(String path, Group parent, Link link) {
      // What it leads to is somewhere else, or nowhere.
    }

    @Override
    public void unopened(String path, RuntimeException failure) {
      failed(path, failure);
    }

    @Override
    public void unlisted(String path, RuntimeException failure) {
      failed(path, failure);
    }
  }
}
