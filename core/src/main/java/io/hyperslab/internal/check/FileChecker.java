package io.hyperslab.internal.check;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.index.VisitedAddresses;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.ObjectModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Reads every structure of a file that can be reached, decodes every chunk, follows every
/// reference, and looks whether any two structures claim the same bytes. Used once, by one thread.
public final class FileChecker {
  private final FileModel file;
  private final FileState state;
  private final Consumer<Finding> findings;
  private final SpaceMap space = new SpaceMap();
  private final LinkCounts counts = new LinkCounts();
  private final Deque<MetObject> waiting = new ArrayDeque<>();
  private final List<MetObject> met = new ArrayList<>();

  /// What there is in a file.
  ///
  /// @param objects that links lead to
  /// @param structures with bytes of their own, chunks included
  /// @param usedBytes bytes that belong to any of them
  /// @param unusedBytes the other bytes of the file, behind its user block
  public record Extent(long objects, long structures, long usedBytes, long unusedBytes) {}

  /// @param findings takes what is found, at once
  public FileChecker(FileModel file, Consumer<Finding> findings) {
    this.file = file;
    // One broken structure may be met on several ways.
    Set<Finding> known = new HashSet<>();
    this.findings =
        finding -> {
          if (known.add(finding)) {
            findings.accept(finding);
          }
        };
    this.state =
        new FileState(
            file, space, counts, new FollowedSequences(), new VisitedAddresses(), this.findings);
  }

  /// Checks the file.
  public Extent check() {
    CollectionLog log = new CollectionLog(file.reader());
    file.reader().cache().clear();
    file.reader().observe(log);
    new FileBlocks(file)
        .forEach(
            (_, address, size, structure) -> space.add(address, size, structure),
            failure -> findings.accept(ObjectChecker.finding("/", failure)));
    checkExtension();
    try {
      meet(MetObject.root(file.root().address()));
    } catch (Hdf5Exception e) {
      findings.accept(ObjectChecker.finding("/", e));
    }
    while (!waiting.isEmpty()) {
      checkNext();
    }
    checkLinkCounts();
    log.addTo(space);
    return checkSpace();
  }

  private void checkExtension() {
    try {
      file.extension().ifPresent(this::checkExtension);
    } catch (Hdf5Exception e) {
      findings.accept(ObjectChecker.finding("/", e));
    }
  }

  private void checkExtension(ObjectHeader header) {
    for (int i = 0; i < header.rawMessages().size(); i++) {
      if (header.rawMessages().get(i).wasUnknown()) {
        continue;
      }
      try {
        header.message(i);
      } catch (Hdf5Exception e) {
        findings.accept(ObjectChecker.finding("/", e));
      }
    }
  }

  private void meet(MetObject object) {
    if (counts.link(object.address())) {
      waiting.push(object);
    }
  }

  private void checkNext() {
    MetObject next = waiting.pop();
    try {
      ObjectModel object = file.object(next.address());
      met.add(next);
      List<LinkMessage> links = new ObjectChecker(state, object, next).check();
      // The last one pushed is the next one looked at.
      for (LinkMessage link : links.reversed()) {
        if (link.target() instanceof LinkMessage.Hard(long address)) {
          meet(next.child(address, link.name()));
        }
      }
    } catch (Hdf5Exception e) {
      findings.accept(ObjectChecker.finding(next.path(), e));
    }
  }

  /// An object with more links than it knows goes while a link still leads to it.
  private void checkLinkCounts() {
    for (MetObject object : met) {
      try {
        long stored = file.headers().load(object.address()).referenceCount();
        long found = counts.of(object.address());
        // Nothing but the file itself leads to the root group, whose count is 1 all the same.
        if (stored != found && !object.isRoot()) {
          findings.accept(
              new Finding(
                  stored < found ? Finding.Severity.DAMAGE : Finding.Severity.NOTE,
                  object.path(),
                  Optional.of("object header"),
                  object.address(),
                  "object reference count is "
                      + stored
                      + ", but "
                      + found
                      + " links or uses lead to it"));
        }
      } catch (Hdf5Exception e) {
        findings.accept(ObjectChecker.finding(object.path(), e));
      }
    }
  }

  private Extent checkSpace() {
    long used =
        space.forEachOverlap((first, firstAddress, second, address) ->
            findings.accept(
                new Finding(
                    Finding.Severity.DAMAGE,
                    "/",
                    Optional.of(second),
                    address,
                    "it overlaps the " + first + " at 0x" + Long.toHexString(firstAddress))));
    long end = file.located().endOfFile();
    return new Extent(met.size(), space.size(), used, Math.max(0, end - used));
  }
}
