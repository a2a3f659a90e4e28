package io.hyperslab.internal.index;

import io.hyperslab.internal.format.message.ChunkIndexing;
import java.util.Optional;

/// Changes the index of the chunks of one dataset. Changes stay in the editor until they are saved;
/// only space is allocated and given back at once.
///
/// The chunks themselves are the caller's: it allocates and writes a chunk before it puts its
/// record, and frees the chunk of a record that it gets back. The kind of index decides how large
/// the stored size of a chunk can be.
///
/// An editor belongs to one thread, and all its work to one
/// [io.hyperslab.internal.metadata.Transaction#perform(java.util.function.Supplier)]: after an
/// exception it is not to be used any more.
public sealed interface ChunkIndexEditor
    permits ImplicitChunkEditor, OnDemandChunkEditor, SingleChunkEditor {
  /// The chunk at a position, as it is with the changes so far.
  ///
  /// @param scaled in units of chunks, slowest dimension first, each at least 0; not kept
  Optional<ChunkRecord> find(long[] scaled);

  /// Makes the index if it does not exist yet: called before space is allocated for a chunk, so
  /// that the index comes first, as in files of libhdf5.
  default void prepare() {}

  /// Puts a chunk into the index, in place of one that is there.
  ///
  /// @param record for a dataset without filters of the size of a whole chunk; kept
  /// @return the record that it replaces, which may have the same address; empty if [#fixedPlace()]
  /// @throws IllegalArgumentException if the record does not belong to the dataset
  /// @throws io.hyperslab.error.LimitExceededException if the index has no room for the position or
  ///   the size
  Optional<ChunkRecord> put(ChunkRecord record);

  /// Takes a chunk out of the index.
  ///
  /// @param scaled as for [#find(long[])]
  /// @return the record; empty if there is none, or if [#fixedPlace()]
  Optional<ChunkRecord> remove(long[] scaled);

  /// Whether chunks have their places by their positions: records can only be put as they are
  /// found, and chunks cannot be removed.
  default boolean fixedPlace() {
    return false;
  }

  /// What the layout message must say of the index.
  ChunkIndexing indexing();

  /// The address that the layout message must hold; undefined while there is no index.
  long address();

  /// Writes what has changed. More changes may follow.
  void save();

  /// Frees the index: not the chunks, except where they have fixed places. The caller has seen to
  /// the chunks before.
  void delete();
}
