package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.message.ChunkIndexing;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Changes an index that comes into being with its first chunk, as libhdf5 has it.
final class OnDemandChunkEditor implements ChunkIndexEditor {
  private final ChunkGeometry geometry;
  private final ChunkIndexing indexing;
  private final Supplier<StoredChunkEditor> creation;
  private @Nullable StoredChunkEditor editor;

  /// @param creation makes an index without chunks
  /// @param editor of the index that exists; null if there is none
  OnDemandChunkEditor(
      ChunkGeometry geometry,
      ChunkIndexing indexing,
      Supplier<StoredChunkEditor> creation,
      @Nullable StoredChunkEditor editor) {
    this.geometry = geometry;
    this.indexing = indexing;
    this.creation = creation;
    this.editor = editor;
  }

  @Override
  public Optional<ChunkRecord> find(long[] scaled) {
    return editor == null || !geometry.contains(scaled) ? Optional.empty() : editor.find(scaled);
  }

  @Override
  public void prepare() {
    prepared();
  }

  private StoredChunkEditor prepared() {
    StoredChunkEditor current = editor;
    if (current == null) {
      current = creation.get();
      editor = current;
    }
    return current;
  }

  @Override
  public Optional<ChunkRecord> put(ChunkRecord record) {
    geometry.requireRecord(record);
    return prepared().put(record);
  }

  @Override
  public Optional<ChunkRecord> remove(long[] scaled) {
    return editor == null || !geometry.contains(scaled) ? Optional.empty() : editor.remove(scaled);
  }

  @Override
  public ChunkIndexing indexing() {
    return indexing;
  }

  @Override
  public long address() {
    return editor == null ? Address.UNDEFINED : editor.address();
  }

  @Override
  public void save() {
    if (editor != null) {
      editor.save();
    }
  }

  @Override
  public void delete() {
    if (editor != null) {
      editor.delete();
      editor = null;
    }
  }
}
