package io.hyperslab.cli.statistics;

import io.hyperslab.cli.listing.Bytes;
import io.hyperslab.cli.statistics.AccessCosts.Cost;
import io.hyperslab.cli.statistics.FilterTrials.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Something that would make the file smaller, or reads of it faster, and what that rests on.
///
/// @param path of the object that it concerns; `/` for the file
/// @param text what to do, and what was measured or computed, in a sentence or two
public record Advice(String path, String text) {
  /// What has to be saved, as a part of what is stored, to be worth a word.
  private static final double WORTH_SAVING = 0.1;

  /// How much more than the smallest may be stored if that is decoded faster.
  private static final double ABOUT_AS_SMALL = 1.05;

  /// How much faster decoding has to be where nothing is saved.
  private static final double MUCH_FASTER = 2;

  /// How much less a read has to cost to be worth a word.
  private static final double MUCH_LESS = 4;

  private static final long LITTLE = 1L << 20;
  private static final long MANY_REQUESTS = 1000;
  private static final double WORTH_REPACKING = 0.05;
  private static final long SMALL_CHUNK = 16L << 10;
  private static final double LARGE_INDEX = 0.05;

  /// What can be said about a file.
  static List<Advice> of(
      SpaceFigures space,
      List<DatasetFigures> datasets,
      List<FilterTrials> trials,
      List<AccessCosts> costs) {
    List<Advice> advice = new ArrayList<>();
    repacking(space).ifPresent(advice::add);
    for (FilterTrials trial : trials) {
      filters(trial).ifPresent(advice::add);
    }
    for (AccessCosts cost : costs) {
      chunks(cost).ifPresent(advice::add);
    }
    for (DatasetFigures dataset : datasets) {
      smallChunks(dataset).ifPresent(advice::add);
    }
    return advice;
  }

  private static Optional<Advice> repacking(SpaceFigures space) {
    long free = space.reclaimable();
    double part = (double) free / Math.max(1, space.bytes());
    return free < LITTLE / 16 || part < WORTH_REPACKING
        ? Optional.empty()
        : Optional.of(
            new Advice(
                "/",
                String.format(
                    Locale.ROOT,
                    "Repack the file: %s of it, %.0f %%, are free or lost.",
                    Bytes.text(free),
                    100 * part)));
  }

