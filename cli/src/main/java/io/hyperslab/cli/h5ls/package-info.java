/// The stand-in for `h5ls`: objects of a file, one line each, or all that is known of them.
/// [io.hyperslab.cli.h5ls.LsTool] reads the arguments and opens files; one of them at a time is
/// gone through by a listing, and the other classes write what it meets.
package io.hyperslab.cli.h5ls;
