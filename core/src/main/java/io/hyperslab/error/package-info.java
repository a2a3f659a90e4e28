/// The exceptions of Hyperslab: one family, each with its context as data.
package io.hyperslab.error;
