package dev.weft.operator;

import dev.weft.batch.LongVector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows and sums of groups whose keys have few bits, gathered in one pass over the rows. The values
 * of a group stand side by side, in pages made when their first key comes, so that keys of 24 bits
 * of which few occur, as protocol and port, need no hashing either.
 *
 * <p>It stands before a table and gives up where it does not serve: sums that might leave 64 bits,
 * keys strewn over too many pages. For one thread.
 */
final class DirectSums {
  private static final int MOST_BITS = 24;
  private static final int MOST_SUMS = 7;
  private static final long MOST_BYTES = 1 << 24;
  private static final long MOST_SUM = 1L << 62;

  static final int PAGE_BITS = 12;

  /** Groups of a page. */
  static final int PAGE = 1 << PAGE_BITS;

  private final int sums;
  private final int shift; // a group takes 1 << shift longs: its rows, its sums, nothing
  private final MemoryBudget budget;
  private final long[] @Nullable [] pages;
  private final boolean[] isMade; // a page each, for it lies closer together
  private final int mostPages;
  private int made;
  private boolean full;
  private long bound; // no sum is further from 0

  private DirectSums(int bits, int sums, MemoryBudget budget) {
    this.sums = sums;
    this.budget = budget;
    shift = 32 - Integer.numberOfLeadingZeros(sums);
    pages = new long[1 << Math.max(0, bits - PAGE_BITS)][];
    isMade = new boolean[pages.length];
    mostPages = (int) (MOST_BYTES / pageBytes());
  }

  /**
   * For a table's keys and aggregates; null where they are not of the kind, or where the arrays of
   * a table without hashing are faster: those of one aggregate lie closer together than a group's
   * values here.
   *
   * @param hashed true for a table with hashing
   */
  static @Nullable DirectSums of(
      KeyLayout layout, List<Accumulator> accumulators, boolean hashed, MemoryBudget budget) {
    boolean faster = hashed || layout.bits() <= PAGE_BITS && accumulators.size() > 1;
    int sums = 0;
    for (Accumulator a : accumulators) {
      if (!a.takesSums()) {
        return null;
      }
      sums += a.valueWords() > 0 ? 1 : 0;
    }
    boolean fits = layout.words() == 1 && layout.bits() > 0 && layout.bits() <= MOST_BITS;
    return faster && fits && !accumulators.isEmpty() && sums <= MOST_SUMS
        ? new DirectSums(layout.bits(), sums, budget)
        : null;
  }

  int sums() {
    return sums;
  }

  private long pageBytes() {
    return 8L * PAGE << shift;
  }

  /**
   * Adds rows.
   *
   * @param rows row of each key in the arguments; null = rows 0 to count - 1
   * @param arguments what to sum, without NULLs
   * @return false where that can't be; then nothing was added
   */
  boolean add(long[] keys, int @Nullable [] rows, int count, LongVector[] arguments) {
    long further = count;
    for (int s = 0; s < sums; s++) {
      further = Math.max(further, Magnitude.ofSum(arguments[s].values, rows, count));
    }
    if (further == Long.MAX_VALUE) {
      return false; // this batch alone might wrap
    }
    further += bound;
    if (further < 0 || further > MOST_SUM || !makePages(keys, count)) {
      full = true;
      return false;
    }
    bound = further;
    switch (sums) {
      case 0 -> count(keys, count);
      case 1 -> addOne(keys, rows, count, arguments[0].values);
      case 2 -> addTwo(keys, rows, count, arguments[0].values, arguments[1].values);
      default -> {
        addTwo(keys, rows, count, arguments[0].values, arguments[1].values);
        for (int s = 2; s < sums; s++) {
          addSum(keys, rows, count, arguments[s].values, s);
        }
      }
    }
    return true;
  }

  private boolean makePages(long[] keys, int count) {
    boolean[] present = isMade;
    boolean all = true;
    for (int i = 0; i < count; i++) { // as a rule all are there: no branch a row
      all &= present[(int) (keys[i] >>> PAGE_BITS)];
    }
    return all || makeMissingPages(keys, count);
  }

