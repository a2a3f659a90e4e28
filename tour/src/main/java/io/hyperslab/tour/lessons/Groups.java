package io.hyperslab.tour.lessons;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.GroupOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.Page;
import java.io.IOException;

/// Groups and the links in them: how to name, find, list, share and copy.
public final class Groups implements Lesson {
  @Override
  public Card card() {
    return Card.of(
        "groups",
        "Groups, links, iteration",
        "Groups are folders; links are the names in them, and lead to objects.",
        """
        S0-07 S0-88 S0-89 S0-90 S0-91 S0-92 S0-93 S0-94
        S1-49
        S2-01 S2-31 S2-32 S2-33 S2-34 S2-35 S2-36 S2-37 S2-38 S2-39 S2-40 S2-42
        S3-01 S3-07 S3-08 S3-09
        """);
  }

  @Override
  public void run(Page page) throws IOException {
    making(page);
    finding(page);
    walking(page);
    links(page);
    copying(page);
  }

  private static void making(Page page) throws IOException {
    page.note("The file itself is a group, the root. Groups on the way are made as needed.");
    try (var file = Hdf5File.create(page.file("groups.h5"))) {
      Group sub = file.createGroup("SubGroup");
      page.show(sub.path() + " has " + sub.size() + " members");
      page.show(sub.createGroup("AnotherGroup").path());
      file.createGroup("/some/big/path");
      page.show(file.root().names());

      file.write("Dataset1", 1.0);
      file.write("Dataset2", 2.0);
      file.write("Dataset3", 3.0);
      sub.write("Dataset4", 4.0);
      page.show(file.root().size());
      page.show(sub.size());
      page.show(file.dataset("SubGroup/Dataset4").readDouble());
      page.refused(() -> file.createGroup("SubGroup"));
      page.refused(() -> file.write("Dataset1", 5.0));
      page.refused(() -> file.createGroup("Dataset1/below"));
    }
  }

  private static void finding(Page page) throws IOException {
    page.note("One object, many ways to it.");
    try (var file = Hdf5File.openReadWrite(page.file("groups.h5"))) {
      Group sub = file.group("/SubGroup");
      page.show(sub.get("AnotherGroup").equals(file.get("/SubGroup/AnotherGroup")));
      page.show(file.root().contains("SubGroup/Dataset4"));
      page.show(file.find("BadName"));
      page.refused(() -> file.get("BadName"));
      page.show(file.root().kindOf("SubGroup/Dataset4"));
      page.refused(() -> file.dataset("SubGroup"));
      page.show(sub.requireGroup("AnotherGroup").path());
      page.refused(() -> file.root().requireGroup("Dataset1"));
      page.show(file.createDataset("Dataset1").type(Datatypes.FLOAT64).scalar().require());
      var wrong = file.createDataset("Dataset1").type(Datatypes.INT64).shape(3);
      page.refused(() -> wrong.require());

      page.note(
          "An object knows the path on which it was found; what is above it is one more get.");
      Dataset dataset = sub.dataset("Dataset4");
      page.show(dataset.path());
      String parent = dataset.path().substring(0, dataset.path().lastIndexOf('/'));
      page.show(file.get(parent));
    }
  }

  private static void walking(Page page) throws IOException {
    page.note("walk() gives every object below a group, each once; a stream ends when you end it.");
    try (var file = Hdf5File.create(page.file("tree.h5"))) {
      file.createGroup("second/third/fourth");
      Group first = file.createGroup("first");
      first.createGroup("nestedfirst");
      first.createGroup("nestedsecond");
      file.createGroup("first/nestedthird");
      page.show(first.names());
      page.show(first.group("nestedsecond").path());
      page.show(file.walk().map(Hdf5Object::path).toList());
      page.show(first.walk().map(Hdf5Object::name).toList());
      page.show(
          file.walk().map(Hdf5Object::path).filter(path -> path.contains("third")).findFirst());
    }

    page.note("Names are listed in byte order, or as they were made if the group keeps track.");
    try (var file = Hdf5File.create(page.file("order.h5"))) {
      GroupOptions tracking = GroupOptions.defaults().trackOrder();
      Group months = file.createGroup("months", tracking);
      for (String month : new String[] {"jan", "feb", "mar", "apr"}) {
        months.write(month, 1);
      }
      page.show(months.names());
      page.show(months.namesInCreationOrder());
    }
  }

  private static void links(Page page) throws IOException {
    page.note(
        "A hard link is as good as any other name of its object. A soft link is a path, an external"
            + " link a path in another file; both may lead nowhere.");
    try (var file = Hdf5File.create(page.file("links.h5"))) {
      Dataset data = file.write("data", new int[] {1, 2, 3});
      file.root().linkHard("same", data);
      file.root().linkSoft("soft", "/data");
      file.root().linkSoft("dangling", "/nothing");
      file.root().linkExternal("outside", "tree.h5", "/first");
      page.show(data.linkCount());
      page.show(file.dataset("same").equals(data));
      page.show(file.root().findLink("soft"));
      page.show(file.root().findLink("outside"));
      page.show(file.group("outside").names());
      page.show(file.group("outside").file());
      page.show(file.find("dangling"));
      page.refused(() -> file.get("dangling"));

      page.note("The object stays until its last hard link goes.");
      file.delete("data");
      page.show(file.dataset("same").readInts());
      page.refused(() -> file.get("soft"));
      file.move("same", "data");
      page.show(file.dataset("soft").readInts());
      page.refused(() -> file.delete("same"));
    }
  }

  private static void copying(Page page) throws IOException {
    page.note("A copy takes along everything below, within a file or into another one.");
    try (var file = Hdf5File.openReadWrite(page.file("groups.h5"));
        var other = Hdf5File.create(page.file("copy.h5"))) {
      file.root().copy("SubGroup", "SubGroup2");
      page.show(file.group("SubGroup2").names());
      file.root().copy("SubGroup", other.createGroup("here"));
      page.show(other.walk().map(Hdf5Object::path).toList());
    }
  }
}
