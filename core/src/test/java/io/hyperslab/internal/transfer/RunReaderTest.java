package io.hyperslab.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunReaderTest {
  /// A request of the source.
  private record Request(long offset, long size) {}

  private final List<Request> requests = new ArrayList<>();

  /// Bytes in one piece that keep account of what was asked; byte n is n.
  private void source(long offset, MemorySegment target) {
    requests.add(new Request(offset, target.byteSize()));
    for (long i = 0; i < target.byteSize(); i++) {
      target.set(ValueLayout.JAVA_BYTE, i, (byte) (offset + i));
    }
  }

  private RunReader reader(long elementSize, byte[] result) {
    return new RunReader(this::source, 8192, elementSize, MemorySegment.ofArray(result));
  }

  @Test
  void oneRunIsReadStraightIntoTheResult() {
    byte[] result = new byte[10];
    RunReader reader = reader(2, result);
    reader.run(3, 1, 2);
    reader.flush();
    assertThat(requests).containsExactly(new Request(6, 4));
    assertThat(result).containsExactly(0, 0, 6, 7, 8, 9, 0, 0, 0, 0);
  }

  @Test
  void nearRunsAreOneRequest() {
    byte[] result = new byte[6];
    RunReader reader = reader(1, result);
    reader.run(10, 4, 2);
    reader.run(14, 0, 1);
    reader.run(20, 1, 1);
    reader.flush();
    assertThat(requests).containsExactly(new Request(10, 11));
    assertThat(result).containsExactly(14, 20, 0, 0, 10, 11);
  }

  @Test
  void farRunsAndRunsThatGoBackAreRequestsOfTheirOwn() {
    byte[] result = new byte[3];
    RunReader reader = reader(1, result);
    reader.run(10, 0, 1);
    reader.run(10_000, 1, 1);
    reader.run(5, 2, 1);
    reader.flush();
    assertThat(requests)
        .containsExactly(new Request(10, 1), new Request(10_000, 1), new Request(5, 1));
    assertThat(result).containsExactly(10, (byte) 10_000, 5);
  }

  @Test
  void nothingIsRequestedForNothing() {
    reader(1, new byte[0]).flush();
    assertThat(requests).isEmpty();
  }

  @Test
  void requestsThatJoinRunsStaySmall() {
    byte[] result = new byte[6000];
    RunReader reader = reader(1, result);
    for (int i = 0; i < result.length; i++) {
      reader.run(4000L * i, i, 1);
    }
    reader.flush();
    assertThat(requests).allMatch(request -> request.size() <= 1 << 20).hasSizeGreaterThan(20);
    for (int i = 0; i < result.length; i++) {
      assertThat(result[i]).isEqualTo((byte) (4000L * i));
    }
  }

  @Test
  void randomRunsArriveInTheirPlaces() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      byte[] result = new byte[5000];
      byte[] expected = new byte[5000];
      RunReader reader = reader(1, result);
      int at = 0;
      while (at < result.length) {
        int length = Math.min(1 + random.nextInt(random.nextInt(40) == 0 ? 2000 : 5), 5000 - at);
        int stored = random.nextInt(20_000);
        reader.run(stored, at, length);
        for (int i = 0; i < length; i++) {
          expected[at + i] = (byte) (stored + i);
        }
        at += length;
      }
      reader.flush();
      assertThat(result).isEqualTo(expected);
    }
  }
}
