/// Random sequences of changes by Hyperslab and by libhdf5, to the same files in turn. After each
/// turn the file must hold, by both, what a model in memory says.
package io.hyperslab.conformance.interop;
