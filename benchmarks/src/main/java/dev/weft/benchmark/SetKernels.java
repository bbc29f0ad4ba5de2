package dev.weft.benchmark;

import dev.weft.batch.AddressVector;
import dev.weft.expression.AddressFilter;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
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

/**
 * Membership of IPv4 addresses, drawn evenly from all there are, in a set of random CIDR blocks:
 * nanoseconds an address, on one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SetKernels {
  private static final int CHUNK = 4096;
  private static final int CHUNKS = 512; // more addresses than any cache holds lines of the set

  /** Number of blocks. */
  @Param({"10000", "1000000"})
  public int blocks = 1_000_000;

  private final AddressVector[] chunks = new AddressVector[CHUNKS];
  private final int[] rows = new int[CHUNK];
  private AddressFilter filter = AddressFilter.of(IpRanges.NONE);

  /** Makes addresses and set. */
  @Setup
  public void make() {
    SplittableRandom random = new SplittableRandom(2);
    for (int c = 0; c < CHUNKS; c++) {
      chunks[c] = new AddressVector(CHUNK);
      chunks[c].allIpv4(true);
      for (int i = 0; i < CHUNK; i++) {
        chunks[c].lows[i] = IpAddress.IPV4_LOW | random.nextLong(1L << 32);
      }
    }
    filter = AddressFilter.of(new RandomBlocks(blocks, 1).ranges());
  }

  /** Filters all chunks. */
  @Benchmark
  @OperationsPerInvocation(CHUNK * CHUNKS)
  public int filter() {
    int found = 0;
    for (AddressVector chunk : chunks) {
      found += filter.filter(chunk, null, CHUNK, rows);
    }
    return found;
  }
}
