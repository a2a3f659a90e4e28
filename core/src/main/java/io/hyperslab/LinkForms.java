package io.hyperslab;

import io.hyperslab.datatype.StringType;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.model.FileModel;

/// Links as callers see them, and as files store them. Nearly all are hard, and do without the
/// switch: see docs/decisions/0020.
///
/// @param file where they are
record LinkForms(FileModel file) {
  /// As callers see it.
  Link shown(LinkMessage link) {
    if (link.target() instanceof LinkMessage.Hard hard) {
      return shown(link, hard);
    }
    String name = link.name();
    return switch (link.target()) {
      case LinkMessage.Hard hard -> shown(link, hard);
      case LinkMessage.Soft(String path) -> new Link.Soft(name, link.creationOrder(), path);
      case LinkMessage.External(String otherFile, String path) ->
          new Link.External(name, link.creationOrder(), otherFile, path);
      case LinkMessage.UserDefined(int type, byte[] data) ->
          new Link.UserDefined(name, link.creationOrder(), type, data.length);
    };
  }

  private Link shown(LinkMessage link, LinkMessage.Hard target) {
    long address = file.storedAddress(target.objectHeaderAddress());
    return new Link.Hard(link.name(), link.creationOrder(), address);
  }

  /// As a file stores it.
  LinkMessage stored(Link link) {
    LinkMessage.Target target = link instanceof Link.Hard hard ? target(hard) : target(link);
    return new LinkMessage(link.name(), StringType.CharacterSet.UTF8, link.creationOrder(), target);
  }

  private LinkMessage.Target target(Link link) {
    return switch (link) {
      case Link.Hard hard -> target(hard);
      case Link.Soft soft -> new LinkMessage.Soft(soft.target());
      case Link.External external -> new LinkMessage.External(external.file(), external.target());
      case Link.UserDefined user -> new LinkMessage.UserDefined(user.linkClass(), new byte[0]);
    };
  }

  private LinkMessage.Hard target(Link.Hard link) {
    return new LinkMessage.Hard(file.position(link.address()));
  }
}
