package io.hyperslab;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.edit.ObjectForm;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.LinkListing;
import io.hyperslab.internal.model.PathResolver;
import io.hyperslab.internal.model.TypeModel;
import io.hyperslab.internal.transfer.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A group: names, each a link to something.
///
/// Paths are names joined by `/`; one that begins with `/` starts at the root group, any other at
/// this group; `.` names the group itself. Soft links are followed wherever a path leads through
/// them, external links as the file's resolver allows.
public final class Group extends Hdf5Object {
  private static final Comparator<Link> BY_NAME =
      (left, right) -> Text.compareBytes(left.name(), right.name());

  private final GroupModel group;

  Group(Hdf5File file, GroupModel group, String path) {
    super(file, group, path);
    this.group = group;
  }

  /// How many links the group has.
  public long size() {
    return guarded(() -> group.links().size());
  }

  /// The names of the links, in the order of their unsigned bytes.
  public List<String> names() {
    List<Link> links = links();
    List<String> names = new ArrayList<>(links.size());
    for (Link link : links) {
      names.add(link.name());
    }
    return Collections.unmodifiableList(names);
  }

  /// The links, in the order of their names' unsigned bytes. Nothing is followed.
  public List<Link> links() {
    List<LinkMessage> messages = guarded(() -> group.links().all(this::runParts));
    List<Link> links = new ArrayList<>(messages.size());
    LinkForms forms = linkForms();
    for (LinkMessage message : messages) {
      links.add(forms.shown(message));
    }
    links.sort(BY_NAME);
    return Collections.unmodifiableList(links);
  }

  private void runParts(int count, IntConsumer part) {
    Workers.run(file().model().settings().parallelism(), count, part);
  }

  /// A link and what it leads to.
  ///
  /// @param link the link
  /// @param kind of the object that a hard link leads to; empty for other links
  public record Member(Link link, Optional<Kind> kind) {
    /// The link's name.
    public String name() {
      return link.name();
    }
  }

  /// The links, in the order of their names' unsigned bytes, each with the kind of object that it
  /// leads to if it is a hard link. Other links are not followed. Much faster than to open the
  /// objects, or to ask [#kindOf(String)] for each.
  ///
  /// @throws io.hyperslab.error.Hdf5Exception if a hard link leads to no object
  public List<Member> members() {
    LinkListing listed = guarded(() -> group.links().list(this::runParts));
    return guarded(() -> new MemberList(file().model(), listed, linkForms()::shown).members());
  }

  /// Whether the group records the order in which its links were created.
  public boolean tracksCreationOrder() {
    return guarded(() -> group.links().tracksCreationOrder());
  }

  /// The links in the order of their creation; in the order of their names where that is not
  /// tracked.
  public List<Link> linksInCreationOrder() {
    return tracksCreationOrder()
        ? guarded(() -> group.links().inCreationOrder()).stream().map(linkForms()::shown).toList()
        : links();
  }

  /// The names of the links in the order of their creation; see [#linksInCreationOrder()].
  public List<String> namesInCreationOrder() {
    return linksInCreationOrder().stream().map(Link::name).toList();
  }

  /// The link of that name in this group, not followed; empty if there is none.
  ///
  /// @param name a single name, not a path
  public Optional<Link> findLink(String name) {
    return guarded(() -> group.links().find(name)).map(linkForms()::shown);
  }

  /// What `path` leads to; empty if some name on the way, or the target of a soft link, does not
  /// exist.
  ///
  /// @throws io.hyperslab.error.ExternalFileException if the way leads into another file that is
  ///   missing or not to be followed
  public Optional<Hdf5Object> find(String path) {
    return guarded(() -> resolver().find(path)).map(file()::handle);
  }

  /// What `path` leads to.
  ///
  /// @throws io.hyperslab.error.NoSuchObjectException if it leads nowhere; says how far it went
  public Hdf5Object get(String path) {
    return file().handle(guarded(() -> resolver().get(path)));
  }

  /// What a link of this group leads to; it may fail as [#get(String)] does.
  public Hdf5Object follow(Link link) {
    return file().handle(guarded(() -> resolver().link(linkForms().stored(link))));
  }

  /// The group at `path`.
  ///
  /// @throws io.hyperslab.error.NoSuchObjectException if there is nothing
  /// @throws DatatypeMismatchException if it is something else
  public Group group(String path) {
    Hdf5Object found = get(path);
    if (found instanceof Group group) {
      return group;
    }
    throw mismatch(found, "a group");
  }

  /// The dataset at `path`; fails as [#group(String)] does.
  public Dataset dataset(String path) {
    Hdf5Object found = get(path);
    if (found instanceof Dataset dataset) {
      return dataset;
    }
    throw mismatch(found, "a dataset");
  }

  /// The named datatype at `path`; fails as [#group(String)] does.
  public NamedDatatype namedDatatype(String path) {
    Hdf5Object found = get(path);
    if (found instanceof NamedDatatype type) {
      return type;
    }
    throw mismatch(found, "a named datatype");
  }

