package io.hyperslab.conformance.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A random sequence of changes by Hyperslab to one file.
final class RandomEdits {
  private final EditSession session;
  private final List<Change> changes = new ArrayList<>();

  /// One kind of change.
  private interface Change {
    void make() throws IOException;
  }

  RandomEdits(EditSession session) {
    this.session = session;
    StructureEdits structure = new StructureEdits(session);
    DatasetCreations creations = new DatasetCreations(session);
    ElsewhereCreations elsewhere = new ElsewhereCreations(session);
    DatasetEdits datasets = new DatasetEdits(session);
    AttributeEdits attributes = new AttributeEdits(session);
    often(10, structure::createGroup);
    often(2, structure::createNestedGroups);
    often(2, structure::createNamedDatatype);
    often(8, structure::link);
    often(2, structure::manyLinks);
    often(7, structure::delete);
    often(4, structure::move);
    often(3, structure::comment);
    often(3, structure::refused);
    often(22, creations::create);
    often(2, creations::createCommitted);
    often(2, creations::createReferences);
    often(2, creations::createRegions);
    often(2, elsewhere::external);
    often(2, elsewhere::virtual);
    often(25, datasets::write);
    often(12, datasets::resize);
    often(8, datasets::append);
    often(1, creations::scale);
    often(14, attributes::set);
    often(3, attributes::setMany);
    often(2, attributes::setLarge);
    often(2, attributes::setEmpty);
    often(2, attributes::setCommitted);
    often(2, attributes::setReferences);
    often(5, attributes::remove);
    often(4, attributes::rename);
    often(3, session::verify);
    often(4, session::flush);
    often(3, session::rollback);
    often(4, () -> session.reopen(true));
    often(2, () -> session.reopen(false));
  }

  private void often(int weight, Change change) {
    for (int i = 0; i < weight; i++) {
      changes.add(change);
    }
  }

  /// Makes so many changes.
  void make(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      ElementKinds.one(changes, session.random()).make();
    }
  }
}
