package dev.weft.maintenance;

import dev.weft.faultfs.DiskJournal;
import dev.weft.faultfs.DiskOperation;
import dev.weft.faultfs.FaultFileSystem;
import dev.weft.faultfs.Faults;
import dev.weft.ingest.Staging;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Small stores on a file system that fails. Each round makes random sources, and does each {@link
 * Work} on them: in reads and writes of a few bytes each; with each single operation failing, and
 * with every one after it that needs space; with the power cut after each change, all that was not
 * flushed kept or lost at random. {@code FOLDER POINTS SEED [EVERY]}: rounds until there were so
 * many points, of which every so many-th is tried.
 */
final class FaultCampaign {
  private static final long PATIENCE_SECONDS = 60;
  private static final String STORE = "store";
  private static final int CUTS = 8; // of the power at each point, with other parts lost

  private final Path folder;
  private final Random random;
  private final int every;
  private final Map<String, Long> points = new LinkedHashMap<>();
  private final ExecutorService thread =
      Executors.newCachedThreadPool(
          task -> {
            Thread t = new Thread(task, "campaign");
            t.setDaemon(true);
            return t;
          });
  private int stores;

  private FaultCampaign(Path folder, long seed, int every) {
    this.folder = folder;
    this.random = new Random(seed);
    this.every = every;
  }

  public static void main(String[] args) throws Exception {
    int every = args.length > 3 ? Integer.parseInt(args[3]) : 1;
    long points = Long.parseLong(args[1]);
    System.out.println(run(Path.of(args[0]), points, Long.parseLong(args[2]), every));
  }

  /**
   * Does rounds until there were so many points.
   *
   * @param every which of the points to try: each, every second, ...
   */
  static String run(Path folder, long most, long seed, int every) throws Exception {
    FaultCampaign campaign = new FaultCampaign(folder, seed, every);
    for (int round = 0; campaign.total() < most; round++) {
      for (String name : Work.NAMES) {
        Path sources = Files.createDirectories(folder.resolve("round" + round + name));
        try {
          Work work = Work.of(name, sources, campaign.random);
          campaign.shortCalls(name, work);
          campaign.failures(name, work);
          campaign.powerCuts(name, work);
        } catch (AssertionError e) {
          throw new AssertionError("seed %d, round %d, %s".formatted(seed, round, name), e);
        }
        Staging.deleteTree(sources);
      }
    }
    return campaign.total() + " points, nothing lost, nothing twice: " + campaign.points;
  }

  private long total() {
    return points.values().stream().mapToLong(n -> n).sum();
  }

  private void count(String work, String what) {
    points.merge(work + " " + what, 1L, Long::sum);
  }

  /** A folder of its own for a store, which lies in it. */
  private Path newStore(Work work) throws IOException {
    Path home = Files.createDirectory(folder.resolve("home" + stores++));
    work.prepare(home.resolve(STORE));
    return home;
  }

