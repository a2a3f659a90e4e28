package io.hyperslab.internal.edit;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.internal.format.header.SharedMessage;
import io.hyperslab.internal.format.message.AttributeMessage;
import io.hyperslab.internal.format.message.DataspaceMessage;
import io.hyperslab.internal.format.message.DatatypeMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.format.message.Sharable;
import java.util.OptionalLong;

/// Messages from plain values, in the versions of a dialect.
final class Messages {
  private static final int FIRST_WITH_NULL_SPACE = 2;
  private static final int FIRST_WITH_SHARED_DATATYPE = 2;
  private static final int FIRST_WITH_CHARACTER_SET = 3;

  private Messages() {}

  static DataspaceMessage dataspace(Dataspace space, Dialect dialect) {
    DataspaceMessage.Kind kind =
        switch (space.kind()) {
          case NULL -> DataspaceMessage.Kind.NULL;
          case SCALAR -> DataspaceMessage.Kind.SCALAR;
          case SIMPLE -> DataspaceMessage.Kind.SIMPLE;
        };
    int version =
        space.isNull()
            ? Math.max(FIRST_WITH_NULL_SPACE, dialect.dataspaceVersion())
            : dialect.dataspaceVersion();
    return new DataspaceMessage(
        version, kind, space.shape(), space.maxShape(), space.elementCount());
  }

  static AttributeMessage attribute(AttributeForm form, Dialect dialect) {
    CharacterSet names = characterSet(form.name());
    int version = dialect.attributeVersion();
    if (form.committedDatatype().isPresent()) {
      version = Math.max(version, FIRST_WITH_SHARED_DATATYPE);
    }
    if (names != CharacterSet.ASCII) {
      version = Math.max(version, FIRST_WITH_CHARACTER_SET);
    }
    Sharable<DatatypeMessage> type =
        form.committedDatatype().isPresent()
            ? new Sharable.Elsewhere<>(
                new SharedMessage.Committed(form.committedDatatype().getAsLong()))
            : new Sharable.Here<>(
                new DatatypeMessage(form.datatype(), dialect.datatypeVersion(form.datatype())));
    return new AttributeMessage(
        version,
        form.name(),
        names,
        type,
        new Sharable.Here<>(dataspace(form.dataspace(), dialect)),
        form.data());
  }

  /// The same attribute before it has elements.
  static AttributeMessage withoutData(AttributeMessage attribute) {
    return new AttributeMessage(
        attribute.version(),
        attribute.name(),
        attribute.characterSet(),
        attribute.datatype(),
        attribute.dataspace(),
        new byte[0]);
  }

  /// The same attribute under another name.
  static AttributeMessage renamed(AttributeMessage attribute, String name) {
    CharacterSet names = characterSet(name);
    return new AttributeMessage(
        names == CharacterSet.ASCII
            ? attribute.version()
            : Math.max(FIRST_WITH_CHARACTER_SET, attribute.version()),
        name,
        names,
        attribute.datatype(),
        attribute.dataspace(),
        attribute.data());
  }

  static LinkMessage link(String name, LinkMessage.Target target) {
    return new LinkMessage(name, characterSet(name), OptionalLong.empty(), target);
  }

  /// ASCII where that suffices, as h5py declares names.
  private static CharacterSet characterSet(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return CharacterSet.UTF8;
      }
    }
    return CharacterSet.ASCII;
  }
}
