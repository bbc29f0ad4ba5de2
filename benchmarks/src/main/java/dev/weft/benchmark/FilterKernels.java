package dev.weft.benchmark;

import dev.weft.expression.LongFilter;
import dev.weft.flow.LongRanges;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Membership of decoded values in a set: nanoseconds a value, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FilterKernels {
  private static final int CHUNK = 4096;

  /** Number of single values in the set; 1 is a range of half of all values. */
  @Param({"1", "4", "1000", "100000"})
  public int members = 1;

  private final long[] values = new long[CHUNK];
  private final int[] rows = new int[CHUNK];
  private final int[] second = new int[CHUNK];
  private LongFilter filter = LongFilter.of(LongRanges.ALL);

  /** Makes values and set. */
  @Setup
  public void make() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < CHUNK; i++) {
      values[i] = random.nextInt(1 << 20);
      second[i] = i;
    }
    long[] pairs = new long[2 * members];
    for (int i = 0; i < members; i++) {
      pairs[2 * i] = 10L * i;
      pairs[2 * i + 1] = members == 1 ? 1 << 19 : 10L * i;
    }
    filter = LongFilter.of(LongRanges.ofPairs(pairs));
  }

  /** All rows. */
  @Benchmark
  @OperationsPerInvocation(CHUNK)
  public int all() {
    return filter.filter(values, null, CHUNK, rows);
  }

  /** Rows that another filter has left. */
  @Benchmark
  @OperationsPerInvocation(CHUNK)
  public int selected() {
    return filter.filter(values, second, CHUNK, rows);
  }
}
