package io.hyperslab.cli.ddl;

import io.hyperslab.Dataset;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.dump.DataSource;
import io.hyperslab.cli.dump.ElementPrinters;
import io.hyperslab.cli.dump.Elements;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.LineState;
import io.hyperslab.cli.dump.Session;
import io.hyperslab.dataspace.Selection;
import java.util.List;
import java.util.Optional;

/// Prints the elements that a region reference points to, block by block.
final class RegionData {
  private final Session session;
  private final Dataset dataset;

  RegionData(Session session, Dataset dataset) {
    this.session = session;
    this.dataset = dataset;
  }

  void print(LineState outer, List<RegionBlocks.Block> blocks) {
    Optional<LinePrinter> printer = session.streams().data();
    if (printer.isEmpty()) {
      return;
    }
    LineState state = outer.copy();
    for (int i = 0; i < blocks.size(); i++) {
      RegionBlocks.Block block = blocks.get(i);
      long[] extent = extent(block);
      NdArray elements = dataset.read(Selection.box(block.low(), extent));
      state.level++;
      state.needsLine = true;
      state.shape(extent);
      state.origin(block.low());
      Elements lines =
          new ElementPrinters(session)
              .text(
                  printer.get(),
                  session.format(),
                  state,
                  new DataSource.OfDataset(dataset),
                  session.options().layout().values(),
                  ",");
      long count = Selection.all().resolve(extent).elementCount();
      lines.start(i == blocks.size() - 1 ? count : Long.MAX_VALUE);
      lines.print(elements.segment(), count);
      state.level--;
    }
  }

  private static long[] extent(RegionBlocks.Block block) {
    long[] extent = block.high().clone();
    for (int axis = 0; axis < extent.length; axis++) {
      extent[axis] += 1 - block.low()[axis];
    }
    return extent;
  }
}
