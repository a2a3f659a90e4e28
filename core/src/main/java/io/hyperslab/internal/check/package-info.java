/// Looks at whole files. Enters: an open file. Leaves: what is wrong with it, in words; where its
/// bytes are.
package io.hyperslab.internal.check;
