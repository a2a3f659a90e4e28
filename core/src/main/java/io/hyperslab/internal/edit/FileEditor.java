package io.hyperslab.internal.edit;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.datatype.DatatypeCodec;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.ObjectModel;
import io.hyperslab.internal.model.TypeModel;
import io.hyperslab.storage.Durability;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The one writer of an open file: every change of the file is one of its operations, and happens
/// whole or not at all. Operations of several threads take turns; readers go on meanwhile, except
/// for the moment in which what they see changes.
public final class FileEditor {
  private static final long AMPLE_BLOCK = 1L << 20;
  private static final int AMPLE_DEPTH = 16;

  private final FileModel model;
  private final Transaction transaction;
  private final Dialect dialect;
  private final HeapStore heap;
  private final SourceFiles sources;
  private final Turns turns;
  private final RecentMessages recentMessages;
  private final Commits commits;

  /// Makes what a new file begins with.
  private Runnable beginning = () -> {};

  /// Whether nobody else has ever written the file.
  private boolean isNew;

  /// @param transaction of the same file
  /// @param dialect in which new structures are written
  /// @param durability of commits
  public FileEditor(
      FileModel model, Transaction transaction, Dialect dialect, Durability durability) {
    this.model = model;
    this.transaction = transaction;
    this.dialect = dialect;
    this.heap = new HeapStore(transaction, model);
    this.turns = new Turns(model, transaction, heap, () -> ForeignFile.prepare(this));
    this.recentMessages = new RecentMessages(dialect, transaction.context());
    this.sources = new SourceFiles(this, durability);
    this.commits = new Commits(this, turns, durability);
    model.allowWriting(transaction::endOfAddress);
  }

  /// The file.
  public FileModel model() {
    return model;
  }

  /// Its changes.
  public Transaction transaction() {
    return transaction;
  }

  /// How new structures are written.
  public Dialect dialect() {
    return dialect;
  }

  /// Its variable-length data.
  public HeapStore heap() {
    return heap;
  }

  /// Messages of new objects.
  RecentMessages recentMessages() {
    return recentMessages;
  }

  /// Other files that are changed because virtual datasets lead there.
  public SourceFiles sources() {
    return sources;
  }

  /// Makes what a new file begins with; again, if that is rolled back.
  void begin(Runnable changes) {
    beginning = changes;
    isNew = true;
    changes.run();
  }

  /// Makes again what a new file begins with, which was forgotten.
  void beginAgain() {
    beginning.run();
  }

  /// Whether all of the file was made through this object.
  boolean isNew() {
    return isNew;
  }

  /// Runs an operation while nobody reads.
  public <T> T edit(Supplier<T> operation) {
    return turns.edit(operation);
  }

  /// Runs an operation while others read. It changes what they see in calls of
  /// [#exclusively(Supplier)] alone.
  public <T> T editAside(Supplier<T> operation) {
    return turns.editAside(operation);
  }

  /// Takes on a change that is made later, unless the file was not prepared for changes yet, or an
  /// operation goes on. Nothing must be read from a file for it: changes that were taken on before
  /// would be made in its middle, and one of another file may wait for this one.
  ///
  /// @param change adds it to the changes that it is given, and says whether it did
  /// @return whether it was taken on; if not, it has to be made now
  public boolean defer(Predicate<Deferral> change) {
    return hasAmpleLimits() && turns.defer(change);
  }

  /// Whether no change that is made later may fail then for want of addresses, or of depth of an
  /// index.
  boolean hasAmpleLimits() {
    FormatContext context = transaction.context();
    return context.sizeOfOffsets() == Long.BYTES
        && context.sizeOfLengths() == Long.BYTES
        && context.limits().metadataBlock() >= AMPLE_BLOCK
        && context.limits().treeDepth() >= AMPLE_DEPTH;
  }

  /// Runs the part of an operation that changes what readers see. If it fails, they see nothing of
  /// it.
  public <T> T exclusively(Supplier<T> change) {
    return turns.exclusively(change);
  }

  /// A datatype with the sizes that it has in this file: descriptors and references hold addresses.
  public Datatype inFile(Datatype type) {
    return DatatypeCodec.inFile(type, transaction.context().sizeOfOffsets());
  }

  /// Replaces the superblock, whose extent is seen to by the commit.
  void superblock(Superblock changed) {
    transaction.superblock(changed);
    model.superblock(changed);
  }

  /// Makes a group and a link to it.
  public GroupModel createGroup(GroupModel parent, String name, GroupForm form) {
    return edit(() -> addGroup(parent, name, form));
  }

