package io.hyperslab.storage;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The functions of the C library that [FlockLock] needs, with the numbers that Linux and macOS
/// give to their arguments and errors. Each answers a negative `errno` when it fails.
final class NativeFiles {
  /// `O_CLOEXEC`: child processes do not inherit the descriptor, which would keep its lock.
  private static final int CLOSE_ON_EXEC =
      Platform.current() == Platform.MACOS ? 0x1000000 : 0x80000;

  private static final int READ_ONLY = 0;
  private static final int READ_WRITE = 2;
  private static final int INTERRUPTED = 4;

  /// How all three are called: an address or a number, and a number that those with one argument do
  /// not look at. To make code for each signature is most of what it takes to open a first file; a
  /// long argument is passed as an address or an int is, on every system that this runs on.
  private static final FunctionDescriptor SIGNATURE =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);

  private static final Optional<NativeFiles> AVAILABLE = bind();

  private final MethodHandle open;
  private final MethodHandle flock;
  private final MethodHandle close;
  private final StructLayout state = Linker.Option.captureStateLayout();
  private final long errno = offset(state, "errno");

  @SuppressWarnings("restricted") // the descriptor fits the functions' declarations
  private NativeFiles(Linker linker) {
    Linker.Option capture = Linker.Option.captureCallState("errno");
    SymbolLookup library = linker.defaultLookup();
    open = linker.downcallHandle(library.findOrThrow("open"), SIGNATURE, capture);
    flock = linker.downcallHandle(library.findOrThrow("flock"), SIGNATURE, capture);
    close = linker.downcallHandle(library.findOrThrow("close"), SIGNATURE, capture);
  }

  /// The functions; empty where the system has others, or the program may not call native ones.
  static Optional<NativeFiles> available() {
    return AVAILABLE;
  }

  private static Optional<NativeFiles> bind() {
    Platform platform = Platform.current();
    if (platform != Platform.LINUX && platform != Platform.MACOS) {
      return Optional.empty();
    }
    try {
      return Optional.of(new NativeFiles(Linker.nativeLinker()));
    } catch (IllegalCallerException | UnsupportedOperationException | NoSuchElementException _) {
      return Optional.empty();
    }
  }

  /// A new descriptor of a file, which child processes do not inherit.
  int open(Path path, boolean writing) {
    int flags = (writing ? READ_WRITE : READ_ONLY) | CLOSE_ON_EXEC;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = NativePath.of(path, arena);
      MemorySegment error = arena.allocate(state);
      int result;
      do {
        result = result(call(open, error, name.address(), flags), error);
      } while (result == -INTERRUPTED);
      return result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int flock(int descriptor, int operation) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(state);
      int result;
      do {
        result = result(call(flock, error, descriptor, operation), error);
      } while (result == -INTERRUPTED);
      return result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Closes a descriptor. Never to be repeated: the number may be another file's by then.
  int close(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(state);
      return result(call(close, error, descriptor, 0), error);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static int call(MethodHandle function, MemorySegment error, long first, long second)
      throws Throwable {
    return (int) function.invokeExact(error, first, second);
  }

  /// Where a member is. A path of the layout would say it too, but makes method handles first, for
  /// which a program that reads one value would wait.
  private static long offset(StructLayout struct, String name) {
    long offset = 0;
    for (MemoryLayout member : struct.memberLayouts()) {
      if (member.name().filter(name::equals).isPresent()) {
        return offset;
      }
      offset += member.byteSize();
    }
    throw new IllegalStateException("the system has no " + name);
  }

  private int result(int returned, MemorySegment error) {
    return returned < 0 ? -error.get(ValueLayout.JAVA_INT, errno) : returned;
  }

  /// What a method handle declares and a function of C cannot throw.
  private static AssertionError unexpected(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return new AssertionError("a native function has thrown", thrown);
  }
}
