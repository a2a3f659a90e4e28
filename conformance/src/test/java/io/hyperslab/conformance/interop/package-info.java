/// Random sequences of changes by Hyperslab and by other programs, libhdf5 in this process and h5py
/// in others, to the same files in turn. After each turn the file must hold, by both, what a model
/// in memory says.
package io.hyperslab.conformance.interop;
