package io.hyperslab.bench.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.hyperslab.bench.kernel.Kernel.Work;
import io.hyperslab.internal.pipeline.FilterPipeline.Stage;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.bytedeco.hdf5.global.hdf5;

/// Kernels of libhdf5, called as they are: no file, no dataset. The library is that of bytedeco.
@SuppressWarnings("restricted") // This is for native code.
final class Libhdf5 {
  private static final Linker LINKER = Linker.nativeLinker();

  /// Where `H5Z_class2_t` has the function.
  private static final long FUNCTION = 40;

  /// `H5Z_FLAG_REVERSE`.
  private static final int REVERSE = 0x100;

  private static final MethodHandle ALLOCATE =
      function(symbol("malloc"), FunctionDescriptor.of(ADDRESS, JAVA_LONG));
  private static final MethodHandle FREE =
      function(symbol("free"), FunctionDescriptor.ofVoid(ADDRESS));

  private Libhdf5() {}

  static Work work(Kernel kernel) {
    hdf5.H5open();
    return switch (kernel) {
      case LOOKUP3 -> lookup3(kernel.input());
      case SWAP ->
          new Converted(
              kernel.input(), hdf5.H5T_STD_I32BE_g(), hdf5.H5T_STD_I32LE_g(), Integer.BYTES);
      case WIDEN ->
          new Converted(
              kernel.input(), hdf5.H5T_IEEE_F32LE_g(), hdf5.H5T_IEEE_F64LE_g(), Double.BYTES);
      default -> new Filtered(kernel);
    };
  }

  private static MemorySegment symbol(String name) {
    return SymbolLookup.loaderLookup()
        .find(name)
        .or(() -> LINKER.defaultLookup().find(name))
        .orElseThrow();
  }

  private static MethodHandle function(MemorySegment address, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(address, descriptor);
  }

  /// What a function of C throws is none of ours: it cannot.
  private static AssertionError impossible(Throwable thrown) {
    return new AssertionError("a function of C has thrown", thrown);
  }

  private static MemorySegment outside(byte[] bytes, long size) {
    MemorySegment memory = Arena.ofAuto().allocate(size, Long.BYTES);
    MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, 0, bytes.length);
    return memory;
  }

  private static Work lookup3(byte[] input) {
    MethodHandle hash =
        function(
            symbol("H5_checksum_lookup3"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    MemorySegment data = outside(input, input.length);
    MemorySegment sum = Arena.ofAuto().allocate(JAVA_INT);
    return () -> {
      try {
        sum.set(JAVA_INT, 0, (int) hash.invokeExact(data, data.byteSize(), 0));
      } catch (Throwable e) {
        throw impossible(e);
      }
      return sum;
    };
  }

  /// `H5Tconvert`, which converts in place.
  private static final class Converted implements Work {
    private static final MethodHandle CONVERT =
        function(
            symbol("H5Tconvert"),
            FunctionDescriptor.of(
                JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));

    private final MemorySegment input;
    private final MemorySegment buffer;
    private final long from;
    private final long to;

    Converted(byte[] input, long from, long to, int size) {
      this.input = MemorySegment.ofArray(input);
      this.buffer = outside(input, (long) Block.LENGTH * size);
      this.from = from;
      this.to = to;
    }

    @Override
    public void prepare() {
      buffer.asSlice(0, input.byteSize()).copyFrom(input);
    }

    @Override
    public MemorySegment run() {
      long count = Block.LENGTH;
      try {
        int result = (int) CONVERT.invokeExact(from, to, count, buffer, MemorySegment.NULL, 0L);
        if (result < 0) {
          throw new IllegalStateException("H5Tconvert has failed");
        }
      } catch (IllegalStateException e) {
        throw e;
      } catch (Throwable e) {
        throw impossible(e);
      }
      return buffer;
    }
  }

  /// A filter, which puts its result in the place of its input.
  private static final class Filtered implements Work {
    private static final FunctionDescriptor FILTER =
        FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);

    private final byte[] input;
    private final int flags;
    private final MemorySegment clientData;
    private final int clientDataCount;
    private final MethodHandle filter;
    private final MemorySegment size = Arena.ofAuto().allocate(JAVA_LONG);
    private final MemorySegment buffer = Arena.ofAuto().allocate(ADDRESS);

    Filtered(Kernel kernel) {
      this.input = kernel.input();
      this.flags = kernel.encodes() ? 0 : REVERSE;
      Stage stage = kernel.stage();
      this.clientData = Arena.ofAuto().allocateFrom(JAVA_INT, stage.clientData());
      this.clientDataCount = stage.clientData().length;
      MemorySegment description = symbol(name(stage.id())).reinterpret(FUNCTION + 8);
      this.filter = function(description.get(ADDRESS, FUNCTION), FILTER);
    }

    private static String name(int id) {
      return switch (id) {
        case 1 -> "H5Z_DEFLATE";
        case 2 -> "H5Z_SHUFFLE";
        case 3 -> "H5Z_FLETCHER32";
        case 5 -> "H5Z_NBIT";
        default -> "H5Z_SCALEOFFSET";
      };
    }

    @Override
    public void prepare() {
      try {
        FREE.invokeExact(buffer.get(ADDRESS, 0));
        MemorySegment taken = (MemorySegment) ALLOCATE.invokeExact((long) input.length);
        taken.reinterpret(input.length).copyFrom(MemorySegment.ofArray(input));
        size.set(JAVA_LONG, 0, input.length);
        buffer.set(ADDRESS, 0, taken);
      } catch (Throwable e) {
        throw impossible(e);
      }
    }

    @Override
    public MemorySegment run() {
      long length = input.length;
      try {
        long result =
            (long)
                filter.invokeExact(flags, (long) clientDataCount, clientData, length, size, buffer);
        return buffer.get(ADDRESS, 0).reinterpret(result);
      } catch (Throwable e) {
        throw impossible(e);
      }
    }
  }
}
