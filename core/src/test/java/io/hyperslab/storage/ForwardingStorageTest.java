package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds for every method that the interfaces have, whoever adds one.
class ForwardingStorageTest {
  private static final AtomicLong LAST_SAMPLE = new AtomicLong(4710);

  /// @param type an interface of stores
  /// @param method one of its methods, of its own or inherited
  record Request(Class<? extends Storage> type, Method method) {
    static Stream<Request> all(Class<? extends Storage> type) {
      return Arrays.stream(type.getMethods())
          .filter(method -> !Modifier.isStatic(method.getModifiers()))
          .map(method -> new Request(type, method));
    }

    /// What passes requests on to a store of the type that has them handled.
    Storage forwarding(InvocationHandler handler) {
      Class<?>[] types = {type};
      Object delegate = Proxy.newProxyInstance(type.getClassLoader(), types, handler);
      return delegate instanceof WritableStorage writable
          ? new ForwardingWritableStorage(writable) {}
          : new ForwardingStorage((Storage) delegate) {};
    }

    Object[] arguments() {
      return Arrays.stream(method.getParameterTypes()).map(ForwardingStorageTest::sample).toArray();
    }

    @Override
    public String toString() {
      return type.getSimpleName() + "." + method.getName();
    }
  }

  /// @param method the name, with the types of parameters
  private record Call(String method, List<Object> arguments) {
    static Call of(Method method, Object... arguments) {
      String types = Arrays.toString(method.getParameterTypes());
      return new Call(method.getName() + types, List.of(arguments));
    }
  }

  /// A value that no default gives, and, where there are so many, no other parameter has.
  private static Object sample(Class<?> type) {
    if (type == long.class) {
      return LAST_SAMPLE.incrementAndGet();
    } else if (type == boolean.class) {
      return true;
    } else if (type == String.class) {
      return "sample";
    } else if (type == MemorySegment.class) {
      return MemorySegment.ofArray(new byte[3]);
    } else if (type == Optional.class) {
      return Optional.of(Path.of("sample"));
    } else if (type == List.class) {
      return List.of(Path.of("a"), Path.of("b"));
    } else if (type == AddressMap.class) {
      return AddressMap.of(List.of(new AddressMap.Range(7, 0, 1)));
    }
    throw new AssertionError("this test has to learn what a " + type + " can be");
  }

  static Stream<Request> requests() {
    return Stream.concat(Request.all(Storage.class), Request.all(WritableStorage.class));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void isPassedOnWithItsArgumentsAndItsResult(Request request) throws Exception {
    Method method = request.method();
    Object answer = method.getReturnType() == void.class ? null : sample(method.getReturnType());
    List<Call> calls = new ArrayList<>();
    Storage forwarding =
        request.forwarding((_, called, arguments) -> {
          calls.add(arguments == null ? Call.of(called) : Call.of(called, arguments));
          return answer;
        });
    Object[] arguments = request.arguments();

    Object result = method.invoke(forwarding, arguments);

    assertThat(calls).containsExactly(Call.of(method, arguments));
    assertThat(result).isEqualTo(answer);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void isPassedOnWithItsFailure(Request request) {
    RuntimeException failure = new IllegalStateException("closed");
    Storage forwarding =
        request.forwarding((_, _, _) -> {
          throw failure;
        });
    assertThatExceptionOfType(InvocationTargetException.class)
        .isThrownBy(() -> request.method().invoke(forwarding, request.arguments()))
        .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
  }

  /// The example of the documentation.
  private static final class CountingStorage extends ForwardingStorage {
    private final LongAdder requests = new LongAdder();

    CountingStorage(Storage delegate) {
      super(delegate);
    }

    long requests() {
      return requests.sum();
    }

    @Override
    public long read(long position, MemorySegment target) throws IOException {
      requests.increment();
      return super.read(position, target);
    }
  }

  @Test
  void countsWhatIsRead() throws IOException {
    Storage bytes = Storage.memory(new byte[] {1, 2, 3});
    CountingStorage storage = new CountingStorage(bytes);
    byte[] target = new byte[2];
    assertThat(storage.read(1, MemorySegment.ofArray(target))).isEqualTo(2);
    assertThat(storage.read(3, MemorySegment.ofArray(target))).isEqualTo(-1);
    assertThat(target).containsExactly(2, 3);
    assertThat(storage.requests()).isEqualTo(2);
    storage.close();
    assertThatIllegalStateException().isThrownBy(bytes::size);
  }

  @Test
  void knowsTheStoreThatItPassesRequestsOnTo() {
    WritableStorage bytes = WritableStorage.memory();
    ForwardingWritableStorage outer =
        new ForwardingWritableStorage(new ForwardingWritableStorage(bytes) {}) {};
    assertThat(ForwardingStorage.innermost(outer)).isSameAs(bytes);
    assertThat(new CountingStorage(bytes).delegate()).isSameAs(bytes);
    WritableStorage known = new ForwardingWritableStorage(bytes) {}.delegate();
    assertThat(known).isSameAs(bytes);
  }
}
