package io.hyperslab.internal.copy;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.model.FileModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What all parts of one copy share: where it goes, the rules, and what has been copied already.
final class CopyContext {
  private final FileEditor editor;
  private final CopyRules rules;
  private final Map<FileModel, CopiedObjects> copied = new HashMap<>();

  /// Addresses of the objects made by this copy.
  private final CopiedObjects made = new CopiedObjects();

  /// What an operation that may yet fail has put, in this order.
  private final List<Entry> uncertain = new ArrayList<>();

  /// How many such operations go on, one in the other.
  private int operations;

  /// The bytes of the file that the copy is made in when nothing had been copied.
  private final long sizeBefore;

  private record Entry(CopiedObjects objects, long address, long target) {}

  CopyContext(FileEditor editor, CopyRules rules) {
    this.editor = editor;
    this.rules = rules;
    this.sizeBefore = editor.model().reader().context().endOfFile();
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
    CopiedObjects objects = copied.computeIfAbsent(file, _ -> new CopiedObjects());
    objects.put(address, target);
    made.put(target, target);
    if (operations > 0) {
      uncertain.add(new Entry(objects, address, target));
    }
  }

  /// Runs an operation that makes objects. If it fails, they are gone, and no copies of anything.
  void whole(Runnable making) {
    int before = uncertain.size();
    operations++;
    boolean done = false;
    try {
      editor.editAside(() -> {
        making.run();
        return editor;
      });
      done = true;
    } finally {
      operations--;
      List<Entry> own = uncertain.subList(before, uncertain.size());
      if (!done) {
        own.forEach(this::forget);
      }
      if (!done || operations == 0) {
        own.clear();
      }
    }
  }

  private void forget(Entry entry) {
    entry.objects().put(entry.address(), CopiedObjects.NONE);
    made.put(entry.target(), CopiedObjects.NONE);
  }

  /// The bytes of a file, without those that this copy adds.
  long sizeOf(FileModel file) {
    return file == target() ? sizeBefore : file.reader().context().endOfFile();
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