  private boolean makeMissingPages(long[] keys, int count) {
    for (int i = 0; i < count; i++) {
      int page = (int) (keys[i] >>> PAGE_BITS);
      if (pages[page] == null) {
        if (made == mostPages || !budget.tryReserve(pageBytes())) {
          return false;
        }
        pages[page] = new long[PAGE << shift];
        isMade[page] = true;
        made++;
      }
    }
    return true;
  }

  @SuppressWarnings("NullAway") // makePages made them
  private long[] page(long key) {
    return pages[(int) (key >>> PAGE_BITS)];
  }

  private int place(long key) {
    return ((int) key & PAGE - 1) << shift;
  }

  private void count(long[] keys, int count) {
    for (int i = 0; i < count; i++) {
      page(keys[i])[place(keys[i])]++;
    }
  }

  private void addOne(long[] keys, int @Nullable [] rows, int count, long[] values) {
    for (int i = 0; i < count; i++) {
      long[] page = page(keys[i]);
      int at = place(keys[i]);
      page[at]++;
      page[at + 1] += values[rows == null ? i : rows[i]];
    }
  }

  private void addTwo(long[] keys, int @Nullable [] rows, int count, long[] first, long[] second) {
    for (int i = 0; i < count; i++) {
      long[] page = page(keys[i]);
      int at = place(keys[i]);
      int row = rows == null ? i : rows[i];
      page[at]++;
      page[at + 1] += first[row];
      page[at + 2] += second[row];
    }
  }

  private void addSum(long[] keys, int @Nullable [] rows, int count, long[] values, int sum) {
    for (int i = 0; i < count; i++) {
      page(keys[i])[place(keys[i]) + 1 + sum] += values[rows == null ? i : rows[i]];
    }
  }

  /** True after a batch was refused for what came before it: it is time to empty this. */
  boolean isFull() {
    return full;
  }

  /**
   * Takes over all that another one has gathered.
   *
   * @return false where the sums might wrap; then nothing was taken
   */
  boolean merge(DirectSums other) {
    if (bound + other.bound > MOST_SUM) {
      return false;
    }
    bound += other.bound;
    for (int p = 0; p < pages.length; p++) {
      long[] page = pages[p];
      long[] more = other.pages[p];
      if (page == null) {
        pages[p] = more;
        isMade[p] = other.isMade[p];
      } else if (more != null) {
        for (int i = 0; i < page.length; i++) {
          page[i] += more[i];
        }
      }
    }
    made += other.made; // as reserved, though pages of both are one now
    other.made = 0;
    other.release();
    return true;
  }

  /**
   * Groups of a page.
   *
   * @param keys ascending
   * @param rows of each group, at least 1
   * @param values by sum and group
   */
  record Groups(long[] keys, long[] rows, long[][] values) {}

  Groups newGroups() {
    return new Groups(new long[PAGE], new long[PAGE], new long[sums][PAGE]);
  }

  int pages() {
    return pages.length;
  }

  /** The key of the first group that a page may have. */
  static long base(int page) {
    return (long) page << PAGE_BITS;
  }

  /**
   * Lists the groups of a page.
   *
   * @return how many
   */
  int list(int number, Groups out) {
    long[] page = pages[number];
    int n = 0;
    for (int g = 0; page != null && g < PAGE; g++) {
      int at = g << shift;
      if (page[at] != 0) {
        out.keys[n] = base(number) + g;
        out.rows[n] = page[at];
        for (int s = 0; s < sums; s++) {
          out.values[s][n] = page[at + 1 + s];
        }
        n++;
      }
    }
    return n;
  }

  /** Forgets the groups and gives the memory back. */
  void release() {
    Arrays.fill(pages, null);
    Arrays.fill(isMade, false);
    budget.release(made * pageBytes());
    made = 0;
    bound = 0;
    full = false;
  }
}
