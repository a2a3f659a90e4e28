package io.hyperslab.conformance;

import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// One file that is edited, edited back, and compared with what it was: by its digest, and by what
/// libhdf5 reads in each object. Then libhdf5 edits it in its turn, and it is compared again.
final class EditedFile {
  private final EditTask task;
  private final Path path;
  private final Path before;
  private final FileDocument document;

  private EditedFile(EditTask task, Path before, FileDocument document) {
    this.task = task;
    this.path = task.file();
    this.before = before;
    this.document = document;
  }

  /// Does a task. The file is afterwards what it was.
  static EditResult of(EditTask task) throws IOException {
    Path path = task.file();
    FileDocument document = FileDocument.of(path);
    if (document.isRefusal()) {
      return EditResult.without(task.name(), EditResult.Kind.UNREAD, "");
    }
    Path before = path.resolveSibling(path.getFileName() + ".before");
    Path kept = path.resolveSibling(path.getFileName() + ".kept");
    Files.copy(path, before, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(path, kept, StandardCopyOption.REPLACE_EXISTING);
    try {
      EditedFile file = new EditedFile(task, before, document);
      return task.what() == EditTask.What.SHOW ? file.show() : file.edit();
    } finally {
      Files.delete(before);
      Files.move(kept, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// A failure, and where it is from.
  static String text(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure + (trace.length > 0 ? " at " + trace[0] : "");
  }

  /// What libhdf5 is asked for in [#edit()], of the file as it was.
  private EditResult show() {
    boolean opens = view(before, false).isPresent();
    if (opens && view(before, true).isPresent()) {
      Libhdf5View.edits(before);
    }
    return EditResult.without(
        task.name(),
        opens ? EditResult.Kind.VERIFIED : EditResult.Kind.UNKNOWN_TO_LIBHDF5,
        "not edited");
  }

  private EditResult edit() throws IOException {
    FileEdits edits = new FileEdits(path);
    Optional<Libhdf5View> known = view(before, false);
    try {
      edits.make();
    } catch (Hdf5Exception e) {
      return Files.mismatch(path, before) < 0
          ? EditResult.without(task.name(), EditResult.Kind.REFUSED, e.getMessage())
          : failed("changed, then refused: " + e);
    } catch (RuntimeException | IOException | StackOverflowError e) {
      return failed("the edits: " + text(e));
    }
    if (known.isPresent() && view(path, false).isEmpty()) {
      return failed("libhdf5 does not open the edited file");
    }
    try {
      edits.undo();
    } catch (RuntimeException | IOException | StackOverflowError e) {
      return failed("the edits back: " + text(e));
    }
    Files.copy(path, task.result(), StandardCopyOption.REPLACE_EXISTING);
    return compared(known, edits);
  }

  private EditResult failed(String detail) {
    return EditResult.failed(task.name(), detail);
  }

  private EditResult compared(Optional<Libhdf5View> known, FileEdits edits) {
    Optional<String> ours = document.difference(FileDocument.of(path), edits.reallocated());
    if (ours.isPresent()) {
      return failed(ours.get());
    }
    if (known.isEmpty()) {
      return done(EditResult.Kind.UNKNOWN_TO_LIBHDF5, edits);
    }
    // A fill value of variable length is one that libhdf5 copies to the file when it reads it; open
    // for reading it refuses that, once any chunk is stored.
    Optional<String> theirs =
        view(path, false)
            .map(now -> known.get().difference(now, true))
            .orElse(Optional.of("libhdf5 does not open the file any more"));
    return theirs.map(this::failed).orElseGet(() -> comparedForWriting(edits));
  }

  private EditResult comparedForWriting(FileEdits edits) {
    // Opening a file for writing changes it.
    Optional<Libhdf5View> writable = view(before, true);
    if (writable.isEmpty()) {
      return done(EditResult.Kind.VERIFIED, edits);
    }
    Optional<String> theirs =
        view(path, true)
            .map(now -> writable.get().difference(now, false))
            .orElse(Optional.of("libhdf5 does not open the file for writing any more"));
    return theirs.map(this::failed).orElseGet(() -> comparedAfterLibhdf5(edits));
  }

  /// Has libhdf5 edit the file, if it can edit it as it was. A file that is not ours to add a group
  /// to is left to itself, because what is wrong with it may end the process.
  private EditResult comparedAfterLibhdf5(FileEdits edits) {
    if (!edits.madeGroup() || !Libhdf5View.edits(before)) {
      return done(EditResult.Kind.VERIFIED, edits);
    }
    if (!Libhdf5View.edits(path)) {
      return failed("libhdf5 cannot edit the file any more");
    }
    return document
        .difference(FileDocument.of(path), edits.reallocated())
        .map(found -> failed("after an edit by libhdf5, " + found))
        .orElseGet(() -> done(EditResult.Kind.EDITED_BY_BOTH, edits));
  }

  private EditResult done(EditResult.Kind kind, FileEdits edits) {
    return new EditResult(task.name(), kind, "", edits.changes());
  }

  /// What libhdf5 reads; empty if it does not open the file, or is not to see it.
  private Optional<Libhdf5View> view(Path file, boolean writable) {
    return task.what() == EditTask.What.EDIT_ALONE
        ? Optional.empty()
        : Libhdf5View.of(file, document.addresses(), writable);
  }
}
