package io.hyperslab.cli.ddl;

import io.hyperslab.cli.dump.BinaryForm;
import io.hyperslab.cli.dump.DumpOptions;
import io.hyperslab.cli.dump.PackedBits;
import io.hyperslab.cli.dump.ValueStyle;
import io.hyperslab.cli.dump.ValueSyntax;
import io.hyperslab.cli.text.FloatFormat;
import io.hyperslab.cli.tool.ToolOptions;
import io.hyperslab.cli.tool.ToolOptions.Given;
import io.hyperslab.cli.xml.XmlForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// What the options of h5dump mean, taken one by one in their order: many change what the ones
/// behind them do.
final class DumpArguments {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int WIDEST = 65535;

  /// The columns of lines that have one element each and no other limit.
  private static final int ONE_PER_LINE = 0;

  /// After which the options that change a dataset's request cannot follow.
  private static final String ENDS_DATASET = "BnHiwNagltoscSk";

  private final DumpOutputs outputs;
  private final List<Request> requests = new ArrayList<>();
  private final Set<Character> flags = new LinkedHashSet<>();
  private boolean data = true;
  private boolean attributeData = true;
  private boolean attributes = true;
  private boolean troubled;
  private boolean followsDataset;
  private boolean followsSubset;
  private int columns = DEFAULT_COLUMNS;
  private boolean contentsHaveAttributes;
  private boolean byCreation;
  private boolean descending;
  private List<PackedBits> bits = List.of();
  private Optional<BinaryForm> binary = Optional.empty();
  private Optional<String> output = Optional.empty();
  private Optional<String> driver = Optional.empty();
  private Optional<FloatFormat> floats = Optional.empty();
  private long gap;
  private boolean schema = true;
  private String namespace = XmlForm.DEFAULT_PREFIX;
  private Optional<String> definition = Optional.empty();
  private List<String> files = List.of();

  DumpArguments(DumpOutputs outputs) {
    this.outputs = outputs;
  }

