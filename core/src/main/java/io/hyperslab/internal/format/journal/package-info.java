/// The journal that a commit leaves behind the end of a file until all it has is in place. It is no
/// part of HDF5: libraries ignore what lies beyond the end of file address.
package io.hyperslab.internal.format.journal;
