package io.hyperslab.cli.exchange;

import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What is in a file of JSON: nested arrays of values, all of one length on each level, or an array
/// of objects. For one thread.
final class JsonSurvey {
  private static final int MOST_AXES = 32;
  private static final int MOST_COLUMNS = 1 << 16;
  private static final long LONGEST_ARRAY = 1L << 12;

  /// What there is of one name in objects.
  private static final class Member {
    private final ColumnKind kind = new ColumnKind();
    private long seen;
    private final List<Long> extents = new ArrayList<>();
    private boolean single;
    private boolean varying;
  }

  private final JsonParser json;
  private final List<Long> extents = new ArrayList<>();
  private final ColumnKind values = new ColumnKind();
  private final Map<ColumnName, Member> members = new LinkedHashMap<>();
  private boolean hasValues;
  private long objects;

  /// @param json at its beginning
  JsonSurvey(JsonParser json) {
    this.json = json;
  }

  /// Reads everything.
  JsonSurvey read() {
    JsonToken first = json.nextToken();
    if (first == null) {
      throw malformed("text", "empty", "a value");
    }
    value(first, 0);
    if (json.nextToken() != null) {
      throw malformed("text", "more than one value", "one");
    }
    if (objects > 0 && (hasValues || extents.size() != 1)) {
      throw malformed("objects", "among values, or not in one array", "one array of objects");
    }
    return this;
  }

  /// Whether it is an array of objects.
  boolean isObjects() {
    return objects > 0;
  }

  /// The shape of the dataset.
  long[] shape() {
    return extents.stream().mapToLong(Long::longValue).toArray();
  }

  /// What the dataset is of.
  ///
  /// @param types asked for
  Datatype datatype(ImportTypes types) {
    return isObjects()
        ? compound(types)
        : types.of(ColumnName.parse("0"), hasValues ? values.datatype() : Datatypes.FLOAT64);
  }

  private Compound compound(ImportTypes types) {
    List<Datatype> found = new ArrayList<>();
    members.forEach((name, member) -> {
      if (member.seen < objects && member.extents.isEmpty()) {
        member.kind.add("", false);
      }
      if (member.single && !member.extents.isEmpty()) {
        throw malformed("member " + name, "arrays and single values", "one of them");
      }
      found.add(type(member, types.of(name, member.kind.datatype())));
    });
    return RowType.of(List.copyOf(members.keySet()), found);
  }

  /// Arrays that are always of one size are arrays, others sequences.
  private Datatype type(Member member, Datatype value) {
    if (member.extents.isEmpty()) {
      return value;
    }
    long[] extents = member.extents.stream().mapToLong(Long::longValue).toArray();
    long count = 1;
    for (long extent : extents) {
      count *= Math.min(extent, LONGEST_ARRAY + 1);
      count = Math.min(count, LONGEST_ARRAY + 1);
    }
    boolean fixed = !member.varying && member.seen == objects && count > 0;
    return fixed && (count <= LONGEST_ARRAY || extents.length > 1)
        ? Datatypes.array(value, extents)
        : Datatypes.variableLength(value);
  }

  /// Recursion goes no deeper than 32 arrays.
  private void value(JsonToken token, int depth) {
    switch (token) {
      case START_ARRAY -> array(depth);
      case START_OBJECT -> {
        objects++;
        object(new ColumnName(List.of()));
        requireDepth(depth);
      }
      default -> {
        hasValues = true;
        requireDepth(depth);
        values.add(text(json, token), isText(json, token));
      }
    }
  }

  /// Values stand on the same level everywhere: that of the first one.
  private void requireDepth(int depth) {
    if (depth != extents.size()) {
      throw malformed("values", "on different levels", "nested arrays of equal depth");
    }
  }

  private void array(int depth) {
    if (depth == MOST_AXES) {
      throw new LimitExceededException("json", -1, "arrays in arrays", "more", "at most 32");
    }
    boolean first = depth == extents.size();
    if (first) {
      if (hasValues || objects > 0) {
        throw malformed("values", "on different levels", "nested arrays of equal depth");
      }
      extents.add(-1L);
    }
    long length = 0;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      value(token, depth + 1);
      length++;
    }
    long known = extents.get(depth);
    if (known < 0) {
      extents.set(depth, length);
    } else if (known != length) {
      throw malformed("array", length + " values", known + ", as in the one before");
    }
  }

  private void object(ColumnName prefix) {
    if (prefix.parts().size() == MOST_AXES) {
      throw new LimitExceededException("json", -1, "objects in objects", "more", "at most 32");
    }
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_OBJECT;
        token = json.nextToken()) {
      ColumnName name = prefix.then(new ColumnName.Part(json.currentName(), List.of()));
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT) {
        object(name);
      } else {
        member(name, value);
      }
    }
  }

  private void member(ColumnName name, JsonToken token) {
    if (!members.containsKey(name) && members.size() == MOST_COLUMNS) {
      throw new LimitExceededException("json", -1, "members", "more", "at most " + MOST_COLUMNS);
    }
    Member member = members.computeIfAbsent(name, _ -> new Member());
    member.seen++;
    if (token != JsonToken.START_ARRAY) {
      member.single = true;
      member.kind.add(text(json, token), isText(json, token));
      return;
    }
    List<Long> found = new ArrayList<>();
    elements(name, member, found, 0);
    if (member.extents.isEmpty()) {
      member.extents.addAll(found);
    } else if (!member.extents.equals(found)) {
      member.varying = true;
    }
    if (member.varying && Math.max(found.size(), member.extents.size()) > 1) {
      throw malformed("member " + name, "nested arrays of different sizes", "equal ones");
    }
  }

  /// Takes the elements of an array, and finds out how large it is.
  ///
  /// @param found of each level; added to
  private void elements(ColumnName name, Member member, List<Long> found, int depth) {
    if (depth == MOST_AXES) {
      throw new LimitExceededException("json", -1, "arrays in arrays", "more", "at most 32");
    }
    boolean first = found.size() == depth;
    if (first) {
      found.add(-1L);
    }
    long length = 0;
    for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
      if (next == JsonToken.START_OBJECT) {
        throw malformed("member " + name, "objects in an array", "single values");
      } else if (next == JsonToken.START_ARRAY) {
        elements(name, member, found, depth + 1);
      } else if (found.size() != depth + 1) {
        throw malformed("member " + name, "values on different levels", "one level");
      } else {
        member.kind.add(text(json, next), isText(json, next));
      }
      length++;
    }
    long known = found.get(depth);
    if (known >= 0 && known != length) {
      throw malformed("member " + name, "nested arrays of different sizes", "equal ones");
    }
    found.set(depth, length);
  }

  private static MalformedFileException malformed(String item, String found, String expected) {
    return new MalformedFileException("json", -1, item, found, expected);
  }

  /// The text of a value; `null` is nothing.
  static String text(JsonParser json, JsonToken token) {
    return token == JsonToken.VALUE_NULL ? "" : json.getString();
  }

  /// Whether a value is a text, and not a number that JSON has no other way to write.
  private static boolean isText(JsonParser json, JsonToken token) {
    if (token != JsonToken.VALUE_STRING) {
      return false;
    }
    String text = json.getString();
    return !text.equals("NaN") && !text.equals("Infinity") && !text.equals("-Infinity");
  }
}
