package io.hyperslab.internal.transfer;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.convert.ElementWriter;
import io.hyperslab.internal.convert.HeapSink;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.edit.SourceFiles;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.storage.FileResolver;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Writes elements of a virtual dataset to its sources, in this file and in others. Only inside an
/// operation of the virtual dataset's file, of which operations of the other files become a part:
/// all of them are done, or none.
///
/// Sources are found twice: what another file holds counts from when it is open for writing, and
/// nothing is opened for a write that is refused anyway.
final class VirtualWriter {
  private static final String STRUCTURE = "virtual dataset";

  /// Other files that one write changes. Their operations lie inside each other.
  private static final int MOST_FILES = 256;

  private final FileEditor editor;
  private final DatasetReader virtual;
  private final Layout.Virtual layout;
  private final Conversion conversion;

  /// Elements as the virtual dataset, or a virtual source of it, has them.
  ///
  /// @param bytes a number of elements of which those of the selection are repetitions
  /// @param heap where their data of variable length lies
  private record Values(MemorySegment bytes, Datatype type, IndirectData heap) {}

  /// @param editor of the virtual dataset's file
  /// @param conversion what happens to values that a source's datatype does not hold
  VirtualWriter(
      FileEditor editor, DatasetReader virtual, Layout.Virtual layout, Conversion conversion) {
    this.editor = editor;
    this.virtual = virtual;
    this.layout = layout;
    this.conversion = conversion;
  }

  /// Runs something that writes to no more than the selected elements, once their sources are open
  /// for writing: if it fails, they are as they were.
  ///
  /// @param selection resolves it; again, when another file is opened
  <T> T during(Supplier<ResolvedSelection> selection, Function<ResolvedSelection, T> body) {
    while (true) {
      ResolvedSelection resolved = selection.get();
      VirtualParts parts = VirtualParts.of(virtual, layout, resolved);
      parts.forEachLeaf(this::requirePossible);
      Set<FileModel> files = files(parts);
      if (!openAny(parts)) {
        Deque<FileEditor> editors = new ArrayDeque<>();
        files.forEach(file -> editors.add(editor.sources().editor(file).orElseThrow()));
        return inside(editors, () -> body.apply(resolved));
      }
    }
  }

  /// Runs something in operations of some files, one inside the other.
  private static <T> T inside(Deque<FileEditor> editors, Supplier<T> body) {
    return editors.isEmpty() ? body.get() : editors.pop().editAside(() -> inside(editors, body));
  }

  /// The other files of the sources.
  private Set<FileModel> files(VirtualParts parts) {
    Set<FileModel> files = new LinkedHashSet<>();
    parts.forEachLeaf(part -> files.add(part.source().file()));
    files.remove(editor.model());
    if (files.size() > MOST_FILES) {
      throw new LimitExceededException(
          STRUCTURE,
          virtual.dataset().address(),
          "source files of one write",
          String.valueOf(files.size()),
          "at most " + MOST_FILES + ": write to fewer at a time");
    }
    return files;
  }

  /// Opens the sources' files for writing that are not yet.
  ///
  /// @return whether there was any
  private boolean openAny(VirtualParts parts) {
    SourceFiles sources = editor.sources();
    Set<FileModel> opened = new LinkedHashSet<>();
    parts.forEachLeaf(part -> {
      FileModel file = part.source().file();
      if (sources.editor(file).isEmpty() && opened.add(file)) {
        VirtualParts.Naming naming = naming(part);
        part.source()
            .named(() -> {
              sources.open(naming.referrer(), naming.name(), file);
              return file;
            });
      }
    });
    return !opened.isEmpty();
  }

  /// How a source's file is named by a mapping, rather than by an external link behind it.
  private VirtualParts.Naming naming(VirtualParts.Part part) {
    FileModel file = part.source().file();
    return part.naming()
        .filter(at -> at.referrer().file(FileResolver.Kind.VIRTUAL_SOURCE, at.name()) == file)
        .orElseThrow(() ->
            new UnsupportedFeatureException(
                STRUCTURE,
                virtual.dataset().address(),
                "source " + Text.quote(part.source().path()),
                "in file " + Text.quote(file.name()) + ", behind an external link",
                "one in the file that the mapping names"));
  }

