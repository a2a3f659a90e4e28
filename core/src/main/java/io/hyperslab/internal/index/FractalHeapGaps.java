package io.hyperslab.internal.index;

import io.hyperslab.internal.format.heap.DoublingTable;
import io.hyperslab.internal.index.FractalHeapNode.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Places in a fractal heap that were passed over, or whose blocks were freed: before the place
/// where the heap grows, and without a block.
final class FractalHeapGaps {
  private final FractalHeapTree tree;
  private final FractalHeapDraft draft;
  private final List<Deque<Slot>> byRow = new ArrayList<>();
  private boolean known;

  FractalHeapGaps(FractalHeapTree tree, FractalHeapDraft draft) {
    this.tree = tree;
    this.draft = draft;
  }

  /// Forgets all: they are looked for again when one is needed.
  void forget() {
    known = false;
    byRow.clear();
  }

  /// A place for a direct block in `row` or one of larger blocks.
  Optional<Slot> take(int row) {
    // The space before the place where the heap grows is all allocated, unless there are gaps.
    if (draft.table.currentRows() == 0 || draft.allocatedSpace >= draft.iteratorOffset) {
      return Optional.empty();
    }
    if (!known) {
      find(tree.root());
      known = true;
    }
    for (int at = row; at < byRow.size(); at++) {
      if (at < draft.table.directRows()) {
        Slot slot = byRow.get(at).poll();
        if (slot != null) {
          return Optional.of(slot);
        }
      } else if (draft.table.rowsOfIndirectBlock(at) > row && !byRow.get(at).isEmpty()) {
        add(tree.create(byRow.get(at).remove()));
        return take(row);
      }
    }
    return Optional.empty();
  }

  private void find(FractalHeapNode root) {
    List<FractalHeapNode> rest = new ArrayList<>(List.of(root));
    while (!rest.isEmpty()) {
      rest.addAll(add(rest.removeLast()));
    }
  }

  /// Adds the gaps of an indirect block.
  ///
  /// @return the indirect blocks in it
  private List<FractalHeapNode> add(FractalHeapNode node) {
    DoublingTable table = draft.table;
    List<FractalHeapNode> below = new ArrayList<>();
    for (int entry = 0; entry < node.addresses.length; entry++) {
      Slot slot = new Slot(node, entry);
      if (slot.offset(table) >= draft.iteratorOffset) {
        break;
      }
      int row = slot.row(table);
      if (!slot.isFree()) {
        if (row >= table.directRows()) {
          below.add(tree.child(slot));
        }
      } else if (slot.end(table) <= draft.iteratorOffset) {
        while (byRow.size() <= row) {
          byRow.add(new ArrayDeque<>());
        }
        byRow.get(row).add(slot);
      }
    }
    return below;
  }
}
