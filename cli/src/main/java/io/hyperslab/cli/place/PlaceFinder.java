package io.hyperslab.cli.place;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.arguments.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds a place in a file.
///
/// @param file an open file
/// @param text the place
record PlaceFinder(Hdf5File file, String text) {
  Place find() {
    List<Brackets> all = brackets();
    for (Brackets brackets : all) {
      Optional<Place> found = named(text.substring(0, brackets.start()), brackets);
      if (found.isPresent()) {
        return found.get();
      }
    }
    String name = text.substring(0, all.getLast().start());
    Optional<Place> attribute = newAttribute(name, all.getLast());
    if (attribute.isPresent()) {
      return attribute.get();
    }
    throw absent(name);
  }

  /// What may be brackets behind a name: none first, then fewer and fewer, and last all there are.
  private List<Brackets> brackets() {
    List<Brackets> all = new ArrayList<>();
    all.add(new Brackets(text.length(), List.of()));
    for (int at = text.lastIndexOf('['); at >= 0; at = text.lastIndexOf('[', at - 1)) {
      Brackets.at(text, at).ifPresent(all::add);
    }
    return all;
  }

  private Optional<Place> named(String name, Brackets brackets) {
    Optional<Hdf5Object> object = file.find(path(name));
    if (object.isPresent()) {
      return Optional.of(new Place(object.get(), Optional.empty(), brackets.steps(), text));
    }
    for (int at = name.lastIndexOf('@'); at >= 0; at = name.lastIndexOf('@', at - 1)) {
      String attribute = name.substring(at + 1);
      Optional<Hdf5Object> owner = file.find(path(name.substring(0, at)));
      if (owner.isPresent() && owner.get().attributes().contains(attribute)) {
        return Optional.of(new Place(owner.get(), Optional.of(attribute), brackets.steps(), text));
      }
    }
    return Optional.empty();
  }

  /// An attribute that is not there, of an object that is.
  private Optional<Place> newAttribute(String name, Brackets brackets) {
    int at = name.indexOf('@');
    while (at >= 0) {
      Optional<Hdf5Object> owner = file.find(path(name.substring(0, at)));
      if (owner.isPresent() && at + 1 < name.length()) {
        Optional<String> attribute = Optional.of(name.substring(at + 1));
        return Optional.of(new Place(owner.get(), attribute, brackets.steps(), text));
      }
      at = name.indexOf('@', at + 1);
    }
    return Optional.empty();
  }

  /// Empty texts and slashes at the end stand for what is before them.
  private static String path(String name) {
    int end = name.length();
    while (end > 1 && name.charAt(end - 1) == '/') {
      end--;
    }
    return end == 0 ? "/" : name.substring(0, end);
  }

  static NoSuchPlaceException noAttribute(Hdf5Object object, String name) {
    return new NoSuchPlaceException(
        object.path()
            + " has no attribute '"
            + name
            + "'"
            + Similar.question(name, object.attributes().names()));
  }

  /// Says how far the path led, and what it may have meant to say.
  private NoSuchPlaceException absent(String name) {
    Hdf5Object reached = file.root();
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (!(reached instanceof Group group)) {
        return new NoSuchPlaceException(
            "there is no " + name + ": " + reached.path() + " is " + Place.kind(reached));
      }
      Optional<Hdf5Object> next = group.find(part);
      if (next.isEmpty()) {
        return missing(group, part);
      }
      reached = next.get();
    }
    return new NoSuchPlaceException("there is no " + name);
  }

  private static NoSuchPlaceException missing(Group group, String part) {
    return group.findLink(part).isPresent()
        ? new NoSuchPlaceException("the link '" + part + "' in " + group.path() + " leads nowhere")
        : new NoSuchPlaceException(
            "there is no '"
                + part
                + "' in "
                + group.path()
                + Similar.question(part, group.names()));
  }
}
