/// Resolved objects: files, groups, datasets, attributes, references, paths. Enters: structures by
/// their addresses. Leaves: objects and what their headers say. Knows no element of a dataset, and
/// no front door.
package io.hyperslab.internal.model;
