package io.hyperslab.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Opens what another resolver opens, and nothing to be changed; see [FileResolver#readOnly()].
record ReadOnlyResolver(FileResolver resolver) implements FileResolver {
  @Override
  public Storage open(Request request) throws IOException {
    return resolver.open(request);
  }

  @Override
  public List<Path> places(Request request) {
    return resolver.places(request);
  }
}
