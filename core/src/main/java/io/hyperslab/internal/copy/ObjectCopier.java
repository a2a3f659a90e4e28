package io.hyperslab.internal.copy;

import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.internal.edit.DatasetEditor;
import io.hyperslab.internal.edit.DatasetForm;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.edit.GroupForm;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.ObjectModel;
import io.hyperslab.internal.model.PathResolver;
import io.hyperslab.internal.model.TypeModel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;

/// Copies an object with all that hard links lead to below it: each object once, however many links
/// lead to it. What holds references is filled last, when all objects that they may lead to have
/// their copies.
///
/// Used once, by one thread.
public final class ObjectCopier {
  /// A group whose links are being copied.
  ///
  /// @param links those left
  /// @param pathLength the part of the path that is the group's own
  private record Level(
      GroupModel source, GroupModel target, Iterator<LinkMessage> links, int pathLength) {}

  /// What is left to be filled.
  private record Unfilled(Runnable work) {}

  private final CopyContext context;
  private final FileEditor editor;
  private final CopyRules rules;
  private final Deque<Level> stack = new ArrayDeque<>();
  private final StringBuilder path = new StringBuilder();
  private final List<Unfilled> unfilled = new ArrayList<>();

  /// Committed datatypes that were made because they are used, and that no link leads to yet.
  private final SequencedSet<Long> unlinked = new LinkedHashSet<>();

  /// @param editor of the file that is copied to
  public ObjectCopier(FileEditor editor, CopyRules rules) {
    this.context = new CopyContext(editor, rules);
    this.editor = editor;
    this.rules = rules;
  }

  /// Copies an object and makes a link to the copy.
  ///
  /// @param sourcePath the object's path, for messages
  /// @return the copy
  public ObjectModel copy(ObjectModel source, String sourcePath, GroupModel parent, String name) {
    path.append(sourcePath);
    make(source, parent, name);
    finish();
    return editor.model().object(context.find(source.file(), source.address()));
  }

  /// Copies what is in a group, its attributes and its comment into a group that is there.
  public void copyInto(GroupModel source, String sourcePath, GroupModel target) {
    path.append(sourcePath);
    context.put(source.file(), source.address(), target.address());
    fill(source, target);
    enter(source, target);
    finish();
  }

  private void finish() {
    copyLinks();
    // Filling may find objects that only references lead to, whose own content may be late.
    for (int i = 0; i < unfilled.size(); i++) {
      unfilled.get(i).work().run();
      copyLinks();
    }
    for (long type : unlinked) {
      editor.release(type);
    }
  }

  private void copyLinks() {
    while (!stack.isEmpty()) {
      Level level = stack.element();
      path.setLength(level.pathLength());
      if (level.links().hasNext()) {
        copyLink(level, level.links().next());
      } else {
        stack.pop();
      }
    }
  }

  private void enter(GroupModel source, GroupModel target) {
    context.attempt(
        path.toString(),
        "links",
        () -> {
          List<LinkMessage> links = source.links().inCreationOrder();
          stack.push(new Level(source, target, links.iterator(), path.length()));
        });
  }

  private void copyLink(Level level, LinkMessage link) {
    if (path.isEmpty() || path.charAt(path.length() - 1) != '/') {
      path.append('/');
    }
    path.append(link.name());
    context.attempt(
        path.toString(),
        "link",
        () -> {
          switch (link.target()) {
            case LinkMessage.Hard(long address) ->
                hard(level, link.name(), level.source().file(), address);
            case LinkMessage.Soft _ -> named(level, link, rules.expandSoftLinks());
            case LinkMessage.External _ -> named(level, link, rules.expandExternalLinks());
            case LinkMessage.UserDefined _ -> name(level, link);
          }
        });
  }

  /// A link that is a name of what it leads to.
  private void named(Level level, LinkMessage link, boolean expand) {
    Optional<PathResolver.Resolved> found = expand ? resolved(level, link) : Optional.empty();
    if (found.isPresent()) {
      ObjectModel object = found.get().object();
      hard(level, link.name(), object.file(), object.address());
    } else {
      name(level, link);
    }
  }

