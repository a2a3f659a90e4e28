/// The front door: files, groups, datasets, attributes, and what is done to whole files. Enters:
/// paths, selections, Java types and values. Leaves: Java values. Holds no parsing; everything
/// below it is internal or plain vocabulary.
package io.hyperslab;
