/// Hyperslab against the corpus and against libhdf5, in both directions.
package io.hyperslab.conformance;