  private void name(Level level, LinkMessage link) {
    if (!rules.withoutNames()) {
      editor.link(level.target(), link.name(), link.target());
    }
  }

  private Optional<PathResolver.Resolved> resolved(Level level, LinkMessage link) {
    try {
      return Optional.of(
          new PathResolver(level.source().file(), level.source(), path.toString()).link(link));
    } catch (NoSuchObjectException | ExternalFileException e) {
      // A link that leads nowhere is copied as it is, also one into a file that is missing or may
      // not be opened; one into a file that is damaged fails.
      return Optional.empty();
    }
  }

  private void hard(Level level, String name, FileModel file, long address) {
    long copy = context.find(file, address);
    if (copy != CopiedObjects.NONE && unlinked.remove(copy)) {
      editor.adopt(level.target(), name, copy);
    } else if (copy != CopiedObjects.NONE) {
      editor.link(level.target(), name, new LinkMessage.Hard(copy));
    } else if (!context.isOwnWork(file, address)) {
      make(file.object(address), level.target(), name);
    }
  }

  /// Makes the copy of an object that has none, and what belongs to it.
  private void make(ObjectModel source, GroupModel parent, String name) {
    switch (source) {
      case GroupModel group -> {
        GroupForm form = rules.groups().of(group);
        GroupModel made = editor.createGroup(parent, name, form);
        begin(source, made);
        // A shallow copy ends with the groups below the first one.
        if (!rules.shallow() || stack.isEmpty()) {
          enter(group, made);
        }
      }
      case TypeModel type ->
          begin(
              source,
              editor.createDatatype(parent, name, relocation(type).target(), ObjectForms.of(type)));
      case DatasetModel dataset -> makeDataset(dataset, parent, name);
    }
  }

  private void begin(ObjectModel source, ObjectModel made) {
    context.put(source.file(), source.address(), made.address());
    fill(source, made);
  }

  private Relocation relocation(TypeModel type) {
    return Relocation.of(type.datatype(), width(type.file()), width(editor.model()));
  }

  private static int width(FileModel file) {
    return file.superblock().sizeOfOffsets();
  }

  private void makeDataset(DatasetModel source, GroupModel parent, String name) {
    String here = path.toString();
    Relocation elements =
        Relocation.of(source.datatype(), width(source.file()), width(editor.model()));
    DatasetPlan plan = DatasetPlan.of(context, source, elements.target(), here);
    OptionalLong committed = copyOfType(source.file(), source.committedDatatype());
    DatasetModel made =
        editor.createDataset(parent, name, _ -> form(source, plan, elements, committed, here));
    begin(source, made);
    Runnable work =
        () ->
            new ElementCopier(context, source, made, elements, mover(source, here), here)
                .copy(plan.sameChunks());
    if (elements.hasReferences()) {
      unfilled.add(
          new Unfilled(() -> {
            context.attempt(here, "fill value", () -> replaceFill(source, made, elements, here));
            context.attempt(here, "elements", work);
          }));
    } else {
      context.attempt(here, "elements", work);
    }
  }

  private DatasetForm form(
      DatasetModel source,
      DatasetPlan plan,
      Relocation elements,
      OptionalLong committed,
      String here) {
    DatasetModel.Fill fill = source.fill();
    if (fill.state() == FillValueMessage.State.USER_DEFINED) {
      byte[] value =
          elements.hasReferences()
              ? new byte[Math.toIntExact(elements.target().size())]
              : fillValue(source, elements, here);
      fill = new DatasetModel.Fill(fill.state(), value);
    }
    return new DatasetForm(
        elements.target(),
        committed,
        plan.space(),
        plan.storage(),
        fill,
        source.fillWriteTime(),
        plan.allocationTime(),
        plan.filters(),
        ObjectForms.of(source));
  }

  private byte[] fillValue(DatasetModel source, Relocation elements, String here) {
    return elements
        .apply(
            MemorySegment.ofArray(source.fill().value()),
            source.file().heapData(),
            mover(source, here))
        .toArray(ValueLayout.JAVA_BYTE);
  }

