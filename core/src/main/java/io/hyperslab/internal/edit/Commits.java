package io.hyperslab.internal.edit;

import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.storage.Durability;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/// What is done to all changes of a file since the last commit: they are committed or forgotten,
/// and there are no more once the file is closed. Everything else waits for its turn meanwhile.
final class Commits {
  private final FileEditor editor;
  private final FileModel model;
  private final Transaction transaction;
  private final Turns turns;
  private final Durability durability;
  private volatile Saving saving = Saving.IN_PLACE;

  Commits(FileEditor editor, Turns turns, Durability durability) {
    this.editor = editor;
    this.model = editor.model();
    this.transaction = editor.transaction();
    this.turns = turns;
    this.durability = durability;
  }

  void saving(Saving changed) {
    saving = changed;
  }

  /// See [FileEditor#commit()].
  void commit() throws IOException {
    telling(() -> turns.inTurn(this::commitAndSave));
  }

  /// Only in a turn, which saving needs as well: it reads what another commit would write to. But
  /// it may take long, and readers need not wait for it.
  private void commitAndSave() {
    turns.alone(this::commitChanges);
    unchecked(saving::save);
  }

  private void commitChanges() {
    // Links first: behind small elements, their structures would part these from their space.
    turns.deferral().settleAfter(editor::storeHeldLinks);
    editor.sources().commit();
    // An image of the metadata cache counts as a change, but of itself it need not be stored.
    if (turns.isPrepared()) {
      SplitEnds.update(model, transaction);
      FreeSpaceEnd.update(model, transaction);
      transaction.commit(durability);
      model.committed();
    }
  }

  /// See [FileEditor#startSwmr()].
  void startSwmr() throws IOException {
    if (!saving.isInPlace()) {
      throw new UnsupportedFeatureException(
          "superblock", 0, "driver of the file for SWMR writing", "memory", "a file");
    }
    SwmrRules.requireFile(model);
    editor.edit(() -> {
      if (transaction.isSwmr()) {
        throw new IllegalStateException("SWMR mode is on already");
      }
      return model; // The file is prepared for changes now.
    });
    telling(() ->
        turns.alone(() -> {
          turns.deferral().settleAfter(editor::storeHeldLinks);
          editor.sources().commit();
          FreeSpaceEnd.forget(model, transaction);
          transaction.commit(durability);
          model.committed();
          transaction.startSwmr(durability);
          model.superblock(transaction.superblock());
        }));
  }

  /// What is done last, whatever happened before. If both fail, what happened before is told.
  @FunctionalInterface
  private interface Last extends AutoCloseable {
    @Override
    void close();
  }

  /// See [FileEditor#rollback()].
  void rollback() throws IOException {
    telling(() ->
        turns.alone(() -> {
          turns.deferral().drop();
          try (Last _ = this::rollbackOwn) {
            editor.sources().rollback();
          }
        }));
  }

  private void rollbackOwn() {
    try {
      transaction.rollback();
    } catch (UncheckedIOException e) {
      // It has dropped the changes all the same.
      forgetChanges();
      throw e;
    }
    forgetChanges();
  }

  private void forgetChanges() {
    model.linkHold().clear();
    model.undo(0);
    model.superblock(transaction.superblock());
    turns.startAgain();
    if (!Address.isDefined(model.superblock().rootObjectHeaderAddress())) {
      editor.beginAgain();
    }
  }

  /// See [FileEditor#writeUserBlock(byte\[\])].
  void writeUserBlock(byte[] bytes) throws IOException {
    telling(() -> turns.inTurn(() -> unchecked(() -> model.userBlock().write(bytes))));
  }

  /// See [FileEditor#close(boolean, Closeable)].
  void close(boolean committing, Closeable release) throws IOException {
    telling(() ->
        turns.last(() -> {
          try (Last _ = () -> turns.alone(() -> end(release))) {
            if (committing && !transaction.isOver()) {
              commitAndSave();
            }
          }
        }));
  }

  private void end(Closeable release) {
    try (Last _ = () -> unchecked(release);
        Last _ = transaction::close;
        Last _ = () -> transaction.endSwmr(durability)) {
      turns.deferral().drop();
      model.linkHold().clear();
      editor.sources().close();
    }
  }

  private static void unchecked(Closeable action) {
    try {
      action.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void telling(Runnable action) throws IOException {
    try {
      action.run();
    } catch (UncheckedIOException e) {
      IOException failure = Objects.requireNonNull(e.getCause());
      for (Throwable later : e.getSuppressed()) {
        failure.addSuppressed(later);
      }
      throw failure;
    }
  }
}