  /// Takes arguments.
  ///
  /// @return the option that asks for a text about the program, `h` or `V`, if one does; what is
  ///   behind it does not count
  /// @throws UsageException if they make no sense
  Optional<Character> read(List<String> arguments) throws UsageException {
    try {
      ToolOptions.Parsed parsed = DumpLetters.OPTIONS.parse(arguments);
      files = parsed.operands();
      outputs.protect(files, driver(parsed.options())); // before an option makes a file
      return take(parsed.options());
    } catch (ToolOptions.UnknownOptionException e) {
      // Which of them would be read is not known.
      List<String> inputs = new ArrayList<>(arguments);
      e.before().forEach(given -> given.value().ifPresent(inputs::remove));
      outputs.protect(inputs, driver(e.before()));
      Optional<Character> text = take(e.before());
      if (text.isPresent()) {
        return text;
      }
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> driver(List<Given> options) {
    return options.stream()
        .filter(given -> given.letter() == 'f')
        .reduce((_, last) -> last)
        .flatMap(Given::value);
  }

  private Optional<Character> take(List<Given> options) throws UsageException {
    for (Given given : options) {
      char letter = given.letter();
      if (letter == 'h' || letter == 'V') {
        return Optional.of(letter);
      }
      take(letter, given.value());
      boolean endsDataset =
          ENDS_DATASET.indexOf(letter) >= 0
              || letter == 'A' && given.value().isEmpty()
              || letter == 'b' && output.isPresent();
      followsDataset = letter == 'd' || followsDataset && !endsDataset;
      followsSubset = isSubset(letter);
    }
    return Optional.empty();
  }

  private static boolean isSubset(char letter) {
    return "sSck".indexOf(letter) >= 0;
  }

  private static UsageException usage(String message) {
    return new UsageException(message, true);
  }

  /// Takes one option that has no value, or one that may be left out.
  private void take(char letter, Optional<String> value) throws UsageException {
    switch (letter) {
      case 'B', 'C', 'e', 'i', 'p', 'r', 'R', 'v', 'y' -> flags.add(letter);
      case 'x', 'u' -> {
        flags.add('x');
        schema = letter == 'x';
        namespace = schema ? namespace : "";
        columns = ONE_PER_LINE;
      }
      case 'n' -> {
        flags.add(letter);
        contentsHaveAttributes |= value.isPresent() && CInteger.of(value.get()) > 0;
      }
      case 'H' -> {
        data = false;
        attributeData = false;
      }
      case 'A' -> takeAttributesOnly(value);
      case 'O' -> send(() -> outputs.sendDdl(value));
      case 'o' -> takeOutput(value);
      case 'b' -> {
        binary = Optional.of(value.isPresent() ? binaryForm(value.get()) : BinaryForm.MEMORY);
        if (output.isPresent()) {
          send(() -> outputs.sendData(output));
        }
      }
      case 'E' -> {} // what goes wrong is always said
      case '#' -> troubled = true; // h5dump says that it cannot, and goes on
      case '$' -> takeCredentials(value.orElseThrow());
      default -> take(letter, value.orElseThrow());
    }
  }

  /// Takes one option that has a value.
  private void take(char letter, String value) throws UsageException {
    switch (letter) {
      case 'a' -> requests.add(new Request.ForAttribute(value));
      case 'd' -> requests.add(Request.ForDataset.parse(value, !flags.contains('C')));
      case 'g' -> requests.add(new Request.ForGroup(value));
      case 'l' -> requests.add(new Request.ForLink(value));
      case 't' -> requests.add(new Request.ForDatatype(value));
      case 'N' -> requests.add(new Request.ForAny(value));
      case 's' -> subset(letter, value, Subset::withStart);
      case 'S' -> subset(letter, value, Subset::withStride);
      case 'c' -> subset(letter, value, Subset::withCount);
      case 'k' -> subset(letter, value, Subset::withBlock);
      case 'M' -> takeBits(value);
      case 'f' -> driver = Optional.of(value);
      case 'w' -> columns = CInteger.of(value) <= 0 ? WIDEST : CInteger.of(value);
      case 'm' -> takeFormat(value);
      case 'q' -> byCreation = isFirst(value, "creation_order", "name");
      case 'z' -> descending = isFirst(value, "descending", "ascending");
      case 'G' -> takeGap(value);
      case 'D' -> {
        definition = Optional.of(value);
        columns = ONE_PER_LINE;
      }
      case 'X' -> {
        if (!schema) {
          throw usage("a DTD has no namespaces");
        }
        namespace = value.equals(":") ? "" : value;
        columns = ONE_PER_LINE;
      }
      default -> throw usage("h5dump has no use for option '-" + letter + "'");
    }
  }

  private void takeAttributesOnly(Optional<String> value) {
    if (value.isEmpty()) {
      data = false;
      attributeData = true;
    } else {
      attributes &= CInteger.of(value.get()) != 0;
    }
  }

  private void takeOutput(Optional<String> value) throws UsageException {
    if (binary.isEmpty() && attributeData && !data) {
      send(() -> outputs.sendAttributes(value));
    }
    if (binary.isPresent() || data || requests.isEmpty()) {
      send(() -> outputs.sendData(value));
    }
    flags.add('o');
    output = value;
  }

  private static void takeCredentials(String value) throws UsageException {
    if (!value.matches("\\(.+,.+,.+\\)")) {
      throw usage("'" + value + "' is not (region,id,key)");
    }
  }

  private void takeGap(String value) throws UsageException {
    gap = CInteger.of(value);
    if (gap < 0) {
      throw usage("a gap of " + gap + " files");
    }
  }

  private void takeFormat(String value) throws UsageException {
    try {
      floats = Optional.of(FloatFormat.of(value));
      columns = ONE_PER_LINE;
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private void takeBits(String value) throws UsageException {
    requireDataset('M');
    try {
      bits = PackedBits.parse(value);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private void subset(char letter, String list, BiFunction<Subset, Optional<long[]>, Subset> change)
      throws UsageException {
    if (!followsSubset) {
      requireDataset(letter);
    }
    if (requests.getLast() instanceof Request.ForDataset dataset) {
      Subset changed = change.apply(dataset.subset().orElse(Subset.open()), Subset.numbers(list));
      requests.set(
          requests.size() - 1, new Request.ForDataset(dataset.path(), Optional.of(changed)));
    }
  }

  private void requireDataset(char letter) throws UsageException {
    if (!followsDataset) {
      throw new UsageException("option '-" + letter + "' has no option '-d' before it", false);
    }
  }

  private static BinaryForm binaryForm(String name) throws UsageException {
    return switch (name) {
      case "NATIVE", "MEMORY" -> BinaryForm.MEMORY;
      case "FILE" -> BinaryForm.FILE;
      case "LE" -> BinaryForm.LITTLE_ENDIAN;
      case "BE" -> BinaryForm.BIG_ENDIAN;
      default -> throw usage("there is no binary form '" + name + "'");
    };
  }

  private static boolean isFirst(String value, String first, String second) throws UsageException {
    if (!value.equals(first) && !value.equals(second)) {
      throw usage("'" + value + "' is neither " + first + " nor " + second);
    }
    return value.equals(first);
  }

  /// Opens a file for output.
  @FunctionalInterface
  private interface Sending {
    void run() throws IOException, UsageException;
  }

  private static void send(Sending sending) throws UsageException {
    try {
      sending.run();
    } catch (IOException e) {
      throw usage("cannot write: " + e.getMessage());
    }
  }

  /// Refuses options that exclude each other.
  void requireConsistent() throws UsageException {
    if (binary.isPresent() && output.isEmpty()) {
      throw new UsageException("binary output needs a file (-o)", false);
    }
    if (isXml()) {
      refuseInXml(!requests.isEmpty(), "options that choose objects");
      refuseInXml(flags.contains('B'), "-B");
      refuseInXml(flags.contains('i'), "-i");
      refuseInXml(flags.contains('r'), "-r");
      refuseInXml(flags.contains('o'), "-o");
    }
    if (files.isEmpty()) {
      throw usage("no file");
    }
  }

  private static void refuseInXml(boolean given, String what) throws UsageException {
    if (given) {
      throw new UsageException("no XML with " + what, false);
    }
  }

  /// Whether something is wrong with the arguments that does not end the program.
  boolean isTroubled() {
    return troubled;
  }

  /// The files to dump, as they were given.
  List<String> files() {
    return files;
  }

  /// The driver to open files with; empty for whatever works.
  Optional<String> driver() {
    return driver;
  }

  /// Whether virtual datasets end where the first of their sources is missing.
  boolean endsAtFirstMissing() {
    return data && flags.contains('v');
  }

  /// How many missing files in a row do not end a virtual dataset.
  long gap() {
    return data ? gap : 0;
  }

  boolean isXml() {
    return flags.contains('x');
  }

  /// How XML names its schema.
  XmlForm xmlForm() {
    return new XmlForm(schema, namespace, definition);
  }

  /// Whether only a list of the objects is printed.
  boolean isContents() {
    return flags.contains('n') && !isXml();
  }

  FileDump.Parts parts() {
    return new FileDump.Parts(
        flags.contains('B'),
        isContents()
            ? Optional.of(
                contentsHaveAttributes
                    ? FileDump.Contents.OBJECTS_AND_ATTRIBUTES
                    : FileDump.Contents.OBJECTS)
            : Optional.empty(),
        List.copyOf(requests));
  }

  DumpOptions options() {
    boolean xml = isXml();
    return new DumpOptions(
        new DumpOptions.Content(
            data,
            attributeData,
            attributes,
            flags.contains('p'),
            flags.contains('i'),
            flags.contains('R'),
            bits,
            binary),
        new DumpOptions.Layout(
            columns == ONE_PER_LINE ? WIDEST : columns,
            columns == ONE_PER_LINE ? 1 : 0,
            !flags.contains('y'),
            flags.contains('r'),
            new ValueStyle(
                xml ? ValueSyntax.XML : ValueSyntax.DDL,
                flags.contains('e') && !xml,
                floats,
                false,
                Optional.empty())),
        new DumpOptions.Order(byCreation, descending));
  }
}
