package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/// The filters that can be used, by their registered number.
///
/// A filter that was registered explicitly comes before the built-in one, and that before one found
/// by [ServiceLoader]. Service providers are looked for, through the context class loader, when a
/// number is asked for that is neither registered nor built in, and not before. Immutable; safe for
/// use by any number of threads.
public final class FilterRegistry {
  private static final FilterRegistry BUILT_IN = new FilterRegistry(Map.of());
  private static final int LARGEST_ID = 0xFFFF;

  private final Map<Integer, Filter> registered;

  private FilterRegistry(Map<Integer, Filter> registered) {
    this.registered = registered;
  }

  /// The built-in filters and those of service providers.
  public static FilterRegistry builtIn() {
    return BUILT_IN;
  }

  /// This registry and `filters`, which replace filters of the same number.
  ///
  /// @throws IllegalArgumentException if a filter's number is not 0 to 65535
  public FilterRegistry with(Filter... filters) {
    Map<Integer, Filter> all = new HashMap<>(registered);
    for (Filter filter : filters) {
      if (filter.id() < 0 || filter.id() > LARGEST_ID) {
        throw new IllegalArgumentException(
            "filter " + filter.name() + " has number " + filter.id() + ", expected 0 to 65535");
      }
      all.put(filter.id(), filter);
    }
    return new FilterRegistry(Map.copyOf(all));
  }

  /// The filter of number `id`; empty when there is none.
  ///
  /// @throws java.util.ServiceConfigurationError if `id` is not built in and a service provider of
  ///   the application is broken
  public Optional<Filter> find(int id) {
    return Optional.ofNullable(registered.get(id))
        .or(() -> builtInFilter(id))
        .or(() -> providedFilter(id));
  }

  /// A switch rather than a table, so that the class of a filter is loaded when it is first needed.
  private static Optional<Filter> builtInFilter(int id) {
    return switch (id) {
      case 1 -> Optional.of(new DeflateFilter());
      case 2 -> Optional.of(new ShuffleFilter());
      case 3 -> Optional.of(new Fletcher32Filter());
      case 4 -> Optional.of(new SzipFilter());
      case 5 -> Optional.of(new NbitFilter());
      case 6 -> Optional.of(new ScaleOffsetFilter());
      case 305 -> Optional.of(new LzoFilter());
      case 307 -> Optional.of(new Bzip2Filter());
      case 32000 -> Optional.of(new LzfFilter());
      case 32001 -> Optional.of(new BloscFilter());
      case 32004 -> Optional.of(new Lz4Filter());
      case 32008 -> Optional.of(new BitshuffleFilter());
      case 32013 -> Optional.of(new ZfpFilter());
      case 32015 -> Optional.of(new ZstdFilter());
      case 32020 -> Optional.of(new VbzFilter());
      case 32022 -> Optional.of(IdentityFilter.BIT_GROOM);
      case 32023 -> Optional.of(IdentityFilter.GRANULAR_BIT_ROUND);
      case 32026 -> Optional.of(new Blosc2Filter());
      default -> Optional.empty();
    };
  }

  private static Optional<Filter> providedFilter(int id) {
    for (Filter filter : ServiceLoader.load(Filter.class)) {
      if (filter.id() == id) {
        return Optional.of(filter);
      }
    }
    return Optional.empty();
  }
}
