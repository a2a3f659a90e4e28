package io.hyperslab.cli.ddl;

import io.hyperslab.cli.tool.ToolOptions;
import io.hyperslab.cli.tool.ToolOptions.Spec;
import io.hyperslab.cli.tool.ToolOptions.Value;
import java.util.Map;

/// The options of h5dump by their letters and names.
final class DumpLetters {
  private static final String LETTERS =
      "a:b*c:d:ef:g:hik:l:m:n*o*pq:rs:t:uvw:xyz:A*BCD:E*F:G:HM:N:O*RS:VX:";

  /// Reads them.
  static final ToolOptions OPTIONS = new ToolOptions(LETTERS, names());

  private DumpLetters() {}

  private static Map<String, Spec> names() {
    return Map.ofEntries(
        required("attribute", 'a'),
        optional("binary", 'b'),
        required("count", 'c'),
        required("dataset", 'd'),
        flag("escape", 'e'),
        required("filedriver", 'f'),
        required("group", 'g'),
        flag("help", 'h'),
        flag("object-ids", 'i'),
        required("block", 'k'),
        required("soft-link", 'l'),
        required("format", 'm'),
        optional("contents", 'n'),
        optional("output", 'o'),
        flag("properties", 'p'),
        required("sort_by", 'q'),
        flag("string", 'r'),
        required("start", 's'),
        required("datatype", 't'),
        flag("use-dtd", 'u'),
        flag("vds-view-first-missing", 'v'),
        required("width", 'w'),
        flag("xml", 'x'),
        flag("noindex", 'y'),
        required("sort_order", 'z'),
        optional("onlyattr", 'A'),
        flag("superblock", 'B'),
        flag("boot-block", 'B'),
        flag("no-compact-subset", 'C'),
        required("xml-dtd", 'D'),
        optional("enable-error-stack", 'E'),
        required("form", 'F'),
        required("vds-gap-size", 'G'),
        flag("header", 'H'),
        required("packed-bits", 'M'),
        required("any_path", 'N'),
        optional("ddl", 'O'),
        flag("region", 'R'),
        required("stride", 'S'),
        flag("version", 'V'),
        required("xml-ns", 'X'),
        required("s3-cred", '$'),
        required("hdfs-attrs", '#'));
  }

  private static Map.Entry<String, Spec> flag(String name, char letter) {
    return Map.entry(name, new Spec(letter, Value.NONE));
  }

  private static Map.Entry<String, Spec> required(String name, char letter) {
    return Map.entry(name, new Spec(letter, Value.REQUIRED));
  }

  private static Map.Entry<String, Spec> optional(String name, char letter) {
    return Map.entry(name, new Spec(letter, Value.OPTIONAL));
  }
}
