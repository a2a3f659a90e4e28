package io.hyperslab.cli.ddl;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.dump.DumpOptions;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.Session;
import io.hyperslab.cli.dump.Streams;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.cli.text.Output;
import java.util.List;
import java.util.Optional;

/// The dump of a file.
///
/// @param ddl where everything goes that is not data; empty for nowhere, likewise below
/// @param data where the elements of datasets go
/// @param attributes where the elements of attributes go
/// @param problems is told what could not be printed, and why
public record FileDump(
    Optional<Output> ddl,
    Optional<Output> data,
    Optional<Output> attributes,
    Session.Problems problems) {
  /// A list of all objects in place of what is in them.
  public enum Contents {
    /// Objects.
    OBJECTS,
    /// Objects and their attributes.
    OBJECTS_AND_ATTRIBUTES
  }

  /// What to print of the file.
  ///
  /// @param superblock the superblock first
  /// @param contents only a list
  /// @param requests only these; everything if there are none
  public record Parts(boolean superblock, Optional<Contents> contents, List<Request> requests) {}

  /// Prints a file.
  ///
  /// @param name the file's name as it is shown
  public void print(Hdf5File file, String name, Parts parts, DumpOptions options) {
    Session session = session(file, options);
    Optional<LinePrinter> printer = session.streams().ddl();
    printer.ifPresent(p -> p.raw("HDF5 \"" + Latin1.ofName(name) + "\" {"));
    if (parts.contents().isPresent()) {
      boolean withAttributes = parts.contents().get() == Contents.OBJECTS_AND_ATTRIBUTES;
      printer.ifPresent(p -> new ContentsPrinter(session, file, p, withAttributes).print());
      printer.ifPresent(p -> p.raw("}\n"));
      return;
    }
    if (parts.superblock()) {
      printer.ifPresent(p -> p.raw(SuperblockText.of(file.properties())));
    }
    if (parts.requests().isEmpty()) {
      new ObjectPrinter(session).printGroup(file.root(), "/", 1);
    } else {
      RequestPrinter requests = new RequestPrinter(session, file);
      parts.requests().forEach(requests::print);
    }
    printer.ifPresent(p -> p.raw("\n}\n"));
  }

  /// What the parts of a dump of a file share.
  public Session session(Hdf5File file, DumpOptions options) {
    Streams streams =
        new Streams(
            ddl.map(LinePrinter::new),
            data.map(LinePrinter::new),
            attributes.map(LinePrinter::new));
    return new Session(file, options, streams, problems);
  }
}
