package io.hyperslab.testkit;

import java.io.IOException;

/// What a store may hold after a crash.
///
/// @param image the bytes; the receiver's own, to be changed at will
/// @param moment how many changes of the log had been asked for and had returned
/// @param forced how many of them a force had made to survive the loss of power: those before the
///   last force that had returned, and that one
/// @param description of the crash, for messages; enough to find it again
public record CrashState(byte[] image, int moment, int forced, String description) {
  /// What is done with each state.
  public interface Visitor {
    /// Looks at a state.
    ///
    /// @throws IOException if looking fails, which ends the enumeration
    void visit(CrashState state) throws IOException;
  }
}
