/// What differs between two files: their objects, and the elements of two datasets or attributes,
/// read side by side in pieces. `h5diff` and `hyperslab diff` tell it in their own ways.
package io.hyperslab.cli.compare;
