package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.check.FileChecker;
import io.hyperslab.internal.check.Finding;
import io.hyperslab.internal.metadata.SuperblockLocator.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is wrong with a file: everything that can be reached is read, every chunk decoded, every
/// reference and every piece of variable-length data followed, every index asked for what it lists,
/// links are counted, and no two structures may have the same bytes.
///
/// @param findings in the order in which they were met
/// @param objects how many links lead to
/// @param structures how many have bytes of their own, chunks included
/// @param usedBytes bytes that belong to any of them
/// @param unusedBytes the other bytes of the file behind its user block: free space, and what
///   cannot be reached
public record FileCheck(
    List<Problem> findings, long objects, long structures, long usedBytes, long unusedBytes) {
  /// How bad a problem is.
  public enum Severity {
    /// Something cannot be read, or is not what it should be.
    DAMAGE,
    /// Something could not be looked at: it is too large, or not supported.
    UNCHECKED,
    /// Worth knowing, but it keeps nothing in this file from being read.
    NOTE
  }

  /// Something that is wrong.
  ///
  /// @param path of the object that it concerns; `/` for the file
  /// @param structure its name in the specification, if it is known
  /// @param address of the structure in bytes from the file's base address, if it is known
  /// @param text what is wrong, in words
  public record Problem(
      Severity severity,
      String path,
      Optional<String> structure,
      OptionalLong address,
      String text) {
    private static Problem of(Finding finding) {
      return new Problem(
          switch (finding.severity()) {
            case DAMAGE -> Severity.DAMAGE;
            case UNCHECKED -> Severity.UNCHECKED;
            case NOTE -> Severity.NOTE;
          },
          finding.path(),
          finding.structure(),
          finding.address() < 0 ? OptionalLong.empty() : OptionalLong.of(finding.address()),
          finding.text());
    }

    private static Problem ofFile(Severity severity, Hdf5Exception failure) {
      return new Problem(
          severity,
          "/",
          failure.structure(),
          failure.address(),
          failure.item() + " is " + failure.found() + ", expected " + failure.expected());
    }

    @Override
    public String toString() {
      StringBuilder line = new StringBuilder(path).append(": ");
      structure.ifPresent(line::append);
      if (address.isPresent()) {
        line.append(" at 0x").append(Long.toHexString(address.getAsLong()));
      }
      return line.append(structure.isPresent() || address.isPresent() ? ": " : "")
          .append(text)
          .toString();
    }
  }

  /// Copies the list.
  public FileCheck {
    findings = List.copyOf(findings);
  }

  /// Checks a file. Whoever opens it for this had better allow it to be truncated and unclean
  /// ([OpenOptions#allowTruncated()], [OpenOptions#allowUnclean()]): both are reported.
  ///
  /// @param file open for reading only
  /// @throws IllegalArgumentException if it is open for writing
  public static FileCheck of(Hdf5File file) {
    if (file.isWritable()) {
      throw new IllegalArgumentException("file " + file.name() + " is open for writing");
    }
    List<Problem> problems = new ArrayList<>();
    Located located = file.model().located();
    require(located::requireWhole, Severity.DAMAGE, problems);
    require(located::requireClean, Severity.NOTE, problems);
    FileChecker.Extent extent =
        new FileChecker(file.model(), finding -> problems.add(Problem.of(finding))).check();
    return new FileCheck(
        problems, extent.objects(), extent.structures(), extent.usedBytes(), extent.unusedBytes());
  }

  private static void require(Runnable requirement, Severity severity, List<Problem> problems) {
    try {
      requirement.run();
    } catch (Hdf5Exception e) {
      problems.add(Problem.ofFile(severity, e));
    }
  }

  /// Whether nothing was found that is damaged or could not be looked at.
  public boolean isSound() {
    return findings.stream().allMatch(problem -> problem.severity() == Severity.NOTE);
  }
}
