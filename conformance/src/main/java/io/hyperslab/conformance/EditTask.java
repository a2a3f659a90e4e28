package io.hyperslab.conformance;

import java.nio.file.Path;
import java.util.List;

/// What a process is asked to do with a copy of a file of the corpus.
///
/// @param what to do
/// @param name the file's, in the corpus
/// @param file the copy; what is next to it are copies, too
/// @param result where the edited file goes, with the edits taken back
record EditTask(What what, String name, Path file, Path result) {
  /// The kinds of tasks.
  enum What {
    /// Edit the file, and have libhdf5 read and edit what that comes to.
    EDIT,
    /// Edit the file without showing it to libhdf5.
    EDIT_ALONE,
    /// Have libhdf5 do with the file as it is what it would do with the edited one.
    SHOW
  }

  EditTask withWhat(What other) {
    return new EditTask(other, name, file, result);
  }

  /// The task as a line.
  String line() {
    return TextFields.line(List.of(what.name(), name, file.toString(), result.toString()));
  }

  static EditTask parse(String line) {
    List<String> fields = TextFields.of(line);
    return new EditTask(
        What.valueOf(fields.get(0)), fields.get(1), Path.of(fields.get(2)), Path.of(fields.get(3)));
  }
}