  private static RuntimeException mismatch(Hdf5Object object, String expected) {
    String found =
        switch (object) {
          case Group _ -> "a group";
          case Dataset _ -> "a dataset";
          case NamedDatatype _ -> "a named datatype";
        };
    return new DatatypeMismatchException("object", object.address(), "kind", found, expected)
        .atObject(object.path())
        .inFile(object.file().name());
  }

  /// Whether `path` leads to an object.
  public boolean contains(String path) {
    return find(path).isPresent();
  }

  /// What kind of object `path` leads to; empty if it leads nowhere.
  public Optional<Kind> kindOf(String path) {
    return find(path).map(Hdf5Object::kind);
  }

  /// Every object that hard links lead to from here, this group first, each once, parents before
  /// children, names in byte order. The stream reads as it goes.
  public Stream<Hdf5Object> walk() {
    GroupWalk walk = new GroupWalk(this);
    Stream<Hdf5Object> below =
        stream(walk).filter(GroupWalk.Visit::first).flatMap(visit -> visit.object().stream());
    return Stream.concat(Stream.of(this), below);
  }

  /// Every link that is met on the way of [#walk()], with its path from the root of this file.
  public Stream<LinkPath> walkLinks() {
    return stream(new GroupWalk(this)).map(visit -> new LinkPath(visit.path(), visit.link()));
  }

  /// Shows every object of [#walk()] to a visitor, who may pass over groups, or end the walk.
  ///
  /// @return whether the walk came to its end
  public boolean walk(ObjectVisitor visitor) {
    GroupWalk walk = new GroupWalk(this);
    ObjectVisitor.Next next = visitor.visit(this);
    while (next == ObjectVisitor.Next.CONTINUE && walk.hasNext()) {
      Optional<Hdf5Object> met = walk.next().object();
      next = met.map(visitor::visit).orElse(ObjectVisitor.Next.CONTINUE);
      if (next == ObjectVisitor.Next.SKIP) {
        met.filter(object -> object instanceof Group).ifPresent(_ -> walk.skip());
        next = ObjectVisitor.Next.CONTINUE;
      }
    }
    return next != ObjectVisitor.Next.STOP;
  }