  /// Puts the fill value of a dataset of references right, which could not be known before.
  private void replaceFill(
      DatasetModel source, DatasetModel made, Relocation elements, String here) {
    if (source.fill().state() == FillValueMessage.State.USER_DEFINED) {
      editor.edit(() -> {
        new DatasetEditor(editor, made).fillValue(fillValue(source, elements, here));
        return made;
      });
    }
  }

  private PartMover mover(ObjectModel source, String here) {
    return new PartMover(context, source.file(), this::copyOfTarget, here);
  }

  /// Comment and attributes; attributes that lead to objects are copied at the end.
  private void fill(ObjectModel source, ObjectModel made) {
    String here = path.toString();
    context.attempt(
        here,
        "comment",
        () -> {
          if (source.comment().isPresent()) {
            editor.comment(made, source.comment());
          }
        });
    if (rules.withoutAttributes()) {
      return;
    }
    AttributeCopier attributes =
        new AttributeCopier(context, source, this::copyOfType, mover(source, here), here);
    if (attributes.haveReferences()) {
      unfilled.add(new Unfilled(() -> attributes.copy(made)));
    } else {
      attributes.copy(made);
    }
  }

  /// The copy of a committed datatype that is shared. Within one file it is shared on.
  private OptionalLong copyOfType(FileModel file, Optional<Long> address) {
    if (address.isEmpty()) {
      return OptionalLong.empty();
    }
    long known = context.find(file, address.get());
    if (known != CopiedObjects.NONE) {
      return OptionalLong.of(known);
    }
    if (file == editor.model()) {
      return OptionalLong.of(address.get());
    }
    if (!(file.object(address.get()) instanceof TypeModel type)) {
      return OptionalLong.empty();
    }
    TypeModel made = editor.createUnlinkedDatatype(relocation(type).target(), ObjectForms.of(type));
    unlinked.add(made.address());
    begin(type, made);
    return OptionalLong.of(made.address());
  }

  /// The copy of an object that a reference leads to.
  private long copyOfTarget(FileModel file, long address) {
    long known = context.find(file, address);
    if (known != CopiedObjects.NONE) {
      return known;
    }
    if (rules.expandReferences()) {
      return PartMover.objectAt(file, address).map(this::makeUnlinked).orElse(CopiedObjects.NONE);
    }
    return file == editor.model() ? address : CopiedObjects.NONE;
  }

  /// Makes a copy that only a reference leads to.
  ///
  /// @return its address; [CopiedObjects#NONE] if there is none, and the copy goes on
  private long makeUnlinked(ObjectModel source) {
    String before = path.toString();
    path.setLength(0);
    path.append("<object at 0x").append(Long.toHexString(source.address())).append('>');
    // What the heap got for elements before this one stays, whatever happens now.
    editor.exclusively(() -> editor);
    try {
      boolean made = context.attempt(path.toString(), "object", () -> makeWhole(source));
      return made ? context.find(source.file(), source.address()) : CopiedObjects.NONE;
    } finally {
      path.setLength(0);
      path.append(before);
    }
  }

  /// If the object cannot be made, nothing of it is left to be filled or linked either.
  private void makeWhole(ObjectModel source) {
    int groups = stack.size();
    int late = unfilled.size();
    int types = unlinked.size();
    boolean done = false;
    try {
      context.whole(() -> {
        GroupModel root = editor.model().root();
        String name = freeName(root);
        make(source, root, name);
        editor.disown(root, name);
      });
      done = true;
    } finally {
      if (!done) {
        while (stack.size() > groups) {
          stack.pop();
        }
        unfilled.subList(late, unfilled.size()).clear();
        while (unlinked.size() > types) {
          unlinked.removeLast();
        }
      }
    }
  }

  private static String freeName(GroupModel group) {
    String name = "copy";
    while (group.links().find(name).isPresent()) {
      name += "'";
    }
    return name;
  }
}
