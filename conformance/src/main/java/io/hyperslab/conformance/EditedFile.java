package io.hyperslab.conformance;

import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/// One file that is edited, edited back, and compared with what it was: by its digest, and by what
/// libhdf5 reads in each object. Then libhdf5 edits it in its turn, and it is compared again.
final class EditedFile {
  /// Files of these tags end the process that has libhdf5 in it, or hold what only HDF5 2.0 knows:
  /// the one that reads here is older.
  private static final Set<String> NOT_FOR_LIBHDF5 =
      Set.of("crashes-libhdf5", "hdf5-2.0", "low:v200");

  private final String name;
  private final Path path;
  private final Path before;
  private final FileDocument document;
  private final boolean forLibhdf5;

  private EditedFile(Corpus.Entry entry, Path before, FileDocument document) {
    this.name = entry.name();
    this.path = entry.location();
    this.before = before;
    this.document = document;
    this.forLibhdf5 = Collections.disjoint(entry.tags(), NOT_FOR_LIBHDF5);
  }

  /// Edits a file, which is afterwards what it was; empty if it cannot be read.
  static Optional<EditResult> of(Corpus.Entry entry) throws IOException {
    Path path = entry.location();
    FileDocument document = FileDocument.of(path);
    if (document.isRefusal()) {
      return Optional.empty();
    }
    Path before = path.resolveSibling(path.getFileName() + ".before");
    Path kept = path.resolveSibling(path.getFileName() + ".kept");
    Files.copy(path, before);
    Files.copy(path, kept);
    try {
      return Optional.of(new EditedFile(entry, before, document).edit());
    } finally {
      Files.delete(before);
      Files.move(kept, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private EditResult edit() throws IOException {
    FileEdits edits = new FileEdits(path);
    Optional<Libhdf5View> known = view(before, false);
    try {
      edits.make();
    } catch (Hdf5Exception e) {
      return Files.mismatch(path, before) < 0
          ? EditResult.without(name, EditResult.Kind.REFUSED, e.getMessage())
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
    Optional<String> difference = difference(known, edits);
    if (difference.isPresent()) {
      return failed(difference.get());
    }
    boolean verified = known.isPresent();
    return new EditResult(
        name,
        verified ? EditResult.Kind.VERIFIED : EditResult.Kind.UNKNOWN_TO_LIBHDF5,
        "",
        edits.attributes(),
        edits.elements(),
        edits.refusals());
  }

  private EditResult failed(String detail) {
    return EditResult.without(name, EditResult.Kind.FAILED, detail);
  }

  private static String text(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure + (trace.length > 0 ? " at " + trace[0] : "");
  }

  private Optional<String> difference(Optional<Libhdf5View> known, FileEdits edits) {
    Optional<String> ours = document.difference(FileDocument.of(path), edits.reallocated());
    if (ours.isPresent() || known.isEmpty()) {
      return ours;
    }
    // A fill value of variable length is one that libhdf5 copies to the file when it reads it; open
    // for reading it refuses that, once any chunk is stored.
    return view(path, false)
        .flatMap(now -> known.get().difference(now, true))
        .or(() -> differenceForWriting(edits));
  }

  private Optional<String> differenceForWriting(FileEdits edits) {
    // Opening a file for writing changes it.
    Optional<Libhdf5View> writable = view(before, true);
    if (writable.isEmpty()) {
      return Optional.empty();
    }
    return view(path, true)
        .map(now -> writable.get().difference(now, false))
        .orElse(Optional.of("libhdf5 does not open the file for writing any more"))
        .or(() -> differenceAfterLibhdf5(edits));
  }

  /// Has libhdf5 edit the file, if it can edit it as it was. A file that is not ours to add a group
  /// to is left to itself, because what is wrong with it may end the process.
  private Optional<String> differenceAfterLibhdf5(FileEdits edits) {
    if (!edits.madeGroup() || !Libhdf5View.edits(before)) {
      return Optional.empty();
    }
    if (!Libhdf5View.edits(path)) {
      return Optional.of("libhdf5 cannot edit the file any more");
    }
    return document
        .difference(FileDocument.of(path), edits.reallocated())
        .map(found -> "after an edit by libhdf5, " + found);
  }

  /// What libhdf5 reads; empty if it does not open the file, or cannot be trusted with it.
  private Optional<Libhdf5View> view(Path file, boolean writable) {
    return forLibhdf5 ? Libhdf5View.of(file, document.addresses(), writable) : Optional.empty();
  }
}
