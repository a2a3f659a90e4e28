package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.convert.MemberTarget;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.layout.Layout;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;

/// Writes members of the compounds of one dataset; the others stay. Elements are read, changed and
/// written again, some megabytes at a time, in one operation.
public final class MemberWriter {
  /// Bytes of stored elements that are changed at once.
  private static final long PIECE = 8L << 20;

  private final FileEditor editor;
  private final DatasetReader reader;
  private final MemberTarget target;
  private final DatasetWriter writer;

  /// @param editor of the dataset's file
  /// @param target which members
  public MemberWriter(FileEditor editor, DatasetReader reader, MemberTarget target) {
    this.editor = editor;
    this.reader = reader;
    this.target = target;
    this.writer = new DatasetWriter(editor, reader);
  }

  /// Writes to the selected elements.
  ///
  /// @param values makes the members for the shape of the selection, as
  ///   [DatasetWriter#write(Selection, Function)] has them
  /// @throws IndexOutOfBoundsException if the selection reaches beyond the shape
  public void write(Selection selection, Function<long[], MemorySegment> values) {
    editor.editAside(() -> {
      requireStored();
      return writer.during(selection, resolved -> write(selection, resolved, values));
    });
  }

  /// Elements of virtual datasets that describe data of variable length do so in several files.
  private void requireStored() {
    if (reader.layout() instanceof Layout.Virtual && target.stored().hasIndirectData()) {
      throw new UnsupportedFeatureException(
          "data layout message",
          reader.dataset().address(),
          "layout of the dataset to write members of variable length to",
          "virtual",
          "one with elements of its own: write to its sources");
    }
  }

  private long[] write(
      Selection selection, ResolvedSelection whole, Function<long[], MemorySegment> values) {
    long[] shape = whole.resultShape();
    ElementSource source = new ElementSource(values.apply(shape), target.type().size());
    long most = Math.max(1, PIECE / target.stored().size());
    new ShapePieces(shape, most)
        .forEach((box, first, count) -> {
          ResolvedSelection piece = selection.then(box).resolve(whole.shape());
          change(piece, source, first, count);
        });
    return shape;
  }

  private void change(ResolvedSelection selection, ElementSource source, long first, long count) {
    MemorySegment elements = reader.read(selection).segment();
    // What is not replaced of elements that were never written must become their own.
    FillCopies.of(editor, reader.dataset()).ifPresent(fill -> fill.detach(elements));
    Datatype replaced = target.replaced();
    MemorySegment before = MemorySegment.ofArray(new byte[0]);
    if (replaced.hasIndirectData()) {
      before = MemorySegment.ofArray(new byte[Math.toIntExact(elements.byteSize())]);
      before.copyFrom(elements);
    }
    source.forEachPiece(
        first,
        count,
        (number, piece) -> {
          long size = target.stored().size();
          long pieces = piece.byteSize() / target.type().size();
          target.put(piece, elements.asSlice((number - first) * size, pieces * size), pieces);
        });
    writer.store(selection, elements);
    new Replaced(editor, before, replaced, Optional.empty()).remove();
  }
}
