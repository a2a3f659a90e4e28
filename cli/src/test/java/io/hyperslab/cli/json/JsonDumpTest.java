package io.hyperslab.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.RegionReference;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.ObjectReference;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonDumpTest {
  private final Hdf5File file = Hdf5File.createInMemory();

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  private static String dump(Hdf5Object start, JsonDump.Options options) {
    StringWriter out = new StringWriter();
    JsonDump.write(
        start,
        options,
        out,
        (path, failure) -> {
          throw failure;
        });
    return out.toString();
  }

  private static String id(Hdf5Object object) {
    return Identifiers.of(object.address());
  }

  @Test
  void aFileIsWrittenWhole() {
    Dataset data = file.root().write("g/d", new int[][] {{1, 2}, {3, 4}});
    data.attributes().set("u", "m");
    file.root().linkSoft("s", "/g/d");
    file.root().linkHard("h", data);
    Group root = file.root();
    Group group = root.group("g");
    assertThat(dump(root, JsonDump.Options.all()))
        .isEqualTo(
            ("{'apiVersion':'1.1.1','id':'"
                    + Identifiers.ofFile(root.address())
                    + "','root':'"
                    + id(root)
                    + "','groups':{'"
                    + id(root)
                    + "':{'alias':['/'],'attributes':[],'links':["
                    + "{'class':'H5L_TYPE_HARD','title':'g','collection':'groups','id':'"
                    + id(group)
                    + "'},{'class':'H5L_TYPE_HARD','title':'h','collection':'datasets','id':'"
                    + id(data)
                    + "'},{'class':'H5L_TYPE_SOFT','title':'s','h5path':'/g/d'}]},'"
                    + id(group)
                    + "':{'alias':['/g'],'attributes':[],'links':["
                    + "{'class':'H5L_TYPE_HARD','title':'d','collection':'datasets','id':'"
                    + id(data)
                    + "'}]}},'datasets':{'"
                    + id(data)
                    + "':{'alias':['/g/d','/h'],'attributes':[{'name':'u','type':"
                    + "{'class':'H5T_STRING','charSet':'H5T_CSET_UTF8','strPad':"
                    + "'H5T_STR_NULLTERM','length':'H5T_VARIABLE'},"
                    + "'shape':{'class':'H5S_SCALAR'},'value':'m'}],"
                    + "'type':{'class':'H5T_INTEGER','base':'H5T_STD_I32LE'},"
                    + "'shape':{'class':'H5S_SIMPLE','dims':[2,2]},"
                    + "'creationProperties':{'allocTime':'H5D_ALLOC_TIME_LATE',"
                    + "'fillTime':'H5D_FILL_TIME_IFSET','layout':{'class':'H5D_CONTIGUOUS'}},"
                    + "'value':[[1,2],[3,4]]}},'datatypes':{}}")
                .replace('\'', '"'));
  }

  @Test
  void storageIsDescribed() {
    file.root()
        .createDataset("d")
        .type(Datatypes.FLOAT64)
        .shape(4)
        .maxShape(-1)
        .chunks(2)
        .shuffle()
        .gzip(9)
        .fill(1.5)
        .create();
    assertThat(dump(file.root(), new JsonDump.Options(false, false)))
        .contains("\"dims\":[4],\"maxdims\":[\"H5S_UNLIMITED\"]")
        .contains("\"fillValue\":1.5")
        .contains("\"class\":\"H5Z_FILTER_SHUFFLE\",\"id\":2")
        .contains("\"class\":\"H5Z_FILTER_DEFLATE\",\"id\":1")
        .contains("\"level\":9")
        .contains("\"layout\":{\"class\":\"H5D_CHUNKED\",\"dims\":[2]}")
        .doesNotContain("\"value\"");
  }

  @Test
  void compoundsAreListsAndEnumerationsNumbers() {
    Datatype color = Datatypes.enumeration(Datatypes.INT8, "RED", "GREEN");
    Compound type =
        Datatypes.compound().member("c", color).member("t", Datatypes.fixedString(2)).build();
    NdArray rows = NdArray.zeros(type, 1);
    rows.field("c").setString("GREEN", 0);
    rows.field("t").setString("x", 0);
    file.root().createDataset("d").type(type).write(rows);
    assertThat(dump(file.root(), JsonDump.Options.all()))
        .contains("\"value\":[[1,\"x\"]]")
        .contains("\"class\":\"H5T_ENUM\",\"base\":{\"class\":\"H5T_INTEGER\"")
        .contains("\"members\":[{\"name\":\"RED\",\"value\":0},{\"name\":\"GREEN\",\"value\":1}]");
  }

  @Test
  void referencesNameWhatTheyPointTo() {
    Dataset target = file.root().write("t", new int[4][4]);
    Dataset objects =
        file.root().createDataset("o").type(Datatypes.OBJECT_REFERENCE).shape(2).create();
    objects.write(new ObjectReference[] {target.reference(), new ObjectReference(0)});
    file.root()
        .createDataset("r")
        .type(Datatypes.REGION_REFERENCE)
        .shape(1)
        .write(new RegionReference[] {new RegionReference(target, Selection.of("1:3, 0:2"))});
    assertThat(dump(file.root(), JsonDump.Options.all()))
        .contains("\"value\":[\"datasets/" + id(target) + "\",\"null\"]")
        .contains(
            "{\"id\":\""
                + id(target)
                + "\",\"select_type\":\"H5S_SEL_HYPERSLABS\",\"selection\":[[[1,0],[2,1]]]}");
  }

  @Test
  void committedDatatypesAreNamed() {
    file.root()
        .createDataset("d")
        .type(file.root().createNamedDatatype("type", Datatypes.INT16))
        .shape(0)
        .create();
    String id = id(file.root().namedDatatype("type"));
    assertThat(dump(file.root(), JsonDump.Options.all()))
        .contains("\"type\":\"datatypes/" + id + "\"")
        .contains("\"datatypes\":{\"" + id + "\":{\"alias\":[\"/type\"]");
  }

  @Test
  void aSingleDatasetStandsInARootOfItsOwn() {
    Dataset data = file.root().write("g/d", 1.5);
    file.root().write("other", 2);
    assertThat(dump(data, JsonDump.Options.all()))
        .contains("\"title\":\"d\"")
        .contains("\"alias\":[\"/g/d\"]")
        .contains("\"value\":1.5")
        .doesNotContain("other");
  }
}
