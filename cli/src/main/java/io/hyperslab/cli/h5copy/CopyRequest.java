package io.hyperslab.cli.h5copy;

import io.hyperslab.ObjectCopy;
import java.util.Optional;

/// What `h5copy` is asked for.
///
/// @param input the file that is copied from
/// @param output the file that is copied into, made if there is none
/// @param source the path of the object
/// @param destination the path of the copy
/// @param how the copy is made
/// @param flag the last word that said so, to be told again
/// @param parents whether groups on the way to the copy are made
/// @param verbose whether to tell what is done
record CopyRequest(
    String input,
    String output,
    String source,
    String destination,
    ObjectCopy how,
    Optional<String> flag,
    boolean parents,
    boolean verbose) {}
