package io.hyperslab.bench.kernel;

import io.hyperslab.bench.kernel.Kernel.Work;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.internal.number.NumberConversion;
import io.hyperslab.internal.pipeline.FilterPipeline.Stage;
import io.hyperslab.internal.pipeline.FilterRegistry;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalLong;

/// Kernels of this project. Results go to the same memory in every run, as in the pipeline.
final class Own {
  private Own() {}

  static Work work(Kernel kernel) {
    return switch (kernel) {
      case LOOKUP3 -> lookup3(kernel.input());
      case SWAP -> swap(kernel.input());
      case WIDEN -> widen(kernel.input());
      default -> kernel.encodes() ? encode(kernel) : decode(kernel, encoded(kernel));
    };
  }

  /// What the filter of a kernel makes of its block.
  static byte[] encoded(Kernel kernel) {
    Stage stage = kernel.stage();
    byte[] block = kernel.block();
    return encode(stage, MemorySegment.ofArray(block), room()).toArray(ValueLayout.JAVA_BYTE);
  }

  private static Work encode(Kernel kernel) {
    Stage stage = kernel.stage();
    MemorySegment block = MemorySegment.ofArray(kernel.block());
    MemorySegment room = room();
    return () -> encode(stage, block, room);
  }

  private static MemorySegment encode(Stage stage, MemorySegment block, MemorySegment room) {
    FilterContext context =
        FilterContext.forEncoding(
                stage.id(), stage.name(), stage.clientData(), block.byteSize(), room.byteSize())
            .withMemory(size -> room.asSlice(0, size));
    return filter(stage).encode(block, context).orElseThrow();
  }

  /// Undoes the filter of a kernel.
  static Work decode(Kernel kernel, byte[] encoded) {
    Stage stage = kernel.stage();
    Filter filter = filter(stage);
    MemorySegment input = MemorySegment.ofArray(encoded);
    MemorySegment room = room();
    return () ->
        filter.decode(
            input,
            new FilterContext(
                    stage.id(),
                    stage.name(),
                    stage.clientData(),
                    OptionalLong.of(Block.SIZE),
                    room.byteSize())
                .withMemory(size -> room.asSlice(0, size)));
  }

  private static Filter filter(Stage stage) {
    return FilterRegistry.builtIn().find(stage.id()).orElseThrow();
  }

  private static MemorySegment room() {
    return MemorySegment.ofArray(new byte[2 * Block.SIZE]);
  }

  private static Work lookup3(byte[] input) {
    MemorySegment sum = MemorySegment.ofArray(new byte[Integer.BYTES]);
    return () -> {
      sum.set(ValueLayout.JAVA_INT_UNALIGNED, 0, Lookup3.hash(input, 0, input.length));
      return sum;
    };
  }

  private static Work swap(byte[] input) {
    NumberConversion conversion = NumberConversion.of(Datatypes.INT32.bigEndian(), Datatypes.INT32);
    MemorySegment target = MemorySegment.ofArray(new int[Block.LENGTH]);
    return convert(conversion, input, target);
  }

  private static Work widen(byte[] input) {
    NumberConversion conversion = NumberConversion.of(Datatypes.FLOAT32, Datatypes.FLOAT64);
    MemorySegment target = MemorySegment.ofArray(new double[Block.LENGTH]);
    return convert(conversion, input, target);
  }

  private static Work convert(NumberConversion conversion, byte[] input, MemorySegment target) {
    MemorySegment source = MemorySegment.ofArray(input);
    long size = target.byteSize() / Block.LENGTH;
    return () -> {
      conversion.run(source, 0, Integer.BYTES, target, 0, size, Block.LENGTH);
      return target;
    };
  }
}
