package io.hyperslab.storage;

import io.hyperslab.error.ExternalFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Asks one resolver and, when it refuses or finds nothing, another; see
/// [FileResolver#orElse(FileResolver)].
record TwoResolvers(FileResolver first, FileResolver second) implements FileResolver {
  /// Asks one resolver.
  private interface Question<S> {
    S ask(FileResolver resolver) throws IOException;
  }

  @Override
  public Storage open(Request request) throws IOException {
    return ask(resolver -> resolver.open(request));
  }

  @Override
  public WritableStorage openForWriting(Request request) throws IOException {
    return ask(resolver -> resolver.openForWriting(request));
  }

  @Override
  public List<Path> places(Request request) {
    List<Path> places = new ArrayList<>(first.places(request));
    places.addAll(second.places(request));
    return places;
  }

  private <S> S ask(Question<S> question) throws IOException {
    try {
      return question.ask(first);
    } catch (ExternalFileException refusal) {
      try {
        return question.ask(second);
      } catch (ExternalFileException again) {
        again.addSuppressed(refusal);
        throw again;
      }
    }
  }
}
