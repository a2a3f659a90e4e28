/// The stand-in for `h5repack`.
package io.hyperslab.cli.h5repack;
