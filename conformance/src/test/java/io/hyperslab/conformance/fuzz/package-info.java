/// Fuzz targets: each takes bytes from a fuzzer and may answer with the library's exceptions only.
///
/// As tests they run on the inputs kept under `src/test/resources`. To fuzz, name one target and
/// set `JAZZER_FUZZ`:
///
/// ```
/// JAZZER_FUZZ=1 ./mvnw -pl conformance -am test -Dtest=DatatypeFuzzTest -Dsurefire.failIfNoSpecifiedTests=false
/// ```
///
/// What the fuzzer finds it keeps beside the other inputs; commit it with the correction. The first
/// inputs were written by `FuzzSeeds`.
package io.hyperslab.conformance.fuzz;
