package io.hyperslab.internal.check;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.ObjectModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Goes once over everything that hard links lead to and says what each byte of the file is there
/// for. Elements are not read. Used once, by one thread.
public final class SpaceWalk {
  private final FileModel file;
  private final Visitor visitor;
  private final Coverage coverage = new Coverage();
  private final Deque<MetObject> waiting = new ArrayDeque<>();
  private final Set<Long> met = new HashSet<>();
  private long sum;

  /// Is told where everything is.
  public interface Visitor {
    /// Takes a block.
    ///
    /// @param address from the file's base address
    /// @param size its bytes, at least 1
    /// @param owner the path of the object that has it; `/` also for what belongs to the file
    void block(BlockUse use, long address, long size, String owner);

    /// Takes note of something that could not be followed, or that reaches out of the file.
    void failed(String owner, Hdf5Exception failure);
  }

  /// What there is in a file.
  ///
  /// @param objects that links lead to
  /// @param overlapping bytes that more than one block claims, counted once for each but one
  public record Extent(long objects, long overlapping) {}

  /// @param visitor is told, in the order in which objects are met
  public SpaceWalk(FileModel file, Visitor visitor) {
    this.file = file;
    this.visitor = visitor;
  }

  /// Goes over the file.
  public Extent walk() {
    new FileBlocks(file).forEach(take("/"), failure -> visitor.failed("/", failure));
    try {
      meet(MetObject.root(file.root().address()));
    } catch (Hdf5Exception e) {
      visitor.failed("/", e);
    }
    while (!waiting.isEmpty()) {
      MetObject next = waiting.pop();
      String path = next.path();
      try {
        visit(file.object(next.address()), next, path);
      } catch (Hdf5Exception e) {
        visitor.failed(path, e);
      }
    }
    long overlapping = sum - coverage.covered();
    GlobalHeapSearch rest =
        new GlobalHeapSearch(
            file.reader(), (use, address, size, _) -> visitor.block(use, address, size, "/"));
    coverage.forEachHole(file.located().endOfFile(), rest::search);
    return new Extent(met.size(), overlapping);
  }

  private UseVisitor take(String owner) {
    return (use, address, size, _) -> {
      if (size > 0) {
        coverage.add(address, size);
        sum = Saturated.add(sum, size);
        visitor.block(use, address, size, owner);
      }
    };
  }

  private void visit(ObjectModel object, MetObject place, String path) {
    Consumer<Hdf5Exception> failures = failure -> visitor.failed(path, failure);
    new ObjectBlocks(object)
        .forEach(take(path).within(file.reader().context().endOfFile(), failures), failures);
    if (object instanceof GroupModel group) {
      List<LinkMessage> links = group.links().all();
      // The last one pushed is the next one looked at.
      for (LinkMessage link : links.reversed()) {
        if (link.target() instanceof LinkMessage.Hard(long address)) {
          meet(place.child(address, link.name()));
        }
      }
    }
  }

  private void meet(MetObject object) {
    if (met.add(object.address())) {
      waiting.push(object);
    }
  }
}
