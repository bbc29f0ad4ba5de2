package dev.weft.faultfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that was changed below a folder, in order, so that the folder can be made anew as a power cut
 * after any of the changes may leave it: what was flushed is there, of the rest any part. A rename
 * is done or not; a name is only safe once its folder is flushed, a file's bytes once the file is;
 * a change is not there without earlier ones of the same name or of the names of the same file. The
 * folder itself and all in it at the beginning are on the disk.
 */
public final class DiskJournal {
  private static final int ROOT = 0;

  /** A change of names ({@code sets}), of bytes, or none: a flush. */
  private record Change(int node, List<Name> sets, long offset, byte @Nullable [] bytes) {
    boolean isFlush() {
      return sets.isEmpty() && bytes == null;
    }
  }

  /** A name in a folder and the file that it gets; -1 where it goes. */
  private record Name(int folder, String name, int node) {}

  /** A file's bytes or a folder's names. */
  private static final class Node {
    final @Nullable Map<String, Integer> names;
    byte[] bytes = new byte[0];

    Node(boolean folder) {
      names = folder ? new TreeMap<>() : null;
    }

    Node copy() {
      Node copy = new Node(false);
      copy.bytes = bytes;
      if (names != null) {
        copy = new Node(true);
        names(copy).putAll(names);
      }
      return copy;
    }

    void write(long offset, byte[] source, int length) {
      int end = Math.toIntExact(offset) + length;
      byte[] now = java.util.Arrays.copyOf(bytes, Math.max(bytes.length, end));
      System.arraycopy(source, 0, now, (int) offset, length);
      bytes = now;
    }
  }

  private final Path root;
  private final List<Node> first = new ArrayList<>(); // as it was at the beginning
  private final List<Node> now = new ArrayList<>(); // names only
  private final List<Change> changes = new ArrayList<>();

  /** Begins with a folder as it lies. */
  public DiskJournal(Path root) throws IOException {
    this.root = root;
    scan(root);
    for (Node n : first) {
      now.add(n.copy());
    }
  }

  private int scan(Path path) throws IOException {
    int number = first.size();
    Node node = new Node(Files.isDirectory(path));
    first.add(node);
    if (Files.isDirectory(path)) {
      try (Stream<Path> all = Files.list(path)) {
        for (Path p : (Iterable<Path>) all::iterator) {
          names(node).put(p.getFileName().toString(), scan(p));
        }
      }
    } else {
      node.bytes = Files.readAllBytes(path);
    }
    return number;
  }

  private static Map<String, Integer> names(Node node) {
    if (node.names == null) {
      throw new IllegalStateException("no folder");
    }
    return node.names;
  }

  /** How many changes and flushes there were. */
  public synchronized int size() {
    return changes.size();
  }

  /** The number of a file or folder that is there; -1 of one outside. */
  synchronized int node(Path path) {
    if (!path.startsWith(root)) {
      return -1;
    }
    int node = ROOT;
    if (!path.equals(root)) {
      for (Path name : root.relativize(path)) {
        Integer next = names(now.get(node)).get(name.toString());
        if (next == null) {
          throw new UncheckedIOException(new IOException(path + ": not in the journal"));
        }
        node = next;
      }
    }
    return node;
  }

  synchronized void created(Path path, boolean folder) {
    int node = now.size();
    now.add(new Node(folder));
    set(List.of(name(path, node)));
  }

  synchronized void linked(Path name, Path file) {
    set(List.of(name(name, node(file))));
  }

  synchronized void deleted(Path path) {
    set(List.of(name(path, -1)));
  }

  synchronized void renamed(Path from, Path to) {
    int node = node(from);
    set(List.of(name(from, -1), name(to, node)));
  }

  synchronized void wrote(int node, long offset, byte[] bytes) {
    changes.add(new Change(node, List.of(), offset, bytes));
  }

  /** Only files that are made anew are cut: to nothing. */
  synchronized void cut(Path path, long size) {
    if (size != 0) {
      throw new UnsupportedOperationException("cut to " + size);
    }
    changes.add(new Change(node(path), List.of(), -1, new byte[0]));
  }

  synchronized void flushed(int node) {
    if (node >= 0) {
      changes.add(new Change(node, List.of(), 0, null));
    }
  }

  private Name name(Path path, int node) {
    return new Name(node(path.getParent()), path.getFileName().toString(), node);
  }