  /// The same in an operation that goes on while nobody reads, and fails with this.
  public GroupModel addGroup(GroupModel parent, String name, GroupForm form) {
    long address = new ObjectEditor(this).createGroup(form);
    insert(parent, Messages.link(name, new LinkMessage.Hard(address)));
    return (GroupModel) model.object(address);
  }

  /// Makes a dataset and a link to it. Storage that is to be allocated early is not yet.
  ///
  /// @param form makes what the dataset is to be, with its fill value's data of variable length
  public DatasetModel createDataset(
      GroupModel parent, String name, Function<HeapStore, DatasetForm> form) {
    return editAside(() -> {
      // Its fill value may be fetched from another file, which may wait for readers of this one.
      DatasetForm made = form.apply(heap);
      return exclusively(() -> {
        long address = new DatasetCreation(this, made).create();
        insert(parent, Messages.link(name, new LinkMessage.Hard(address)));
        return (DatasetModel) model.object(address);
      });
    });
  }

  /// Whether a group gets so many links that they are held; then many objects are made, and what is
  /// stored of them may lie behind their elements.
  public boolean holdsLinks(GroupModel group) {
    return new LinkHolding(this, group.address()).held() != null;
  }

  /// Makes a contiguous dataset with all its elements, and a link to it. In an operation that goes
  /// on.
  ///
  /// @param elements as stored, at least one
  public DatasetModel createDataset(
      GroupModel parent, String name, DatasetForm form, MemorySegment elements) {
    return exclusively(() -> {
      long address = new DatasetCreation(this, form).create(elements);
      insert(parent, Messages.link(name, new LinkMessage.Hard(address)));
      return (DatasetModel) model.object(address);
    });
  }

  /// Commits a datatype and makes a link to it.
  public TypeModel createDatatype(GroupModel parent, String name, Datatype type, ObjectForm form) {
    return edit(() -> {
      long address = new ObjectEditor(this).createDatatype(inFile(type), form);
      insert(parent, Messages.link(name, new LinkMessage.Hard(address)));
      return (TypeModel) model.object(address);
    });
  }

  /// Commits a datatype that no link leads to yet: see [#adopt(GroupModel, String, long)].
  public TypeModel createUnlinkedDatatype(Datatype type, ObjectForm form) {
    return edit(() -> (TypeModel) model.object(new ObjectEditor(this).createDatatype(type, form)));
  }

  /// Makes the first link to an object that was made without one.
  public void adopt(GroupModel parent, String name, long address) {
    edit(() -> {
      insert(parent, Messages.link(name, new LinkMessage.Hard(address)));
      return parent;
    });
  }

  /// Takes away a link, but not the object even if the link was the last one.
  public void disown(GroupModel parent, String name) {
    edit(() -> new GroupEditor(this, parent).remove(name));
  }

  /// Gives up the link that an object was made for: it goes unless something else needs it.
  public void release(long address) {
    edit(() -> {
      new ObjectEditor(this).removeReference(address);
      return model;
    });
  }

  private void insert(GroupModel parent, LinkMessage link) {
    new GroupEditor(this, parent).insert(link);
  }

  /// Makes a link; a hard one counts.
  public void link(GroupModel parent, String name, LinkMessage.Target target) {
    edit(() -> {
      insert(parent, Messages.link(name, target));
      if (target instanceof LinkMessage.Hard(long address)) {
        new ObjectEditor(this).addReference(address);
      }
      return parent;
    });
  }

  /// Takes a link away, and with the last hard link to it the object.
  ///
  /// @throws NoSuchObjectException if there is none of that name
  public void unlink(GroupModel parent, String name) {
    edit(() -> {
      LinkMessage link = new GroupEditor(this, parent).remove(name);
      if (link.target() instanceof LinkMessage.Hard(long address)) {
        new ObjectEditor(this).removeReference(address);
      }
      return parent;
    });
  }

  /// Gives a link another name or another group.
  ///
  /// @throws NoSuchObjectException if there is none of the old name
  /// @throws NameExistsException if there is one of the new name
  /// @throws IllegalArgumentException if a group would come to lie in itself, or below
  public void move(GroupModel from, String name, GroupModel to, String newName) {
    edit(() -> {
      LinkMessage link = new GroupEditor(this, from).remove(name);
      if (from.address() != to.address()
          && link.target() instanceof LinkMessage.Hard(long address)) {
        new Descendants(model).requireOutside(to, address);
      }
      insert(to, Messages.link(newName, link.target()));
      return to;
    });
  }

