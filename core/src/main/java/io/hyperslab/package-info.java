/// The front door: files, groups, datasets, attributes. Enters: paths, selections, Java types.
/// Leaves: Java values. Holds no parsing; everything below it is internal or plain vocabulary.
package io.hyperslab;
