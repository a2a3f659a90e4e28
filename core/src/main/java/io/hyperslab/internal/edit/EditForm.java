package io.hyperslab.internal.edit;

import io.hyperslab.internal.metadata.SpacePolicy;
import io.hyperslab.storage.Durability;
import java.util.Optional;

/// How a file is edited that exists.
///
/// @param dialect in which new structures are written; empty for the file's own
/// @param space how space is given out, as far as the file does not say
/// @param driver the driver whose files the storage puts together, as it calls itself in the file;
///   empty for one file
/// @param durability of commits
public record EditForm(
    Optional<Dialect> dialect, SpacePolicy space, Optional<String> driver, Durability durability) {}