  private static Stream<GroupWalk.Visit> stream(GroupWalk walk) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(walk, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /// A link and where it is.
  ///
  /// @param path the absolute path of the link
  /// @param link the link
  public record LinkPath(String path, Link link) {}

  /// Makes a group, and those on the way that are missing.
  ///
  /// @throws io.hyperslab.error.NameExistsException if the name is taken
  public Group createGroup(String path) {
    return createGroup(path, GroupOptions.defaults());
  }

  /// Makes a group as the options say, and those on the way that are missing.
  ///
  /// @throws io.hyperslab.error.NameExistsException if the name is taken
  public Group createGroup(String path, GroupOptions options) {
    return edited("group ", path, editor -> editor.edit(() -> makeGroup(editor, path, options)));
  }

  private Group makeGroup(FileEditor editor, String path, GroupOptions options) {
    FileEditor.Location place = locate(editor, path, true);
    GroupModel made = editor.addGroup(place.group(), place.name(), options.form());
    return new Group(file(), made, place.fullPath());
  }

  /// The group at `path`, made if there is nothing.
  ///
  /// @throws DatatypeMismatchException if there is something else
  public Group requireGroup(String path) {
    return contains(path) ? group(path) : createGroup(path);
  }

  /// Begins to describe a dataset; [DatasetBuilder#create()] makes it, and the groups on the way
  /// that are missing.
  public DatasetBuilder createDataset(String path) {
    return new DatasetBuilder(this, path);
  }

  /// Begins to describe a dataset like another one, of this file or not: of the same datatype,
  /// shape, fill value, chunks and filters, without its elements and attributes. What is said of it
  /// further takes the place of that.
  public DatasetBuilder createDatasetLike(String path, Dataset other) {
    return new DatasetTemplate(other).describe(createDataset(path), this);
  }

  /// Makes a dataset that holds `values`, in the datatype that [DatasetBuilder#write(Object)] takes
  /// them for.
  ///
  /// @param values a single value, an array, arrays of arrays, or an [io.hyperslab.array.NdArray]
  /// @throws io.hyperslab.error.NameExistsException if the name is taken
  /// @throws IllegalArgumentException if arrays are irregular
  public <T> Dataset write(String path, T values) {
    return createDataset(path).write(values);
  }

  /// Makes a dataset that holds `values`, in the place of whatever has the name: both happen, or
  /// none. Other links to the old object keep it.
  ///
  /// @throws IllegalArgumentException if arrays are irregular
  public <T> Dataset writeOrReplace(String path, T values) {
    return editedWhole(
        "dataset " + path,
        _ -> {
          deleteIfExists(path);
          return write(path, values);
        });
  }

  /// Copies an object, with everything that hard links lead to below it; see [ObjectCopy] for other
  /// ways. A path that is a soft link leads to what is copied.
  ///
  /// @param source a path from this group
  /// @param target the copy's path from this group; groups on the way that are missing are made
  /// @return the copy
  /// @throws io.hyperslab.error.NoSuchObjectException if there is no such object
  /// @throws io.hyperslab.error.NameExistsException if the name of the copy is taken
  public Hdf5Object copy(String source, String target) {
    return ObjectCopy.defaults().copy(get(source), this, target);
  }

  /// Copies an object into a group of this file or another one, under its own name; see
  /// [#copy(String, String)].
  public Hdf5Object copy(String source, Group target) {
    Hdf5Object original = get(source);
    return ObjectCopy.defaults().copy(original, target, original.name());
  }

  /// Commits a datatype under a name, for datasets and attributes to share.
  ///
  /// @throws io.hyperslab.error.NameExistsException if the name is taken
  public NamedDatatype createNamedDatatype(String path, Datatype type) {
    return editedWhole(
        "named datatype " + path,
        editor -> {
          FileEditor.Location place = locate(editor, path, true);
          TypeModel made =
              editor.createDatatype(place.group(), place.name(), type, ObjectForm.PLAIN);
          return new NamedDatatype(file(), made, place.fullPath());
        });
  }

  /// Makes a hard link to an object of this file: another name for it.
  ///
  /// @throws io.hyperslab.error.NameExistsException if the name is taken
  /// @throws IllegalArgumentException if the object is in another file
  public void linkHard(String path, Hdf5Object target) {
    if (target.file().model() != file().model()) {
      throw new IllegalArgumentException(
          "hard link to " + target + " in another file, " + target.file().name());
    }
    link(
        path,
        () -> {
          target.model().requirePresent();
          return new LinkMessage.Hard(target.model().address());
        });
  }

  /// Makes a soft link: a path that is followed whenever the link is.
  ///
  /// @param target a path from the group that holds the link, or from the root; need not lead
  ///   anywhere
  /// @throws io.hyperslab.error.NameExistsException if the name is taken
  public void linkSoft(String path, String target) {
    requireText("target", target);
    link(path, () -> new LinkMessage.Soft(target));
  }

  /// Makes a link to an object of another file.
  ///
  /// @param fileName the other file as it is to be stored, best relative to this one
  /// @param target the object's path there
  /// @throws io.hyperslab.error.NameExistsException if the name is taken
  /// @throws io.hyperslab.error.UnsupportedFeatureException if the link's group is of the old style
  public void linkExternal(String path, String fileName, String target) {
    requireText("file name", fileName);
    requireText("target", target);
    link(path, () -> new LinkMessage.External(fileName, target));
  }

  private static void requireText(String what, String text) {
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          what + " " + Text.quote(text) + ", expected at least one character and no NUL");
    }
  }

  private void link(String path, Supplier<LinkMessage.Target> target) {
    editedWhole(
        "link " + path,
        editor -> {
          FileEditor.Location place = locate(editor, path, true);
          editor.link(place.group(), place.name(), target.get());
          return place;
        });
  }

  /// Takes a link away. The object goes with the last hard link to it.
  ///
  /// @throws io.hyperslab.error.NoSuchObjectException if there is none of that name
  public void delete(String path) {
    editedWhole(
        "deletion of " + path,
        editor -> {
          FileEditor.Location place = locate(editor, path, false);
          editor.unlink(place.group(), place.name());
          return place;
        });
  }

  /// Takes a link away if it is there.
  ///
  /// @return whether it was
  public boolean deleteIfExists(String path) {
    try {
      delete(path);
      return true;
    } catch (NoSuchObjectException e) {
      return false;
    }
  }

  /// Takes all links of this group away, whether they lead anywhere or not; all or none.
  public void deleteAll() {
    editedWhole(
        "deletion of all links",
        editor -> {
          for (Link link : links()) {
            editor.unlink(group, link.name());
          }
          return group;
        });
  }

  /// Gives a link another name, in this group or another, making groups on the way that are
  /// missing.
  ///
  /// @throws io.hyperslab.error.NoSuchObjectException if there is none at `from`
  /// @throws io.hyperslab.error.NameExistsException if the name at `to` is taken
  /// @throws IllegalArgumentException if a group would come to lie in itself, or below
  public void move(String from, String to) {
    editedWhole(
        "move of " + from,
        editor -> {
          FileEditor.Location source = locate(editor, from, false);
          FileEditor.Location target = locate(editor, to, true);
          editor.move(source.group(), source.name(), target.group(), target.name());
          return target;
        });
  }

  /// Runs a change of several steps, of which all are made or none.
  private <T> T editedWhole(String change, Function<FileEditor, T> edit) {
    return edited(change, editor -> editor.edit(() -> edit.apply(editor)));
  }

  FileEditor.Location locate(FileEditor editor, String path, boolean create) {
    return editor.locate(group, path(), path, create);
  }

  private PathResolver resolver() {
    return new PathResolver(file().model(), group, path());
  }

  private LinkForms linkForms() {
    return new LinkForms(file().model());
  }

  @Override
  public String toString() {
    return "group " + path();
  }
}
