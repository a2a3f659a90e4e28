package io.hyperslab;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;

/// Data of variable length as a user gets it: asked for only while the file is open and nobody
/// changes it, and refusals name the object.
final class GuardedData implements IndirectData {
  private final Hdf5Object owner;
  private final IndirectData data;

  GuardedData(Hdf5Object owner, IndirectData data) {
    this.owner = owner;
    this.data = data;
  }

  @Override
  public MemorySegment variableLength(MemorySegment descriptor, Datatype base) {
    return owner.guarded(() -> data.variableLength(descriptor, base));
  }

  @Override
  public void texts(MemorySegment descriptors, long size, long count, Texts texts) {
    owner.guarded(() -> {
      data.texts(descriptors, size, count, texts);
      return data;
    });
  }
}
