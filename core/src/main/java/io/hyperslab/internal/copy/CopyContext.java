package io.hyperslab.internal.copy;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.model.FileModel;
import java.util.HashMap;
import java.util.Map;

/// What all parts of one copy share: where it goes, the rules, and what has been copied already.
final class CopyContext {
  private final FileEditor editor;
  private final CopyRules rules;
  private final Map<FileModel, CopiedObjects> copied = new HashMap<>();

  /// Addresses of the objects made by this copy.
  private final CopiedObjects made = new CopiedObjects();

  CopyContext(FileEditor editor, CopyRules rules) {
    this.editor = editor;
    this.rules = rules;
  }

  FileEditor editor() {
    return editor;
  }

  CopyRules rules() {
    return rules;
  }

  CopyRules.Listener listener() {
    return rules.listener();
  }

  /// The file that the copy is made in.
  FileModel target() {
    return editor.model();
  }

  Encoder encoder() {
    return editor.transaction().encoder();
  }

  /// The copy of an object; [CopiedObjects#NONE] if there is none yet.
  long find(FileModel file, long address) {
    CopiedObjects objects = copied.get(file);
    return objects == null ? CopiedObjects.NONE : objects.find(address);
  }

  void put(FileModel file, long address, long target) {
    copied.computeIfAbsent(file, _ -> new CopiedObjects()).put(address, target);
    made.put(target, target);
  }

  /// Whether an object is itself a copy, which a copy within a file may meet.
  boolean isOwnWork(FileModel file, long address) {
    return file == target() && made.find(address) != CopiedObjects.NONE;
  }

  /// Copies a part; one that cannot be read is the listener's affair.
  ///
  /// @return whether it was copied
  boolean attempt(String path, String part, Runnable copy) {
    try {
      copy.run();
      return true;
    } catch (Hdf5Exception e) {
      listener().unreadable(path, part, e.atObject(path));
      return false;
    }
  }
}
