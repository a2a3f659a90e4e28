package io.hyperslab.internal.copy;

import io.hyperslab.array.NdArray;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.edit.AttributeForm;
import io.hyperslab.internal.model.AttributeModel;
import io.hyperslab.internal.model.AttributeTable;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.ObjectModel;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Copies the attributes of one object, in the order in which they were made.
final class AttributeCopier {
  private final CopyContext context;
  private final ObjectModel source;
  private final CommittedTypes types;
  private final PartMover mover;
  private final String path;

  AttributeCopier(
      CopyContext context, ObjectModel source, CommittedTypes types, PartMover mover, String path) {
    this.context = context;
    this.source = source;
    this.types = types;
    this.mover = mover;
    this.path = path;
  }

  private List<AttributeModel> attributes() {
    List<AttributeModel> found = new ArrayList<>();
    context.attempt(
        path,
        "attributes",
        () -> {
          AttributeTable table = source.attributes();
          found.addAll(table.tracksCreationOrder() ? table.inCreationOrder() : table.all());
        });
    return found;
  }

  private Relocation relocation(AttributeModel attribute) {
    FileModel target = context.target();
    return Relocation.of(
        attribute.datatype(),
        source.file().superblock().sizeOfOffsets(),
        target.superblock().sizeOfOffsets());
  }

  /// Whether an attribute leads to an object.
  boolean haveReferences() {
    boolean[] found = new boolean[1];
    for (AttributeModel attribute : attributes()) {
      context.attempt(
          path,
          "attribute " + Text.quote(attribute.name()),
          () -> found[0] |= relocation(attribute).hasReferences());
    }
    return found[0];
  }

  /// Copies them.
  void copy(ObjectModel target) {
    List<AttributeModel> attributes = attributes();
    if (!attributes.isEmpty()) {
      context
          .editor()
          .edit(() -> {
            for (AttributeModel attribute : attributes) {
              context.attempt(
                  path, "attribute " + Text.quote(attribute.name()), () -> copy(attribute, target));
            }
            return target;
          });
    }
  }

  private void copy(AttributeModel attribute, ObjectModel target) {
    NdArray elements = attribute.read();
    Relocation relocation = relocation(attribute);
    OptionalLong committed = types.copyOf(source.file(), attribute.committedDatatype());
    context
        .editor()
        .setAttribute(
            target,
            () ->
                new AttributeForm(
                    attribute.name(),
                    relocation.target(),
                    committed,
                    attribute.dataspace(),
                    relocation
                        .apply(elements.segment(), elements.indirectData(), mover)
                        .toArray(ValueLayout.JAVA_BYTE)));
  }
}
