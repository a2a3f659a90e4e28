/// The stand-in for `h5copy`.
package io.hyperslab.cli.h5copy;
