package io.hyperslab.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;

/// What every decoder must do with bytes that are not what they should be.
public final class DecoderLaws {
  private static final int MUTATIONS = 2_000;

  private DecoderLaws() {}

  /// The whole decodes, and every shorter beginning of it is malformed.
  public static void refusesEveryTruncation(Bytes whole, Function<Cursor, ?> decoder) {
    byte[] bytes = whole.bytes();
    assertThat(decoder.apply(over(bytes))).isNotNull();
    for (int length = 0; length < bytes.length; length++) {
      Cursor cursor = over(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> decoder.apply(cursor))
          .as("the first %d of %d bytes", length, bytes.length)
          .isInstanceOf(MalformedFileException.class);
    }
  }

  /// Whatever bytes change, nothing but an [Hdf5Exception] with its address escapes.
  public static void survivesMutations(Bytes whole, Function<Cursor, ?> decoder) {
    byte[] bytes = whole.bytes();
    SplittableRandom random = new SplittableRandom(bytes.length);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = bytes.clone();
      for (int j = random.nextInt(1, 4); j > 0; j--) {
        int value = random.nextBoolean() ? 0xff : random.nextInt(256);
        mutated[random.nextInt(mutated.length)] = (byte) value;
      }
      try {
        assertThat(decoder.apply(over(mutated))).isNotNull();
      } catch (Hdf5Exception expected) {
        assertThat(expected.structure()).isPresent();
        assertThat(expected.address()).isPresent();
      }
    }
  }

  /// Both laws.
  public static void holdFor(Bytes whole, Function<Cursor, ?> decoder) {
    refusesEveryTruncation(whole, decoder);
    survivesMutations(whole, decoder);
  }

  private static Cursor over(byte[] bytes) {
    return Cursor.over(bytes, 0x100, "Structure", Bytes.CONTEXT);
  }
}
