package io.hyperslab.internal.edit;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.message.AttributeInfoMessage;
import io.hyperslab.internal.format.message.AttributeMessage;
import io.hyperslab.internal.format.message.DatatypeMessage;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.format.message.GroupInfoMessage;
import io.hyperslab.internal.format.message.LinkInfoMessage;
import io.hyperslab.internal.index.NewMessage;
import io.hyperslab.internal.model.DatasetModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The messages of objects that were made last: those that the next ones have, too, are not made
/// and encoded again. Belongs to the thread that has the writer's turn.
final class RecentMessages {
  private static final int MOST_HEADS = 64;

  private final Dialect dialect;
  private final FormatContext context;
  private @Nullable Dataspace dataspace;
  private @Nullable NewMessage dataspaceMessage;
  private @Nullable Datatype datatype;
  private @Nullable NewMessage datatypeMessage;
  private @Nullable FillValueMessage fill;
  private @Nullable NewMessage fillMessage;
  private @Nullable GroupForm group;
  private @Nullable List<NewMessage> groupMessages;
  private @Nullable AttributeInfoMessage attributeInfo;
  private @Nullable NewMessage attributeInfoMessage;

  /// By name, attributes that many objects have.
  private final Map<String, Head> heads = new HashMap<>();

  /// An attribute that was made, and what comes before its elements.
  private record Head(Datatype datatype, Dataspace dataspace, AttributeMessage last, byte[] bytes) {
    boolean isOf(AttributeForm form) {
      return form.committedDatatype().isEmpty()
          && datatype.equals(form.datatype())
          && dataspace.equals(form.dataspace());
    }
  }

  /// @param dialect in which messages are written
  /// @param context of the file
  RecentMessages(Dialect dialect, FormatContext context) {
    this.dialect = dialect;
    this.context = context;
  }

  /// An attribute, and the message that holds it.
  record NewAttribute(AttributeMessage attribute, NewMessage message) {}

  /// The message for an attribute.
  NewAttribute attribute(AttributeForm form) {
    Head head = heads.get(form.name());
    return head != null && head.isOf(form) ? attribute(head, form.data()) : newAttribute(form);
  }

  private static NewAttribute attribute(Head head, byte[] data) {
    AttributeMessage last = head.last();
    AttributeMessage attribute =
        new AttributeMessage(
            last.version(),
            last.name(),
            last.characterSet(),
            last.datatype(),
            last.dataspace(),
            data);
    int before = head.bytes().length;
    byte[] encoded = Arrays.copyOf(head.bytes(), before + data.length);
    System.arraycopy(data, 0, encoded, before, data.length);
    return new NewAttribute(attribute, NewMessage.of(attribute, encoded));
  }

  private NewAttribute newAttribute(AttributeForm form) {
    AttributeMessage attribute = Messages.attribute(form, dialect);
    Encoder out = new Encoder(context);
    attribute.encode(out);
    byte[] encoded = out.toBytes();
    if (form.committedDatatype().isEmpty()) {
      if (heads.size() >= MOST_HEADS) {
        heads.clear();
      }
      byte[] head = Arrays.copyOf(encoded, encoded.length - form.data().length);
      AttributeMessage last = Messages.withoutData(attribute);
      heads.put(form.name(), new Head(form.datatype(), form.dataspace(), last, head));
    }
    return new NewAttribute(attribute, NewMessage.of(attribute, encoded));
  }

  /// The messages of a group of the new style.
  ///
  /// @param info its limits
  @SuppressWarnings("ReferenceEquality") // an equal one that is another costs a little more
  List<NewMessage> group(GroupForm form, GroupInfoMessage info) {
    List<NewMessage> known = groupMessages;
    if (known == null || form != group) {
      LinkInfoMessage links = LinkInfoMessage.compact(form.tracksOrder(), form.indexesOrder());
      known = List.of(NewMessage.of(links), NewMessage.of(info).constant());
      groupMessages = known;
      group = form;
    }
    return known;
  }

  /// The message that says where attributes are.
  @SuppressWarnings("ReferenceEquality") // for speed; equal ones that are two are seen to be equal
  NewMessage attributeInfo(AttributeInfoMessage info) {
    NewMessage known = attributeInfoMessage;
    if (known == null || info != attributeInfo && !info.equals(attributeInfo)) {
      known = NewMessage.of(info);
      attributeInfoMessage = known;
      attributeInfo = info;
    }
    return known;
  }

  /// The message for a dataspace.
  NewMessage dataspace(Dataspace space) {
    NewMessage known = dataspaceMessage;
    Dataspace last = dataspace;
    if (known == null || last == null || !space.equals(last)) {
      known = NewMessage.of(Messages.dataspace(space, dialect));
      dataspaceMessage = known;
      dataspace = space;
    }
    return known;
  }

  /// The message for a datatype that is not shared.
  NewMessage datatype(Datatype type) {
    NewMessage known = datatypeMessage;
    if (known == null || !type.equals(datatype)) {
      known = NewMessage.of(new DatatypeMessage(type, dialect.datatypeVersion(type))).constant();
      datatypeMessage = known;
      datatype = type;
    }
    return known;
  }

  /// The message for a dataset's fill value.
  NewMessage fill(DatasetForm form) {
    NewMessage known = fillMessage;
    if (known == null || !isFillOf(form)) {
      DatasetModel.Fill value = form.fill();
      FillValueMessage message =
          new FillValueMessage(
              dialect.fillValueVersion(),
              form.effectiveAllocationTime(),
              form.effectiveFillWriteTime(),
              value.state(),
              value.value());
      known = NewMessage.of(message).constant();
      fillMessage = known;
      fill = message;
    }
    return known;
  }

  private boolean isFillOf(DatasetForm form) {
    return fill != null
        && fill.state() == form.fill().state()
        && fill.allocationTime() == form.effectiveAllocationTime()
        && fill.writeTime() == form.effectiveFillWriteTime()
        && Arrays.equals(fill.value(), form.fill().value());
  }
}
