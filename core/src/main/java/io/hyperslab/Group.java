package io.hyperslab;

import io.hyperslab.datatype.StringType;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.PathResolver;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A group: names, each a link to something.
///
/// Paths are names joined by `/`; one that begins with `/` starts at the root group, any other at
/// this group; `.` names the group itself. Soft links are followed wherever a path leads through
/// them, external links as the file's resolver allows.
public final class Group extends Hdf5Object {
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
    return links().stream().map(Link::name).toList();
  }

  /// The links, in the order of their names' unsigned bytes. Nothing is followed.
  public List<Link> links() {
    return guarded(() -> group.links().all()).stream()
        .sorted(Comparator.comparing(LinkMessage::name, Text::compareBytes))
        .map(this::link)
        .toList();
  }

  /// Whether the group records the order in which its links were created.
  public boolean tracksCreationOrder() {
    return guarded(() -> group.links().tracksCreationOrder());
  }

  /// The links in the order of their creation; in the order of their names where that is not
  /// tracked.
  public List<Link> linksInCreationOrder() {
    return tracksCreationOrder()
        ? guarded(() -> group.links().inCreationOrder()).stream().map(this::link).toList()
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
    return guarded(() -> group.links().find(name)).map(this::link);
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
    return file().handle(guarded(() -> resolver().link(message(link))));
  }

  /// The group at `path`.
  ///
  /// @throws io.hyperslab.error.NoSuchObjectException if there is nothing
  /// @throws DatatypeMismatchException if it is something else
  public Group group(String path) {
    return switch (get(path)) {
      case Group found -> found;
      case Dataset other -> throw mismatch(other, "a dataset", "a group");
      case NamedDatatype other -> throw mismatch(other, "a named datatype", "a group");
    };
  }

  /// The dataset at `path`; fails as [#group(String)] does.
  public Dataset dataset(String path) {
    return switch (get(path)) {
      case Dataset found -> found;
      case Group other -> throw mismatch(other, "a group", "a dataset");
      case NamedDatatype other -> throw mismatch(other, "a named datatype", "a dataset");
    };
  }

  /// The named datatype at `path`; fails as [#group(String)] does.
  public NamedDatatype namedDatatype(String path) {
    return switch (get(path)) {
      case NamedDatatype found -> found;
      case Group other -> throw mismatch(other, "a group", "a named datatype");
      case Dataset other -> throw mismatch(other, "a dataset", "a named datatype");
    };
  }

  private static RuntimeException mismatch(Hdf5Object object, String found, String expected) {
    return new DatatypeMismatchException("object", object.address(), "kind", found, expected)
        .atObject(object.path())
        .inFile(object.file().name());
  }

  /// Whether `path` leads to an object.
  public boolean contains(String path) {
    return find(path).isPresent();
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

  private PathResolver resolver() {
    return new PathResolver(file().model(), group, path());
  }

  private Link link(LinkMessage link) {
    String name = link.name();
    return switch (link.target()) {
      case LinkMessage.Hard(long address) ->
          new Link.Hard(name, link.creationOrder(), file().model().storedAddress(address));
      case LinkMessage.Soft(String path) -> new Link.Soft(name, link.creationOrder(), path);
      case LinkMessage.External(String file, String path) ->
          new Link.External(name, link.creationOrder(), file, path);
      case LinkMessage.UserDefined(int type, byte[] data) ->
          new Link.UserDefined(name, link.creationOrder(), type, data.length);
    };
  }

  private LinkMessage message(Link link) {
    LinkMessage.Target target =
        switch (link) {
          case Link.Hard hard -> new LinkMessage.Hard(file().model().position(hard.address()));
          case Link.Soft soft -> new LinkMessage.Soft(soft.target());
          case Link.External external ->
              new LinkMessage.External(external.file(), external.target());
          case Link.UserDefined user -> new LinkMessage.UserDefined(user.linkClass(), new byte[0]);
        };
    return new LinkMessage(link.name(), StringType.CharacterSet.UTF8, link.creationOrder(), target);
  }

  @Override
  public String toString() {
    return "group " + path();
  }
}
