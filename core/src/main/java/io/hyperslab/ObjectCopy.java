package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.copy.CopyRules;
import io.hyperslab.internal.copy.ObjectCopier;
import io.hyperslab.internal.copy.ObjectForms;
import io.hyperslab.internal.copy.StorageRule;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.model.ObjectModel;
import io.hyperslab.internal.model.PathResolver;
import io.hyperslab.internal.model.SwmrReads;

/// How an object is copied, within its file or into another one: immutable; each method returns
/// changed options.
///
/// ```java
/// ObjectCopy.defaults().withoutAttributes().copy(file.group("/runs"), other.root(), "old/runs");
/// ```
///
/// A group is copied with everything that hard links lead to below it. An object that several links
/// lead to is copied once. Stored chunks are copied as they are. References to copied objects lead
/// to the copies; others stay within a file, and lead nowhere in another one. A committed datatype
/// is shared on within a file, and committed anew in another one.
public final class ObjectCopy {
  private static final ObjectCopy DEFAULTS =
      new ObjectCopy(rules(StorageRule.KEEP, new CopyListener() {}));

  private final CopyRules rules;

  private ObjectCopy(CopyRules rules) {
    this.rules = rules;
  }

  /// Everything below an object, links as links.
  public static ObjectCopy defaults() {
    return DEFAULTS;
  }

  static CopyRules rules(StorageRule storage, CopyListener listener) {
    return new CopyRules(
        false,
        false,
        false,
        false,
        false,
        false,
        group -> ObjectForms.of(group, false),
        false,
        (_, _) -> storage,
        forwarding(listener));
  }

  /// Somebody outside, as the room below sees him.
  static CopyRules.Listener forwarding(CopyListener listener) {
    return new Forwarding(listener);
  }

  /// Hands on what the room below tells.
  private record Forwarding(CopyListener listener) implements CopyRules.Listener {
    @Override
    public void copied(String path, long bytes) {
      listener.copied(path, bytes);
    }

    @Override
    public void kept(String path, String why) {
      listener.kept(path, why);
    }

    @Override
    public void referenceLost(String path) {
      listener.referenceLost(path);
    }

    @Override
    public void unreadable(String path, String part, Hdf5Exception cause) {
      listener.unreadable(path, part, cause);
    }
  }

  /// Of a group only its own links: groups below it are copied without theirs.
  public ObjectCopy shallow() {
    return new ObjectCopy(
        new CopyRules(
            true,
            rules.expandSoftLinks(),
            rules.expandExternalLinks(),
            rules.expandReferences(),
            rules.withoutAttributes(),
            rules.withoutNames(),
            rules.groups(),
            false,
            rules.storage(),
            rules.listener()));
  }

  /// What soft links lead to, instead of the links; one that leads nowhere stays a link.
  public ObjectCopy expandSoftLinks() {
    return new ObjectCopy(
        new CopyRules(
            rules.shallow(),
            true,
            rules.expandExternalLinks(),
            rules.expandReferences(),
            rules.withoutAttributes(),
            rules.withoutNames(),
            rules.groups(),
            false,
            rules.storage(),
            rules.listener()));
  }

  /// What external links lead to, instead of the links.
  public ObjectCopy expandExternalLinks() {
    return new ObjectCopy(
        new CopyRules(
            rules.shallow(),
            rules.expandSoftLinks(),
            true,
            rules.expandReferences(),
            rules.withoutAttributes(),
            rules.withoutNames(),
            rules.groups(),
            false,
            rules.storage(),
            rules.listener()));
  }

  /// Objects that only references lead to, too; no link leads to their copies.
  public ObjectCopy expandReferences() {
    return new ObjectCopy(
        new CopyRules(
            rules.shallow(),
            rules.expandSoftLinks(),
            rules.expandExternalLinks(),
            true,
            rules.withoutAttributes(),
            rules.withoutNames(),
            rules.groups(),
            false,
            rules.storage(),
            rules.listener()));
  }

  /// No attributes.
  public ObjectCopy withoutAttributes() {
    return new ObjectCopy(
        new CopyRules(
            rules.shallow(),
            rules.expandSoftLinks(),
            rules.expandExternalLinks(),
            rules.expandReferences(),
            true,
            rules.withoutNames(),
            rules.groups(),
            false,
            rules.storage(),
            rules.listener()));
  }

  /// Tells somebody how the copy goes on.
  public ObjectCopy listener(CopyListener listener) {
    return new ObjectCopy(
        new CopyRules(
            rules.shallow(),
            rules.expandSoftLinks(),
            rules.expandExternalLinks(),
            rules.expandReferences(),
            rules.withoutAttributes(),
            rules.withoutNames(),
            rules.groups(),
            false,
            rules.storage(),
            new Forwarding(listener)));
  }

  /// Copies an object, whole or not at all.
  ///
  /// @param source in the same file or another one
  /// @param parent a group of a file that is open for writing
  /// @param path of the copy from there; groups on the way that are missing are made
  /// @return the copy
  /// @throws io.hyperslab.error.NameExistsException if the name is taken
  /// @throws io.hyperslab.error.ReadOnlyFileException if the file is open for reading only
  /// @throws io.hyperslab.error.Hdf5Exception if a part of the source cannot be read
  public Hdf5Object copy(Hdf5Object source, Group parent, String path) {
    return parent.edited(
        "copy " + path,
        editor -> {
          boolean same = source.file().model() == editor.model();
          // Nobody else may change the one file meanwhile; the other has one writer, this thread.
          return same
              ? editor.editAside(() -> copy(editor, source, parent, path))
              : editor.editAside(() ->
                  SwmrReads.once(() -> source.guarded(() -> copy(editor, source, parent, path))));
        });
  }

  private Hdf5Object copy(FileEditor editor, Hdf5Object source, Group parent, String path) {
    FileEditor.Location place = parent.locate(editor, path, true);
    ObjectModel copy =
        new ObjectCopier(editor, rules)
            .copy(source.model(), source.path(), place.group(), place.name());
    return parent.file().handle(new PathResolver.Resolved(editor.model(), copy, place.fullPath()));
  }
}