  private void set(List<Name> sets) {
    int node = node(sets.get(0));
    for (Name n : sets) {
      apply(now, n);
    }
    changes.add(new Change(node, sets, 0, null));
  }

  private int node(Name name) {
    return name.node() >= 0
        ? name.node()
        : names(now.get(name.folder())).getOrDefault(name.name(), -1);
  }

  private static void apply(List<Node> nodes, Name n) {
    if (n.node() < 0) {
      names(nodes.get(n.folder())).remove(n.name());
    } else {
      names(nodes.get(n.folder())).put(n.name(), n.node());
    }
  }

  /**
   * Makes the folder anew elsewhere, as a power cut after some changes may leave it.
   *
   * @param size the changes before the cut
   * @param target must not exist
   */
  public synchronized void crash(int size, Random random, Path target) throws IOException {
    BitSet kept = keep(size, random);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      nodes.add(i < first.size() ? first.get(i).copy() : new Node(now.get(i).names != null));
    }
    boolean torn = random.nextInt(4) == 0;
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      Change c = changes.get(i);
      c.sets().forEach(n -> apply(nodes, n));
      byte[] bytes = c.bytes();
      if (bytes != null && c.offset() < 0) {
        nodes.get(c.node()).bytes = bytes;
      } else if (bytes != null) {
        boolean whole = !torn || isFlushed(c.node(), i, size) || random.nextBoolean();
        int length = whole ? bytes.length : random.nextInt(bytes.length + 1);
        nodes.get(c.node()).write(c.offset(), bytes, length);
      }
    }
    make(nodes, ROOT, target);
  }

  /** The changes that last: all that were flushed, what these need, and any of the rest. */
  private BitSet keep(int size, Random random) {
    BitSet flushed = new BitSet(size);
    BitSet safe = new BitSet(); // nodes flushed later
    Map<Object, Boolean> needed = new HashMap<>(); // names and nodes of changes that last
    for (int i = size - 1; i >= 0; i--) {
      Change c = changes.get(i);
      if (c.isFlush()) {
        safe.set(c.node());
      } else if (c.bytes() != null) {
        flushed.set(i, safe.get(c.node()));
      } else {
        boolean lasts = needed.containsKey(c.node());
        for (Name n : c.sets()) {
          lasts |= safe.get(n.folder()) || needed.containsKey(n.folder() + "/" + n.name());
        }
        if (lasts) {
          flushed.set(i);
          needed.put(c.node(), true);
          c.sets().forEach(n -> needed.put(n.folder() + "/" + n.name(), true));
        }
      }
    }
    return keepSome(size, flushed, random);
  }

  private BitSet keepSome(int size, BitSet flushed, Random random) {
    BitSet kept = new BitSet(size);
    int odds = random.nextInt(5); // of 4: none of the rest, some, all
    int end = random.nextInt(4) == 0 ? random.nextInt(size + 1) : size; // none of the last
    Map<Object, Boolean> lost = new HashMap<>(); // names and nodes of changes that are lost
    for (int i = 0; i < size; i++) {
      Change c = changes.get(i);
      if (c.isFlush()) {
        continue;
      }
      boolean keep = flushed.get(i) || i < end && random.nextInt(4) < odds;
      if (!c.sets().isEmpty()) {
        boolean possible = !lost.containsKey(c.node());
        for (Name n : c.sets()) {
          possible &= !lost.containsKey(n.folder() + "/" + n.name());
        }
        keep &= possible;
        if (!keep) {
          lost.put(c.node(), true);
          c.sets().forEach(n -> lost.put(n.folder() + "/" + n.name(), true));
        }
      }
      kept.set(i, keep);
    }
    return kept;
  }

  private boolean isFlushed(int node, int after, int size) {
    for (int i = after + 1; i < size; i++) {
      if (changes.get(i).isFlush() && changes.get(i).node() == node) {
        return true;
      }
    }
    return false;
  }

  private static void make(List<Node> nodes, int number, Path target) throws IOException {
    Node node = nodes.get(number);
    if (node.names == null) {
      Files.write(target, node.bytes);
      return;
    }
    Files.createDirectory(target);
    for (Map.Entry<String, Integer> e : node.names.entrySet()) {
      make(nodes, e.getValue(), target.resolve(e.getKey()));
    }
  }
}
