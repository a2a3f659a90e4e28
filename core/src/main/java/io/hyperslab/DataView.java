package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.Text;
import java.util.function.Supplier;

/// Elements of a dataset or attribute seen through a selection, a member of their compound, or
/// another rule of conversion. A view reads each time it is asked; it keeps nothing.
public final class DataView implements TypedData {
  private final Datatype datatype;
  private final Dataspace dataspace;
  private final Conversion conversion;
  private final Hdf5Object owner;
  private final Supplier<NdArray> source;

  private DataView(
      Hdf5Object owner,
      Datatype datatype,
      Dataspace dataspace,
      Conversion conversion,
      Supplier<NdArray> source) {
    this.owner = owner;
    this.datatype = datatype;
    this.dataspace = dataspace;
    this.conversion = conversion;
    this.source = source;
  }

  /// @param owner the object that the elements belong to
  static DataView of(
      Hdf5Object owner, Datatype datatype, Dataspace dataspace, Supplier<NdArray> source) {
    return new DataView(owner, datatype, dataspace, Conversion.EXACT, source);
  }

  @Override
  public Datatype datatype() {
    return datatype;
  }

  @Override
  public Dataspace dataspace() {
    return dataspace;
  }

  @Override
  public NdArray read() {
    return source.get();
  }

  @Override
  public Conversion conversion() {
    return conversion;
  }

  @Override
  public DataView with(Conversion conversion) {
    return new DataView(owner, datatype, dataspace, conversion, source);
  }

  @Override
  public DataView field(String name) {
    if (!(datatype instanceof Compound compound)) {
      throw noMember(name, datatype.toString());
    }
    Compound.Member member =
        compound.member(name).orElseThrow(() -> noMember(name, compound.toString()));
    return new DataView(
        owner, member.type(), dataspace, conversion, () -> source.get().field(member.name()));
  }

  private RuntimeException noMember(String name, String found) {
    return new DatatypeMismatchException(
            null, -1, "datatype", found, "a compound with member " + Text.quote(name))
        .atObject(owner.path())
        .inFile(owner.file().name());
  }

  <T> T guarded(Supplier<T> conversion) {
    return owner.guarded(conversion);
  }
}