  /** Works on a store through a file system; what goes wrong is thrown, also what hangs. */
  private void work(Work work, Path store, Work.Ledger ledger) throws Throwable {
    Future<?> done =
        thread.submit(
            () -> {
              work.on(store, ledger);
              return null;
            });
    try {
      done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      StringBuilder where = new StringBuilder("hangs");
      Thread.getAllStackTraces()
          .forEach((t, trace) -> where.append('\n').append(t).append(java.util.List.of(trace)));
      throw new AssertionError(where.toString());
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private void shortCalls(String name, Work work) throws Exception {
    Path home = newStore(work);
    Path store = home.resolve(STORE);
    Faults few =
        new Faults() {
          @Override
          public void before(DiskOperation operation, Path path) {}

          @Override
          public int length(DiskOperation operation, int asked) {
            return 1 + random.nextInt(Math.min(asked, 7));
          }
        };
    Set<Integer> done = new HashSet<>();
    try {
      work(work, new FaultFileSystem(few, null).path(store), done::add);
      work.check(store, done);
    } catch (Throwable e) {
      throw new AssertionError("short reads and writes in " + store, e);
    }
    count(name, "short calls");
    Staging.deleteTree(home);
  }

  /** How one operation fails, and those after it. */
  private record Failure(String reason, boolean lasting, Predicate<DiskOperation> which) {}

  private static final Map<String, Failure> FAILURES = new TreeMap<>();

  static {
    FAILURES.put("EIO", new Failure("Input/output error", false, o -> true));
    FAILURES.put(
        "ENOSPC", new Failure("No space left on device", false, DiskOperation::takesSpace));
    FAILURES.put(
        "disk full from then on",
        new Failure("No space left on device", true, DiskOperation::takesSpace));
    FAILURES.put("disk dead from then on", new Failure("Input/output error", true, o -> true));
    FAILURES.put(
        "no more renames",
        new Failure("Operation not permitted", true, o -> o == DiskOperation.RENAME));
    FAILURES.put(
        "no more flushes", new Failure("Input/output error", true, o -> o == DiskOperation.FLUSH));
  }

  /** Fails the n-th of the operations that a failure is for. */
  private static final class Countdown implements Faults {
    private final Failure failure;
    private final Set<DiskOperation> kinds = EnumSet.noneOf(DiskOperation.class); // that failed
    private int left;
    private String failed = "";

    Countdown(Failure failure, int at) {
      this.failure = failure;
      this.left = at;
    }

    @Override
    public synchronized void before(DiskOperation operation, Path path) throws IOException {
      if (failure.which().test(operation)) {
        left--;
        if (left == 0 || left < 0 && failure.lasting()) {
          failed = failed.isEmpty() ? operation + " of " + path : failed;
          kinds.add(operation);
          throw switch (operation) {
            case READ, WRITE, FLUSH, LOCK -> new IOException(failure.reason());
            case OPEN, CREATE, RENAME, DELETE, MAKE_FOLDER, LINK, LIST, LOOK ->
                new FileSystemException(path.toString(), null, failure.reason());
          };
        }
      }
    }

    synchronized boolean hasFailed(DiskOperation operation) {
      return kinds.contains(operation);
    }

    synchronized String failed() {
      return failed;
    }
  }

  private void failures(String name, Work work) throws IOException {
    for (Map.Entry<String, Failure> f : FAILURES.entrySet()) {
      boolean failed = true;
      for (int at = 1 + random.nextInt(every); failed; at += every) {
        failed = fail(name, f.getKey(), f.getValue(), at, work);
      }
    }
  }

  /** True unless the work ended before anything failed. */
  private boolean fail(String name, String kind, Failure failure, int at, Work work)
      throws IOException {
    Path home = newStore(work);
    Path store = home.resolve(STORE);
    Countdown faults = new Countdown(failure, at);
    DiskJournal journal = new DiskJournal(home);
    Set<Integer> done = new HashSet<>();
    String what = "%s %s at %d in %s".formatted(name, kind, at, store);
    Path cut = home.resolveSibling(home.getFileName() + "-cut");
    try {
      try {
        work(work, new FaultFileSystem(faults, journal).path(store), done::add);
      } catch (IOException e) {
        String told = String.valueOf(e.getMessage());
        boolean look = faults.hasFailed(DiskOperation.LOOK); // Java takes these for absent files
        if (!told.contains(home.toString()) || !look && !told.contains(failure.reason())) {
          e.printStackTrace();
          System.out.println("unclear: " + told);
        }
      }
      if (faults.failed().isEmpty()) {
        return false;
      }
      journal.crash(journal.size(), random, cut);
      work.check(store, done);
      work.check(cut.resolve(STORE), done);
    } catch (Throwable e) {
      throw new AssertionError(what + ", " + faults.failed(), e);
    }
    count(name, kind);
    Staging.deleteTree(home);
    Staging.deleteTree(cut);
    return true;
  }

  private void powerCuts(String name, Work work) throws IOException {
    Path home = newStore(work);
    Path store = home.resolve(STORE);
    DiskJournal journal = new DiskJournal(home);
    Map<Integer, Integer> acknowledged = new TreeMap<>(); // by the changes before
    try {
      work(
          work,
          new FaultFileSystem(Faults.NONE, journal).path(store),
          part -> acknowledged.put(part, journal.size()));
      work.check(store, acknowledged.keySet());
    } catch (Throwable e) {
      throw new AssertionError("without faults", e);
    }
    int times = every < 10 ? CUTS : 1;
    for (int i = times * random.nextInt(every); i < times * journal.size(); i += every) {
      int at = i / times;
      Path cut = folder.resolve("cut" + stores++);
      journal.crash(at, random, cut);
      Set<Integer> done = new HashSet<>();
      for (Map.Entry<Integer, Integer> a : acknowledged.entrySet()) {
        if (a.getValue() <= at) {
          done.add(a.getKey());
        }
      }
      try {
        work.check(cut.resolve(STORE), done);
      } catch (Throwable e) {
        throw new AssertionError(
            "power cut after %d of %d changes, %s".formatted(at, journal.size(), cut), e);
      }
      count(name, "power cut");
      Staging.deleteTree(cut);
    }
    Staging.deleteTree(home);
  }
}
