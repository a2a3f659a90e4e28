package io.hyperslab.cli.plot;

import java.util.List;
import java.util.function.LongConsumer;

/// Reads numbers of two dimensions as colors: rows are along the y axis.
///
/// @param options what is wanted
/// @param progress is told how many numbers were read since the last time
record TableReader(ChartOptions options, LongConsumer progress) {
  /// How much longer one side of an image may be than the other for its pixels to be square.
  private static final double LONGEST = 5;

  Chart chart(Source source) {
    Blocks blocks = new Blocks(source.shape(), options.rows(), options.columns());
    source.forEachTile((row, column, width, values) -> {
      blocks.add(row, column, width, values);
      progress.accept(values.length);
    });
    double[] means = blocks.means();
    Edges y = Edges.along(source, 0, blocks.rows(), blocks.rowsOfBlock());
    Edges x = Edges.along(source, 1, blocks.columns(), blocks.columnsOfBlock());
    Range shown =
        options
            .range()
            .map(range -> range.among(means))
            .orElseGet(() -> Range.of(means, options.logColors()));
    boolean isImage = !x.isMeasured() && !y.isMeasured();
    Scale down = Scale.of(Range.of(y.places(), options.logY()), options.logY());
    String title = options.title().orElse(source.name());
    Layer cells =
        new Layer.Cells(
            means,
            x.places(),
            y.places(),
            Scale.of(shown, options.logColors()),
            options.isGrey() ? ColorMap.GREY : ColorMap.VIRIDIS,
            source.label().equals(title) ? "" : source.label());
    return new Chart(
        title,
        new Axis(x.label(), Scale.of(Range.of(x.places(), options.logX()), options.logX())),
        new Axis(y.label(), y.isMeasured() ? down : down.reversed()),
        List.of(cells),
        isImage && isNearlySquare(source.shape()));
  }

  private static boolean isNearlySquare(long[] shape) {
    double ratio = (double) shape[0] / shape[1];
    return ratio <= LONGEST && ratio >= 1 / LONGEST;
  }
}
