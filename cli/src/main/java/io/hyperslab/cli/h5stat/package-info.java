/// A stand-in for `h5stat`: what there is in a file, counted, and the space that it takes.
package io.hyperslab.cli.h5stat;