  private static Optional<Advice> filters(FilterTrials tried) {
    List<Trial> everywhere = tried.trials().stream().filter(trial -> !trial.needsPlugin()).toList();
    Optional<Trial> common = choice(tried, everywhere);
    Optional<Trial> any =
        choice(tried, tried.trials())
            .filter(trial -> trial.needsPlugin() && isMuchBetter(trial, common, tried));
    if (common.isEmpty() && any.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder("Store it ");
    if (!tried.chunkShape().isEmpty()) {
      text.append("in chunks of ").append(ReportText.shape(tried.chunkShape())).append(' ');
    }
    common.ifPresent(trial -> text.append(sentence(tried, trial)));
    text.append(common.isPresent() && any.isPresent() ? ". Or " : "");
    any.ifPresent(trial ->
        text.append(sentence(tried, trial)).append("; other programs need its filter plugin"));
    return Optional.of(new Advice(tried.path(), text.append('.').toString()));
  }

  /// The fastest of those that are about as small as the smallest, if that is worth it.
  private static Optional<Trial> choice(FilterTrials tried, List<Trial> trials) {
    double speedNow = speedNow(tried);
    Optional<Trial> smallest = trials.stream().min(Comparator.comparingLong(Trial::stored));
    Optional<Trial> small =
        smallest
            .filter(trial -> trial.stored() < tried.stored() * (1 - WORTH_SAVING))
            .flatMap(trial -> fastest(trials, trial.stored() * ABOUT_AS_SMALL));
    return small.isPresent() || speedNow == 0
        ? small
        : fastest(trials, tried.stored() * ABOUT_AS_SMALL)
            .filter(trial -> trial.decodeSpeed().orElse(0) > MUCH_FASTER * speedNow);
  }

  private static Optional<Trial> fastest(List<Trial> trials, double most) {
    return trials.stream()
        .filter(trial -> trial.stored() <= most)
        .max(Comparator.comparingDouble(trial -> trial.decodeSpeed().orElse(0)));
  }

  private static boolean isMuchBetter(Trial trial, Optional<Trial> than, FilterTrials tried) {
    return than.isEmpty()
        || trial.stored() < than.get().stored() - tried.stored() * WORTH_SAVING
        || trial.decodeSpeed().orElse(0) > MUCH_FASTER * than.get().decodeSpeed().orElse(0);
  }

  private static double speedNow(FilterTrials tried) {
    return tried.now().map(Trial::decodeSpeed).map(speed -> speed.orElse(0)).orElse(0.0);
  }

  private static String sentence(FilterTrials tried, Trial trial) {
    double speedNow = speedNow(tried);
    return "with "
        + trial.filters()
        + ": "
        + ReportText.count(tried.chunks(), tried.chunkShape().isEmpty() ? "chunk" : "piece")
        + " that were tried take "
        + Bytes.text(trial.stored())
        + " instead of "
        + Bytes.text(tried.stored())
        + ", and are decoded at "
        + ReportText.speed(trial.decodeSpeed().orElse(0))
        + (speedNow > 0 ? " instead of " + ReportText.speed(speedNow) : "");
  }

  private static Optional<Advice> chunks(AccessCosts costs) {
    if (costs.other().isEmpty()) {
      return Optional.empty();
    }
    List<Cost> now = costs.current().costs();
    List<Cost> then = costs.other().get().costs();
    int best = -1;
    int worst = 0;
    for (int i = 0; i < now.size(); i++) {
      boolean dear = now.get(i).bytes() > LITTLE || now.get(i).requests() > MANY_REQUESTS;
      if (dear && gain(now, then, i) > Math.max(MUCH_LESS, best < 0 ? 0 : gain(now, then, best))) {
        best = i;
      }
      if (gain(now, then, i) < gain(now, then, worst)) {
        worst = i;
      }
    }
    if (best < 0) {
      return Optional.empty();
    }
    String shape = ReportText.shape(costs.other().get().chunkShape());
    return Optional.of(
        new Advice(
            costs.path(),
            "If "
                + now.get(best).read()
                + " is read often, store it in chunks of "
                + shape
                + ": that takes "
                + cost(then.get(best))
                + " instead of "
                + cost(now.get(best))
                + "; in turn "
                + now.get(worst).read()
                + " takes "
                + cost(then.get(worst))
                + " instead of "
                + cost(now.get(worst))
                + ". This follows from the shapes and from the bytes that an element takes."));
  }

  /// How many times less a read costs with other chunks. A request is taken for 64 KiB.
  private static double gain(List<Cost> now, List<Cost> then, int read) {
    return weight(now.get(read)) / weight(then.get(read));
  }

  private static double weight(Cost cost) {
    return cost.bytes() + cost.requests() * 0x1p16;
  }

  private static String cost(Cost cost) {
    return Bytes.text((long) cost.bytes()) + " in " + ReportText.count(cost.requests(), "request");
  }

  private static Optional<Advice> smallChunks(DatasetFigures dataset) {
    double each = (double) dataset.stored() / Math.max(1, dataset.chunks());
    double index = (double) dataset.index() / Math.max(1, dataset.stored());
    return dataset.chunks() < MANY_REQUESTS || each > SMALL_CHUNK && index < LARGE_INDEX
        ? Optional.empty()
        : Optional.of(
            new Advice(
                dataset.path(),
                String.format(
                    Locale.ROOT,
                    "Use larger chunks: it has %,d, of %s each as they are stored, and an index"
                        + " of %s that finds them.",
                    dataset.chunks(),
                    Bytes.text((long) each),
                    Bytes.text(dataset.index()))));
  }
}