  /// Adds an attribute, or replaces the one of that name.
  ///
  /// @param form makes what it is to be, with its data of variable length
  public void setAttribute(ObjectModel object, Supplier<AttributeForm> form) {
    editAside(() -> {
      object.requirePresent();
      // It may be fetched from another file, which may wait for readers of this one.
      AttributeForm made = form.get();
      return exclusively(() -> {
        new ObjectEditor(this).setAttribute(object, made);
        return object;
      });
    });
  }

  /// The same of an attribute that is known before.
  public void setAttribute(ObjectModel object, AttributeForm form) {
    edit(() -> {
      object.requirePresent();
      new ObjectEditor(this).setAttribute(object, form);
      return object;
    });
  }

  /// Takes an attribute away.
  ///
  /// @throws NoSuchObjectException if there is none of that name
  public void removeAttribute(ObjectModel object, String name) {
    edit(() -> {
      object.requirePresent();
      new ObjectEditor(this).removeAttribute(object, name);
      return object;
    });
  }

  /// Gives an attribute another name.
  ///
  /// @throws NoSuchObjectException if there is none of the old name
  /// @throws NameExistsException if there is one of the new name
  public void renameAttribute(ObjectModel object, String name, String newName) {
    edit(() -> {
      object.requirePresent();
      new AttributeEditor(this, object).rename(name, newName);
      return object;
    });
  }

  /// Replaces an object's comment, or takes it away.
  public void comment(ObjectModel object, Optional<String> comment) {
    edit(() -> {
      object.requirePresent();
      new ObjectEditor(this).comment(object, comment);
      return object;
    });
  }

  /// A group and a name in it, at the end of a path.
  ///
  /// @param group where the name is, or is to be
  /// @param name a single name
  /// @param path the group's absolute path
  public record Location(GroupModel group, String name, String path) {
    /// The absolute path of what has the name.
    public String fullPath() {
      return Locator.child(path, name);
    }
  }

  /// Stores links that are held, for a thread that is going to look at structures of groups. One
  /// that does so in a read, or while another one changes the file, sees them as they are.
  public void settleLinks() {
    if (!model.linkHold().isEmpty() && !model.access().isReading()) {
      turns.ifFree(this::storeHeldLinks);
    }
  }

  void storeHeldLinks() {
    if (!model.linkHold().isEmpty()) {
      edit(() -> {
        LinkHolding.settleAll(this);
        return model;
      });
    }
  }

  /// Where a path ends.
  ///
  /// @param start where relative paths begin
  /// @param startPath its absolute path
  /// @param create whether groups on the way that are missing are made
  /// @throws IllegalArgumentException if the path names no link
  /// @throws NoSuchObjectException if a group on the way is missing, or the first is gone
  /// @throws UnsupportedFeatureException if the path leads into another file, which is open for
  ///   reading only
  public Location locate(GroupModel start, String startPath, String path, boolean create) {
    return new Locator(this).locate(start, startPath, path, create);
  }

  /// Says where commits are kept from now on.
  public void saving(Saving saving) {
    commits.saving(saving);
  }

  /// Makes all changes so far durable, at once or not at all.
  ///
  /// @throws IOException if the medium fails; the file is at this commit or the one before
  public void commit() throws IOException {
    commits.commit();
  }

  /// Commits, and lets others read the file while it changes from now on. What they see changes
  /// with each commit, one dataset after the other. Only elements and extents of datasets can be
  /// changed.
  ///
  /// @throws IOException if the medium fails
  /// @throws UnsupportedFeatureException if the file's format is too old, or it is in memory
  /// @throws IllegalStateException if this was done before
  public void startSwmr() throws IOException {
    commits.startSwmr();
  }

  /// Refuses changes that others cannot follow who read the file meanwhile.
  ///
  /// @throws UnsupportedFeatureException in SWMR mode
  void requireNoSwmr() {
    if (transaction.isSwmr()) {
      throw SwmrRules.structure();
    }
  }

  /// Forgets all changes since the last commit, here and in the sources.
  ///
  /// @throws IOException if the medium of any of them fails; all changes are forgotten all the same
  public void rollback() throws IOException {
    commits.rollback();
  }

  /// Replaces the first bytes of the user block, at once.
  ///
  /// @throws IOException if the medium fails
  public void writeUserBlock(byte[] bytes) throws IOException {
    commits.writeUserBlock(bytes);
  }

  /// Ends the transaction and the use of the file, in one turn: no change comes in between. Does
  /// nothing once that was done.
  ///
  /// @param committing whether changes since the last commit are kept; never those that a commit
  ///   has left which failed half way
  /// @param release closes the file; run whatever happens before
  /// @throws IOException if the medium fails
  /// @throws IllegalStateException within a read or a change of the file, which stays open
  public void close(boolean committing, Closeable release) throws IOException {
    commits.close(committing, release);
  }
}
