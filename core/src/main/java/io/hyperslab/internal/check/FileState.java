package io.hyperslab.internal.check;

import io.hyperslab.internal.index.VisitedAddresses;
import io.hyperslab.internal.model.FileModel;
import java.util.function.Consumer;

/// What the checks of all objects of a file share.
///
/// @param space which structure has which bytes
/// @param counts links and uses that lead to objects
/// @param sequences those whose elements were followed
/// @param chunks addresses of those that were decoded
/// @param findings takes what is found, at once
record FileState(
    FileModel file,
    SpaceMap space,
    LinkCounts counts,
    FollowedSequences sequences,
    VisitedAddresses chunks,
    Consumer<Finding> findings) {}
