/// Looks at whole files. Enters: an open file. Leaves: what is wrong with it, in words.
package io.hyperslab.internal.check;