  /// Refuses elements that the source cannot have, whatever their values.
  private void requirePossible(VirtualParts.Part part) {
    Datatype type = virtual.datatype();
    if (part.source().file() != editor.model()) {
      if (hasReferences(type)) {
        throw new UnsupportedFeatureException(
            STRUCTURE,
            virtual.dataset().address(),
            "source " + Text.quote(part.source().path()) + " to write to",
            "in another file, though elements are of type " + type,
            "elements that do not point into their file");
      }
      if (editor.transaction().isSwmr()) {
        throw new UnsupportedFeatureException(
            STRUCTURE,
            virtual.dataset().address(),
            "source " + Text.quote(part.source().path()) + " to write to",
            "in another file, in SWMR mode",
            "one in the same file");
      }
    }
    Values none = new Values(MemorySegment.ofArray(new byte[0]), type, IndirectData.none());
    part.source().named(() -> converted(none, part.source().datatype(), HeapSink.none()));
  }

  private static boolean hasReferences(Datatype type) {
    return switch (type) {
      case Reference _ -> true;
      case Compound compound ->
          compound.members().stream().anyMatch(member -> hasReferences(member.type()));
      case ArrayType array -> hasReferences(array.base());
      case VariableLength sequence -> hasReferences(sequence.base());
      default -> false;
    };
  }

  /// Stores elements whose sources are open for writing.
  ///
  /// @param values of the virtual dataset's datatype, as for [DatasetWriter#write]
  void store(ResolvedSelection selection, MemorySegment values) {
    Datatype type = virtual.datatype();
    VirtualParts parts = VirtualParts.of(virtual, layout, selection);
    boolean described = type.hasIndirectData();
    if (described) {
      // What the elements describe is in the heap of this file by now, and is read from there.
      editor.exclusively(() -> values);
    }
    Values all = new Values(values, type, virtual.dataset().file().heapData());
    if (!described && conversion == Conversion.EXACT) {
      // A value that a source does not hold is refused before any source has changed.
      forEachLeaf(parts, all, (part, elements) -> converted(part, elements, HeapSink.none()));
    }
    forEachLeaf(
        parts,
        all,
        (part, elements) -> {
          FileEditor target = editor.sources().editor(part.source().file()).orElseThrow();
          MemorySegment stored = converted(part, elements, target.heap());
          part.source()
              .named(() -> {
                new DatasetWriter(target, part.source().reader()).write(part.elements(), stored);
                return stored;
              });
        });
    if (described) {
      editor.exclusively(() -> {
        editor.heap().removeAll(values, type);
        return values;
      });
    }
  }

  /// Takes elements of a source that is not virtual.
  private interface Leaf {
    void accept(VirtualParts.Part part, Values elements);
  }

  private void forEachLeaf(VirtualParts parts, Values values, Leaf leaf) {
    for (VirtualParts.Part part : parts.parts()) {
      Values elements = gathered(part, values);
      if (part.inner().isEmpty()) {
        leaf.accept(part, elements);
      } else if (elements.type().hasIndirectData()) {
        // Data of variable length is moved once, to where it stays.
        forEachLeaf(part.inner().get(), elements, leaf);
      } else {
        MemorySegment converted = converted(part, elements, HeapSink.none());
        Values inner = new Values(converted, part.source().datatype(), IndirectData.none());
        forEachLeaf(part.inner().get(), inner, leaf);
      }
    }
  }

  /// The elements of one part; one element, if all are the same one.
  private Values gathered(VirtualParts.Part part, Values values) {
    long size = values.type().size();
    MemorySegment bytes = values.bytes();
    if (bytes.byteSize() == size) {
      return values;
    }
    long count = part.elements().elementCount();
    long[] single = {-1};
    part.runs().accept((_, first, length) -> single[0] = length == count ? first : single[0]);
    if (single[0] >= 0 && (single[0] + count) * size <= bytes.byteSize()) {
      return new Values(
          bytes.asSlice(single[0] * size, count * size), values.type(), values.heap());
    }
    MemorySegment gathered = Memory.allocate(count * size, STRUCTURE, virtual.dataset().address());
    ElementSource source = new ElementSource(bytes, size);
    part.runs()
        .accept((number, first, length) -> source.copy(first, length, gathered, number * size));
    return new Values(gathered, values.type(), values.heap());
  }

  private MemorySegment converted(VirtualParts.Part part, Values elements, HeapSink heap) {
    return part.source().named(() -> converted(elements, part.source().datatype(), heap));
  }

  private MemorySegment converted(Values elements, Datatype type, HeapSink heap) {
    long[] shape = {elements.bytes().byteSize() / elements.type().size()};
    NdArray array = NdArray.of(elements.bytes(), elements.type(), shape, elements.heap());
    return new ElementWriter(type, conversion, heap).elements(array);
  }
}
